"""What clerks' workbooks are recognised as, and what their cells are read to say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Department, Indicator, Region, Register, RegisterColumnSpec, Topic, Unit
from tasks.intake import is_ignored, place_of, read_file, year_of
from tasks.intake.folding import fold, split_month, split_unit, without_number
from tasks.intake.words import is_furniture
from tasks.model import CellState, IndicatorCell, Place, Reading, ReadState
from tasks.settings import Limits

D = Decimal
HERE = Place("hongmei", 2023, "justice")
HEADER = ("序号", "指标名称", "计量单位", "本年数", "上年数", "口径说明")


def indicator(code: str, name: str, unit: str, owner: str = "justice", **more: Any) -> Indicator:
    return Indicator(code=code, name=name, unit=unit, owner=owner, **({"kind": "primary"} | more))


CATALOGUE = Catalogue.build(
    regions=(Region(code="hongmei", name="洪梅镇", full_name="东莞市洪梅镇", aliases=("洪梅",)),),
    departments=(
        Department(
            code="justice",
            name="东莞市司法局洪梅分局",
            short="司法分局",
            aliases=("司法所",),
            units=(Unit(code="rol_office", name="镇委全面依法治镇办", aliases=("依法治镇办",)),),
        ),
        Department(code="market", name="洪梅镇市场监管分局", short="市场监管分局"),
    ),
    indicators=(
        indicator("meetings", "全面依法治镇委员会会议次数", "次", "rol_office", aliases=("会议次数",)),
        indicator("lectures", "“送法进企业”和“法治体检”家次", "家次", short="法治体检家次"),
        indicator("aid", "受理法律援助案件宗数（含法律咨询）", "宗", short="法律援助案件宗数"),
        indicator("events", "普法活动场次", "场次", aliases=("活动场次",)),
        indicator("attendance", "普法活动参与人次", "人次"),
        indicator("amount", "调解协议涉及金额", "万元"),
        indicator("rate", "法制审核人员占比", "%", kind="rate"),
        indicator("satisfaction", "月度满意度", "%", frequency="monthly", kind="rate"),
        indicator("percapita", "人均办案量", "宗/人", printed_unit="宗"),
        indicator("doubtful_one", "甲类检查次数", "次", aliases=("检查次数",)),
        indicator("doubtful_two", "乙类检查次数", "次", aliases=("检查次数",)),
        indicator("other_events", "市场监管活动场次", "场次", "market", aliases=("活动场次",)),
        indicator("batches", "抽检批次", "批次", "market"),
    ),
    registers=(
        Register(
            code="cases",
            name="办案台账",
            department="justice",
            columns=(
                RegisterColumnSpec(code="number", name="案件编号", aliases=("编号", "案号")),
                RegisterColumnSpec(code="filed", name="立案日期", aliases=("立案时间",), type="date"),
                RegisterColumnSpec(
                    code="result", name="处理结果", codes=("处罚", "不罚"), fixes={"不予处罚": "不罚"}
                ),
                RegisterColumnSpec(code="amount", name="罚款", type="decimal", required=False),
                RegisterColumnSpec(code="people", name="涉案人数", type="integer", required=False),
            ),
            key=("number",),
            counts=(),
        ),
    ),
    topics=(
        Topic(code="problems", name="存在的问题及原因", aliases=("存在问题",)),
        Topic(code="plans", name="下一年度安排"),
    ),
)


def read(tmp_path: Path, *sheets: Sequence[Sequence[object]], place: Place = HERE) -> Reading:
    """A reading of a workbook with these sheets' rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    path = tmp_path / "blob"
    book.save(path)
    return read_file(path, "报表.xlsx", place, CATALOGUE, Limits())


def only(reading: Reading) -> IndicatorCell:
    assert len(reading.indicators) == 1
    return reading.indicators[0]


def one(tmp_path: Path, name: str, value: object, unit: object = None) -> IndicatorCell:
    """The one cell of a table of one row."""
    return only(read(tmp_path, [("指标名称", "计量单位", "本年数"), (name, unit, value)]))


# --- indicators tables --------------------------------------------------------------------------


