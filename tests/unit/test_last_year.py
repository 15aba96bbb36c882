"""Values beside last year's as curated; without it everything is silent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.model import (
    Base,
    CellState,
    IndicatorCell,
    NarrativeItem,
    NarrativeText,
    Origin,
    Severity,
    Value,
    Verdict,
)
from tasks.validation import Judged, Submission, judge
from tests.build import HERE, catalogue, cell, indicator, reading, suites, value

CATALOGUE = catalogue(
    indicator("cases", "办案数", scope_note="全年立案的，以台账为准。"),
    indicator("money", "涉案金额", unit="万元", places=2),
    indicator("rate", "办结率", kind="rate", unit="%", places=1, maximum=Decimal(100), required=False),
    indicator("meetings", "会议次数", unit="次", swing_floor=Decimal(2)),
)
OTHERS = (cell("D7", "cases", "1000"), cell("D8", "money", "300"), cell("D9", "meetings", "4"))


def last(**amounts: str) -> Base:
    values = [value(code, amount, "2022", reported_in=2022) for code, amount in amounts.items()]
    return Base({one.key: one for one in values})


def judged(base: Base, *cells: IndicatorCell) -> Judged:
    spoken = {one.indicator for one in cells if not one.prior}
    filled = (*cells, *(one for one in OTHERS if one.indicator not in spoken))
    (one,) = judge([Submission(1, HERE, reading(*filled), base=base)], CATALOGUE, suites())
    return one


def said(of: Judged) -> list[tuple[str, Severity, str]]:
    return [(f.rule, f.severity, f.address.cell) for f in of.findings]


SWING = [("value.swing", Severity.WARNING, "D4")]
SLIP = [("value.unit_slip", Severity.CRITICAL, "D4")]


@pytest.mark.parametrize(
    ("code", "before", "amount", "expected"),
    [
        ("cases", "1000", "1301", SWING),
        ("cases", "1000", "1300", []),
        ("cases", "1000", "699", SWING),
        ("cases", "20", "30", []),
        ("cases", "20", "31", SWING),
        ("cases", "0", "11", SWING),
        ("cases", "0", "10", []),
        ("cases", "11", "0", SWING),
        ("meetings", "4", "7", SWING),
        ("meetings", "4", "6", []),
        ("rate", "98", "67.9", SWING),
        ("rate", "98", "68", []),
        ("money", "331.86", "3318600", SLIP),
        ("money", "3318600", "331.86", SLIP),
        ("money", "331.86", "995580", SLIP),
        ("money", "331.86", "995000", SWING),
        ("cases", "1000", "0", SWING),
    ],
)
def test_a_change_that_is_large_both_ways_is_asked_about_and_a_slip_known_as_such(
    code: str, before: str, amount: str, expected: list[object]
) -> None:
    found = judged(last(**{code: before}), cell("D4", code, amount))
    assert said(found) == expected
    left_out = bool(expected) and expected == SLIP
    assert ("D4" not in {c.cell for c in found.sound.indicators if c.value is not None}) == left_out
    assert said(judged(Base(), cell("D4", code, amount))) == [], "first year"


@pytest.mark.parametrize(
    ("note", "silent"),
    [
        ("全年立案的，以台账为准。说明：平台全面推广。", True),
        ("全年立案的，以台账为准。\n说明：平台全面推广。", True),
        ("平台全面推广。", True),
        ("全年立案的，以台账为准。", False),
        ("全年立案的，以台账为准。说明：", False),
        ("全年立案的， 以台账为准。  说明: 无", False),
        ("", False),
    ],
)
def test_an_explanation_is_what_stands_beside_our_own_words(note: str, silent: bool) -> None:
    noted = replace(cell("D4", "cases", "9000"), scope_note=note)
    assert said(judged(last(cases="1000"), noted)) == ([] if silent else SWING)
    assert (
        "1000" in "".join(f.observed for f in judged(last(cases="1000"), replace(noted)).findings) or silent
    )


def test_what_cannot_be_is_told_once() -> None:
    below = judged(last(cases="1000"), cell("D4", "cases", "-5"))
    above = judged(last(rate="94.8"), cell("D4", "rate", "948", raw="948%"))
    assert said(below) == [("value.below_minimum", Severity.CRITICAL, "D4")]
    assert said(above) == [("value.above_maximum", Severity.CRITICAL, "D4")]


def test_no_note_explains_ten_thousand_times_as_much() -> None:
    noted = replace(cell("D4", "money", "3318600"), scope_note="本年度案件较多。")
    assert said(judged(last(money="331.86"), noted)) == SLIP


@pytest.mark.parametrize(
    ("prior", "agrees"),
    [
        (cell("E4", "cases", "1000", period="2022", prior=True), True),
        (cell("E4", "cases", "1001", period="2022", prior=True), False),
        (cell("E4", "cases", "1000", period="2022", prior=True, hedge="约", step=Decimal(100)), True),
        (cell("E4", "cases", "900", period="2022", prior=True, hedge="余", step=Decimal(100)), False),
        (cell("E4", "cases", "1100", period="2022", prior=True, corrected=True), True),
        (cell("E4", "cases", period="2022", prior=True, state=CellState.BLANK, raw=""), True),
    ],
)
def test_last_years_number_is_the_one_that_was_used(prior: IndicatorCell, agrees: bool) -> None:
    rules = [one for one in said(judged(last(cases="1000"), prior)) if one[0] != "value.prior_corrected"]
    assert rules == ([] if agrees else [("value.prior_differs", Severity.WARNING, "E4")])
    assert all(f.rule != "value.prior_differs" for f in judged(Base(), prior).findings)


def test_a_month_is_beside_the_same_month() -> None:
    monthly = catalogue(indicator("hot", "热线", frequency="monthly"))
    months = [cell(f"D{m + 3}", "hot", "100", period=f"2023-{m:02d}") for m in range(1, 13)]
    base = Base({one.key: one for one in (_month("2022-03", "300"), _month("2022-04", "100"))})
    (found,) = judge([Submission(1, HERE, reading(*months), base=base)], monthly, suites())
    assert said(found) == [("value.swing", Severity.WARNING, "D6")]


def _month(period: str, amount: str) -> Value:
    return value("hot", amount, period, reported_in=2022)


FLOWS = catalogue(
    *(indicator(f"flow{n}", f"数{n}") for n in range(6)),
    *(indicator(f"stock{n}", f"窗口{n}", stock=True) for n in range(6)),
    *(indicator(f"share{n}", f"比率{n}", unit="%") for n in range(6)),
)


def again(
    *, flows: int = 0, others: int = 0, stocks: int = 6, shares: int = 6, amount: str = "123"
) -> Judged:
    """A file of which so many values are last year's, and so many others are not."""
    codes = [f"flow{n}" for n in range(flows)] + [f"stock{n}" for n in range(stocks)]
    codes += [f"share{n}" for n in range(shares)]
    same = [cell(f"D{n}", code, amount) for n, code in enumerate(codes, 4)]
    moved = [cell(f"D{n + 40}", f"flow{5 - n}", "125") for n in range(others)]
    base = Base({v.key: v for v in (value(i, amount, "2022") for i in FLOWS.indicators)})
    file = reading(*same, *moved)
    (one,) = judge([Submission(1, HERE, file, base=base)], FLOWS, suites())
    return one


