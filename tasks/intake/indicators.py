"""Rows of an indicators table → value cells, this year's and last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from tasks.intake.cells import Sheet, a1
from tasks.intake.headers import Table
from tasks.intake.lookup import Label, Lookup
from tasks.intake.words import Role, is_furniture
from tasks.model import CellState, IndicatorCell
from tasks.privacy import masked
from tasks.quantity import Quantity, Reason, Refusal, read, same_unit

if TYPE_CHECKING:
    from tasks.catalogue.schema import Indicator

_STATES = {
    Reason.BLANK: CellState.BLANK,
    Reason.NOT_APPLICABLE: CellState.NOT_APPLICABLE,
    Reason.NOT_UNDERSTOOD: CellState.NOT_UNDERSTOOD,
    Reason.OTHER_UNIT: CellState.VALUE,  # it is a value, but not in a unit of ours: unit_ok is False
}

ZERO_REPORT: Final = "零报告"
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
    signatures or notes.
    """
    for number in table.rows:
        row = _Row(sheet, table, number)
        label = lookup.row(row.text(Role.NAME), row.text(Role.CODE))
        current, prior = row.text(Role.CURRENT), row.text(Role.PRIOR)
        if label.indicator is None and (not (current or prior) or is_furniture(row.first())):
            continue
        yield _cell(row, Role.CURRENT, label)
        if row.text(Role.CORRECTION) not in _NO_CORRECTION:
            yield _cell(row, Role.CORRECTION, label)
        elif prior:
            yield _cell(row, Role.PRIOR, label)


def zero_reported(cells: Iterable[IndicatorCell], lookup: Lookup) -> Iterator[IndicatorCell]:
    """The cells of a form whose 指标数据 is ticked 零报告: what was left blank is 0, a rate 不适用."""
    for cell in cells:
        if cell.prior or cell.state is not CellState.BLANK or cell.indicator is None:
            yield cell
        elif same_unit(lookup.catalogue.indicators[cell.indicator].unit, "%"):
            yield replace(cell, state=CellState.NOT_APPLICABLE, raw=ZERO_REPORT)
        else:
            yield replace(cell, state=CellState.VALUE, raw=ZERO_REPORT, value=Decimal(0), step=Decimal(1))


def _cell(row: _Row, role: Role, label: Label) -> IndicatorCell:
    column = row.table.columns[role]
    prior = role in (Role.PRIOR, Role.CORRECTION)
    stated = row.text(Role.UNIT) or label.unit or row.table.units.get(role, "")
    outcome = _read(row, column, label.indicator, stated)
    refusal = outcome if isinstance(outcome, Refusal) else Refusal(Reason.BLANK)
    quantity = outcome if isinstance(outcome, Quantity) else None
    return IndicatorCell(
        sheet=row.sheet.name,
        cell=a1(row.number, column),
        label_cell=a1(row.number, row.table.columns[Role.NAME]),
        label=row.text(Role.NAME),
        indicator=label.indicator.code if label.indicator else None,
        period=_last_year(label.period) if prior else label.period,
        prior=prior,
        state=CellState.VALUE if quantity else _STATES[refusal.reason],
        raw=row.text(role),
        value=quantity.value if quantity else None,
        hedge=quantity.hedge if quantity else "",
        step=quantity.step if quantity else None,
        stated_unit=refusal.unit or stated,
        unit_ok=label.indicator is None or refusal.reason is not Reason.OTHER_UNIT,
        scope_note=masked(row.text(Role.SCOPE)),
        corrected=role is Role.CORRECTION,
    )


def _read(row: _Row, column: int, indicator: Indicator | None, stated: str) -> Quantity | Refusal:
    """What a cell says in its indicator's unit; an unknown indicator is read in the stated unit.

    A number without a unit stands in the nearest one stated: its 计量单位, or the brackets of its name
    or of its column's header.
    """
    position = row.number, column
    if position in row.sheet.marks.faults:
        return Refusal(Reason.NOT_UNDERSTOOD)
    outcome: Quantity | Refusal = Refusal(Reason.OTHER_UNIT, unit=stated)
    for unit in _units(indicator, stated):
        outcome = read(
            row.sheet.rows[row.number][column],
            unit=unit,
            assumed=stated or None,
            percent_cell=position in row.sheet.marks.percent,
        )
        if not (isinstance(outcome, Refusal) and outcome.reason is Reason.OTHER_UNIT):
            break
    return outcome


def _units(indicator: Indicator | None, stated: str) -> tuple[str, ...]:
    """The unit that a value is wanted in, and how else it may be called (宗/人 is printed 宗)."""
    if indicator is None:
        return (stated,)
    return (indicator.unit, indicator.printed_unit) if indicator.printed_unit else (indicator.unit,)


def _last_year(period: str) -> str:
    """2023 → 2022, 2023-03 → 2022-03."""
    return f"{int(period[:4]) - 1}{period[4:]}"
