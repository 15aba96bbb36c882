"""Rows of an indicators table → value cells, this year's and last year's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tasks.intake.cells import Sheet
from tasks.intake.changes import change_cell
from tasks.intake.headers import Table
from tasks.intake.lookup import Lookup
from tasks.intake.values import Named, value_cell
from tasks.intake.words import CHANGES, Role, is_furniture
from tasks.model import IndicatorCell

_NO_CORRECTION: Final = frozenset(
    {"", "无", "—", "－", "-", "——", "/", "／", "无更正", "无需更正", "不变", "无变化", "一致"}
)
"""In the column 上年数更正 these say that there is nothing to correct; a corrected value of none is 0."""


def indicator_cells(sheet: Sheet, table: Table, lookup: Lookup) -> Iterator[IndicatorCell]:
    """The value cells of a table: this year's of every known row, even blank; last year's if filled.

    Rows without a known name give cells only if they hold a value, and none if they are totals,
    signatures or notes. A row unknown by itself is looked up under its category, or under the line
    that heads its section.
    """
    category = section = ""
    for number in table.rows:
        texts = {role: sheet.text(number, column) for role, column in table.columns.items()}
        name = texts[Role.NAME]
        filled = bool(texts.get(Role.CURRENT) or texts.get(Role.PRIOR))
        category = texts.get(Role.CATEGORY) or category
        label = lookup.row(name, texts.get(Role.CODE, ""))
        if label.indicator is None:
            label = lookup.within(label, name, (category, section))
        if label.indicator is None:
            section = section if filled else name or section
            if not filled or is_furniture(_first(sheet, number)):
                continue
        named = Named(label, name, number, table.columns[Role.NAME])
        if table.months and label.indicator is not None and label.indicator.frequency == "monthly":
            yield from _monthly(sheet, table, texts, named)
        elif Role.CURRENT in texts:
            cells = list(_cells(sheet, table, texts, named))
            yield from cells
            yield from _changes(sheet, table, texts, named, cells, lookup)


def _changes(
    sheet: Sheet,
    table: Table,
    texts: Mapping[Role, str],
    named: Named,
    cells: Sequence[IndicatorCell],
    lookup: Lookup,
) -> Iterator[IndicatorCell]:
    """What the row states of its comparison with last year."""
    now = next((cell.value for cell in cells if not cell.prior), None)
    before = next((cell.value for cell in cells if cell.prior), None)
    for role in CHANGES:
        if texts.get(role):
            units = table.units.get(role, ""), texts.get(Role.UNIT) or named.label.unit
            cell = change_cell(
                sheet, table.columns[role], role, named, units, (now, before), lookup.catalogue
            )
            if cell is not None:
                yield cell


def _monthly(sheet: Sheet, table: Table, texts: Mapping[Role, str], named: Named) -> Iterator[IndicatorCell]:
    """The cells of a row with a column for each month; those of another year are none of ours."""
    year = named.label.period[:4]
    for month, column in table.months.items():
        if month[:-3] in ("", year):
            label = replace(named.label, period=f"{year}-{month[-2:]}")
            unit = texts.get(Role.UNIT) or label.unit
            at = named.row, column
            yield value_cell(
                sheet, at, replace(named, label=label), sheet.text(*at), unit=unit, line=table.line
            )


def _first(sheet: Sheet, row: int) -> str:
    """The leftmost text of a row."""
    columns = range(len(sheet.rows[row]))
    return next((text for column in columns if (text := sheet.text(row, column))), "")


def _cells(sheet: Sheet, table: Table, texts: Mapping[Role, str], named: Named) -> Iterator[IndicatorCell]:
    """This year's cell, and last year's or its correction.

    A number without a unit stands in its 计量单位, else in the brackets of its name or its header.
    """
    roles = [Role.CURRENT]
    if texts.get(Role.CORRECTION, "") not in _NO_CORRECTION:
        roles.append(Role.CORRECTION)
    elif texts.get(Role.PRIOR):
        roles.append(Role.PRIOR)
    unit = texts.get(Role.UNIT) or named.label.unit
    for role in roles:
        yield value_cell(
            sheet,
            (named.row, table.columns[role]),
            named,
            texts[role],
            unit=unit or table.units.get(role, ""),
            line=table.line,
            prior=role is not Role.CURRENT,
            corrected=role is Role.CORRECTION,
            scope=texts.get(Role.SCOPE, ""),
        )
