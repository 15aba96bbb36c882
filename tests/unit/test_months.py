"""Months of counted values: they add up to the year or are not there, and nothing else takes them for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.catalogue.schema import Measure, Register, RegisterColumnSpec
from tasks.curation import Curated, Dataset, build
from tasks.curation.counted import counted
from tasks.curation.months import by_month
from tasks.model import RegionYear, SourceKind, Value
from tests.build import YEAR, catalogue, indicator, ledger

DATED = Register(
    code="ledger",
    name="办案台账",
    department="justice",
    columns=(
        RegisterColumnSpec(code="number", name="编号"),
        RegisterColumnSpec(code="filed", name="立案日期", type="date", required=False),
        RegisterColumnSpec(code="result", name="结果", codes=("处罚", "不予处罚")),
        RegisterColumnSpec(code="amount", name="罚款", type="decimal", unit="元"),
    ),
    key=("number",),
    counts=(
        Measure(indicator="cases", predicate="全部案件", months="filed"),
        Measure(indicator="fines", where={"result": ("处罚",)}, predicate="结果为处罚", months="filed"),
        Measure(indicator="fined", measure="sum", of="amount", predicate="罚款合计", months="filed"),
        Measure(indicator="plain", predicate="全部案件"),
    ),
)
CATALOGUE = catalogue(
    *(
        indicator(code, name, kind="counted")
        for code, name in (("cases", "办案数"), ("fines", "处罚数"), ("plain", "总数"))
    ),
    indicator("fined", "罚款额", kind="counted", unit="元"),
    registers=(DATED,),
)
Row = tuple[str, date | None, str, Decimal]
ROWS: list[Row] = [
    ("A1", date(2023, 1, 5), "处罚", Decimal(100)),
    ("A2", date(2023, 1, 31), "不予处罚", Decimal(0)),
    ("A3", date(2023, 12, 1), "处罚", Decimal("50.5")),
]


def curated(rows: Sequence[Row], last: tuple[Value, ...] = (), year: RegionYear = YEAR) -> Curated:
    table = ledger(*rows, register=DATED)
    return build(year, [Dataset("justice", "台账.xlsx", "ab", registers=(table,))], last, CATALOGUE)


def months(result: Curated, code: str) -> dict[str, str]:
    return {v.period: f"{v.value:f}" for v in result.values if v.indicator == code and len(v.period) == 7}


def test_each_row_is_counted_in_its_month_and_months_without_any_are_zero() -> None:
    result = curated(ROWS)
    cases = months(result, "cases")
    assert list(cases) == [f"2023-{month:02d}" for month in range(1, 13)]
    assert [cases[period] for period in ("2023-01", "2023-02", "2023-12")] == ["2", "0", "1"]
    assert months(result, "fines")["2023-01"] == "1"
    assert months(result, "fined")["2023-12"] == "50.5"
    assert months(result, "plain") == {}, "not declared"


def test_a_month_can_be_traced_to_its_rows() -> None:
    (january,) = (v for v in curated(ROWS).values if v.key == "2023-01/fines")
    assert (january.source, january.chosen, january.unit) == (SourceKind.COUNTED, True, "宗")
    assert january.origin.predicate == "结果为处罚，立案日期在2023年1月"
    assert january.origin.row_count == 1
    (year,) = (v for v in curated(ROWS).values if v.key == "2023/fines")
    assert january.origin.row_hash != year.origin.row_hash


def test_where_a_row_has_no_date_in_the_year_there_are_no_months() -> None:
    undated: Row = ("A4", None, "处罚", Decimal(1))
    of_last_year: Row = ("A5", date(2022, 12, 31), "处罚", Decimal(1))
    for row in (undated, of_last_year):
        result = curated([*ROWS, row])
        assert months(result, "cases") == {}
        assert "2023/cases" in {v.key for v in result.values}
    unfit: Row = ("A6", None, "不予处罚", Decimal(1))
    assert months(curated([*ROWS, unfit]), "fines")["2023-01"] == "1", "a row that is not counted needs none"


def test_an_export_without_the_column_gives_no_months() -> None:
    table = ledger(*ROWS, register=DATED)
    columns = {code: column for code, column in table.columns.items() if code != "filed"}
    dataset = Dataset("justice", "导出.xlsx", "ab", registers=(replace(table, columns=columns),))
    values = list(counted(YEAR, dataset, CATALOGUE))
    assert [value.indicator for value in values] == ["cases", "fines", "fined", "plain"]
    assert not any(list(by_month(value, dataset, CATALOGUE)) for value in values)


def test_a_zero_report_is_twelve_zeros() -> None:
    empty = replace(ledger(register=DATED), zero_report=True)
    dataset = Dataset("justice", "零报告.xlsx", "ab", registers=(empty,))
    (year, *_) = counted(YEAR, dataset, CATALOGUE)
    assert [f"{value.value:f}" for value in by_month(year, dataset, CATALOGUE)] == ["0"] * 12


def test_what_was_not_counted_yet_is_not_zero() -> None:
    dataset = Dataset("justice", "台账.xlsx", "ab", registers=(ledger(*ROWS[:2], register=DATED),))
    (year, *_) = counted(YEAR, dataset, CATALOGUE)
    found = list(by_month(replace(year, cutoff=date(2023, 11, 15)), dataset, CATALOGUE))
    assert [value.period for value in found][-1] == "2023-11"
    assert [value.cutoff for value in found][-2:] == [None, date(2023, 11, 15)]


def test_the_next_year_does_not_take_months_over() -> None:
    last = curated(ROWS).values
    result = curated([], last, RegionYear("hongmei", 2024))
    assert {value.key for value in result.values if value.indicator == "cases"} == {"2023/cases"}


@given(
    st.lists(
        st.tuples(
            st.dates(date(2023, 1, 1), date(2023, 12, 31)),
            st.sampled_from(["处罚", "不予处罚"]),
            st.integers(0, 10**6),
        )
    )
)
def test_months_add_up_to_the_year(rows: list[tuple[date, str, int]]) -> None:
    result = curated(
        [(f"A{n}", day, said, Decimal(amount) / 100) for n, (day, said, amount) in enumerate(rows)]
    )
    whole = {value.indicator: value for value in result.values if value.period == "2023"}
    for code in ("cases", "fines", "fined"):
        found = months(result, code)
        assert len(found) == (12 if rows else 0)
        if rows:
            assert sum(map(Decimal, found.values()), Decimal(0)) == whole[code].value
