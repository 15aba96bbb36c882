"""Units that a table states for all its values: 单位：万元."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tasks.intake.cells import Sheet
from tasks.quantity import convert, is_unit
from tasks.quantity.units import is_counted

ABOVE = 6
"""Rows above a header in which a table's unit may stand."""

_LINE = re.compile(
    r"(?:.*[\s　;；,，(（])?(?:计量|金额|数量)?单位\s*[:：]\s*(?P<units>[^\s()（）]{1,20})[)）]?\s*",
    re.DOTALL,
)
_BETWEEN = re.compile(r"[、,，;；]|(?<![宗件场])/")


def units_above(sheet: Sheet, header: int) -> tuple[str, ...]:
    """The units in a line such as 单位：万元、宗 above a header; none where it says something else."""
    for row in range(header - 1, max(header - ABOVE, 0) - 1, -1):
        for cell in sheet.rows[row]:
            units = _units(cell) if type(cell) is str and 3 < len(cell) <= 80 else ()
            if units:
                return units
    return ()


@lru_cache(maxsize=1024)
def _units(text: str) -> tuple[str, ...]:
    match = _LINE.fullmatch(text) if "单位" in text else None
    units = tuple(_BETWEEN.split(match["units"])) if match else ()
    return units if all(map(is_unit, units)) else ()


def of_line(line: tuple[str, ...], wanted: str) -> str:
    """Which of a table's units a number without one stands in, if it is wanted in `wanted`.

    万元 is no unit of things that are counted, nor 宗 of money: such a line speaks of other rows. But a
    table that counts in 件 what is wanted in 宗 says so, and is not taken for 宗.
    """
    fitting = [unit for unit in line if convert(Decimal(1), unit, wanted) is not None]
    if fitting:
        return fitting[0] if len(fitting) == 1 else ""
    alike = [unit for unit in line if is_counted(unit) and is_counted(wanted)]
    return alike[0] if len(line) == len(alike) == 1 else ""