def test_a_whole_form(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            ("洪梅镇2023年度法治政府建设数据统计表",),
            ("填报单位（盖章）：司法所", None, None, None, None, "填报日期：2024年1月10日"),
            HEADER,
            (None, "一、组织领导"),
            (1, "全面依法治镇委员会会议次数", "次", 4, 3, "全年"),
            (2, "普法活动场次", "场次", "约578", None, None),
            (3, "普法活动参与人次", "人次", "4.7万", "—", None),
            (None, "合计", None, 586, 3, None),
            ("填报人：办公室　审核人：分管负责人", None, None, "联系电话：00000000"),
            ("注：本表一式两份。", None, None, 2),
        ],
    )
    assert reading.state is ReadState.READ
    assert (reading.stated.department, reading.stated.department_cell) == ("司法所", "A2")
    assert (reading.stated.year, reading.stated.year_cell, reading.stated.sheet) == (2023, "A1", "表1")
    assert reading.kinds() == ("indicators",)
    assert [(c.cell, c.indicator, c.period, c.prior, c.state, c.value) for c in reading.indicators] == [
        ("D5", "meetings", "2023", False, CellState.VALUE, D(4)),
        ("E5", "meetings", "2022", True, CellState.VALUE, D(3)),
        ("D6", "events", "2023", False, CellState.VALUE, D(578)),
        ("D7", "attendance", "2023", False, CellState.VALUE, D(47000)),
        ("E7", "attendance", "2022", True, CellState.NOT_APPLICABLE, None),
    ]
    events = reading.indicators[2]
    assert (events.label_cell, events.raw, events.hedge, events.step) == ("B6", "约578", "约", D(1))
    assert reading.indicators[0].scope_note == "全年"


def test_a_table_that_does_not_begin_in_the_corner(tmp_path: Path) -> None:
    blank: list[Sequence[object]] = [()] * 20
    cell = only(read(tmp_path, [*blank, (None, None, "项 目", "数\n值"), (None, None, "会议次数", "１２")]))
    assert (cell.cell, cell.label_cell, cell.value) == ("D22", "C22", D(12))


def test_a_header_below_the_sixtieth_row_is_not_looked_for(tmp_path: Path) -> None:
    notes: list[Sequence[object]] = [("说明",)] * 59
    assert only(read(tmp_path, [*notes, ("指标", "数值"), ("会议次数", 1)])).cell == "B61"
    reading = read(tmp_path, [("说明",), *notes, ("指标", "数值"), ("会议次数", 1)])
    assert (reading.state, reading.ignored_sheets) == (ReadState.NO_TABLE, ("表1",))


def test_a_header_in_two_rows_and_units_in_headers(tmp_path: Path) -> None:
    cells = read(
        tmp_path,
        [
            ("指标名称", "数值", None),
            (None, "本年数(元)", "上年数(万元)"),
            ("调解协议涉及金额", 3320000, 300),
        ],
    ).indicators
    assert [(c.value, c.stated_unit) for c in cells] == [(D(332), "元"), (D(300), "万元")]


def test_years_in_headers(tmp_path: Path) -> None:
    rows = [("指标", "2022年", "2023年度"), ("会议次数", 3, 4)]
    reading = read(tmp_path, rows)
    assert [(c.period, c.prior, c.value) for c in reading.indicators] == [
        ("2023", False, D(4)),
        ("2022", True, D(3)),
    ]
    assert (reading.stated.year, reading.stated.year_cell) == (2023, "C1")
    last = read(tmp_path, rows, place=Place("hongmei", 2024, "justice"))
    assert (last.stated.year, last.indicators[0].value, last.indicators[1].value) == (2023, D(4), D(3))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2022年、2023年对比表", 2023),
        ("2022年5月至2023年12月统计表", None),
        ("2022-2023年统计表", None),
        ("2022年度统计表", 2022),
        ("2023年1月至2023年12月统计表", 2023),
        ("2023年1—12月统计表", 2023),
    ],
)
def test_the_year_of_a_title_that_names_several(tmp_path: Path, title: str, year: int | None) -> None:
    assert read(tmp_path, [(title,), ("指标", "本年数"), ("会议次数", 4)]).stated.year == year


@pytest.mark.parametrize("line", ["填报单位：司法所 2023年度统计表", "填报单位：司法所（盖章）2023年"])
def test_a_title_behind_the_department_is_none_of_its_name(tmp_path: Path, line: str) -> None:
    said = read(tmp_path, [(line,), ("指标", "本年数"), ("会议次数", 4)]).stated
    assert (said.department, said.year) == ("司法所", 2023)


