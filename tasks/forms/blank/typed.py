"""A curated value as one would type it into a cell, so that it reads back as the same value."""

from collections.abc import Iterator
from decimal import Decimal

from tasks.quantity import Quantity, convert, read
from tasks.quantity.hedges import AFTER, BEFORE
from tasks.quantity.units import split_scale

_SCALES = ("万", "亿")
_SHOWN_EXACTLY = 15  # significant digits of a number cell


def typed(value: Decimal, unit: str, hedge: str = "", step: Decimal | None = None) -> str:
    """The shortest writing that reads back in this unit with this value, hedge and precision.

    578 约 → 约578; 47000 to the thousand → 4.7万. The plain number where there is none.
    """
    writings = list(_writings(value, unit, hedge, step))
    exact = (text for text in writings if _same(text, value, unit, hedge, step))
    return next(exact, writings[0])


def _same(text: str, value: Decimal, unit: str, hedge: str, step: Decimal | None) -> bool:
    outcome = read(text, unit=unit)
    if not isinstance(outcome, Quantity) or (outcome.value, outcome.hedge) != (value, hedge):
        return False
    return step is None or outcome.step == step


def _writings(value: Decimal, unit: str, hedge: str, step: Decimal | None) -> Iterator[str]:
    """As it is, to its own precision, and in 万 and 亿; where the unit has such a scale, with the unit."""
    yield _worded(f"{value:f}", "", "", hedge)
    yield _worded(_to(value, step, hedge), "", "", hedge)
    own, base = split_scale(unit)
    for scale in _SCALES:
        scaled = convert(value, unit, scale + base)
        precision = None if step is None else convert(step, unit, scale + base)
        if scaled is not None:
            yield _worded(_to(scaled, precision, hedge), scale, base if own else "", hedge)
    yield _worded(_to(value, step, hedge), "", unit, hedge)  # 0.5% is understood with its sign alone


def _to(value: Decimal, step: Decimal | None, hedge: str) -> str:
    """The digits down to the step; what is hedged is as precise as its last digit."""
    exact = step is not None and not hedge and step < 1
    return f"{value.quantize(step) if exact and step else value:f}"


def _worded(digits: str, scale: str, unit: str, hedge: str) -> str:
    if hedge in BEFORE:
        return f"{hedge}{digits}{scale}{unit}"
    return f"{digits}{scale}{unit}{hedge}" if hedge in AFTER else f"{digits}{scale}{hedge}{unit}"


def as_number(text: str) -> float | None:
    """The number that a cell can hold in place of a text without losing anything; None where it cannot."""
    if not text.removeprefix("-").replace(".", "", 1).isdecimal() or len(text) > _SHOWN_EXACTLY:
        return None
    number = float(text)
    return number if format(Decimal(format(number, ".15g")), "f") == text else None
