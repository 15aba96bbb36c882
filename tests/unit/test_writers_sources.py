"""Where figures come from, in words: what a figure rests on, what is open on it, who reported it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tasks.model import Address, Figure, Finding, Scope, Severity, Value
from tasks.writers.sources import Review, entry, findings_on, rests_on, source
from tests.document import FINDINGS, review, sample


def figure(indicator: str) -> Figure:
    return next(one for one in sample().figures.values() if one.keys[0] == f"2023/{indicator}")


def found(
    indicator: str = "", period: str = "", at: Address | None = None, dataset: str = "indicators"
) -> Finding:
    return Finding(
        "a.rule",
        Severity.WARNING,
        Scope.CELL,
        dataset,
        at or Address("另一个文件.xlsx"),
        "看到什么。",
        "怎么改。",
        indicator,
        period,
    )


def value(key: str) -> Value:
    return sample().values[key]


def on(indicator: str, *findings: Finding) -> Sequence[Finding]:
    return findings_on(figure(indicator), sample(), Review(findings=findings))


class TestRestsOn:
    def test_a_value_taken_over_is_all_that_its_figure_rests_on(self) -> None:
        assert [one.key for one in rests_on(figure("hotline"), sample().values)] == ["2023/hotline"]

    def test_a_derived_one_rests_on_its_inputs_too_each_once(self) -> None:
        keys = [one.key for one in rests_on(figure("cases_yoy"), sample().values)]
        assert keys == ["2023/cases_yoy", "2023/cases", "2022/cases"]

    def test_a_circle_ends(self) -> None:
        values = dict(sample().values)
        values["2023/cases"] = replace(values["2023/cases"], inputs=("2023/cases_yoy",))
        assert len(rests_on(figure("cases_yoy"), values)) == 3


class TestFindingsOn:
    @pytest.mark.parametrize("period", ["2023", ""])
    def test_a_finding_on_its_indicator(self, period: str) -> None:
        assert on("hotline", found("hotline", period))

    @pytest.mark.parametrize(("indicator", "period"), [("hotline", "2022"), ("mediated", "2023")])
    def test_another_period_or_indicator_is_none_of_its(self, indicator: str, period: str) -> None:
        assert not on("hotline", found(indicator, period))

    def test_a_finding_on_the_base_value_concerns_the_growth(self) -> None:
        base = found("cases", "2022")
        assert on("cases_yoy", base) == (base,)
        assert not on("cases", base)

    def test_a_month_is_concerned_by_a_finding_on_its_month_or_its_year(self) -> None:
        assert on("satisfaction", found("satisfaction", "2023-04"))
        months = {key: one for key, one in sample().values.items() if one.period == "2023-04"}
        monthly = replace(figure("satisfaction"), keys=tuple(months))
        april, year, march = (found("satisfaction", period) for period in ("2023-04", "2023", "2023-03"))
        told = findings_on(monthly, sample(), Review(findings=(april, year, march)))
        assert told == (april, year)

    def test_a_finding_without_an_indicator_is_on_the_value_of_its_cell(self) -> None:
        origin = value("2023/hotline").origin
        at = found(at=Address(origin.file, origin.sheet, origin.cell))
        beside = found(at=Address(origin.file, origin.sheet, "A1"))
        elsewhere = found(at=Address("另一个文件.xlsx", origin.sheet, origin.cell))
        assert on("hotline", at, beside, elsewhere) == (at,)

    def test_a_finding_on_a_registers_rows_is_on_what_is_counted_from_them(self) -> None:
        file = value("2023/cases").origin.file
        of_it = found(at=Address(file, "台账", "C5"), dataset="register:case_ledger")
        of_another = found(at=Address(file, "台账", "C5"), dataset="register:hotline")
        assert on("cases", of_it, of_another) == (of_it,)

    def test_what_is_said_of_a_whole_file_is_on_no_figure(self) -> None:
        file = value("2023/hotline").origin.file
        assert not on("hotline", found(at=Address(file), dataset=""))

    def test_the_order_is_the_reviews(self) -> None:
        first, second = found("cases", "2022"), found("cases", "2023")
        assert on("cases_yoy", second, first) == (second, first)

    def test_the_samples_finding_on_a_cell_of_a_register_is_not_mistaken(self) -> None:
        assert not findings_on(figure("hotline"), sample(), Review(findings=FINDINGS))


class TestEntries:
    def test_the_last_day_counted_is_told(self) -> None:
        known = replace(value("2023/hotline"), cutoff=date(2023, 11, 30))
        facts = dict(entry(known, sample().values, review()).facts)
        assert facts["统计截至"] == "2023年11月30日"

    def test_who_reported_a_file_is_found_by_its_hash(self) -> None:
        sha256 = value("2023/hotline").origin.sha256
        who = replace(review(), people={sha256: (("填报人", "张三"), ("审核人", "李四"))})
        (told,) = source(sample(), figure("hotline"), who).entries
        assert dict(told.facts)["填报人"] == "张三"
        assert dict(told.facts)["审核人"] == "李四"
        (other,) = source(sample(), figure("mediated"), who).entries
        assert "填报人" not in dict(other.facts)