@pytest.mark.parametrize(("items", "state"), [(3, ReadState.READ), (2, ReadState.TOO_LARGE)])
def test_more_items_than_a_form_can_have_are_refused(tmp_path: Path, items: int, state: ReadState) -> None:
    path = tmp_path / "表.csv"
    path.write_text("指标名称,本年数\n" + "会议次数,4\n" * 3, encoding="utf-8")
    reading = read_file(path, "表.csv", HERE, CATALOGUE, replace(Limits(), items=items))
    assert reading.state is state
    assert len(reading.indicators) == (3 if state is ReadState.READ else 0)


def test_two_tables_below_each_other(tmp_path: Path) -> None:
    rows = [
        ("指标", "数值"),
        ("会议次数", 4),
        (),
        ("指标", "计量单位", "本年数"),
        ("普法活动场次", "场次", 5),
    ]
    assert [(c.cell, c.value) for c in read(tmp_path, rows).indicators] == [("B2", D(4)), ("C5", D(5))]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("全面依法治镇委员会会议次数", "meetings"),
        (" 全面依法治镇委员会 会议次数\n", "meetings"),
        ("1.会议次数", "meetings"),
        ("（三）其中：会议次数", "meetings"),
        ("会议次数（次）", "meetings"),
        ('送法进企业和"法治体检"家次', "lectures"),
        ("法治体检家次", "lectures"),
        ("受理法律援助案件宗数(含法律咨询)", "aid"),
        ("活动场次", "events"),  # the department's own before another's
        ("抽检批次", "batches"),  # another's, if nobody else has the name
        ("检查次数", None),  # two of the department's own
        ("受理法律援助案件宗数", None),
        ("会议", None),
    ],
)
def test_names(tmp_path: Path, label: str, code: str | None) -> None:
    cell = one(tmp_path, label, 7)
    assert (cell.indicator, cell.label) == (code, label.strip())


@pytest.mark.parametrize(
    ("label", "code", "period"),
    [
        ("月度满意度（3月）", "satisfaction", "2023-03"),
        ("月度满意度(12月份)", "satisfaction", "2023-12"),
        ("1月月度满意度", "satisfaction", "2023-01"),
        ("月度满意度（2023年3月）", "satisfaction", "2023-03"),
        ("月度满意度（2022年3月）", None, "2023"),
        ("月度满意度（13月）", None, "2023"),
        ("会议次数（3月）", None, "2023"),
    ],
)
def test_months(tmp_path: Path, label: str, code: str | None, period: str) -> None:
    cell = one(tmp_path, label, "95.5%")
    assert (cell.indicator, cell.period) == (code, period)


@pytest.mark.parametrize(
    ("name", "value", "unit", "expected"),
    [
        ("rate", "95.5%", None, "95.5"),
        ("rate", 95.5, "%", "95.5"),
        ("rate", {"0.0%": 0.955}, "%", "95.5"),
        ("amount", 3320000, "元", "332"),
        ("amount", "3320000元", None, "332"),
        ("amount", "约332万元", "万元", "332"),
        ("percapita", 13.5, "宗", "13.5"),
        ("percapita", "13.5宗", None, "13.5"),
        ("meetings", "15,461次", "次", "15461"),
        ("meetings", "无", "次", "0"),
    ],
)
def test_values_in_the_indicators_own_unit(
    tmp_path: Path, name: str, value: object, unit: str | None, expected: str
) -> None:
    if isinstance(value, dict):
        ((number_format, number),) = value.items()
        book = openpyxl.Workbook()
        book.worksheets[0].append(("指标", "单位", "本年数"))
        book.worksheets[0].append((CATALOGUE.indicators[name].name, unit, number))
        book.worksheets[0]["C2"].number_format = number_format
        book.save(tmp_path / "b")
        cell = only(read_file(tmp_path / "b", "b.xlsx", HERE, CATALOGUE, Limits()))
        assert cell.raw == "95.5%"
    else:
        cell = one(tmp_path, CATALOGUE.indicators[name].name, value, unit)
    assert (cell.state, cell.value, cell.unit_ok) == (CellState.VALUE, D(expected), True)


