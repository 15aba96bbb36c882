"""Curation: which value counts, registers counted, bases chosen, derived values computed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.catalogue.schema import Measure, Register, RegisterColumnSpec
from tasks.curation import Curated, Dataset, build
from tasks.model import CellState, IndicatorCell, NarrativeItem, RegionYear, RegisterTable, SourceKind, Value
from tests.build import LEDGER, YEAR, catalogue, cell, indicator, ledger, value

COUNTED = LEDGER.model_copy(
    update={
        "counts": (
            Measure(indicator="cases", predicate="全部案件"),
            Measure(indicator="fines", where={"result": ("处罚",)}, predicate="结果为处罚"),
        )
    }
)
CATALOGUE = catalogue(
    indicator("cases", "办案数", kind="counted"),
    indicator("fines", "处罚数", kind="counted"),
    indicator("staff", "执法人数", unit="人"),
    indicator("per_head", "人均办案量", kind="derived", formula="cases / staff", unit="宗"),
    indicator("share", "处罚占比", kind="rate", formula="percent(fines / cases)", unit="%"),
    indicator("monthly", "月满意度", frequency="monthly", unit="%"),
    indicator("average", "月均满意度", kind="derived", formula="mean(monthly)", unit="%"),
    registers=(COUNTED,),
)
ROWS = ledger(
    ("A2", date(2023, 1, 5), "处罚", None),
    ("A1", date(2023, 2, 5), "不予处罚", None),
    ("A3", date(2023, 3, 5), "处罚", None),
    register=COUNTED,
)


def curated(
    *cells: IndicatorCell, tables: tuple[RegisterTable, ...] = (), last: tuple[Value, ...] = ()
) -> Curated:
    dataset = Dataset("justice", "报表.xlsx", "ab", indicators=cells, registers=tables)
    return build(YEAR, [dataset], last, CATALOGUE)


def counts(result: Curated) -> dict[str, Value]:
    return {v.key: v for v in result.values if v.chosen}


def test_an_accepted_register_outranks_a_stated_total() -> None:
    result = curated(cell("D4", "cases", "5"), tables=(ROWS,))
    cases = counts(result)["2023/cases"]
    assert (str(cases.value), cases.source, cases.origin.row_count) == ("3", SourceKind.COUNTED, 3)
    assert [v.value for v in result.values if v.key == "2023/cases" and not v.chosen] == [5]
    assert counts(result)["2023/fines"].value == 2


def test_a_register_on_two_sheets_is_counted_over_both() -> None:
    more = ledger(("A4", date(2023, 4, 5), "处罚", None), register=COUNTED)
    cases = counts(curated(tables=(ROWS, replace(more, sheet="下半年"))))["2023/cases"]
    assert (str(cases.value), cases.origin.sheet, cases.origin.row_count) == ("4", "台账、下半年", 4)


def test_a_register_without_a_sound_row_counts_nothing() -> None:
    stated = counts(curated(cell("D4", "cases", "5"), tables=(ledger(register=COUNTED),)))
    assert stated["2023/cases"].source is SourceKind.STATED
    assert "2023/fines" not in stated


def test_what_is_computed_out_of_its_bounds_does_not_count() -> None:
    fines = (cell("D4", "cases", "5"), cell("D5", "fines", "6"), cell("D6", "share", "60"))
    bounded = catalogue(
        *(
            i.model_copy(update={"maximum": Decimal(100)}) if i.code == "share" else i
            for i in CATALOGUE.indicators.values()
            if not i.code.endswith(("_yoy", "_increase"))
        )
    )
    result = build(YEAR, [Dataset("justice", "a.xlsx", "aa", indicators=fines)], (), bounded)
    assert "2023/share" not in counts(result)
    assert [v.value for v in result.values if v.source is SourceKind.DERIVED and not v.chosen] == [120]


def test_the_row_hash_does_not_depend_on_the_order_of_rows() -> None:
    turned = ledger(
        *[("A3", date(2023, 3, 5), "处罚", None), ("A1", date(2023, 2, 5), "不予处罚", None)],
        ("A2", date(2023, 1, 5), "处罚", None),
        register=COUNTED,
    )
    first, second = (counts(curated(tables=(t,))) for t in (ROWS, turned))
    assert first["2023/cases"].origin.row_hash == second["2023/cases"].origin.row_hash
    assert first["2023/cases"].origin.row_hash != first["2023/fines"].origin.row_hash


def test_base_year_is_last_years_curated_value_then_the_stated_one() -> None:
    stated = cell("E4", "staff", "50", prior=True, period="2022")
    assert counts(curated(stated))["2022/staff"].source is SourceKind.PRIOR_STATED
    last = value("staff", "55", "2022", reported_in=2022)
    both = curated(stated, last=(last,))
    assert counts(both)["2022/staff"] == last
    assert [v.value for v in both.values if not v.chosen] == [50]


def test_derived_values_of_this_year_and_of_the_base_year() -> None:
    last = (value("cases", "293", "2022", reported_in=2022), value("staff", "55", "2022", reported_in=2022))
    result = counts(curated(cell("D4", "staff", "2"), tables=(ROWS,), last=last))
    assert result["2023/per_head"].value == Decimal("1.5")
    assert result["2022/per_head"].value.quantize(Decimal("0.001")) == Decimal("5.327")
    assert result["2023/per_head"].inputs == ("2023/cases", "2023/staff")
    assert result["2023/cases_increase"].value == -290
    assert "上年办案数" in result["2023/cases_yoy"].formula


def test_without_a_base_or_with_a_base_of_zero_there_is_no_growth() -> None:
    assert "2023/staff_yoy" not in counts(curated(cell("D4", "staff", "2")))
    zero = counts(curated(cell("D4", "staff", "2"), cell("E4", "staff", "0", prior=True, period="2022")))
    assert "2023/staff_yoy" not in zero
    assert zero["2023/staff_increase"].value == 2


def test_a_computed_rate_takes_the_place_of_a_stated_one_which_counts_only_without_parts() -> None:
    stated = cell("D4", "share", "60")
    assert counts(curated(stated))["2023/share"].source is SourceKind.STATED
    computed = counts(curated(stated, tables=(ROWS,)))["2023/share"]
    assert (computed.source, round(computed.value, 2)) == (SourceKind.DERIVED, Decimal("66.67"))


def test_a_stated_value_never_stands_in_for_a_derived_indicator() -> None:
    assert "2023/per_head" not in counts(curated(cell("D4", "per_head", "9")))


@pytest.mark.parametrize(("months", "there"), [(12, True), (11, False)])
def test_a_mean_takes_twelve_months_or_none(months: int, there: bool) -> None:
    cells = [cell(f"D{m}", "monthly", "95.5", period=f"2023-{m:02d}") for m in range(1, months + 1)]
    assert ("2023/average" in counts(curated(*cells))) is there


def test_what_is_computed_from_an_approximate_value_is_approximate() -> None:
    result = counts(curated(cell("D4", "staff", "2", hedge="约"), tables=(ROWS,)))
    assert result["2023/per_head"].hedge == "约"
    assert result["2023/share"].hedge == ""


def test_the_result_does_not_depend_on_the_order_of_datasets() -> None:
    note = NarrativeItem("文字材料", "D4", "problems", "存在的问题及原因", 1, "", "人手不足。")
    datasets = [
        Dataset("justice", "a.xlsx", "aa", indicators=(cell("D4", "staff", "2"),)),
        Dataset("justice", "b.xlsx", "bb", registers=(ROWS,)),
        Dataset("market", "c.xlsx", "cc", narrative=(note,)),
    ]
    assert build(YEAR, datasets, (), CATALOGUE) == build(YEAR, datasets[::-1], (), CATALOGUE)


def test_comparisons_of_last_year_are_not_carried_on() -> None:
    last = build(
        RegionYear("hongmei", 2022),
        [
            Dataset(
                "justice",
                "a.xlsx",
                "aa",
                indicators=(
                    cell("D4", "staff", "55", period="2022"),
                    cell("E4", "staff", "50", period="2021", prior=True),
                ),
            )
        ],
        (),
        CATALOGUE,
    )
    assert "2022/staff_yoy" in counts(last)
    now = counts(curated(cell("D4", "staff", "66"), last=last.values))
    assert "2022/staff_yoy" not in now
    assert now["2022/staff"] == replace(now["2022/staff"], reported_in=2022)
    assert now["2023/staff_yoy"].value == 20


# --- registers: rows, distinct values, sums -----------------------------------------------------

VISITS = Register(
    code="visits",
    name="联合检查台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="编号"),
        RegisterColumnSpec(code="object", name="检查对象"),
        RegisterColumnSpec(code="kind", name="类别", codes=("企业", "项目")),
        RegisterColumnSpec(code="people", name="人次", type="integer", unit="人次"),
        RegisterColumnSpec(code="fine", name="金额", type="decimal", unit="元", required=False),
    ),
    key=("number",),
    counts=(
        Measure(indicator="visits", predicate="全部检查"),
        Measure(
            indicator="firms",
            measure="distinct",
            of="object",
            where={"kind": ("企业",)},
            predicate="类别为企业的检查对象，同一家计1家",
        ),
        Measure(indicator="people", measure="sum", of="people", predicate="全部检查的人次合计"),
        Measure(indicator="fined", measure="sum", of="fine", predicate="全部检查的金额合计"),
    ),
)
MEASURED = catalogue(
    indicator("visits", "检查次数", kind="counted"),
    indicator("firms", "企业家数", kind="counted", unit="家"),
    indicator("people", "出动人次", kind="counted", unit="人次"),
    indicator("fined", "罚款金额", kind="counted", unit="万元"),
    registers=(VISITS,),
)
VISITED = ledger(
    ("1", "甲公司", "企业", 9, Decimal("1000.5")),
    ("2", "甲 公司", "企业", 10, None),
    ("3", "Ａ厂", "企业", 8, Decimal("0.25")),
    ("4", "A厂", "企业", 0, Decimal(12345)),
    ("5", "丙工地", "项目", 3, None),
    register=VISITS,
)


def measured(*tables: RegisterTable) -> dict[str, Value]:
    """What the joint inspections' register gives, by indicator."""
    result = build(YEAR, [Dataset("justice", "台账.xlsx", "ab", registers=tables)], (), MEASURED)
    return {v.indicator: v for v in result.values if v.source is SourceKind.COUNTED}


