"""Every rule has a submission that breaks it, at the right cell, and a near miss that does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from tasks.model import (
    CellState,
    Finding,
    NarrativeItem,
    Place,
    Reading,
    ReadState,
    RegisterTable,
    Severity,
    SourceKind,
    Stated,
    Verdict,
)
from tasks.validation import Judged, Submission, judge, judge_curated
from tasks.validation.engine import failures
from tasks.validation.messages import shown
from tests.build import HERE, catalogue, cell, indicator, ledger, reading, rules, suites, value

CATALOGUE = catalogue(
    indicator("cases", "办案数", kind="counted"),
    indicator("rate", "办结率", kind="rate", unit="%", places=1, maximum=Decimal(100), required=False),
    indicator("staff", "执法人数", unit="人", hedge="never"),
    indicator("samples", "抽检批次", unit="批次", owner="market"),
)
STAFF = cell("D9", "staff", "12")
OK_ROW = ("A1", date(2023, 5, 1), "处罚", None)


def run(*readings: Reading) -> list[Judged]:
    submissions = [Submission(i, HERE, r) for i, r in enumerate(readings, start=1)]
    return judge(submissions, CATALOGUE, suites())


def said(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """Rule and cell of each finding."""
    return [(f.rule, f.address.cell) for f in found]


def with_table(*rows: Sequence[object], **more: object) -> Reading:
    table: RegisterTable = replace(ledger(*rows), **more)  # type: ignore[arg-type]
    return replace(reading(), registers=(table,))


def narrative(topic: str | None, text: str) -> Reading:
    return replace(reading(), narrative=(NarrativeItem("文字材料", "D4", topic, "存在问题", 1, "", text),))


NEAR_MISS = reading(
    STAFF,
    cell("D4", "cases", "0"),
    cell("D5", "rate", "100"),
    cell("E5", "rate", prior=True, period="2022"),
    stated=Stated("司法所", "A2", 2023, "A1", "数据"),
)

INDICATOR_RULES = [
    ("indicator.unknown", "B4", cell("D4", None, "3", label_cell="B4", label="办案件数")),
    ("indicator.other_department", "D4", cell("D4", "samples", "3")),
    ("value.not_understood", "D4", cell("D4", "rate", state=CellState.NOT_UNDERSTOOD, raw="见附件")),
    ("value.unit", "D4", cell("D4", "cases", "3", unit_ok=False, stated_unit="公斤")),
    ("value.below_minimum", "D4", cell("D4", "cases", "-1")),
    ("value.above_maximum", "D4", cell("D4", "rate", "120")),
    ("value.above_maximum", "D4", cell("D4", "rate", "100.1")),
    ("value.too_precise", "D4", cell("D4", "cases", "3.5")),
    ("value.too_precise", "D4", cell("D4", "rate", "95.55")),
]


def test_a_good_submission_has_no_findings() -> None:
    good = replace(NEAR_MISS, registers=(ledger(OK_ROW),))
    (judged,) = run(good)
    assert said(judged.findings) == []
    assert set(judged.verdicts.values()) == {Verdict.PASSED}
    assert [c.cell for c in judged.sound.indicators] == ["D9", "D4", "D5"]


@pytest.mark.parametrize(("rule", "at", "bad"), INDICATOR_RULES)
def test_indicator_rules(rule: str, at: str, bad: object) -> None:
    broken = reading(STAFF, bad)  # type: ignore[arg-type]
    good, judged = run(NEAR_MISS, broken)
    assert said(judged.findings) == [(rule, at)]
    assert judged.verdicts["indicators"] is Verdict.PASSED_WITH_NOTES
    assert [c.cell for c in judged.sound.indicators] == ["D9"], "what is wrong is left out, the rest is used"
    assert good.findings == (), "another submission's error is not mine"


def test_what_is_asked_for_must_be_filled_in_or_said_not_to_apply() -> None:
    blank = cell("D9", "staff")
    not_applicable = cell("D9", "staff", state=CellState.NOT_APPLICABLE, raw="—")
    there = cell("D4", "cases", "1")
    judged = run(reading(there, blank), reading(there), reading(there, not_applicable))
    assert [said(j.findings) for j in judged] == [[("value.missing", "D9")], [("value.missing", "")], []]


def test_duplicates_are_all_left_out() -> None:
    (judged,) = run(reading(STAFF, cell("D4", "cases", "3"), cell("D5", "cases", "4")))
    assert said(judged.findings) == [("indicator.duplicate", "D4"), ("indicator.duplicate", "D5")]
    assert [c.cell for c in judged.sound.indicators] == ["D9"]


def test_a_hedge_where_an_exact_number_is_needed_is_said_and_the_value_used() -> None:
    (judged,) = run(reading(replace(STAFF, hedge="约")))
    assert said(judged.findings) == [("value.hedge", "D9")]
    assert len(judged.sound.indicators) == 1


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        *[
            (f"file.{state}", Reading("报表.xlsx", ReadState(state), detail="上限 100 MB"))
            for state in (
                "empty",
                "corrupt",
                "encrypted",
                "unsupported",
                "too_large",
                "timed_out",
                "no_table",
            )
        ],
        ("file.other_department", replace(NEAR_MISS, stated=Stated("市场监管分局", "A2", sheet="数据"))),
        ("file.other_department", replace(NEAR_MISS, stated=Stated("财政所", "A2", sheet="数据"))),
        ("file.other_year", replace(NEAR_MISS, stated=Stated("司法分局", "A2", 2022, "A2", "数据"))),
    ],
)
def test_file_rules_return_the_file_and_leave_the_others_alone(rule: str, broken: Reading) -> None:
    good, judged = run(NEAR_MISS, broken)
    at = "A2" if rule.startswith("file.other") else ""
    assert said(judged.findings) == [(rule, at)]
    assert set(judged.verdicts.values()) <= {Verdict.RETURNED}
    assert good.verdicts == {"indicators": Verdict.PASSED}


def test_narrative_rules() -> None:
    good, unknown, placeholder = run(
        narrative("problems", "全年办案【办案数】。"),
        narrative(None, "其他。"),
        narrative("problems", "全年办案【办按数】。"),
    )
    assert good.findings == ()
    assert said(unknown.findings) == [("narrative.unknown_topic", "D4")]
    assert unknown.sound.narrative == ()
    assert said(placeholder.findings) == [("narrative.unknown_placeholder", "D4")]
    assert "【办按数】" in placeholder.findings[0].observed


@pytest.mark.parametrize(
    ("rule", "at", "row"),
    [
        ("register.not_understood", "B4", ("A2", "五月", "处罚", None)),
        ("register.required", "C4", ("A2", date(2023, 1, 1), None, None)),
        ("register.code", "C4", ("A2", date(2023, 1, 1), "罚款", None)),
        ("register.period", "B4", ("A2", date(2022, 12, 31), "处罚", None)),
    ],
)
def test_register_rules_strike_the_row(rule: str, at: str, row: Sequence[object]) -> None:
    good, judged = run(with_table(OK_ROW), with_table(OK_ROW, row))
    assert said(judged.findings) == [(rule, at)]
    assert judged.sound.registers[0].rows == [3]
    assert judged.verdicts == {"register:ledger": Verdict.PASSED_WITH_NOTES}
    assert good.findings == ()


def test_a_register_column_is_one_finding_with_a_count() -> None:
    rows = [(f"A{i}", None, "处罚", None) for i in range(12)]
    (judged,) = run(with_table(*rows))
    assert [(f.rule, f.count) for f in judged.findings] == [("register.required", 12)]
    assert "第 3、4、5、6、7、8、9、10、11、12 行等" in judged.findings[0].mend


def test_a_key_that_stands_twice_counts_in_neither_row_but_may_stand_in_two_files() -> None:
    once, twice = run(with_table(OK_ROW), with_table(OK_ROW, OK_ROW))
    assert once.findings == ()
    assert [(f.rule, f.count) for f in twice.findings] == [("register.key", 2)]
    assert twice.sound.registers[0].rows == []


def test_a_register_without_its_columns_or_of_another_department_is_returned() -> None:
    other = Place("hongmei", 2023, "market")
    missing = with_table(OK_ROW, missing_columns=("result",))
    judged = judge(
        [Submission(1, HERE, missing), Submission(2, other, with_table(OK_ROW))], CATALOGUE, suites()
    )
    assert [said(j.findings) for j in judged] == [
        [("register.missing_columns", "")],
        [("register.other_department", "")],
    ]
    assert {v for j in judged for v in j.verdicts.values()} == {Verdict.RETURNED}


def test_an_error_where_words_belong_is_left_out() -> None:
    item = NarrativeItem("文字材料", "D4", "problems", "存在的问题及原因", 1, "", "#N/A", "#N/A")
    (judged,) = run(replace(reading(), narrative=(item,)))
    assert said(judged.findings) == [("narrative.not_understood", "D4")]
    assert judged.sound.narrative == ()


def test_an_empty_register_is_returned() -> None:
    (judged,) = run(with_table())
    assert said(judged.findings) == [("register.empty", "")]
    assert judged.verdicts == {"register:ledger": Verdict.RETURNED}


def test_a_placeholder_is_known_however_its_width_and_unknown_where_it_has_a_value_a_month() -> None:
    monthly = catalogue(indicator("cases", "办案数"), indicator("m", "月数", frequency="monthly"))
    wide, by_month = narrative("problems", "办案【办案 数】。"), narrative("problems", "【月数】。")
    judged = judge([Submission(1, HERE, wide), Submission(2, HERE, by_month)], monthly, suites())
    assert [said(j.findings) for j in judged] == [[], [("narrative.unknown_placeholder", "D4")]]


def test_register_total() -> None:
    counted = value("cases", "3", source=SourceKind.COUNTED)
    equal, other = value("cases", "3", chosen=False), value("cases", "5", chosen=False)
    assert judge_curated([counted, equal], CATALOGUE, suites()["curated"]) == []
    (found,) = judge_curated([counted, other], CATALOGUE, suites()["curated"])
    assert (found.rule, found.severity) == ("integrity.register_total", Severity.CRITICAL)
    assert "台账统计为 3，单位填报为 5，相差 2" in found.observed


@pytest.mark.parametrize(
    ("amount", "rule"),
    [("100", None), ("100.01", "integrity.above_maximum"), ("-1", "integrity.below_minimum")],
)
def test_what_is_computed_stays_in_its_bounds(amount: str, rule: str | None) -> None:
    computed = value("rate", amount, source=SourceKind.DERIVED, formula="甲 ÷ 乙")
    found = judge_curated([computed], CATALOGUE, suites()["curated"])
    assert [f.rule for f in found] == ([rule] if rule else [])


def test_findings_mask_what_is_personal_and_stay_short() -> None:
    assert shown("联系 13812345678") == "联系 138********"
    assert shown("138 1234-5678，0769-88430000") == "138**********，076**********"
    assert shown("130.434782608695652174") == "130.434782608695652174"
    assert shown("44190019900101123X") == "441***************"
    assert shown("案件 12345678901234567890") == "案件 12345678901234567890"
    assert len(shown("长" * 500)) == 60


def test_every_rule_has_a_message_and_every_message_a_rule() -> None:
    declared = {e["meta"]["rule"] for suite in suites().values() for e in suite["expectations"]}
    built = {f"register.{name}" for name in ("not_understood", "required", "code", "period", "key")}
    assert declared | built == {rule.code for rule in rules()}


def test_an_expectation_that_cannot_be_computed_is_our_fault() -> None:
    expectation = {
        "type": "expect_column_values_to_not_be_null",
        "kwargs": {"column": "gone"},
        "meta": {"rule": "x", "severity": "critical", "scope": "row"},
    }
    with pytest.raises(RuntimeError, match="could not be computed"):
        failures(pd.DataFrame({"a": [1]}), {"name": "s", "expectations": [expectation]})
