"""One cell of an indicators table, whichever way the table runs → IndicatorCell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tasks.intake.cells import Cell, Sheet, a1
from tasks.intake.lookup import Label, Lookup
from tasks.intake.units import of_line
from tasks.model import CellState, IndicatorCell
from tasks.privacy import masked
from tasks.quantity import Quantity, Reason, Refusal, read, same_unit

if TYPE_CHECKING:
    from tasks.catalogue.schema import Indicator

_STATES = {
    Reason.BLANK: CellState.BLANK,
    Reason.NOT_APPLICABLE: CellState.NOT_APPLICABLE,
    Reason.NOT_UNDERSTOOD: CellState.NOT_UNDERSTOOD,
    Reason.UNSIGNED: CellState.UNSIGNED,
    Reason.OTHER_UNIT: CellState.VALUE,  # it is a value, but not in a unit of ours: unit_ok is False
}

ZERO_REPORT: Final = "零报告"
_SHORT: Final = 60
"""Characters; a longer text is no quantity and not worth remembering."""


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator's name on a sheet: what it is taken for, as written, and where (from 0)."""

    label: Label
    text: str
    row: int
    column: int


def value_cell(
    sheet: Sheet,
    at: tuple[int, int],
    named: Named,
    raw: str,
    *,
    unit: str = "",
    line: tuple[str, ...] = (),
    prior: bool = False,
    corrected: bool = False,
    scope: str = "",
) -> IndicatorCell:
    """What a cell says of a named indicator, in the indicator's own unit.

    at: row and column from 0; raw: the text that it shows; unit: the nearest one stated, for a number
    without one; line: units that the whole table states.
    """
    label = named.label
    stated = unit or (of_line(line, label.indicator.unit) if line and label.indicator else "")
    outcome = _read(sheet, at, label.indicator, stated)
    refusal = outcome if isinstance(outcome, Refusal) else None
    quantity = outcome if isinstance(outcome, Quantity) else None
    return IndicatorCell(
        sheet=sheet.name,
        cell=a1(*at),
        label_cell=a1(named.row, named.column),
        label=named.text,
        indicator=label.indicator.code if label.indicator else None,
        period=_last_year(label.period) if prior else label.period,
        prior=prior,
        state=_STATES[refusal.reason] if refusal else CellState.VALUE,
        raw=raw,
        value=quantity.value if quantity else None,
        hedge=quantity.hedge if quantity else "",
        step=quantity.step if quantity else None,
        stated_unit=(refusal.unit if refusal else "") or stated,
        unit_ok=label.indicator is None or not refusal or refusal.reason is not Reason.OTHER_UNIT,
        scope_note=_scope(scope) if scope else "",
        corrected=corrected,
    )


def zero_reported(cells: Iterable[IndicatorCell], lookup: Lookup) -> Iterator[IndicatorCell]:
    """The cells of a form whose 指标数据 is ticked 零报告: what was left blank is 0, a rate 不适用."""
    for cell in cells:
        if cell.prior or cell.state is not CellState.BLANK or cell.indicator is None:
            yield cell
        elif same_unit(lookup.catalogue.indicators[cell.indicator].unit, "%"):
            yield replace(cell, state=CellState.NOT_APPLICABLE, raw=ZERO_REPORT)
        else:
            yield replace(cell, state=CellState.VALUE, raw=ZERO_REPORT, value=Decimal(0), step=Decimal(1))


def _read(sheet: Sheet, at: tuple[int, int], indicator: Indicator | None, stated: str) -> Quantity | Refusal:
    """What a cell says in its indicator's unit; an unknown indicator is read in the stated unit.

    A unit may also be called as it is printed (宗/人 is printed 宗).
    """
    if at in sheet.marks.faults:
        return Refusal(Reason.NOT_UNDERSTOOD)
    cell = sheet.rows[at[0]][at[1]]
    percent = at in sheet.marks.percent
    outcome = _one(cell, indicator.unit if indicator else stated, stated or None, percent)
    also = indicator.printed_unit if indicator else None
    if also and isinstance(outcome, Refusal) and outcome.reason is Reason.OTHER_UNIT:
        return _one(cell, also, stated or None, percent)
    return outcome


def _one(cell: Cell, unit: str, assumed: str | None, percent: bool) -> Quantity | Refusal:
    if type(cell) is str and len(cell) > _SHORT:
        return read(cell, unit=unit, assumed=assumed, percent_cell=percent)
    return _remembered(cell, unit, assumed, percent)


@lru_cache(maxsize=16384, typed=True)
def _remembered(cell: Cell, unit: str, assumed: str | None, percent: bool) -> Quantity | Refusal:
    """`read`, once for each cell: departments send the same small numbers. 1 and True are not the same."""
    return read(cell, unit=unit, assumed=assumed, percent_cell=percent)


@lru_cache(maxsize=1024)
def _scope(text: str) -> str:
    return masked(text)


def _last_year(period: str) -> str:
    """2023 → 2022, 2023-03 → 2022-03."""
    return f"{int(period[:4]) - 1}{period[4:]}"
