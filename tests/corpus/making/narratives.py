"""文字材料 as people write them: numbers that contradict the table, leftovers, personal numbers, marks."""

from tests.corpus.making.kit import Cell, Maker, Sheet, form, xlsx

RATES: tuple[tuple[Cell, ...], ...] = (
    ("信访及时受理率", "%", "100%", None, None),
    ("信访按期答复率", "%", "99.2%", None, "有疑问请联系13800138000"),
    ("信访群众满意率", "%", "100%", None, None),
)
"""信访办's three indicators."""

WORST = (
    ("主要举措和成效", "依法受理", "信访案件和事项及时受理率、按期答复率、群众满意率均达100%。"),
    ("主要举措和成效", "热线", "受理12345热线工单3355件，群众满意。"),
    ("主要举措和成效", "经费保障", "投入经费XX万元，落实20212025年规划。"),
    ("主要举措和成效", "走访", "开展领导接访不少于4次，走访群众约578人次。"),
    ("主要举措和成效", "会商", "召开联席会议三次（4次）。"),
    ("典型案例", "化解", "当事人张某（电话13800138000，证号441900198001011237）的诉求得到解决。"),
    ("典型案例", "内部资料，注意保存", "疑难事项得到化解。"),
    ("下一年度安排", "规范", "开展领导接访不少于12次，加强商业秘密和国家秘密法宣传。"),
)


def _worst() -> bytes:
    rows = (
        ("洪梅镇2023年度法治政府建设文字材料",),
        ("填报单位：信访办",),
        ("序号", "栏目", "小标题", "正文"),
        *((number, *line) for number, line in enumerate(WORST, 1)),
    )
    return xlsx(form("信访办", RATES), Sheet("文字材料", rows))


def _secret() -> bytes:
    """A title above the table that says that the file is secret."""
    sheet = form("信访办", RATES)
    return xlsx(Sheet(sheet.name, (("机密★5年",), *sheet.rows)))


FILES: dict[str, Maker] = {"narratives/worst.xlsx": _worst, "narratives/secret.xlsx": _secret}
