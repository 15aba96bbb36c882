"""Counted values by month, where a register declares the column whose date says the month.

Months are of the rows that made the year's value, each in one month. Where a row has no date in the year
there are none at all: months that leave something out are worse than none. What was not counted yet, past
the last day counted, is not zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Measure, Register
from tasks.curation.counted import Rows, amount, keyed, rows_hash, step_of, taken
from tasks.curation.dataset import Dataset
from tasks.model import Value

DECEMBER = 12


def by_month(value: Value, dataset: Dataset, catalogue: Catalogue) -> Iterator[Value]:
    """The months of a year's value that was counted from a dataset, in order; none where not declared."""
    register = catalogue.registers[value.origin.register]
    measure = next(one for one in register.counts if one.indicator == value.indicator)
    rows = _rows(dataset, register, measure, int(value.period)) if measure.months else ()
    for month, own in enumerate(rows[: _last(value)], start=1):
        yield _month(value, month, own, measure, register)


def _rows(dataset: Dataset, register: Register, measure: Measure, year: int) -> Sequence[Rows]:
    """The rows of each month; none where a row is of no month of this year."""
    rows = taken(
        keyed(dataset.tables_of(register.code, measure.indicator), register), measure, measure.months
    )
    found: list[tuple[list[str], list[object]]] = [([], []) for _ in range(DECEMBER)]
    for at, (key, day) in enumerate(zip(rows.keys, rows.days, strict=True)):
        if not isinstance(day, date) or day.year != year:
            return ()
        keys, values = found[day.month - 1]
        keys.append(key)
        values += rows.values[at : at + 1]
    return [Rows(keys, values) for keys, values in found]


def _last(value: Value) -> int:
    """The last month that was counted, if only in part."""
    return value.cutoff.month if value.cutoff else DECEMBER


def _month(value: Value, month: int, rows: Rows, measure: Measure, register: Register) -> Value:
    counted = amount(rows, measure, register, value.unit)
    column = next(one.name for one in register.columns if one.code == measure.months)
    is_last = value.cutoff is not None and value.cutoff.month == month
    return replace(
        value,
        period=f"{value.period}-{month:02d}",
        value=counted,
        step=step_of(counted),
        cutoff=value.cutoff if is_last else None,
        origin=replace(
            value.origin,
            predicate=f"{measure.predicate}，{column}在{value.period}年{month}月",
            row_count=len(rows.keys),
            row_hash=rows_hash(rows.keys),
        ),
    )