@pytest.mark.parametrize(
    ("value", "unit", "state", "raw", "stated", "unit_ok"),
    [
        (None, "次", CellState.BLANK, "", "次", True),
        ("  ", "次", CellState.BLANK, "", "次", True),
        ("／", "次", CellState.NOT_APPLICABLE, "／", "次", True),
        ("见附件", "次", CellState.NOT_UNDERSTOOD, "见附件", "次", True),
        ("12、13", "次", CellState.NOT_UNDERSTOOD, "12、13", "次", True),
        (True, "次", CellState.NOT_UNDERSTOOD, "TRUE", "次", True),
        (date(2023, 3, 1), "次", CellState.NOT_UNDERSTOOD, "2023-03-01", "次", True),
        ("=1+1", "次", CellState.NOT_UNDERSTOOD, "公式没有计算结果", "次", True),
        ("5场", "次", CellState.VALUE, "5场", "场", False),
        (5, "场", CellState.VALUE, "5", "场", False),
        (5, "随便", CellState.VALUE, "5", "随便", False),
    ],
)
def test_cells_without_a_value(
    tmp_path: Path, value: object, unit: str, state: CellState, raw: str, stated: str, unit_ok: bool
) -> None:
    cell = one(tmp_path, "会议次数", value, unit)
    assert (cell.state, cell.value, cell.raw) == (state, None, raw)
    assert (cell.stated_unit, cell.unit_ok) == (stated, unit_ok)


def test_unknown_rows_are_kept_only_where_they_state_something(tmp_path: Path) -> None:
    rows = [
        HEADER,
        (1, "自拟指标", "个", 8, 7, None),
        (2, "负责人出庭情况", "次", None, 3, None),
        (3, "没有填的指标", "个", None, None, "备注"),
        (None, None, None, 5, None, None),
    ]
    cells = read(tmp_path, rows).indicators
    assert [(c.cell, c.label, c.indicator, c.prior, c.state) for c in cells] == [
        ("D2", "自拟指标", None, False, CellState.VALUE),
        ("E2", "自拟指标", None, True, CellState.VALUE),
        ("D3", "负责人出庭情况", None, False, CellState.BLANK),
        ("E3", "负责人出庭情况", None, True, CellState.VALUE),
        ("D5", "", None, False, CellState.VALUE),
    ]
    assert all(cell.unit_ok for cell in cells)


# --- narrative ----------------------------------------------------------------------------------


def test_narrative(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            ("文字材料",),
            ("序号", "栏目", "小标题", "正文"),
            (1, "存在的问题及原因", "队伍薄弱", " 一是人手不足。\r\n二是培训少。 "),
            (2, None, None, "{{ 7*7 }}【会议次数】"),
            (3, "下一年度安排", "加强培训", None),
            (4, "心得体会", None, "很好。"),
            ("填报人：某某",),
        ],
        [("栏目", "内容"), ("存在问题", "三是经费少。")],
    )
    assert [(n.sheet, n.cell, n.topic, n.ordinal, n.heading, n.text) for n in reading.narrative] == [
        ("表1", "D3", "problems", 1, "队伍薄弱", "一是人手不足。\n二是培训少。"),
        ("表1", "D4", "problems", 2, "", "{{ 7*7 }}【会议次数】"),
        ("表1", "D6", None, 1, "", "很好。"),
        ("表2", "B2", "problems", 3, "", "三是经费少。"),
    ]
    assert reading.narrative[2].label == "心得体会"
    assert reading.kinds() == ("narrative",)


# --- registers ----------------------------------------------------------------------------------

LEDGER_HEADER = ("编号", "案号", "立案日期", "处理结果", "罚款", "涉案人数")


