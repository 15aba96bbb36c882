"""Every rule has a submission that breaks it, at the right cell, and a near miss that does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.catalogue import load_suite
from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import (
    Address,
    CellState,
    Finding,
    IndicatorCell,
    NarrativeItem,
    Notice,
    NoticeKind,
    Place,
    Reading,
    ReadState,
    RegisterTable,
    Severity,
    SourceKind,
    Stated,
    Unanswered,
    Verdict,
)
from tasks.settings import load as load_settings
from tasks.validation import Judged, Submission, judge, judge_curated
from tasks.validation.messages import quoted, shown
from tasks.validation.places import ranges
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


def used(judged: Judged) -> list[str]:
    """Cells whose values may be used."""
    return [c.cell for c in judged.sound.indicators if c.state is CellState.VALUE]


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
    ("value.unsigned_percentage", "D4", cell("D4", "rate", state=CellState.UNSIGNED, raw="0.98")),
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
    assert used(judged) == ["D9", "D4", "D5"]


@pytest.mark.parametrize(("rule", "at", "bad"), INDICATOR_RULES)
def test_indicator_rules(rule: str, at: str, bad: object) -> None:
    broken = reading(STAFF, bad)  # type: ignore[arg-type]
    good, judged = run(NEAR_MISS, broken)
    assert said(judged.findings) == [(rule, at)]
    assert judged.verdicts["indicators"] is Verdict.PASSED_WITH_NOTES
    assert used(judged) == ["D9"], "what is wrong is left out, the rest is used"
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
    assert used(judged) == ["D9"]


def test_a_hedge_where_an_exact_number_is_needed_is_said_and_the_value_used() -> None:
    (judged,) = run(reading(replace(STAFF, hedge="约")))
    assert said(judged.findings) == [("value.hedge", "D9")]
    assert used(judged) == ["D9"]


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
                "fault",
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


def test_a_column_of_a_register_has_all_its_cells_as_ranges() -> None:
    rows = [(f"A{i}", date(2023, 5, 1), "处罚" if i in (2, 6) else "罚款", None) for i in range(9)]
    (judged,) = run(with_table(*rows))
    assert [(f.rule, f.count, f.address.cell, f.places) for f in judged.findings] == [
        ("register.code", 7, "C3", "C3:C4 C6:C8 C10:C11")
    ]


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_exactly_the_rows(rows: set[int]) -> None:
    named = ranges("AB", sorted(rows)).split()
    spans = [[int(cell.removeprefix("AB")) for cell in run.split(":")] for run in named]
    assert [row for first, *last in spans for row in range(first, (last or [first])[0] + 1)] == sorted(rows)
    assert all(b[0] > a[-1] + 1 for a, b in pairwise(spans)), "runs are as long as they can be"


WEIGHED = Register(
    code="weighed",
    name="抽检台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="编号"),
        RegisterColumnSpec(code="result", name="结果", codes=("合格", "不合格")),
        RegisterColumnSpec(
            code="weight",
            name="重量",
            type="decimal",
            unit="公斤",
            required_where={"result": ("不合格",)},
            maximum=Decimal("99.9"),
        ),
    ),
    key=("number",),
    counts=(),
)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (("1", "不合格", Decimal("99.9")), None),
        (("1", "不合格", Decimal("99.91")), "register.above_maximum"),
        (("1", "不合格", Decimal(0)), None),
        (("1", "不合格", Decimal("-0.01")), "register.below_minimum"),
        (("1", "不合格", None), "register.required"),
        (("1", "合格", None), None),
    ],
)
def test_a_number_in_a_register_stays_in_its_bounds_and_is_there_where_it_must_be(
    row: Sequence[object], rule: str | None
) -> None:
    table = ledger(row, ("2", "合格", None), register=WEIGHED)
    one = catalogue(registers=(WEIGHED,))
    (judged,) = judge([Submission(1, HERE, replace(reading(), registers=(table,)))], one, suites())
    assert [f.rule for f in judged.findings] == ([rule] if rule else [])
    assert [f.address.cell for f in judged.findings] == (["C3"] if rule else [])
    assert judged.sound.registers[0].rows == ([4] if rule else [3, 4])


def test_a_number_that_does_not_apply_is_an_answer() -> None:
    table = ledger(("1", "不合格", None), register=WEIGHED)
    table.columns["weight"].states[0] = CellState.NOT_APPLICABLE
    one = catalogue(registers=(WEIGHED,))
    (judged,) = judge([Submission(1, HERE, replace(reading(), registers=(table,)))], one, suites())
    assert judged.findings == ()


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


def test_a_zero_report_is_no_empty_register() -> None:
    empty = RegisterTable("ledger", "封面", [], {}, {}, zero_report=True)
    (judged,) = run(replace(reading(), registers=(empty,), zero_reports=("register:ledger",)))
    assert judged.findings == ()
    assert judged.verdicts == {"register:ledger": Verdict.PASSED}
    assert judged.sound.registers == (empty,)


ZERO = cell("D9", "staff", "0", raw="零报告")
NOTE = NarrativeItem("文字材料", "D4", "problems", "存在的问题及原因", 1, "", "人手不足。")


@pytest.mark.parametrize(
    ("filled", "kind", "at"),
    [
        (with_table(OK_ROW, OK_ROW), "register:ledger", "A3"),
        (reading(ZERO, cell("D4", "cases", "3")), "indicators", "D4"),
        (
            reading(STAFF, cell("D4", "rate", state=CellState.NOT_UNDERSTOOD, raw="少")),
            "indicators",
            "D9",
        ),
        (replace(reading(), narrative=(NOTE,)), "narrative", "D4"),
    ],
)
def test_a_zero_report_beside_something_filled_in_returns_the_dataset(
    filled: Reading, kind: str, at: str
) -> None:
    (judged,) = run(replace(filled, zero_reports=(kind,)))
    found = [f for f in judged.findings if f.rule == "cover.zero_report_contradicted"]
    assert [(f.dataset, f.address.cell) for f in found] == [(kind, at)]
    assert judged.verdicts[kind] is Verdict.RETURNED


def test_a_zero_report_with_zeros_is_consistent() -> None:
    prior = cell("E9", "staff", "11", prior=True, period="2022")
    zeros = reading(ZERO, cell("D4", "cases", "0"), prior)
    (judged,) = run(replace(zeros, zero_reports=("indicators",)))
    assert judged.findings == ()


@pytest.mark.parametrize("kind", NoticeKind)
def test_what_the_reader_did_is_said_and_changes_no_verdict(kind: NoticeKind) -> None:
    notice = Notice(kind, "数据", "A7", "第7行、第9行")
    (judged,) = run(replace(NEAR_MISS, notices=(notice,)))
    assert said(judged.findings) == [(f"file.{kind}", "A7")]
    refused = kind is NoticeKind.MEMBER_REFUSED
    assert judged.findings[0].severity is (Severity.WARNING if refused else Severity.INFO)
    assert judged.verdicts["indicators"] is (Verdict.PASSED_WITH_NOTES if refused else Verdict.PASSED)
    assert "（（" not in judged.findings[0].observed


@pytest.mark.parametrize("state", [ReadState.UNPACKED, ReadState.SCANNED])
def test_an_archive_and_a_scan_are_no_error(state: ReadState) -> None:
    (judged,) = run(Reading("材料.zip", state))
    assert judged.findings == ()


def test_a_correction_of_last_years_figure_is_said_and_used() -> None:
    corrected = cell("F9", "staff", "54", prior=True, period="2022", corrected=True)
    plain = replace(corrected, cell="E9", corrected=False)
    told, silent = run(reading(STAFF, corrected), reading(STAFF, plain))
    assert said(told.findings) == [("value.prior_corrected", "F9")]
    assert "2022年数更正为“54”" in told.findings[0].observed
    assert told.verdicts["indicators"] is Verdict.PASSED
    assert used(told) == ["D9", "F9"]
    assert silent.findings == ()


@pytest.mark.parametrize(
    ("first", "last", "count", "half"),
    [
        (date(2023, 1, 1), date(2023, 6, 30), 24, "1月至6月"),
        (date(2023, 7, 1), date(2023, 12, 31), 24, "7月至12月"),
        (date(2023, 6, 30), date(2023, 7, 1), 24, None),
        (date(2023, 1, 1), date(2023, 6, 30), 23, None),
    ],
)
def test_a_ledger_of_half_a_year_is_asked_about(
    first: date, last: date, count: int, half: str | None
) -> None:
    rows = [(f"A{i}", last if i else first, "处罚", None) for i in range(count)]
    (judged,) = run(with_table(*rows))
    assert [(f.rule, f.severity) for f in judged.findings] == (
        [("register.half_year", Severity.INFO)] if half else []
    )
    assert all(half in f.observed for f in judged.findings if half)
    assert judged.verdicts == {"register:ledger": Verdict.PASSED}


def test_an_export_of_one_system_alone_is_asked_for_the_rest() -> None:
    part = replace(ledger(OK_ROW), silent=("cases", "staff"))
    rest = replace(ledger(("B1", date(2023, 5, 1), "处罚", None)), sheet="另一系统", silent=("cases",))
    alone, both, whole = run(
        *(replace(reading(), registers=tables) for tables in ((part,), (part, rest), (ledger(OK_ROW),)))
    )
    assert [(f.rule, f.severity) for f in alone.findings] == [("register.partial", Severity.WARNING)]
    assert "“办案数”、“执法人数”" in alone.findings[0].observed
    assert ["“办案数”。" in f.observed for f in both.findings] == [True]
    assert whole.findings == ()


def test_both_halves_on_two_sheets_are_a_whole_year() -> None:
    halves = [
        replace(ledger(*[(f"{m}-{i}", date(2023, m, 1), "处罚", None) for i in range(30)]), sheet=sheet)
        for m, sheet in ((3, "上半年"), (9, "下半年"))
    ]
    (judged,) = run(replace(reading(), registers=tuple(halves)))
    assert judged.findings == ()


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
    ("counted", "stated", "hedge", "step", "agrees"),
    [
        ("331.8632", "332", "约", "1", True),
        ("331.4", "332", "约", "1", False),
        ("331.8632", "331.86", "", "0.01", True),
        ("46950", "47000", "", "1000", True),
        ("46400", "47000", "", "1000", False),
        ("1661", "1660", "", "1", False),
        ("463", "460", "余", "10", True),
    ],
)
def test_a_total_agrees_with_its_register_as_far_as_it_was_written(
    counted: str, stated: str, hedge: str, step: str, agrees: bool
) -> None:
    unit = "万元" if "." in counted else "宗"
    one = value("cases", counted, source=SourceKind.COUNTED, unit=unit)
    other = value("cases", stated, hedge=hedge, step=Decimal(step), unit=unit, chosen=False)
    found = judge_curated([one, other], CATALOGUE, suites()["curated"])
    assert [f.rule for f in found] == ([] if agrees else ["integrity.register_total"])


def test_what_was_left_blank_and_no_register_gives_is_asked_for() -> None:
    blank = Unanswered(Address("报表.xlsx", "数据", "D4"), "cases", "2023")
    (found,) = judge_curated([value("staff", "12")], CATALOGUE, suites()["curated"], [blank])
    assert (found.rule, found.indicator, str(found.address)) == (
        "integrity.unreported",
        "cases",
        "报表.xlsx 数据!D4",
    )


@pytest.mark.parametrize(
    ("cases", "left_blank"),
    [
        ((), ["cases"]),
        ((cell("D4", "cases"),), ["cases"]),
        ((cell("D4", "cases", "0"),), []),
        ((cell("D4", "cases", state=CellState.NOT_APPLICABLE, raw="—"),), []),
        ((cell("D4", "cases", state=CellState.NOT_UNDERSTOOD, raw="少"),), []),
    ],
)
def test_blank_cells_of_what_a_register_may_give_are_kept_for_later(
    cases: tuple[IndicatorCell, ...], left_blank: list[str]
) -> None:
    (judged,) = run(reading(STAFF, *cases))
    assert [c.indicator for c in judged.sound.indicators if c.state is CellState.BLANK] == left_blank
    assert all("missing" not in f.rule for f in judged.findings)


@pytest.mark.parametrize(("stated", "agrees"), [("55", True), ("54", False)])
def test_last_years_rate_is_what_its_parts_come_to(stated: str, agrees: bool) -> None:
    last = value("staff", "55", "2022", source=SourceKind.DERIVED)
    prior = value("staff", stated, "2022", source=SourceKind.PRIOR_STATED, chosen=False)
    found = judge_curated([last, prior], CATALOGUE, suites()["curated"])
    assert [(f.rule, f.severity) for f in found] == (
        [] if agrees else [("integrity.prior_differs", Severity.WARNING)]
    )
    assert judge_curated([replace(prior, chosen=True)], CATALOGUE, suites()["curated"]) == []


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
    shipped = (*suites().values(), load_suite(load_settings({}), "opinions"))
    declared = {e["meta"]["rule"] for suite in shipped for e in suite["expectations"]}
    names = ("not_understood", "required", "code", "period", "key", "below_minimum", "above_maximum")
    built = {f"register.{name}" for name in names}
    assert declared | built == {rule.code for rule in rules()}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("指标““粤执法”平台办案总数”没有填写", "指标“‘粤执法’平台办案总数”没有填写"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("填写的““甲”不成对", "填写的““甲”不成对"),
    ],
)
def test_a_name_with_quotation_marks_is_quoted_with_single_ones(written: str, read: str) -> None:
    assert quoted(written) == read
