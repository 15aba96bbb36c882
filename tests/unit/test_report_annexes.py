"""Annexes on request: every number a bound figure, what is missing —, what is unknown left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tasks.catalogue.schema import Measure, Register, RegisterColumnSpec
from tasks.model import Annex, Block, Chart, Document, FigureRun, SourceKind, Table, Value
from tasks.report import EditionError, compose
from tasks.report.annexes import NOTHING
from tasks.report.declared import AskedAnnex
from tests.edition import CATALOGUE, edition, values, words

LEDGER = Register(
    code="ledger",
    name="台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="编号"),
        RegisterColumnSpec(code="day", name="日期", type="date"),
    ),
    key=("number",),
    counts=tuple(Measure(indicator=code, predicate="全部", months="day") for code in ("cases", "meetings")),
)
DATED = replace(CATALOGUE, registers={"ledger": LEDGER})


def composed(
    asked: Sequence[AskedAnnex], given: Sequence[Value], text: str = "办案{{ 办案总数 }}。"
) -> Document:
    return compose(replace(edition(text), annexes=tuple(asked)), DATED, given, ())


def ask(kind: str, *indicators: str) -> AskedAnnex:
    return AskedAnnex.model_validate({"kind": kind, "title": "附表", "indicators": indicators})


def cells(document: Document, annex: Annex) -> list[list[str]]:
    (table, *_) = [part for part in annex.parts if isinstance(part, Table)]
    return [[words(document, cell) for cell in row] for row in table.rows]


def bars(document: Document, annex: Annex) -> list[tuple[str, str, str]]:
    (chart, *_) = [part for part in annex.parts if isinstance(part, Chart)]
    return [(bar.label, document.figures[bar.figure].text, f"{bar.value:.1f}") for bar in chart.bars]


THIS = {"cases": "1661", "staff": "123", "lectures": "460余", "meetings": "4", "accepted": "99.5"}
LAST = {"cases": "293", "staff": "123", "meetings": "5", "accepted": "100", "visitors": "47000"}


def test_a_table_of_indicators_has_both_years_and_the_change() -> None:
    names = ("办案总数", "执法人数", "党课场次", "会议次数", "及时受理率", "参与人次", "群众满意率")
    document = composed([ask("indicators", *names)], values(THIS, LAST))
    (annex,) = document.annexes
    (table, note) = annex.parts
    assert isinstance(table, Table)
    assert isinstance(note, Block)
    assert (table.columns, table.numeric) == (("指标", "2023年", "2022年", "同比增减"), (1, 2, 3))
    assert [row[:3] for row in cells(document, annex)] == [
        ["“粤执法”平台办案总数", "1661宗", "293宗"],
        ["执法人数", "123人", "123人"],
        ["党课场次", "460余场次", "—"],
        ["会议次数", "4次", "5次"],
        ["及时受理率", "99.5%", "100%"],
        ["参与人次", "—", "4.7万人次"],
    ]
    changes = [row[3] for row in cells(document, annex)]
    assert changes[:4] == ["467%", "持平", "—", "-20%"]
    assert changes[4].startswith("-0.5"), "of a rate the difference, not the growth"
    assert changes[5] == "—", "nothing is made of a missing value"
    assert words(document, note.body).startswith("注：“—”表示没有数据")
    assert [(one.what, one.missing, one.where) for one in document.omissions] == [
        ("附表一行", ("群众满意率",), "附件《附表》")
    ]


def test_figures_are_numbered_on_after_the_text_and_rest_on_values() -> None:
    document = composed([ask("indicators", "办案总数")], values(THIS, LAST))
    assert list(document.figures) == ["f001", "f002", "f003", "f004"]
    assert [figure.keys for figure in document.figures.values()] == [
        ("2023/cases",),
        ("2023/cases",),
        ("2022/cases",),
        ("2023/cases_yoy",),
    ]
    assert {"2022/cases", "2023/cases_yoy"} <= document.values.keys()
    assert document.figures["f003"].name == "“粤执法”平台办案总数（2022年）"
    assert "≈ 467%" in document.figures["f004"].formula
    (table,) = document.annexes[0].parts
    assert isinstance(table, Table)
    assert not any(cell == (NOTHING,) for row in table.rows for cell in row)


def test_without_names_all_that_the_report_prints_stand_in_its_order() -> None:
    document = composed([ask("indicators")], values(THIS))
    listed = [row[0] for row in cells(document, document.annexes[0])]
    assert listed[:2] == ["“粤执法”平台办案总数", "执法人数"]
    assert not any("同比" in name or "增减" in name for name in listed)


def test_zero_and_missing_are_told_apart() -> None:
    document = composed(
        [ask("indicators", "会议次数", "办案总数")], values({"cases": "3", "meetings": "0"}, {"cases": "0"})
    )
    assert cells(document, document.annexes[0]) == [
        ["会议次数", "0次", "—", "—"],
        ["“粤执法”平台办案总数", "3宗", "0宗", "—"],  # from zero: no growth rate
    ]


def test_a_chart_of_growth_leaves_out_what_has_no_base() -> None:
    document = composed([ask("growth", "办案总数", "党课场次", "会议次数")], values(THIS, LAST))
    (annex,) = document.annexes
    assert bars(document, annex) == [("办案总数", "467%", "466.9"), ("会议次数", "-20%", "-20.0")]
    assert isinstance(annex.parts[0], Chart)
    assert annex.parts[0].caption == "同比增长率（单位：%）"
    assert [one.what for one in document.omissions] == ["附图一条"]


def test_a_fall_that_is_about_so_much_has_its_sign_at_the_number() -> None:
    growth = CATALOGUE.growth_of("meetings")
    given = [replace(one, hedge="约") if one.indicator == growth else one for one in values(THIS, LAST)]
    document = composed([ask("growth", "会议次数")], given)
    assert [text for _, text, _ in bars(document, document.annexes[0])] == ["约-20%"]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("460余", "400", "15%以上"),
        ("400", "460余", "下降13%以上"),
        ("10余", "8", "高于上年"),
        ("8", "10余", "低于上年"),
        ("460余", "465", "增减不定"),
        ("460余", "460余", "基本持平"),
    ],
)
def test_a_change_that_is_left_open_says_no_more_than_the_text(now: str, before: str, said: str) -> None:
    given = values({"meetings": now}, {"meetings": before})
    document = composed([ask("indicators", "会议次数")], given, "甲。")
    assert cells(document, document.annexes[0])[0][3] == said


def test_years_that_were_counted_to_different_days_are_not_compared() -> None:
    given = [
        replace(one, cutoff=date(2023, 11, 30)) if one.key in ("2023/cases", "2023/cases_yoy") else one
        for one in values(THIS, LAST)
    ]
    document = composed([ask("indicators", "办案总数"), ask("growth", "办案总数", "会议次数")], given)
    table, chart = document.annexes
    assert cells(document, table) == [["“粤执法”平台办案总数", "1661宗", "293宗", "—"]]
    assert [label for label, _, _ in bars(document, chart)] == ["会议次数"]


def test_an_annex_with_nothing_in_it_is_none() -> None:
    document = composed([ask("growth", "党课场次"), ask("indicators", "群众满意率")], values(THIS))
    assert document.annexes == ()
    assert len(document.omissions) == 2


def monthly(code: str, *amounts: int) -> list[Value]:
    year = values({code: str(sum(amounts))})
    return year + [
        replace(year[0], period=f"2023-{month:02d}", source=SourceKind.COUNTED, value=Decimal(amount))
        for month, amount in enumerate(amounts, start=1)
    ]


def test_months_of_one_indicator_are_a_chart_and_its_sum() -> None:
    document = composed([ask("months", "办案总数")], monthly("cases", 3, 0, 5))
    (annex,) = document.annexes
    chart, note = annex.parts
    assert isinstance(chart, Chart)
    assert isinstance(note, Block)
    assert chart.caption == "“粤执法”平台办案总数（单位：宗）"
    assert bars(document, annex) == [("1月", "3宗", "3.0"), ("2月", "0宗", "0.0"), ("3月", "5宗", "5.0")]
    assert words(document, note.body) == "全年合计8宗。"
    assert document.figures["f002"].name == "“粤执法”平台办案总数（2023年1月）"


def test_months_of_several_stand_side_by_side_below_their_charts() -> None:
    given = monthly("cases", 3, 0, 5) + monthly("meetings", 1, 2)
    document = composed([ask("months", "办案总数", "会议次数")], given)
    (annex,) = document.annexes
    assert [type(part) for part in annex.parts] == [Chart, Chart, Table]
    listed = cells(document, annex)
    assert listed[:3] == [["1月", "3宗", "1次"], ["2月", "0宗", "2次"], ["3月", "5宗", "—"]]
    assert listed[-1] == ["合计", "8宗", "3次"]


def test_a_month_that_was_not_counted_to_its_end_says_so() -> None:
    given = monthly("cases", 3, 4)
    given[-1] = replace(given[-1], cutoff=date(2023, 2, 15))
    document = composed([ask("months", "办案总数")], given)
    assert [label for label, _, _ in bars(document, document.annexes[0])] == ["1月", "2月（截至15日）"]


def test_months_of_nothing_have_no_chart() -> None:
    document = composed([ask("months", "办案总数")], monthly("cases", 0, 0))
    assert [type(part) for part in document.annexes[0].parts] == [Block]


def test_months_that_do_not_add_up_to_the_year_are_left_out() -> None:
    given = monthly("cases", 3, 0, 5)
    given[0] = replace(given[0], value=Decimal(9))
    document = composed([ask("months", "办案总数")], given)
    assert document.annexes == ()
    assert [one.missing for one in document.omissions] == [("“粤执法”平台办案总数（各月）",)]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (ask("growth", "办案数"), "edition.yaml 的 annexes.0：没有指标“办案数”。相近的名称有：办案总数"),
        (ask("growth", "及时受理率"), "“及时受理率”没有同比增长率"),
        (ask("indicators", "月满意度"), "“月满意度”按月填报"),
        (ask("months", "执法人数"), "“执法人数”没有按月统计"),
    ],
)
def test_what_cannot_be_shown_is_told(asked: AskedAnnex, message: str) -> None:
    with pytest.raises(EditionError, match=message):
        composed([asked], values(THIS))


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(EditionError) as raised:
        composed([ask("growth", "办案数", "及时受理率"), ask("months", "执法人数")], values(THIS))
    assert len(str(raised.value).splitlines()) == 3


def test_cells_hold_figures_and_declared_words_alone() -> None:
    document = composed([ask("indicators")], values(THIS, LAST))
    (table, _) = document.annexes[0].parts
    assert isinstance(table, Table)
    runs = [run for row in table.rows for cell in row for run in cell]
    assert all(isinstance(run, FigureRun) or run.label for run in runs)