def test_register(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            ("洪梅镇2023年度办案台账",),
            LEDGER_HEADER,
            (1, "A-1", datetime.fromisoformat("2023-03-01 09:30"), "处罚", 500.5, 2),
            (2, "A-2", "2023/3/2", "不予处罚", "1,200", "3"),
            (3, 20230003, "2023年3月3日", "另案", None, "—"),
            (),
            (4, "A-4", "三月四日", " ", "见附件", 1.5),
            (5, "A-5", "2023-02-30", "处罚", "=1+1", "约5"),
            (6, "A-6", 20230306, "处罚", "无", 45000),
            ("合计", None, None, None, 1700.5, 5),
            ("制表人：某某", None, None, None, 1, None),
        ],
    )
    (table,) = reading.registers
    assert (reading.state, reading.stated.year, reading.kinds()) == (
        ReadState.READ,
        2023,
        ("register:cases",),
    )
    assert (table.register, table.rows, table.missing_columns) == ("cases", [3, 4, 5, 7, 8, 9], ())
    # both 编号 and 案号 are aliases of 案件编号: the one that is declared first counts
    assert table.letters == {"number": "A", "filed": "C", "result": "D", "amount": "E", "people": "F"}
    v, a, b, x = CellState.VALUE, CellState.NOT_APPLICABLE, CellState.BLANK, CellState.NOT_UNDERSTOOD
    filed, result, amount, people = (table.columns[c] for c in ("filed", "result", "amount", "people"))
    assert filed.values == [
        date(2023, 3, 1),
        date(2023, 3, 2),
        date(2023, 3, 3),
        None,
        None,
        date(2023, 3, 6),
    ]
    assert filed.states == [v, v, v, x, x, v]
    assert result.values == ["处罚", "不罚", "另案", None, "处罚", "处罚"]
    assert result.states == [v, v, v, b, v, v]
    assert result.raw[1] == "不予处罚"
    assert amount.values == [D("500.5"), D(1200), None, None, None, D(0)]
    assert amount.states == [v, v, b, x, x, v]
    assert amount.raw[4] == "公式没有计算结果"
    assert people.values == [2, 3, None, None, None, 45000]
    assert people.states == [v, v, a, x, x, v]


def test_a_columns_name_goes_before_its_alias(tmp_path: Path) -> None:
    rows = [("编号", "案件编号", "立案日期", "处理结果"), (1, "A-1", "2023-03-01", "处罚")]
    (table,) = read(tmp_path, rows).registers
    assert table.columns["number"].values == ["A-1"]
    assert table.missing_columns == ("amount", "people")


def test_a_sheet_with_few_of_the_columns_is_no_register(tmp_path: Path) -> None:
    reading = read(tmp_path, [("案件编号", "立案日期", "承办人"), ("A-1", "2023-03-01", "某某")])
    assert reading.state is ReadState.NO_TABLE
    assert reading.detail


def test_an_empty_register_is_a_register(tmp_path: Path) -> None:
    reading = read(tmp_path, [LEDGER_HEADER])
    assert (reading.state, reading.registers[0].rows) == (ReadState.READ, [])


# --- the workbook -------------------------------------------------------------------------------


def test_sheets_of_every_kind_in_one_file(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [("填表说明",), ("类别", "内容"), ("范围", "请如实填写。")],
        [HEADER, (1, "会议次数", "次", 4, None, None)],
        [("栏目", "正文"), ("存在问题", "少。")],
        [LEDGER_HEADER],
        [],
    )
    assert reading.kinds() == ("indicators", "narrative", "register:cases")
    assert reading.ignored_sheets == ("表1",)


def test_an_empty_workbook_has_no_table(tmp_path: Path) -> None:
    reading = read(tmp_path, [])
    assert (reading.state, reading.detail) == (ReadState.NO_TABLE, "工作簿里没有任何内容")
    filled = read(tmp_path, [HEADER])
    assert (filled.state, filled.detail) == (ReadState.NO_TABLE, "表头下面没有填写内容")


@pytest.mark.parametrize(
    ("rows", "department", "cell"),
    [
        ([("填报单位（盖章）：司法分局　填报人：某某　日期：2024年1月10日",)], "司法分局", "A1"),
        ([("填报单位：", "司法分局")], "司法分局", "B1"),
        ([("填报单位(公章)", None, "洪梅镇司法分局")], "司法分局", "C1"),
        ([("填报单位： 东莞市洪梅镇市场监管分局",)], "市场监管分局", "A1"),
        ([("填报单位：某某公司（盖章）",)], "某某公司", "A1"),
        ([("填报单位：", "填报日期：2024年1月10日")], "", ""),
        ([("填报单位：", None, "2023年度")], "", ""),
        ([("填报单位：____",)], "", ""),
        ([("洪梅镇2023年数据统计表（市场监管分局）",)], "市场监管分局", "A1"),
        ([("司法分局2023年数据统计表",)], "司法分局", "A1"),
        ([("司法分局配合市场监管分局工作情况",)], "", ""),
    ],
)
def test_stated_department(
    tmp_path: Path, rows: list[tuple[object, ...]], department: str, cell: str
) -> None:
    said = read(tmp_path, [*rows, HEADER, (1, "会议次数", "次", 4)]).stated
    assert (said.department, said.department_cell) == (department, cell)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (("洪梅镇2023年度统计表",), 2023),
        (("洪梅镇２０２２年统计表",), 2022),
        (("二〇二二年度统计表",), 2022),
        (("统计期：2023年1月—12月",), 2023),
        (("年度：", 2022), 2022),
        (("报告年度：2022",), 2022),
        (("填报日期：2024年1月10日",), None),
        (("2024年1月10日",), None),
        (("2024年1月",), None),
        (("12345热线",), None),
    ],
)
def test_stated_year(tmp_path: Path, text: tuple[object, ...], year: int | None) -> None:
    assert read(tmp_path, [text, HEADER, (1, "会议次数", "次", 4)]).stated.year == year


