"""Curated values of the same quantity beside each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tasks.catalogue.schema import Measure
from tasks.curation import Dataset, build, by_category
from tasks.model import Finding, Origin, Scope, Severity, SourceKind, Value
from tasks.validation import judge_curated
from tests.build import LEDGER, YEAR, catalogue, cell, indicator, ledger, suites, value

CATALOGUE = catalogue(
    indicator("cases", "办案数", kind="counted"),
    indicator("closed", "结案数"),
    indicator(
        "rate", "结案率", kind="rate", unit="%", formula="percent(closed / cases)", maximum=Decimal(100)
    ),
    registers=(LEDGER.model_copy(update={"counts": (Measure(indicator="cases", predicate="全部"),)}),),
)
FORM = Origin("justice", "表.xlsx", "f0", "数据", "D4")
OTHER = Origin("justice", "另表.xlsx", "f1", "数据", "D9")


def found(*values: Value) -> list[Finding]:
    return judge_curated(values, CATALOGUE, suites()["curated"])


def told(*values: Value) -> list[tuple[str, Severity, str]]:
    listed = found(*values)
    assert all(one.scope is Scope.INTEGRITY for one in listed)
    return [(one.rule, one.severity, one.address.cell) for one in listed]


@pytest.mark.parametrize(
    ("amount", "hedge", "agrees"),
    [("20", "", False), ("21", "", True), ("20", "余", True), ("10", "余", False)],
)
def test_what_is_notified_and_what_is_stated_are_one_number(amount: str, hedge: str, agrees: bool) -> None:
    notified = value("closed", "21", source=SourceKind.NOTIFIED, origin=FORM)
    stated = value("closed", amount, hedge=hedge, step=Decimal(10), chosen=False, origin=OTHER)
    if not hedge:
        stated = replace(stated, step=Decimal(1))
    expected = [] if agrees else [("integrity.sources", Severity.CRITICAL, "D9")]
    assert told(notified, stated) == expected
    corrected = value("closed", "22", source=SourceKind.CORRECTED)
    assert told(corrected, replace(notified, chosen=False), stated) == [], "the office has decided"


@pytest.mark.parametrize(("stated_at", "told_here"), [(FORM, False), (OTHER, True)])
def test_a_stated_rate_is_told_here_where_its_file_does_not_hold_its_parts(
    stated_at: Origin, told_here: bool
) -> None:
    parts = (value("cases", "20", origin=FORM), value("closed", "10", origin=FORM))
    computed = value("rate", "50", source=SourceKind.DERIVED, inputs=("2023/cases", "2023/closed"))
    stated = value("rate", "52", step=Decimal(1), chosen=False, origin=stated_at)
    expected = [("integrity.computed", Severity.WARNING, "D9")] if told_here else []
    assert told(*parts, computed, stated) == expected
    assert told(*parts, computed, replace(stated, value=Decimal(50))) == []


@pytest.mark.parametrize(
    ("public", "period", "at"),
    [("1660", "2023", "D4"), ("1661", "2023", None), ("290", "2022", "D4"), ("293", "2022", None)],
)
def test_what_is_public_is_beside_what_counts_with_both_scopes(
    public: str, period: str, at: str | None
) -> None:
    ours = value("cases", "1661", origin=FORM, scope_note="以台账为准")
    last = value("cases", "293", "2022", origin=FORM, reported_in=2022)
    said = value(
        "cases", public, period, source=SourceKind.PUBLISHED, chosen=False, origin=Origin(file="执法年报")
    )
    listed = found(ours, last, replace(said, scope_note="只含处罚"))
    assert [(one.rule, one.severity, one.address.cell) for one in listed] == (
        [("integrity.published", Severity.WARNING, at)] if at else []
    )
    for one in listed:
        assert "《执法年报》" in one.observed
        assert "只含处罚" in one.observed
        assert public in one.observed
    assert told(said) == [], "nothing of ours to compare"


@pytest.mark.parametrize(("amount", "rule"), [("100", []), ("101", ["integrity.above_maximum"])])
def test_a_correction_keeps_to_the_bounds_too(amount: str, rule: list[str]) -> None:
    listed = found(value("rate", amount, source=SourceKind.CORRECTED, origin=FORM))
    assert [one.rule for one in listed] == rule
    assert all("更正为 101" in one.observed and "问题处理单" in one.mend for one in listed)


def test_a_ledger_and_a_total_differ_by_category() -> None:
    rows = [(f"A{n}", date(2023, 5, 1), "处罚" if n < 5 else "不予处罚", None) for n in range(8)]
    datasets = [
        Dataset("justice", "台账.xlsx", "f2", registers=(ledger(*rows),)),
        Dataset("justice", "表.xlsx", "f0", indicators=(cell("D4", "cases", "10"),)),
    ]
    curated = build(YEAR, datasets, (), CATALOGUE)

    def shares(one: Value) -> object:
        return by_category(curated, one, CATALOGUE)

    suite = suites()["curated"]
    (one,) = judge_curated(curated.values, CATALOGUE, suite, shares=shares)  # type: ignore[arg-type]
    assert (one.rule, one.severity, one.address.cell) == ("integrity.register_total", Severity.CRITICAL, "D4")
    assert "按台账统计为 8（其中处罚 5、不予处罚 3），单位填报为 10，相差 2" in one.observed


def test_rows_of_one_category_are_not_split() -> None:
    rows = [(f"A{n}", date(2023, 5, 1), "处罚", None) for n in range(3)]
    curated = build(YEAR, [Dataset("justice", "台账.xlsx", "f2", registers=(ledger(*rows),))], (), CATALOGUE)
    (counted,) = (one for one in curated.values if one.source is SourceKind.COUNTED)
    assert list(by_category(curated, counted, CATALOGUE)) == []
