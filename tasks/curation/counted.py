"""Indicators taken from a register, by the declaration in `expectations/registers/`."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from tasks.catalogue import Catalogue
from tasks.catalogue.catalogue import fold
from tasks.catalogue.schema import Indicator, Measure, Register
from tasks.curation.dataset import Dataset
from tasks.model import Origin, RegionYear, RegisterTable, SourceKind, Value
from tasks.quantity import convert
from tasks.quantity.exact import EXACT, decimals

Keyed = tuple[RegisterTable, Sequence[str]]
"""A table, and the keys of its rows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a measure takes, over all tables: their keys, and what its column `of` holds there."""

    keys: Sequence[str]
    values: Sequence[object]
    days: Sequence[object] = ()  # of each row, where they are asked for


def counted(region_year: RegionYear, dataset: Dataset, catalogue: Catalogue) -> Iterator[Value]:
    """A Value for each indicator that a dataset's registers give, over all sheets of a register.

    A register without a sound row gives nothing, for what is unknown is not zero; one that is reported
    as having none (零报告) gives zeros. A system's export gives nothing for what it says nothing of.
    """
    for code in dict.fromkeys(table.register for table in dataset.registers):
        register = catalogue.registers[code]
        rows = keyed(dataset.tables_of(code), register)
        for measure in register.counts:
            speaking = [(table, keys) for table, keys in rows if measure.indicator not in table.silent]
            if speaking:
                declared = catalogue.indicators[measure.indicator]
                yield _value(region_year, dataset, speaking, register, measure, declared)


def _value(
    region_year: RegionYear,
    dataset: Dataset,
    tables: Sequence[Keyed],
    register: Register,
    measure: Measure,
    declared: Indicator,
) -> Value:
    rows = taken(tables, measure)
    counted_now = amount(rows, measure, register, declared.unit)
    return Value(
        region=region_year.region,
        reported_in=region_year.year,
        period=str(region_year.year),
        indicator=measure.indicator,
        source=SourceKind.COUNTED,
        value=counted_now,
        unit=declared.unit,
        step=step_of(counted_now),
        scope_note=declared.scope_note,
        cutoff=dataset.cutoff,
        origin=Origin(
            department=dataset.department,
            file=dataset.file,
            sha256=dataset.sha256,
            sheet="、".join(table.sheet for table, _ in tables),
            register=register.code,
            predicate=measure.predicate,
            row_count=len(rows.keys),
            row_hash=rows_hash(rows.keys),
        ),
    )


def rows_hash(keys: Iterable[str]) -> str:
    """SHA-256 over the keys of rows, in their order as text."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def step_of(counted_now: Decimal) -> Decimal:
    """The precision of a counted number: its last place."""
    return Decimal(1).scaleb(-decimals(counted_now))


def keyed(tables: Iterable[RegisterTable], register: Register) -> list[Keyed]:
    """Tables of a register with their rows' keys."""
    return [(table, _keys(table, register)) for table in tables]


def amount_of(tables: Sequence[Keyed], measure: Measure, register: Register, unit: str) -> Decimal:
    """What a measure comes to over tables of its register, in a unit of its kind."""
    return amount(taken(tables, measure), measure, register, unit)


def _keys(table: RegisterTable, register: Register) -> list[str]:
    """The key of every row, written out; made once for all measures."""
    parts = [list(map(str, table.columns[code].values)) for code in register.key if code in table.columns]
    return parts[0] if len(parts) == 1 else list(map("\x1f".join, zip(*parts, strict=True)))


def taken(tables: Sequence[Keyed], measure: Measure, days: str | None = None) -> Rows:
    """The rows whose columns hold one of the wanted codes, in the order of the sheets; with what their
    column `days` holds, where it is named. A table without that column has no day.
    """
    keys: list[str] = []
    values: list[object] = []
    found: list[object] = []
    for table, own in tables:
        kept = _positions(table, measure)
        keys += [own[i] for i in kept]
        if measure.of is not None and kept:
            column = table.columns[measure.of].values
            values += [column[i] for i in kept]
        if days is not None:
            dated = table.columns.get(days)
            found += [dated.values[i] if dated else None for i in kept]
    return Rows(keys, values, found)


def _positions(table: RegisterTable, measure: Measure) -> Sequence[int]:
    """Positions of the rows that fit; none where an export lacks a column, for its rows never fit."""
    kept: Sequence[int] = range(len(table.rows))
    for code, codes in measure.where.items():
        column, wanted = table.columns.get(code), frozenset(codes)
        kept = [i for i in kept if column.values[i] in wanted] if column else []
    return kept


def _count(rows: Rows) -> Decimal:
    return Decimal(len(rows.keys))


def _distinct(rows: Rows) -> Decimal:
    """How many different values; words are told apart as names are, whatever their width and spaces."""
    return Decimal(len({fold(v) if isinstance(v, str) else v for v in rows.values if v is not None}))


def _sum(rows: Rows) -> Decimal:
    """What the numbers add up to, exactly, in the column's unit."""
    return reduce(EXACT.add, (Decimal(v) for v in rows.values if isinstance(v, int | Decimal)), Decimal(0))


MEASURES: Mapping[str, Callable[[Rows], Decimal]] = {"rows": _count, "distinct": _distinct, "sum": _sum}


def amount(rows: Rows, measure: Measure, register: Register, unit: str) -> Decimal:
    """The measure in the indicator's unit. Raises ValueError where that is not exact: the catalogue's
    checks exclude it.
    """
    found = MEASURES[measure.measure](rows)
    if measure.measure != "sum":
        return found
    written = next(column.unit for column in register.columns if column.code == measure.of)
    converted = convert(found, written, unit)
    if converted is None:
        raise ValueError(f"{register.code}: {found}{written} is not exactly converted to {unit}")
    return converted