def test_a_reading_is_the_same_every_time(tmp_path: Path) -> None:
    rows = [HEADER, (1, "会议次数", "次", 4, "3余", None)]
    assert read(tmp_path, rows) == read(tmp_path, rows)


def test_a_list_of_anything_is_no_indicators_table(tmp_path: Path) -> None:
    reading = read(tmp_path, [("项目", "数量"), ("桌子", 5)], [("指标", "数值"), ("桌子", 5)])
    assert [(c.sheet, c.label, c.indicator) for c in reading.indicators] == [("表2", "桌子", None)]
    assert reading.ignored_sheets == ("表1",)


def test_texts_headed_by_the_year_they_plan_for_state_no_other_year(tmp_path: Path) -> None:
    plan = [("2024年工作安排",), ("栏目", "正文"), ("下一年度安排", "抓好培训。")]
    assert read(tmp_path, plan).stated.year is None
    assert read(tmp_path, [("2021年工作",), *plan[1:]]).stated.year == 2021


# --- names and places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (("洪梅镇", "2023", "司法分局", "a.xlsx"), HERE),
        (("洪梅", "２０２３年", "司法所"), HERE),
        (("hongmei", "2023年度", "依法治镇办", "子文件夹", "a.xlsx"), HERE),
        (("洪梅镇", "23", "司法分局", "a.xlsx"), None),
        (("麻涌镇", "2023", "司法分局", "a.xlsx"), None),
        (("洪梅镇", "2023", "a.xlsx"), None),
        (("洪梅镇", "2023"), None),
        ((), None),
    ],
)
def test_place_of(parts: tuple[str, ...], place: Place | None) -> None:
    assert place_of(parts, CATALOGUE) == place


def test_year_of() -> None:
    assert [year_of(name) for name in ("2023", "2023年", "收件箱", "20233", "2023-2024")] == [
        2023,
        2023,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "name",
    ["~$报表.xlsx", ".~报表.xlsx", ".DS_Store", "Thumbs.db", "DESKTOP.INI", "a.tmp", "报表.xlsx.crdownload"],
)
def test_ignored(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize("name", ["报表.xlsx", "副本~1.xlsx", "附件2：统计表（最终版2）.xls", "tmp", "2023"])
def test_not_ignored(name: str) -> None:
    assert not is_ignored(name)


def test_folding() -> None:
    assert fold("“送法进企业”（家次）") == fold(" 送法进企业(家次) ") == "送法进企业家次"
    assert split_unit("罚没金额（单位：万元）") == ("罚没金额", "万元")
    assert split_unit("案件宗数（含法律咨询）") == ("案件宗数（含法律咨询）", "")
    assert split_month("满意度（12月）") == ("满意度", None, 12)
    assert without_number("1.5倍以上案件") == "1.5倍以上案件"
    assert without_number("(2)会议") == "会议"


@pytest.mark.parametrize(
    "text", ["合 计", "填报人：", "审核人（签字）：某某", "备注", "说明1：口径", "分管领导签字"]
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["负责人出庭应诉率", "电话咨询件数", "备注册商标件数", "小计划完成数", ""])
def test_not_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_long_hostile_text_costs_nothing(tmp_path: Path) -> None:
    hostile = ["(" * 30000, " " * 30000 + "(", "填报单位" + " " * 30000, "1" * 30000, "（月" * 9000]
    rows = [[text, text, text] for text in hostile]
    reading = read(tmp_path, [*rows, HEADER, *([1, text, "次", text] for text in hostile)])
    assert {cell.indicator for cell in reading.indicators} == {None}
