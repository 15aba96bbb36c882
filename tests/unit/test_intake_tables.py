"""Tables as people make them: stacked headers, units above, indicators across, blocks side by side."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tasks.intake.cells import Sheet, Workbook
from tasks.intake.recognise import recognise
from tasks.model import CellState, Place, Reading, ReadState
from tests.unit.test_intake import CATALOGUE, HERE
from tests.unit.test_intake_forms import sheet

D = Decimal
N = None


def read(*rows: Sequence[object], place: Place = HERE, **marks: object) -> Reading:
    return recognise(Workbook((sheet("表", *rows, **marks),)), "表.xlsx", place, CATALOGUE)


def values(reading: Reading) -> list[tuple[str, str | None, bool, Decimal | None]]:
    return [(c.cell, c.indicator, c.prior, c.value) for c in reading.indicators]


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        [("序号", "指标名称", "数值", N, "备注"), (N, N, "本年数", "上年数", N)],
        [("序号", "指标名称", "数值", N, "备注"), (N, "指标名称", "本年数", "上年数", N)],
        [("序号", "指标名称", "数值", N, N), (N, N, "2023年", "2022年", N), (N, N, "1—12月", "1—12月", N)],
        [(N, N, "本年数", "上年数", N), ("序号", "指标名称", "数量", "数量", "备注")],
        [("序号", "指标名称", "2023年", "2022年", N), (N, N, "数量", "数量", "同比")],
        [("序号", "项 目\n名 称", "2023年1-12月", "2022年1-12月")],
        [("序号", "指标", 2023.0, 2022.0)],
        [("序号", "指标名称", "本年数", "上年数"), ("甲", "乙", 1.0, 2.0)],
        [("序号", "工作事项", "2023年（次）", "2022年（次）")],
        [("序号", "指标\n名称", "2023年\n（截至12月31日）", "2022年\n（全年）")],
        [("序号", "指标名称（必填）", "本年数（1—12月）", "上年数（1—12月）")],
        [("序号", "工作内容", "今年数量", "去年同期数据")],
        [("序号", "指标名称", "完成情况", "同期数")],
    ],
)
def test_headers(header: list[Sequence[object]]) -> None:
    row = len(header) + 2
    reading = read(("2023年度统计表",), *header, (1, "会议次数", 4.0, 3.0))
    assert values(reading) == [
        (f"C{row}", "meetings", False, D(4)),
        (f"D{row}", "meetings", True, D(3)),
    ]


def test_a_growth_column_is_no_value() -> None:
    reading = read(
        ("指标", "本年数", N, "上年数"), (N, "同比(%)", "数量", "数量"), ("会议次数", 33.0, 4.0, 3.0)
    )
    assert values(reading) == [("C3", "meetings", False, D(4)), ("D3", "meetings", True, D(3))]


def test_a_target_is_no_value() -> None:
    reading = read(("指标", "2023年（目标）", "2023年（实际）"), ("会议次数", 9.0, 4.0))
    assert values(reading) == [("C2", "meetings", False, D(4))]


def test_years_before_last_are_nobodys_prior() -> None:
    reading = read(("指标", "2021年", "2023年", "2022年"), ("会议次数", 9.0, 4.0, 3.0))
    assert values(reading) == [("C2", "meetings", False, D(4)), ("D2", "meetings", True, D(3))]
    reading = read(("指标", "2021年", "2022年", "本年数"), ("会议次数", 9.0, 3.0, 4.0))
    assert values(reading) == [("D2", "meetings", False, D(4)), ("C2", "meetings", True, D(3))]


def test_the_column_of_names_is_the_one_that_names_indicators() -> None:
    reading = read(("项目", "指标名称", "数值"), ("组织领导", "会议次数", 4.0), (N, "普法活动场次", 5.0))
    assert values(reading) == [("C2", "meetings", False, D(4)), ("C3", "events", False, D(5))]


def test_a_category_completes_a_name() -> None:
    rows = [
        ("类别", "项目", "数值"),
        ("普法活动", "场次", 5.0),
        (N, "参与人次", 300.0),
        ("其他", "场次", 7.0),
    ]
    assert values(read(*rows)) == [
        ("C2", "events", False, D(5)),
        ("C3", "attendance", False, D(300)),
        ("C4", None, False, D(7)),
    ]
    sections = [("项目", "数值"), ("一、普法活动", N), ("1.场次", 5.0), ("（2）参与人次", 300.0)]
    assert [c.indicator for c in read(*sections).indicators] == ["events", "attendance"]


def test_tables_side_by_side() -> None:
    rows = [("指标", "数值", N, "指标", "数值"), ("会议次数", 4.0, N, "普法活动场次", 5.0), ("抽检批次", 6.0)]
    assert values(read(*rows)) == [
        ("B2", "meetings", False, D(4)),
        ("B3", "batches", False, D(6)),
        ("E2", "events", False, D(5)),
    ]


def test_months_across_a_monthly_row() -> None:
    months = [f"{month}月" for month in range(1, 13)]
    rows = [("指标", "计量单位", *months, "平均"), ("月度满意度", "%", *[90.0 + m for m in range(12)], 95.5)]
    cells = read(*rows, ("会议次数", "次", *[1.0] * 12, 12.0)).indicators
    assert [(c.period, c.value) for c in cells] == [(f"2023-{m:02d}", D(89 + m)) for m in range(1, 13)]
    assert (cells[0].cell, cells[0].label_cell, cells[-1].cell) == ("C2", "A2", "N2")
    both = read(("指标", "2023年1月", "2023年2月", "2022年12月", "全年"), ("月度满意度", 91.0, 92.0, 93.0, N))
    assert [(c.cell, c.period) for c in both.indicators] == [("B2", "2023-01"), ("C2", "2023-02")]


def test_months_down_and_a_monthly_indicator_across() -> None:
    rows = [("月份", "会议次数", "月度满意度"), ("1月", N, "95.5%"), ("2月", N, "96%"), ("全年", 4.0, N)]
    found = [(c.cell, c.indicator, c.period, c.value) for c in read(*rows).indicators]
    assert found[:2] == [
        ("C2", "satisfaction", "2023-01", D("95.5")),
        ("C3", "satisfaction", "2023-02", D(96)),
    ]
    assert ("B4", "meetings", "2023", D(4)) in found


def test_months_down_are_parts_of_annual_indicators() -> None:
    rows = [("月份", "会议次数", "普法活动场次"), ("1月", 1.0, 2.0), ("2月", 2.0, 3.0)]
    total = read(*rows, ("合计", 3.0, 5.0))
    assert values(total) == [("B4", "meetings", False, D(3)), ("C4", "events", False, D(5))]
    assert len(read(*rows).indicators) == 4  # each twice, which is a finding


# --- units --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "amount", "stated", "unit_ok"),
    [
        ("单位：元", D("0.0332"), "元", True),
        ("单位：元、次", D("0.0332"), "元", True),
        ("金额单位：亿元", D(3320000), "亿元", True),
        ("制表：某某　　单位：元", D("0.0332"), "元", True),
        ("（单位：元）", D("0.0332"), "元", True),
        ("单位：次", D(332), "", True),  # speaks of other rows
        ("填报单位：元", D(332), "", True),
        ("单位：司法分局", D(332), "", True),
    ],
)
def test_a_unit_above_the_table(line: str, amount: Decimal, stated: str, unit_ok: bool) -> None:
    reading = read(
        ("统计表",), (N, N, line), ("指标", "数值"), ("调解协议涉及金额", 332.0), ("会议次数", 4.0)
    )
    first, second = reading.indicators
    assert (first.value, first.stated_unit, first.unit_ok) == (amount, stated, unit_ok)
    assert second.value == D(4)


def test_a_nearer_unit_goes_before_the_one_above_the_table() -> None:
    rows = [("单位：元",), ("指标", "计量单位", "数值"), ("调解协议涉及金额", "万元", 332.0)]
    assert read(*rows).indicators[0].value == D(332)
    assert read(("单位：元",), ("指标", "数值（万元）"), ("调解协议涉及金额", 332.0)).indicators[
        0
    ].value == D(332)


def test_a_table_counted_in_something_else_is_not_taken_for_ours() -> None:
    (cell,) = read(("单位：场",), ("指标", "数值"), ("会议次数", 4.0)).indicators
    assert (cell.value, cell.unit_ok, cell.stated_unit) == (None, False, "场")


def test_a_share_without_its_sign_is_refused_as_such() -> None:
    rows = [("指标", "计量单位", "数值"), ("法制审核人员占比", "%", 0.955)]
    assert read(*rows).indicators[0].state is CellState.UNSIGNED
    assert read(*rows, percent=frozenset({(1, 2)})).indicators[0].value == D("95.5")


# --- across -------------------------------------------------------------------------------------

ACROSS = ("会议次数", "普法活动场次", "调解协议涉及金额(元)")


def test_indicators_across() -> None:
    reading = read(
        ("洪梅镇2023年度统计表",),
        ("填报单位：司法分局",),
        ("序号", *ACROSS, "备注"),
        (1.0, 4.0, "约578", 3320000.0, "无"),
        ("说明：1.会议次数以会议纪要为准。",),
        ("2.活动场次按次计算。", 5.0),
    )
    assert values(reading) == [
        ("B4", "meetings", False, D(4)),
        ("C4", "events", False, D(578)),
        ("D4", "amount", False, D(332)),
    ]
    assert (reading.indicators[0].label, reading.indicators[0].label_cell) == ("会议次数", "B3")
    assert (reading.stated.department, reading.stated.year) == ("司法分局", 2023)


@pytest.mark.parametrize(
    ("this", "last"),
    [("本年数", "上年数"), ("2023年", "2022年"), (2023.0, 2022.0), ("本年", "去年同期")],
)
def test_periods_down_and_indicators_across(this: object, last: object) -> None:
    rows = [("年度", *ACROSS), (last, 3.0, N, 300.0), (this, 4.0, N, 332.0), ("同比(%)", 33.0, 1.0, 10.7)]
    assert values(read(*rows)) == [
        ("B2", "meetings", True, D(3)),
        ("D2", "amount", True, D("0.03")),
        ("B3", "meetings", False, D(4)),
        ("C3", "events", False, None),
        ("D3", "amount", False, D("0.0332")),
    ]


def test_stacked_names_across() -> None:
    reading = read(
        ("统计表",),
        ("普法活动", N, "甲类检查次数(次)", N, N, "调解协议涉及金额(万元)"),
        ("场次", "参与人次", "白天", "夜间", "合计(次)", N),
        (1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
        (5.0, 300.0, 3.0, 4.0, 7.0, 332.0),
        ("1.本表按年填报，数字以系统为准。",),
    )
    assert values(reading) == [
        ("A5", "events", False, D(5)),
        ("B5", "attendance", False, D(300)),
        ("C5", None, False, D(3)),
        ("D5", None, False, D(4)),
        ("E5", "doubtful_one", False, D(7)),
        ("F5", "amount", False, D(332)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        [("本年数", N, "上年数", N), ("会议次数", "普法活动场次", "会议次数", "普法活动场次")],
        [("会议次数", N, "普法活动场次", N), ("本年数", "上年数", "本年数", "上年数")],
    ],
)
def test_periods_and_names_stacked_across(header: list[Sequence[object]]) -> None:
    found = values(read(*header, (4.0, 3.0, 5.0, 6.0)))
    assert len(found) == 4
    assert sorted({(code, prior) for _, code, prior, _ in found}) == [
        ("events", False),
        ("events", True),
        ("meetings", False),
        ("meetings", True),
    ]


def test_units_in_a_row_of_their_own() -> None:
    reading = read(("指标", "会议次数", "调解协议涉及金额"), ("单位", "次", "元"), ("数值", 4.0, 3320000.0))
    assert [c.value for c in reading.indicators] == [D(4), D(332)]


def test_parts_with_a_total_give_the_total_and_without_one_no_guess() -> None:
    parts = [("村（社区）", *ACROSS), ("甲村", 1.0, 2.0, 0.0), ("乙村", 3.0, 3.0, 0.0)]
    total = read(*parts, ("合计", 4.0, 5.0, 0.0))
    assert values(total)[:2] == [("B4", "meetings", False, D(4)), ("C4", "events", False, D(5))]
    assert len(total.indicators) == 3
    assert len(read(*parts).indicators) == 6  # each twice, which is a finding


def test_one_known_name_is_no_row_of_names() -> None:
    reading = read(("会议次数", "其他"), (4.0, 5.0))
    assert (reading.state, reading.ignored_sheets) == (ReadState.NO_TABLE, ("表",))


def test_a_hidden_column_across_is_not_read() -> None:
    rows = [ACROSS, (4.0, 5.0, 6.0)]
    assert [c.cell for c in read(*rows, hidden_columns=frozenset({1})).indicators] == ["A2", "C2"]


def test_error_cells_across() -> None:
    reading = read(ACROSS, (4.0, "", 6.0), faults={(1, 1): "#REF!"})
    assert [(c.state, c.raw) for c in reading.indicators][1] == (CellState.NOT_UNDERSTOOD, "#REF!")


# --- registers ----------------------------------------------------------------------------------


def ledger(*rows: Sequence[object], **marks: object) -> Sheet:
    return sheet("台账", *rows, **marks)


@pytest.mark.parametrize(
    "header",
    [
        [("序号", "案件信息", N, "办理情况"), (N, "案件编号", "立案日期", "处理结果")],
        [("序号", "案件编号", "立案日期（年月日）", "3.处理结果")],
        [("序号", "案件", N, "处理"), (N, "编号", "立案时间", "结果")],
        [("序号", "*案件编号", "立案日期（必填）", "处理结果")],
    ],
)
def test_headers_of_registers(header: list[Sequence[object]]) -> None:
    rows = [
        ("2023年办案台账",),
        *header,
        (1.0, "A-1", 45000.0, "处罚"),
        (2.0, "A-2", "二〇二三年三月二日", "不予处罚"),
    ]
    (table,) = recognise(Workbook((ledger(*rows),)), "表.xlsx", HERE, CATALOGUE).registers
    assert (table.letters["number"], table.letters["filed"], table.letters["result"]) == ("B", "C", "D")
    assert [str(v) for v in table.columns["filed"].values] == ["2023-03-15", "2023-03-02"]
    assert table.columns["result"].values == ["处罚", "不罚"]


def test_notes_totals_and_repeated_headers_are_no_rows() -> None:
    header = ("案件编号", "立案日期", "处理结果", "罚款")
    rows = [
        header,
        ("A-1", "2023-03-01", "处罚", 1.0),
        ("本页小计", N, N, 1.0),
        header,
        ("A-2", "2023-03-01", "处罚", 1.0),
        ("总计：", N, N, 2.0),
        ("注：1.本表按月导出。",),
        ("2.罚款以元计。",),
        (N, N, N, N),
        ("洪梅分局",),
    ]
    (table,) = recognise(Workbook((ledger(*rows),)), "表.xlsx", HERE, CATALOGUE).registers
    assert table.rows == [2, 5]


def test_a_row_with_one_text_before_any_note_is_a_row() -> None:
    rows = [("案件编号", "立案日期", "处理结果"), ("A-1",), ("A-2", "2023-03-01", "处罚")]
    (table,) = recognise(Workbook((ledger(*rows),)), "表.xlsx", HERE, CATALOGUE).registers
    assert table.rows == [2, 3]


def test_a_hidden_column_of_a_register_is_not_read() -> None:
    rows = [("案件编号", "编号", "立案日期", "处理结果"), ("A-1", "B-1", "2023-03-01", "处罚")]
    hidden = ledger(*rows, hidden_columns=frozenset({0}))
    (table,) = recognise(Workbook((hidden,)), "表.xlsx", HERE, CATALOGUE).registers
    assert table.columns["number"].values == ["B-1"]
