"""Blank forms of ours, filled as a clerk fills them; and our return slips, mended or not."""

import io
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tasks.forms.slip import slip_on_cells, slip_on_file
from tasks.model import Grid
from tasks.pipeline.form import write_forms
from tasks.settings import load
from tests.answers import WORDS, finding, slip
from tests.corpus.making.kit import Cell, Maker, Shown, form, pack, unpack, xlsx

ON_COVER = {"封面!B5": "2024年12月31日", "封面!B6": "张三", "封面!B7": "李四", "封面!B8": "王五"}


@lru_cache
def _blank(department: str) -> bytes:
    """The department's form of 2024, without last year's values."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = load({"FAZHI_DATA": scratch})
        made = write_forms(settings, "hongmei", 2024, department)
        return next(path for path in made.written if "填报表" in path.name).read_bytes()


def _filled(department: str, cells: Mapping[str, Cell]) -> bytes:
    """The form saved again by another program with these cells filled in."""
    book = load_workbook(io.BytesIO(_blank(department)))
    return _saved(_with(book, ON_COVER | dict(cells)))


def _with(book: Workbook, cells: Mapping[str, Cell]) -> Workbook:
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value.value if isinstance(value, Shown) else value
    return book


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.properties.modified = datetime(2025, 1, 6, 9)  # noqa: DTZ001 a document property
    book.save(out)
    members = unpack(out.getvalue())
    core = members["docProps/core.xml"]
    before, _, rest = core.partition(b"<dcterms:modified")
    members["docProps/core.xml"] = before + rest.partition(b"</dcterms:modified>")[2] if rest else core
    return pack(members)


def _complete() -> bytes:
    return _filled(
        "economic_dev",
        {
            "数据统计表!D5": 52,
            "数据统计表!F5": 44,
            "数据统计表!D6": "约2.8",
            "数据统计表!G6": "只算授信，不算放款",
            "文字材料!C6": "优化融资服务",
            "文字材料!D6": "全年引导企业申请贷款【企业融资贷款笔数】笔。",
            "文字材料!D16": "一是融资渠道还不够多，原因是产品种类少。",
            "文字材料!D26": "已解决。",
        },
    )


def _zero() -> bytes:
    """零报告 ticked for the indicators; the boxes of texts stay empty."""
    return _filled("grid", {"封面!B14": "√"})


def _moved() -> bytes:
    """The clerk deleted a row, sorted another up, renamed an indicator and the sheet: codes still tell."""
    book = load_workbook(io.BytesIO(_filled("npc_office", {"数据统计表!D5": 15, "数据统计表!D6": 4})))
    sheet = book["数据统计表"]
    sheet.insert_rows(5)
    sheet["B5"] = "（本行备注）"
    sheet["B6"] = "人大建议办了几条"
    sheet.title = "Sheet1"
    return _saved(book)


FAULTY: tuple[tuple[Cell, ...], ...] = (
    ("办理镇人大代表建议条数", "条", "见附件", None, None),
    ("办理政协委员提案条数", "条", 5, None, None),
)


def _slip() -> bytes:
    """The return slip on a file whose D4 says 见附件."""
    asked = slip(finding("D4", sheet="数据统计表"))
    return slip_on_file(asked, xlsx(form("人大办", FAULTY, year=2022)), WORDS)


def _mended() -> bytes:
    return _saved(_with(load_workbook(io.BytesIO(_slip())), {"数据统计表!D4": 21}))


def _mended_csv() -> bytes:
    """The slip on a CSV comes back as .xlsx; the clerk mended that."""
    rows = (
        ("指标名称", "计量单位", "本年数"),
        ("视频监控点位数", "个", "见附件"),
        ("视频监控路数", "路", "3605"),
    )
    asked = slip(finding("C2", sheet="表格"))
    data = slip_on_cells(asked, [Grid("表格", rows)], WORDS)
    return _saved(_with(load_workbook(io.BytesIO(data)), {"表格!C2": 1280}))


def _zero_register() -> bytes:
    """零报告 ticked for a register in the form that asks for two."""
    return _filled("enforcement", {"封面!B17": "√", "数据统计表!D6": 12})


FILES: dict[str, Maker] = {
    "forms/zero-register.xlsx": _zero_register,
    "forms/filled.xlsx": _complete,
    "forms/zero.xlsx": _zero,
    "forms/blank.xlsx": lambda: _blank("traffic"),
    "forms/moved.xlsx": _moved,
    "forms/slip.xlsx": _slip,
    "forms/mended.xlsx": _mended,
    "forms/mended-csv.xlsx": _mended_csv,
}
