"""The few tables that many files of the corpus hold, and what the makers write them as."""

import csv
import io
from collections.abc import Sequence

from tests.corpus.making.kit import HEADER, Cell, Sheet, form

LOANS: tuple[tuple[Cell, ...], ...] = (
    ("引导企业申请融资贷款笔数", "笔", 45, 38, "平台申请成功的"),
    ("授信金额", "亿元", 2.36, "约1.9", None),
)
"""经济发展局: two indicators, four values."""

MONITORS: tuple[tuple[Cell, ...], ...] = (
    ("视频监控点位数", "个", 1280, 1100, None),
    ("视频监控路数", "路", 3605, 3100, None),
)
"""数字政府办: two indicators, four values."""

ACHIEVEMENT = "推动企业融资对接，全年引导企业申请贷款【企业融资贷款笔数】笔。"
PLAN = "继续完善融资服务机制。"


def loans(**more: object) -> Sheet:
    """经济发展局's usual sheet."""
    return form("洪梅镇经济发展局", LOANS, **more)  # type: ignore[arg-type]


def monitors(**more: object) -> Sheet:
    """数字政府办's usual sheet."""
    return form("洪梅镇数字政府建设工作领导小组办公室", MONITORS, **more)  # type: ignore[arg-type]


def texts() -> Sheet:
    """A sheet of 文字材料 with two items; the texts stand in D4 and D5."""
    rows = (
        ("洪梅镇2023年度法治政府建设文字材料",),
        ("填报单位：洪梅镇经济发展局",),
        ("序号", "栏目", "小标题", "正文"),
        (1, "主要举措和成效", "优化融资服务", ACHIEVEMENT),
        (2, "下一年度安排", None, PLAN),
    )
    return Sheet("文字材料", rows)


def table(lines: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The table alone, as text: the header in row 1, lines from row 2."""
    rows = [HEADER, *((number, *line) for number, line in enumerate(lines, 1))]
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def separated(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