def test_a_measure_counts_rows_tells_values_apart_and_adds_up() -> None:
    found = measured(VISITED)
    assert {code: str(v.value) for code, v in found.items()} == {
        "visits": "5",
        "firms": "2",  # told apart as names are: 甲 公司 is 甲公司, Ａ厂 is A厂
        "people": "30",
        "fined": "1.334575",  # 13345.75元, exactly
    }
    assert {v.unit for v in found.values()} == {"宗", "家", "人次", "万元"}
    assert found["fined"].step == Decimal("0.000001")


def test_a_measure_is_traced_to_the_rows_it_took() -> None:
    firms = measured(VISITED)["firms"].origin
    assert (firms.register, firms.predicate) == ("visits", "类别为企业的检查对象，同一家计1家")
    assert firms.row_count == 4
    assert firms.row_hash != measured(VISITED)["visits"].origin.row_hash


def test_an_export_gives_nothing_for_what_it_says_nothing_of() -> None:
    part = replace(VISITED, silent=("firms", "fined"))
    assert measured(part).keys() == {"visits", "people"}
    rest = replace(VISITED, sheet="另一系统", silent=("visits", "people"))
    both = measured(part, rest)
    assert {code: v.origin.sheet for code, v in both.items()} == {
        "visits": "台账",
        "people": "台账",
        "firms": "另一系统",
        "fined": "另一系统",
    }


