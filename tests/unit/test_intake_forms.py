"""Forms of ours, as clerks fill them in and as a return slip sends them back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest

from tasks.intake.cells import Cell, Sheet, Workbook
from tasks.intake.container import Marks
from tasks.intake.recognise import recognise
from tasks.model import CellState, NoticeKind, Place, Reading, ReadState
from tests.unit.test_intake import CATALOGUE, HERE

D = Decimal
FORM = "hongmei-2023-justice-3f2a9c1d"
HEADER = ("序号", "指标名称", "计量单位", "本年数", "上年数", "上年数更正", "口径说明", "指标代码")
TEXTS = ("序号", "栏目", "小标题", "正文", "上年度内容", "栏目代码")


def sheet(name: str, *rows: Sequence[object], **marks: object) -> Sheet:
    """A sheet with these rows, made equally long; None is an empty cell."""
    width = max(map(len, rows), default=0)
    cells: list[list[Cell]] = [
        ["" if c is None else c for c in (*row, *[None] * (width - len(row)))]  # type: ignore[misc]
        for row in rows
    ]
    return Sheet(name, cells, Marks(**marks))  # type: ignore[arg-type]


def cover(ticks: Mapping[str, str] | None = None, cutoff: object = "2023年12月31日") -> Sheet:
    tables = ("指标数据", "文字材料", "办案台账")
    return sheet(
        "封面",
        ("洪梅镇2023年度法治政府建设情况填报表",),
        ("填报单位", "司法分局"),
        ("年度", 2023.0),
        ("数据截止日期", cutoff),
        ("填报人", "甲"),
        ("审核人", "乙"),
        ("分管领导", None),
        ("表单编号", FORM),
        ("不得填报国家秘密、工作秘密。",),
        ("数据表", "零报告（本年度无此项工作）"),
        *((table, (ticks or {}).get(table)) for table in tables),
    )


def data(*rows: Sequence[object]) -> Sheet:
    return sheet("数据统计表", ("数据统计表",), HEADER, *rows, hidden_columns=frozenset({7}))


def texts(*rows: Sequence[object]) -> Sheet:
    return sheet("文字材料", TEXTS, *rows, hidden_columns=frozenset({5}))


def read(*sheets: Sheet, place: Place = HERE) -> Reading:
    return recognise(Workbook(sheets), "表.xlsx", place, CATALOGUE)


MEETINGS = (1, "全面依法治镇委员会会议次数", "次", 4.0, 3.0, None, None, "meetings")


def test_a_form_reads_back() -> None:
    guide = sheet("填报说明", ("指标名称", "本年数"), ("会议次数", 99))
    written = texts((1, "存在的问题及原因", "人手", "一是少。", "上年的。", "problems"), (2, "下一年度安排"))
    reading = read(cover(), data(MEETINGS), written, guide)
    said = reading.stated
    assert (said.department, said.department_cell, said.year, said.year_cell, said.sheet) == (
        "司法分局",
        "B2",
        2023,
        "B3",
        "封面",
    )
    assert (said.form, said.cutoff, said.cutoff_cell) == (FORM, date(2023, 12, 31), "B4")
    assert said.people == (("填报人", "甲"), ("审核人", "乙"), ("分管领导", ""))
    assert [(c.cell, c.indicator, c.prior, c.value) for c in reading.indicators] == [
        ("D3", "meetings", False, D(4)),
        ("E3", "meetings", True, D(3)),
    ]
    assert [(n.cell, n.topic, n.heading, n.text) for n in reading.narrative] == [
        ("D2", "problems", "人手", "一是少。")
    ]
    assert (reading.ignored_sheets, reading.notices, reading.zero_reports) == ((), (), ())


@pytest.mark.parametrize("name", ["问题清单", "审核问题清单"])
def test_a_mended_slip_reads_like_the_form(name: str) -> None:
    slip = sheet(name, ("审核结果", "退回修改"), ("指标名称", "本年数"), ("会议次数", 4))
    assert read(slip, cover(), data(MEETINGS)) == read(cover(), data(MEETINGS))
    assert read(data(MEETINGS), slip).ignored_sheets == ()  # a clerk's own sheet of that name is read
    assert len(read(data(MEETINGS), slip).indicators) == 3


@pytest.mark.parametrize(
    ("label", "code", "indicator", "period"),
    [
        ("镇委开会", "meetings", "meetings", "2023"),  # renamed by the clerk
        (None, "meetings", "meetings", "2023"),
        ("检查次数", "doubtful_two", "doubtful_two", "2023"),  # the name alone is ambiguous
        ("普法活动场次", "meetings", "events", "2023"),  # sorted without its code
        ("会议次数", "unheard_of", "meetings", "2023"),
        ("某月满意度", "satisfaction@2023-03", "satisfaction", "2023-03"),
        ("某月满意度", "satisfaction@2022-03", None, "2023"),
        ("某月满意度", "satisfaction@2023-13", None, "2023"),
        ("某月满意度", "satisfaction", None, "2023"),
        ("镇委开会", "meetings@2023-03", None, "2023"),
        ("镇委开会", "=1+1", None, "2023"),
    ],
)
def test_the_code_survives_a_renamed_label(
    label: str | None, code: str, indicator: str | None, period: str
) -> None:
    (cell,) = read(cover(), data((1, label, None, "95%", None, None, None, code))).indicators
    assert (cell.indicator, cell.period) == (indicator, period)


@pytest.mark.parametrize(
    ("prior", "correction", "cell", "value", "corrected"),
    [
        (3.0, None, "E3", D(3), False),
        (3.0, 5.0, "F3", D(5), True),
        (3.0, 0.0, "F3", D(0), True),
        (None, "约5", "F3", D(5), True),
        (3.0, "无", "E3", D(3), False),
        (3.0, " — ", "E3", D(3), False),
        (3.0, "见附件", "F3", None, True),
    ],
)
def test_a_correction_replaces_last_years_value(
    prior: object, correction: object, cell: str, value: Decimal | None, corrected: bool
) -> None:
    row = (1, "会议次数", "次", 4, prior, correction, None, "meetings")
    last = read(cover(), data(row)).indicators[1]
    assert (last.cell, last.value, last.corrected, last.prior, last.period) == (
        cell,
        value,
        corrected,
        True,
        "2022",
    )


def test_a_zero_report_of_indicators_fills_what_is_blank() -> None:
    rows = (
        (1, "会议次数", "次", None, None, None, None, "meetings"),
        (2, "普法活动场次", "场次", 2, None, None, None, "events"),
        (3, "法制审核人员占比", "%", None, None, None, None, "rate"),
        (4, "普法活动参与人次", "人次", "见附件", None, None, None, "attendance"),
    )
    reading = read(cover({"指标数据": "√"}), data(*rows))
    assert [(c.value, c.state, c.raw) for c in reading.indicators] == [
        (D(0), CellState.VALUE, "零报告"),
        (D(2), CellState.VALUE, "2"),
        (None, CellState.NOT_APPLICABLE, "零报告"),
        (None, CellState.NOT_UNDERSTOOD, "见附件"),
    ]
    assert reading.zero_reports == ("indicators",)
    assert read(cover({"指标数据": "×"}), data(*rows)).indicators[0].state is CellState.BLANK


def test_a_zero_report_of_a_register_is_its_table_without_rows() -> None:
    reading = read(cover({"办案台账": "√", "文字材料": "√"}))
    (table,) = reading.registers
    assert (table.register, table.zero_report, table.rows, table.missing_columns) == ("cases", True, [], ())
    assert (reading.state, reading.zero_reports) == (ReadState.READ, ("narrative", "register:cases"))
    ledger = sheet("台账", ("案号", "立案日期", "处理结果"), ("A-1", "2023-03-01", "处罚"))
    (table,) = read(cover({"办案台账": "√"}), ledger).registers  # rows go before a tick
    assert (table.zero_report, table.rows) == (False, [2])
    empty = sheet("台账", ("案号", "立案日期", "处理结果"))
    (table,) = read(cover({"办案台账": "√"}), empty).registers  # nothing in it, as was ticked
    assert (table.zero_report, table.rows) == (True, [])
    assert not read(cover(), empty).registers[0].zero_report


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime.fromisoformat("2023-11-30 00:00"), date(2023, 11, 30)),
        (45291.0, date(2023, 12, 31)),
        ("2023.12.31", date(2023, 12, 31)),
        ("年底", None),
        (None, None),
    ],
)
def test_the_cutoff_date(written: object, day: date | None) -> None:
    said = read(cover(cutoff=written), data(MEETINGS)).stated
    assert (said.cutoff, said.cutoff_cell) == (day, "B4")


def test_labels_may_be_merged_over_columns() -> None:
    wide = sheet(
        "封面",
        ("填报单位（必填）：", None, "司法分局"),
        ("表单编号", None, FORM),
        merged=((0, 0, 0, 1), (1, 0, 1, 1)),
    )
    assert (read(wide).stated.department, read(wide).stated.form) == ("司法分局", FORM)


def test_a_cover_of_somebody_else_is_no_form() -> None:
    reading = read(sheet("封面", ("填报单位", "司法分局")), data(MEETINGS))
    assert (reading.stated.form, reading.ignored_sheets) == ("", ("封面",))


def test_hidden_parts_are_named_where_they_hold_something() -> None:
    rows = [("指标名称", "本年数", "上年数"), ("会议次数", 4, 9), ("普法活动场次", 5, 8), (None, None, None)]
    hidden = sheet("表", *rows, hidden_columns=frozenset({2, 3}), hidden_rows=frozenset({2, 3}))
    reading = recognise(Workbook((hidden,), ("去年", "WpsReserved_CellImgList")), "表.xlsx", HERE, CATALOGUE)
    assert [(c.cell, c.value) for c in reading.indicators] == [("B2", D(4)), ("B3", D(5))]
    assert [(n.kind, n.sheet, n.cell, n.detail) for n in reading.notices] == [
        (NoticeKind.HIDDEN_SHEETS, "去年", "", "“去年”"),
        (NoticeKind.HIDDEN_ROWS, "表", "A3", "第3行"),
        (NoticeKind.HIDDEN_COLUMNS, "表", "C1", "C列"),
    ]
    nothing = sheet("表", *rows[:2], hidden_columns=frozenset({5}), hidden_rows=frozenset({9}))
    assert read(nothing).notices == ()


def test_macros_are_named() -> None:
    reading = recognise(Workbook((data(MEETINGS),), macros=True), "表.xlsm", HERE, CATALOGUE)
    assert [n.kind for n in reading.notices] == [NoticeKind.MACROS]
