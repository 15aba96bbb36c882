"""Indicators across: their names as header cells, in one row or stacked, with rows of values below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.intake.across_header import Column, columns_of, header_end, is_value, is_words, top_of
from tasks.intake.cells import Sheet, a1
from tasks.intake.folding import LABEL
from tasks.intake.lookup import Lookup
from tasks.intake.meanings import Meaning, meaning
from tasks.intake.units import units_above
from tasks.intake.values import value_cell
from tasks.intake.words import HEADER_ROWS, NUMBERING, Role, is_furniture, is_total
from tasks.model import IndicatorCell

FEWEST = 2
"""Known indicators that make a row of names; a single one may be anything."""

FEWEST_NUMBERS = 3
"""Consecutive numbers that make a row of column numbers; two may be values."""


@dataclass(frozen=True, slots=True)
class Across:
    """Value cells of a table whose indicators run across; `header` is its first header row, from 0."""

    header: int
    cells: tuple[IndicatorCell, ...]
    year: tuple[int, str] | None = None  # year that a row of values names, and its cell


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of values, and what stands before them: a period, 合计, a sub-unit's name."""

    number: int
    key: str
    period: Meaning | None
    period_cell: str = ""
    month: str = ""  # 03, or 2023-03


def across(sheet: Sheet, lookup: Lookup) -> Iterator[Across]:
    """The tables of a sheet whose indicators run across, from top to bottom."""
    row = 0
    while row < min(len(sheet.rows), HEADER_ROWS):
        end = header_end(sheet, row)
        top = top_of(sheet, row, end)
        columns = columns_of(sheet, top, end, lookup) if end > row else []
        if len({c.named.label.indicator.code for c in columns if c.named.label.indicator}) < FEWEST:
            row = max(end, row + 1)
            continue
        rows, row = _rows(sheet, end, columns)
        yield _table(sheet, top, columns, rows, lookup.place.year)


def _rows(sheet: Sheet, first: int, columns: Sequence[Column]) -> tuple[list[_Row], int]:
    """The rows of values below a header, and the row after them: a note or other words end them."""
    rows: list[_Row] = []
    number = first
    while number < len(sheet.rows):
        texts = [sheet.text(number, column) for column in range(len(sheet.rows[number]))]
        filled = [text for text in texts if text]
        if filled and (_ends(filled) or (is_words(sheet, number) and len(filled) > 1)):
            break
        if any(texts[column.number] for column in columns):
            rows.append(_row(number, texts[: columns[0].number]))
        number += 1
    if len(rows) > 1 and _is_numbering(sheet, rows[0], columns):
        del rows[0]
    return rows, max(number, first + 1)


def _ends(filled: Sequence[str]) -> bool:
    first = filled[0]
    if len(filled) == 1 and not is_value(first):
        return True
    return is_furniture(first) and not is_total(first)


def _row(number: int, before: Sequence[str]) -> _Row:
    for column, text in enumerate(before):
        meant = meaning(text[:LABEL])
        if meant.is_period or meant.month:
            period = meant if meant.is_period else None
            return _Row(number, text, period, a1(number, column), meant.month)
    return _Row(number, next((text for text in before if is_total(text)), "".join(before)), None)


def _is_numbering(sheet: Sheet, row: _Row, columns: Sequence[Column]) -> bool:
    """Whether a row numbers its columns, 1 2 3, and is no row of some period or place."""
    texts = [sheet.text(row.number, column.number) for column in columns]
    if row.period or row.month or row.key not in ("", *NUMBERING) or len(texts) < FEWEST_NUMBERS:
        return False
    start = int(texts[0]) if texts[0].isdecimal() and len(texts[0]) < FEWEST_NUMBERS else -1
    return texts == [str(start + i) for i in range(len(texts))]


def _table(sheet: Sheet, header: int, columns: Sequence[Column], rows: Sequence[_Row], year: int) -> Across:
    periods = [m for m in (*(r.period for r in rows), *(c.period for c in columns)) if m]
    years = {m.year for m in periods if m.year}
    explicit = any(m.role is Role.CURRENT for m in periods)
    this = year if explicit or year in years else max(years, default=year)
    line = units_above(sheet, columns[0].named.row)
    months = [row for row in rows if row.month]
    whole = _counted(rows)
    cells: list[IndicatorCell] = []
    for row in rows:
        for column in columns:
            its = _of_month(column, row, year) if months and _is_monthly(column) else column
            prior = _is_prior(row.period or column.period, this)
            if its is None or prior is None or (its is column and row not in whole):
                continue
            at = row.number, column.number
            raw = sheet.text(*at)
            if raw or not (prior or column.named.label.indicator is None):
                cells.append(value_cell(sheet, at, its.named, raw, unit=column.unit, line=line, prior=prior))
    said = next((r for r in whole if r.period and r.period.year == this), None)
    return Across(header, tuple(cells), (this, said.period_cell) if said else None)


def _is_monthly(column: Column) -> bool:
    indicator = column.named.label.indicator
    return indicator is not None and indicator.frequency == "monthly"


def _of_month(column: Column, row: _Row, year: int) -> Column | None:
    """A monthly column as a row of a month speaks of it; None where the row is of no month of the year."""
    if not row.month or row.month[:-3] not in ("", str(year)):
        return None
    label = replace(column.named.label, period=f"{year}-{row.month[-2:]}")
    return replace(column, named=replace(column.named, label=label))


def _counted(rows: Sequence[_Row]) -> list[_Row]:
    """The rows that speak of the whole: those of a period; else 合计 over parts; else all there are."""
    periods = [row for row in rows if row.period]
    totals = [row for row in rows if is_total(row.key)]
    if periods:
        return [*periods, *(row for row in rows if not row.period and not row.key)]
    return totals if len(totals) == 1 else list(rows)


def _is_prior(period: Meaning | None, this: int) -> bool | None:
    """Whether values are last year's; None where they are of some other year."""
    if period is None or period.role is Role.CURRENT:
        return False
    if period.role is Role.PRIOR:
        return True
    return {this: False, this - 1: True}.get(period.year)