def test_what_is_left_blank_is_asked_for_unless_a_register_gives_it() -> None:
    blank = cell("D4", "visits", state=CellState.BLANK)
    forms = Dataset("justice", "报表.xlsx", "cd", unanswered=(blank,))
    rows = Dataset("justice", "台账.xlsx", "ab", registers=(VISITED,))
    (asked,) = build(YEAR, [forms], (), MEASURED).unanswered
    assert (asked.indicator, str(asked.address)) == ("visits", "报表.xlsx 数据!D4")
    assert build(YEAR, [forms, rows], (), MEASURED).unanswered == ()


def test_a_zero_report_is_zero_and_an_empty_table_is_nothing() -> None:
    empty = replace(ledger(register=VISITS), columns={})
    assert measured(empty) == {}
    zeros = measured(replace(empty, zero_report=True))
    assert {code: v.value for code, v in zeros.items()} == {
        "visits": 0,
        "firms": 0,
        "people": 0,
        "fined": 0,
    }
    assert zeros["visits"].origin.row_count == 0


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=30))
def test_a_sum_is_exact_whatever_the_order(amounts: list[Decimal]) -> None:
    rows = [(str(n), "甲", "企业", 1, amount) for n, amount in enumerate(amounts)]
    first, turned = (measured(ledger(*r, register=VISITS))["fined"] for r in (rows, rows[::-1]))
    assert first.value == turned.value
    assert Fraction(first.value) * 10000 == sum(Fraction(amount) for amount in amounts)
