"""What the office settled: which entries stand, what they do to findings, verdicts and values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.catalogue import CatalogueError
from tasks.catalogue.settlement_checks import (
    Problem,
    load_settlements,
    problem,
    supplement_code,
    with_supplements,
)
from tasks.catalogue.settlements import (
    Accept,
    Correct,
    Entry,
    Publish,
    Return,
    Settlements,
    Supplement,
    key_of,
    path_of,
    standing,
)
from tasks.curation import Curated, Dataset, build
from tasks.model import (
    CellState,
    Finding,
    IndicatorCell,
    RegionYear,
    Scope,
    Severity,
    SourceKind,
    Stated,
    Value,
    Verdict,
)
from tasks.settings import load as load_settings
from tasks.validation import Judged, Submission, judge, judge_curated, settle_curated
from tests.build import HERE, YEAR, catalogue, cell, indicator, ledger, reading, suites, value

CATALOGUE = catalogue(
    indicator("cases", "办案数", kind="counted"),
    indicator("rate", "办结率", kind="rate", unit="%", places=1, maximum=Decimal(100), required=False),
    indicator("staff", "执法人数", unit="人", hedge="never"),
    indicator("samples", "抽检批次", unit="批次", owner="market"),
    indicator("share", "占比", kind="derived", formula="percent(staff / cases)", required=False, unit="%"),
)
WHO = {"reason": "来电核实", "by": "张某", "dated": date(2024, 1, 20)}
STAFF = cell("D9", "staff", "12")
TOO_HIGH = cell("D5", "rate", "1127", raw="1127%")
ABOVE = {"department": "justice", "rule": "value.above_maximum", "dataset": "indicators"}
ABOUT_RATE = ABOVE | {"indicator": "rate", "period": "2023"}
CORRECTION = Correct.model_validate(
    {"decision": "correct", "value": "96.7%", "expect": "1127%", **ABOUT_RATE, **WHO}
)
HEDGE = {"department": "justice", "rule": "value.hedge", "dataset": "indicators", "indicator": "staff"}
SAID = "指标“staff”填写的“约12”是约数，而该指标应填准确数。"
HEDGED = cell("D9", "staff", "12", raw="约12", hedge="约")


def accept(expect: str, **about: str) -> Accept:
    return Accept.model_validate({"decision": "accept", "expect": expect, **about, **WHO})


def run(entries: list[Entry], *cells: IndicatorCell, **more: object) -> Judged:
    one = replace(reading(*cells), **more)  # type: ignore[arg-type]
    return judge([Submission(1, HERE, one, settlements=standing(entries))], CATALOGUE, suites())[0]


def only(judged: Judged, rule: str) -> Finding:
    (found,) = (one for one in judged.findings if one.rule == rule)
    return found


def used(judged: Judged) -> list[str]:
    return [c.cell for c in judged.sound.indicators if c.state is CellState.VALUE and not c.left_out]


# --- findings ----------------------------------------------------------------------------------


def test_an_explained_finding_is_settled_while_it_says_the_same() -> None:
    decision = accept(SAID, **HEDGE, period="2023")
    settled = only(run([decision], HEDGED), "value.hedge")
    assert settled.settlement == "说明后采用：来电核实（张某，2024-01-20）"
    changed = run([decision], replace(HEDGED, raw="约13"))
    assert not only(changed, "value.hedge").settlement
    told = only(changed, "settlement.reopened")
    assert (told.severity, told.scope, told.address.cell) == (Severity.WARNING, Scope.INTEGRITY, "D9")
    assert SAID[:20] in told.observed
    gone = run([decision], STAFF)
    assert not [one for one in gone.findings if one.rule.startswith(("settlement.", "value.hedge"))]


def test_another_departments_decision_settles_nothing() -> None:
    assert not only(run([accept(SAID, **HEDGE | {"department": "market"})], HEDGED), "value.hedge").settlement


def test_what_is_settled_no_longer_counts_for_the_verdict() -> None:
    clean = run([], STAFF, cell("D4", "cases", "3"), cell("D5", "rate", "98"))
    assert clean.verdicts == {"indicators": Verdict.PASSED}
    cells = (HEDGED, cell("D4", "cases", "3"), cell("D5", "rate", "98"))
    assert run([], *cells).verdicts == {"indicators": Verdict.PASSED_WITH_NOTES}
    settled = run([accept(SAID, **HEDGE, period="2023")], *cells)
    assert settled.verdicts == {"indicators": Verdict.PASSED}


def test_a_returned_file_is_taken_where_it_is_explained() -> None:
    stated = Stated("财政所", "A2", 2023, "A1", "数据")
    returned = run([], STAFF, stated=stated)
    assert returned.verdicts == {"indicators": Verdict.RETURNED}
    found = only(returned, "file.other_department")
    about = key_of("justice", found)._asdict()
    assert (about["sheet"], about["cell"]) == ("数据", "A2")
    taken = run([accept(found.observed, **about)], STAFF, stated=stated)
    assert taken.verdicts == {"indicators": Verdict.PASSED}


def test_an_explained_value_is_used_and_a_corrected_one_is_not() -> None:
    found = only(run([], TOO_HIGH, STAFF), "value.above_maximum")
    assert found.raw == "1127%"
    assert used(run([], TOO_HIGH, STAFF)) == ["D9"]
    assert used(run([accept(found.observed, **ABOUT_RATE)], TOO_HIGH, STAFF)) == ["D5", "D9"]
    corrected = run([CORRECTION], TOO_HIGH, STAFF)
    assert used(corrected) == ["D9"]
    assert [c.cell for c in corrected.sound.indicators if c.left_out] == ["D5"]
    settled = only(corrected, "value.above_maximum").settlement
    assert settled == "更正：原填“1127%”，改为“96.7%”。来电核实（张某，2024-01-20）"
    assert not only(run([CORRECTION], replace(TOO_HIGH, raw="1128%")), "value.above_maximum").settlement


def test_a_returned_finding_becomes_critical_with_the_offices_words() -> None:
    decision = Return.model_validate({"decision": "return", "expect": SAID, "period": "2023", **HEDGE, **WHO})
    judged = run([decision], HEDGED, cell("D4", "cases", "3"))
    found = only(judged, "value.hedge")
    assert (found.severity, found.settlement) == (Severity.CRITICAL, "")
    assert found.mend.endswith("司法分局要求修改：来电核实（张某，2024-01-20）")
    assert used(judged) == ["D4"]
    sent_again = run([decision], replace(HEDGED, raw="约13"), cell("D4", "cases", "3"))
    assert only(sent_again, "value.hedge").severity is Severity.WARNING
    assert not [one for one in sent_again.findings if one.rule == "settlement.reopened"]


def test_rows_of_a_register_count_where_they_are_explained() -> None:
    late = ("A2", date(2024, 5, 1), "处罚", None)
    table = ledger(("A1", date(2023, 5, 1), "处罚", None), late)
    found = only(run([], registers=(table,)), "register.period")
    assert len(run([], registers=(table,)).sound.registers[0].rows) == 1
    about = key_of("justice", found)._asdict()
    assert (about["column"], about["cell"]) == ("filed", "")
    taken = run([accept(found.observed, **about)], registers=(table,))
    assert len(taken.sound.registers[0].rows) == 2


# --- which entries stand -----------------------------------------------------------------------


def test_the_last_entry_about_a_thing_stands() -> None:
    first = accept(SAID, **HEDGE, period="2023")
    later = Return.model_validate({"decision": "return", "expect": SAID, "period": "2023", **HEDGE, **WHO})
    both = standing([first, later])
    assert both.standing_entries() == [later]
    assert both.entries == (first, later)
    explained = accept("大于上限", **ABOUT_RATE)
    assert standing([CORRECTION, explained]).corrections == {}
    assert standing([explained, CORRECTION]).standing_entries() == [CORRECTION]


def test_the_same_rule_twice_at_a_place_is_settled_one_by_one() -> None:
    one, other = accept("甲", **HEDGE), accept("乙", **HEDGE)
    assert standing([one, other]).standing_entries() == [one, other]


# --- values ------------------------------------------------------------------------------------


def curated(entries: list[Entry], dataset: Dataset, last_year: tuple[Value, ...] = ()) -> Curated:
    settlements = standing(entries)
    return build(YEAR, [dataset], last_year, with_supplements(CATALOGUE, settlements), settlements)


def sent(*cells: IndicatorCell, left_out: tuple[IndicatorCell, ...] = ()) -> Dataset:
    return Dataset("justice", "报表.xlsx", "ab" * 32, cells, left_out=left_out)


def counting(made: Curated, code: str) -> Value | None:
    return next((v for v in made.values if v.chosen and v.indicator == code), None)


def told_of(made: Curated, *entries: Entry) -> tuple[Finding, ...]:
    suite = suites()["settlements"]
    return settle_curated([], made.values, made.expired, standing(entries), CATALOGUE, suite)


def test_a_correction_outranks_all_and_leads_to_the_old_cell_and_the_decision() -> None:
    made = curated([CORRECTION], sent(left_out=(replace(TOO_HIGH, left_out=True),)))
    found = counting(made, "rate")
    assert found is not None
    assert (found.source, found.value, found.unit) == (SourceKind.CORRECTED, Decimal("96.7"), "%")
    assert (found.origin.cell, found.origin.raw, found.origin.file) == ("D5", "1127%", "报表.xlsx")
    assert found.settlement == CORRECTION.words()
    assert made.expired == ()


def test_what_rests_on_a_corrected_value_changes_and_nothing_else() -> None:
    cells = (STAFF, cell("D4", "cases", "24"))
    entry = Correct.model_validate(
        {"decision": "correct", "value": "6", "expect": "12", **HEDGE, "period": "2023", **WHO}
    )
    before, after = curated([], sent(*cells)), curated([entry], sent(*cells))
    assert [counting(made, "share").value for made in (before, after)] == [50, 25]  # type: ignore[union-attr]
    assert counting(before, "cases") == counting(after, "cases")


@pytest.mark.parametrize("now", [cell("D5", "rate", "95", raw="95%"), TOO_HIGH])
def test_a_correction_whose_source_changed_is_not_applied(now: IndicatorCell) -> None:
    entry = CORRECTION.model_copy(update={"expect": "1126%"})
    made = curated([entry], sent(now))
    assert counting(made, "rate").source is SourceKind.STATED  # type: ignore[union-attr]
    assert [(one.now, one.address.cell) for one in made.expired] == [(now.raw, "D5")]
    (told,) = told_of(made, entry)
    assert (told.rule, told.severity, told.scope) == (
        "settlement.expired",
        Severity.CRITICAL,
        Scope.INTEGRITY,
    )
    assert "“1126%”更正为“96.7%”" in told.observed


def test_an_expired_correction_can_be_dropped_or_made_anew() -> None:
    now = cell("D5", "rate", "95", raw="95%")
    made = curated([CORRECTION], sent(now))
    (told,) = told_of(made, CORRECTION)
    dropped = accept(told.observed, **key_of("justice", told)._asdict())
    (settled,) = told_of(made, CORRECTION, dropped)
    assert settled.settlement
    again = Correct.model_validate(
        {"decision": "correct", "value": "94%", "expect": "95%", **key_of("justice", told)._asdict(), **WHO}
    )
    assert counting(curated([CORRECTION, again], sent(now)), "rate").value == 94  # type: ignore[union-attr]


def test_a_missing_value_is_filled_in_until_there_is_one() -> None:
    entry = CORRECTION.model_copy(update={"expect": "", "rule": "value.missing"})
    assert counting(curated([entry], sent(STAFF)), "rate").value == Decimal("96.7")  # type: ignore[union-attr]
    made = curated([entry], sent(cell("D5", "rate", "95", raw="95%")))
    assert counting(made, "rate").value == 95  # type: ignore[union-attr]
    assert len(made.expired) == 1


def test_a_correction_of_what_is_not_there_waits() -> None:
    made = curated([CORRECTION], sent(STAFF))
    assert (counting(made, "rate"), made.expired) == (None, ())


def test_a_difference_between_register_and_total_is_settled_by_a_correction() -> None:
    counted = value("cases", "7", source=SourceKind.COUNTED)
    stated = value("cases", "9", chosen=False)
    found = judge_curated([counted, stated], CATALOGUE, suites()["curated"])
    about = key_of("justice", found[0])._asdict()
    entry = Correct.model_validate({"decision": "correct", "value": "8", "expect": "7", **about, **WHO})
    corrected = replace(counted, source=SourceKind.CORRECTED)
    settlements = standing([entry])
    suite = suites()["settlements"]
    values = [corrected, counted, stated]
    (settled,) = settle_curated(found, values, (), settlements, CATALOGUE, suite)
    assert settled.settlement == entry.words()
    (left,) = settle_curated(found, [counted, stated], (), settlements, CATALOGUE, suite)
    assert not left.settlement


def test_a_number_outside_the_catalogue_counts_like_an_indicator() -> None:
    entry = Supplement.model_validate(
        {"decision": "supplement", "name": "测评得分", "value": "约92.5", "unit": "分", "basis": "县考评通报"}
        | {"by": "李某", "dated": date(2024, 1, 9)}
    )
    found = counting(curated([entry], sent()), supplement_code("测评得分"))
    assert found is not None
    assert (found.source, found.value, found.hedge) == (SourceKind.SUPPLEMENTED, Decimal("92.5"), "约")
    assert found.settlement == "依据：县考评通报（李某，2024-01-09）"
    known = with_supplements(CATALOGUE, standing([entry])).named("测评得分")
    assert known is not None
    assert known.display.places == 1
    assert supplement_code("测评得分") not in {i.code for i in CATALOGUE.asked("justice")}


def test_a_number_outside_the_catalogue_is_one_however_its_name_is_spaced() -> None:
    def told(name: str, value: str) -> Entry:
        return Supplement(
            decision="supplement",
            name=name,
            value=value,
            unit="家",
            basis="台账",
            by="李某",
            dated=date(2024, 1, 9),
        )

    entries = [told("走访 企业数", "12"), told("走访企业数", "15")]
    made = curated(entries, sent())
    assert [v.value for v in made.values if v.source is SourceKind.SUPPLEMENTED] == [Decimal(15)]
    assert standing(entries).standing_entries() == entries[1:]


def test_what_is_public_is_kept_beside_and_never_counts() -> None:
    entry = Publish.model_validate(
        {"decision": "publish", "indicator": "staff", "period": 2023, "value": 13, "source": "执法统计年报"}
        | {"scope_note": "含协管员", "by": "李某", "dated": date(2024, 1, 9)}
    )
    made = curated([entry], sent())
    (kept,) = made.values
    assert (kept.source, kept.chosen, kept.scope_note) == (SourceKind.PUBLISHED, False, "含协管员")
    assert kept.origin.file == "执法统计年报"


# --- the record --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"value": "见附件"}, Problem.VALUE),
        ({"value": "0.967"}, Problem.VALUE),
        ({"value": "101%"}, Problem.ABOVE),
        ({"value": "-1%"}, Problem.BELOW),
        ({"value": "96.75%"}, Problem.TOO_PRECISE),
        ({"rule": "value.nothing"}, Problem.RULE),
        ({"department": "market"}, Problem.DEPARTMENT),
        ({"indicator": "share"}, Problem.COMPUTED),
        ({"indicator": "nothing"}, Problem.INDICATOR),
        ({"indicator": ""}, Problem.NO_INDICATOR),
        ({"period": "2023-03"}, Problem.PERIOD),
    ],
)
def test_an_entry_must_fit_the_catalogue(change: dict[str, str], wrong: Problem) -> None:
    assert problem(CORRECTION, CATALOGUE) is None
    assert problem(CORRECTION.model_copy(update=change), CATALOGUE) is wrong


def test_some_things_cannot_be_explained_away() -> None:
    assert (
        problem(accept("x", department="justice", rule="file.encrypted"), CATALOGUE) is Problem.NOT_WAIVABLE
    )
    assert problem(accept("x", department="justice", rule="file.other_year"), CATALOGUE) is None


def test_an_error_in_the_record_names_file_and_key(tmp_path: Path) -> None:
    settings = load_settings({"FAZHI_SITE": str(tmp_path)})
    path = tmp_path / path_of(YEAR)
    path.parent.mkdir(parents=True)
    path.write_text("settlements:\n  - {decision: publish, indicator: staff, period: 2023, value: 两}\n")
    with pytest.raises(CatalogueError, match=r"2023\.yaml: .*settlements\.0\.publish\.source"):
        load_settlements(settings, CATALOGUE, YEAR)
    entry = "{decision: publish, indicator: staff, period: 2023, value: 若干, source: 年报"
    entry += ", by: 张某, dated: 2024-01-01}"
    path.write_text(f"settlements:\n  - {entry}\n")
    with pytest.raises(CatalogueError, match=r"hongmei/2023\.yaml: settlements\.0\.value"):
        load_settlements(settings, CATALOGUE, YEAR)
    assert load_settlements(settings, CATALOGUE, RegionYear("hongmei", 1999)) == Settlements()
