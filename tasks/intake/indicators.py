"""Rows of an indicators table → value cells, this year's and last year's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tasks.intake.cells import Sheet
from tasks.intake.headers import Table
from tasks.intake.lookup import Lookup
from tasks.intake.values import Named, value_cell
from tasks.intake.words import Role, is_furniture
from tasks.model import IndicatorCell

_NO_CORRECTION: Final = frozenset(
    {"", "无", "—", "－", "-", "——", "/", "／", "无更正", "无需更正", "不变", "无变化", "一致"}
)
"""In the column 上年数更正 these say that there is nothing to correct; a corrected value of none is 0."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table, its texts by role."""

    sheet: Sheet
    table: Table
    number: int  # from 0

    def text(self, role: Role) -> str:
        column = self.table.columns.get(role)
        return "" if column is None else self.sheet.text(self.number, column)

    def first(self) -> str:
        """The leftmost text of the row."""
        columns = range(len(self.sheet.rows[self.number]))
        return next((text for column in columns if (text := self.sheet.text(self.number, column))), "")


def indicator_cells(sheet: Sheet, table: Table, lookup: Lookup) -> Iterator[IndicatorCell]:
    """The value cells of a table: this year's of every known row, even blank; last year's if filled.

    Rows without a known name give cells only if they hold a value, and none if they are totals,
    signatures or notes. A row unknown by itself is looked up under its category, or under the line
    that heads its section.
    """
    category = section = ""
    for number in table.rows:
        row = _Row(sheet, table, number)
        name = row.text(Role.NAME)
        current, prior = row.text(Role.CURRENT), row.text(Role.PRIOR)
        category = row.text(Role.CATEGORY) or category
        label = lookup.row(name, row.text(Role.CODE))
        if label.indicator is None:
            label = lookup.within(label, name, (category, section))
        if label.indicator is None:
            section = section if current or prior else name or section
            if not (current or prior) or is_furniture(row.first()):
                continue
        yield from _cells(row, Named(label, name, number, table.columns[Role.NAME]), bool(prior))


def _cells(row: _Row, named: Named, prior: bool) -> Iterator[IndicatorCell]:
    yield _cell(row, Role.CURRENT, named)
    if row.text(Role.CORRECTION) not in _NO_CORRECTION:
        yield _cell(row, Role.CORRECTION, named)
    elif prior:
        yield _cell(row, Role.PRIOR, named)


def _cell(row: _Row, role: Role, named: Named) -> IndicatorCell:
    """A number without a unit stands in its 计量单位, else in the brackets of its name or its header."""
    table = row.table
    return value_cell(
        row.sheet,
        row.number,
        table.columns[role],
        named,
        unit=row.text(Role.UNIT) or named.label.unit or table.units.get(role, ""),
        line=table.line,
        prior=role is not Role.CURRENT,
        corrected=role is Role.CORRECTION,
        scope=row.text(Role.SCOPE),
    )
