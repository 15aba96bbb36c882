"""Columns of 同比 and 增减: a comparison with last year as a table states it, which is only compared."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from tasks.intake.cells import Cell, Sheet, a1
from tasks.intake.values import Named
from tasks.intake.words import Role
from tasks.model import CellState, IndicatorCell
from tasks.quantity import Quantity, read, same_unit
from tasks.quantity.units import is_counted

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Indicator

_UP = "增长|上升|增加|提高|提升|增|升|[+＋▲△↑]"
_DOWN = "下降|减少|降低|回落|减|降|[-－−–▼▽↓]"
_WRITTEN: Final = re.compile(
    rf"(?:同比|[比较][上去]年)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?了?(?P<rest>.+?)"
    r"(?:(?P<up_after>[▲△↑])|(?P<down_after>[▼▽↓]))?"
)
_LEVEL: Final = frozenset({"持平", "不变", "无变化", "与上年持平"})


def change_cell(
    sheet: Sheet,
    column: int,
    role: Role,
    named: Named,
    units: tuple[str, str],
    now_and_before: tuple[Decimal | None, Decimal | None],
    catalogue: Catalogue,
) -> IndicatorCell | None:
    """A cell's comparison with last year, as a cell of the computed indicator; None where nobody can say.

    units: the header's and the row's; now_and_before: the row's own values, for in a column 降幅 a number
    has no sign. What cannot be read with certainty is left: it is not asked for.
    """
    declared, at = named.label.indicator, (named.row, column)
    if declared is None or at in sheet.marks.faults:
        return None
    raw = sheet.text(*at)
    relative = _is_relative(raw, role, units[0], declared)
    code = None
    if relative is not None:
        code = catalogue.growth_of(declared.code) if relative else catalogue.increase_of(declared.code)
    if code is None or not raw:
        return None
    found = _read(sheet, at, "%" if relative else declared.unit, units)
    if found is None:
        return None
    if role is Role.FALL:
        found = _fallen(found, now_and_before)
    return IndicatorCell(
        sheet=sheet.name,
        cell=a1(*at),
        label_cell=a1(named.row, named.column),
        label=named.text,
        indicator=code,
        period=named.label.period,
        prior=False,
        state=CellState.VALUE,
        raw=raw,
        value=found.value,
        hedge=found.hedge,
        step=found.step,
    )


def _is_relative(raw: str, role: Role, unit: str, declared: Indicator) -> bool | None:
    """Whether a cell tells a growth in percent or an absolute difference; None where both may be meant.

    A percentage changes by points.
    """
    if same_unit(declared.unit, "%"):
        return False
    if "%" in raw or "％" in raw or role in (Role.GROWTH, Role.FALL) or unit == "%":
        return True
    if role is Role.INCREASE or (unit and is_counted(unit)):
        return False
    return False if re.search(r"[0-9]\s*[\u4e00-\u9fff]", raw) else None


def _read(sheet: Sheet, at: tuple[int, int], unit: str, units: tuple[str, str]) -> Quantity | None:
    """A cell's quantity with its sign: 下降57.1%, -57.1%, 57.1%↓."""
    cell: Cell = sheet.rows[at[0]][at[1]]
    header, row = units
    assumed = unit if same_unit(unit, "%") else (header or row or unit)
    if not isinstance(cell, str):
        return _quantity(read(cell, unit=unit, assumed=assumed, percent_cell=at in sheet.marks.percent))
    text = "".join(cell.split())
    if text in _LEVEL:
        return Quantity(Decimal(0), unit, "", Decimal(1))
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"].replace("个百分点", "%").replace("百分点", "%") if unit == "%" else match["rest"]
    found = _quantity(read(rest, unit=unit, assumed=assumed))
    if found is None or not (match["down"] or match["down_after"]):
        return found
    return None if found.hedge else replace(found, value=-found.value)


def _quantity(found: object) -> Quantity | None:
    return found if isinstance(found, Quantity) else None


def _fallen(found: Quantity, now_and_before: tuple[Decimal | None, Decimal | None]) -> Quantity:
    """A number under 降幅: down, unless the row's own values go up."""
    now, before = now_and_before
    up = now is not None and before is not None and now > before
    return replace(found, value=abs(found.value) if up else -abs(found.value))