@pytest.mark.parametrize(
    ("given", "returned"),
    [
        ({"flows": 5}, True),
        ({"flows": 5, "others": 1}, True),
        ({"flows": 4}, False),
        ({"flows": 4, "others": 2}, False),
        ({"flows": 0}, False),
        ({"flows": 6, "amount": "12"}, False),
        ({"flows": 6, "amount": "0"}, False),
        ({"flows": 6, "amount": "8.15"}, True),
        ({"flows": 6, "amount": "100"}, True),
    ],
)
def test_last_years_figures_sent_again(given: dict[str, int], returned: bool) -> None:
    found = again(**given)  # type: ignore[arg-type]
    told = [one for one in found.findings if one.rule == "indicators.last_years"]
    assert [(f.severity, f.address.cell) for f in told] == [(Severity.CRITICAL, "")] * returned
    assert (found.verdicts["indicators"] is Verdict.RETURNED) == returned


OLD = "一是部分人员业务不熟练。二是归档还不够及时；三是2022年的公园建设偏慢。四是培训次数仍然不多。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OLD.replace("2022", "2023"), True),
        (OLD + "五是新设的平台还不稳定。", True),
        (OLD + "五是新设的平台还不稳定。六是村里的干部没有轮训。", False),
        ("一是部分人员业务不熟练。二是归档还不够及时。", False),
        ("部分人员业务不熟练。较好。已完成。无。", False),
    ],
)
def test_last_years_sentences_sent_again(text: str, *, told: bool) -> None:
    item = NarrativeItem("文字材料", "D4", "problems", "存在的问题及原因", 1, "", text)
    for department, heard in (("justice", told), ("market", False)):
        old = NarrativeText(department, "problems", 1, "", OLD, Origin())
        file = reading(narrative=(item,))
        (found,) = judge([Submission(1, HERE, file, base=Base({}, (old,)))], CATALOGUE, suites())
        rules = [(f.rule, f.severity) for f in found.findings]
        assert (("narrative.last_years", Severity.WARNING) in rules) == heard
