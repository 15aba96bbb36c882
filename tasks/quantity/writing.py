"""Printing a value: the one writer of numbers in every document.

Decimals. A value that is exact within the declared places is printed as it is: 5宗, 100%, 85.2亿元. A
value that had to be rounded keeps all declared places, for then a zero is information: 4.96 → 5.0宗.
What is not nothing is never printed as 0, and what is less than all never as 100%: such a value takes one
or two places more (99.96%, 0.04%), and where these do not do it is 99.99%以上, 不到0.01%. Rounded once, from
all digits (GB/T 8170-2008 3.3). Digits are not grouped (GB/T 15835-2011 5.1.1 leaves it free; the town does
not).

Hedges stand where `tasks.quantity.hedges` has them: 约332万元, 4万余人次, 90%以上. Under a hedge a value
is never rounded past what it claims, 4.78万余 with one place is 4.7万余, and trailing zeros are left out.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import Literal

from tasks.quantity import numerals
from tasks.quantity.exact import decimals, plain, round_down, round_half_up, round_up
from tasks.quantity.hedges import AFTER, BEFORE, FROM_ABOVE, FROM_BELOW, INNER, SENSES
from tasks.quantity.units import convert, same_unit, split_scale

Form = Literal["plain", "at_least", "under_tenths"]

AUTOMATIC = "auto"
"""A scale: 亿 or 万 where the number before it would otherwise have five digits or more."""

_TENTH = Decimal(10)
_WHOLE = Decimal(100)
_FOUR_DIGITS = Decimal(10) ** 4
_MORE = 2
"""Places that a value may take beyond those declared."""
_FROM_ABOVE = frozenset(hedge for hedge, sense in SENSES.items() if sense in FROM_ABOVE)


def write(
    value: Decimal,
    *,
    unit: str,
    hedge: str = "",
    places: int = 0,
    scale: str = "",
    form: Form = "plain",
    step: Decimal = _TENTH,
) -> str:
    """The value as printed, with hedge and unit: 460余场次, 4.7万人次, 467%.

    unit: of the value; scale: print in 万 or 亿 of it, or in what its size asks for (`AUTOMATIC`). form
    `at_least`: the multiple of `step` at or below the value, and 以上 (90%以上); `under_tenths`: the next
    tenth above, in Chinese numerals (GB/T 15835-2011 4.2.2): 43.75% → 不到五成, and 五成 for exactly 50%.
    Where a form would say something odd or untrue (100%以上, 不到十成, 以上 of an upper limit) the plain
    form stands.

    Raises ValueError for a hedge that is no hedge.
    """
    if hedge and hedge not in SENSES:
        raise ValueError(f"not a hedge: {hedge!r}")
    special = ""
    if form == "at_least":
        special = _at_least(value, unit, hedge, step)
    elif form == "under_tenths":
        special = _under_tenths(value, unit, hedge)
    return special or _plain(value, unit, hedge, places, scale)


def automatic_unit(value: Decimal, unit: str, places: int, hedge: str = "") -> str:
    """The unit that `AUTOMATIC` comes to for a value: 亿元, 万元 or 元 (GB/T 15835-2011 5.3)."""
    base = split_scale(unit)[1]
    for scale in ("", "万"):
        if abs(_rounded(_converted(value, unit, scale + base), hedge, places)) < _FOUR_DIGITS:
            return scale + base
    return "亿" + base


def _plain(value: Decimal, unit: str, hedge: str, places: int, scale: str) -> str:
    scale, unit, value = _scaled(value, unit, hedge, places, scale)
    if not hedge and (hedge := _needed(value, unit, places + _MORE)):
        places += _MORE
    before = hedge if hedge in BEFORE else ""
    inner = hedge if hedge in INNER else ""
    after = hedge if hedge in AFTER else ""
    return f"{before}{_digits(value, unit, hedge, places)}{scale}{inner}{unit}{after}"


def _needed(value: Decimal, unit: str, places: int) -> str:
    """The hedge without which so many places would make nothing or all of a value that is neither."""
    if value <= 0 or decimals(plain(value)) <= places:
        return ""
    rounded = round_half_up(value, places)
    return "不到" if not rounded else "以上" if _is_all(rounded, value, unit) else ""


def _is_all(rounded: Decimal, value: Decimal, unit: str) -> bool:
    """Whether rounding makes all of a share that is less."""
    return unit == "%" and abs(rounded) == _WHOLE > abs(value)


def _scaled(value: Decimal, unit: str, hedge: str, places: int, scale: str) -> tuple[str, str, Decimal]:
    """Scale, unit without it, and the value in both together."""
    own, base = split_scale(unit)
    if not scale:
        return own, base, value
    if scale == AUTOMATIC:
        wanted = automatic_unit(value, unit, places, hedge)
        return *split_scale(wanted), _converted(value, unit, wanted)
    return scale, base, _converted(value, unit, scale + base)


def _converted(value: Decimal, unit: str, to: str) -> Decimal:
    converted = convert(value, unit, to)
    if converted is None:
        raise ValueError(f"{unit} cannot be printed in {to}")
    return converted


def _digits(value: Decimal, unit: str, hedge: str, places: int) -> str:
    if decimals(plain(value)) <= places:
        return f"{plain(value):f}"
    finer = (_rounded(value, hedge, more) for more in count(places))  # the value itself after its last place
    shown = next(one for one in finer if one and (hedge in _FROM_ABOVE or not _is_all(one, value, unit)))
    whole = unit == "%" and abs(shown) == _WHOLE
    return f"{plain(shown) if hedge or whole else shown:f}"


def _rounded(value: Decimal, hedge: str, places: int) -> Decimal:
    sense = SENSES.get(hedge)
    if sense in FROM_BELOW:
        return round_down(value, places)
    return round_up(value, places) if sense in FROM_ABOVE else round_half_up(value, places)


def _at_least(value: Decimal, unit: str, hedge: str, step: Decimal) -> str:
    floor = (value / step).to_integral_value(ROUND_FLOOR) * step
    share = same_unit(unit, "%")
    if SENSES.get(hedge) in FROM_ABOVE or floor <= 0 or (share and floor == _WHOLE):
        return ""
    return _plain(floor, unit, "以上", decimals(plain(step)), "")


def _under_tenths(value: Decimal, unit: str, hedge: str) -> str:
    share = convert(value, unit, "%")
    below = SENSES.get(hedge) in FROM_ABOVE
    if share is None or share <= 0 or (hedge and not below):
        return ""
    tenths = int((share / _TENTH).to_integral_value(ROUND_CEILING))
    if tenths * _TENTH == share and not below:
        return f"{numerals.numeral(tenths)}成" if tenths < 10 else ""
    return f"不到{numerals.numeral(tenths)}成" if tenths < 10 else ""
