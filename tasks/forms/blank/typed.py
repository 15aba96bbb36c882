"""A curated value as one would type it into a cell, so that it reads back as the same value."""

from collections.abc import Iterator
from decimal import Decimal

from tasks.quantity import Quantity, read
from tasks.quantity.hedges import AFTER, BEFORE, INNER

_SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_SHOWN_EXACTLY = 15  # significant digits of a number cell


def typed(value: Decimal, unit: str, hedge: str = "", step: Decimal | None = None) -> str:
    """The shortest writing without unit that reads back with this value, hedge and precision.

    578 约 → 约578; 47000 to the thousand → 4.7万. Without such a writing, the plain number.
    """
    plain = _worded(f"{value:f}", "", hedge)
    return next(
        (text for text in _writings(value, hedge, step) if _same(text, value, unit, hedge, step)), plain
    )


def _same(text: str, value: Decimal, unit: str, hedge: str, step: Decimal | None) -> bool:
    outcome = read(text, unit=unit)
    return (
        isinstance(outcome, Quantity)
        and (outcome.value, outcome.hedge) == (value, hedge)
        and (step is None or outcome.step == step)
    )


def _writings(value: Decimal, hedge: str, step: Decimal | None) -> Iterator[str]:
    yield _worded(f"{value:f}", "", hedge)
    for scale, factor in _SCALES.items():
        digits = value / factor
        if step is not None and not hedge and step / factor <= 1:
            digits = digits.quantize(step / factor)
        yield _worded(f"{digits:f}", scale, hedge)


def _worded(digits: str, scale: str, hedge: str) -> str:
    before = hedge if hedge in BEFORE else ""
    after = hedge if hedge in AFTER or hedge in INNER else ""
    return f"{before}{digits}{scale}{after}"


def as_number(text: str) -> float | None:
    """The number that a cell can hold in place of a text without losing anything; None where it cannot."""
    if not text.removeprefix("-").replace(".", "", 1).isdecimal() or len(text) > _SHOWN_EXACTLY:
        return None
    number = float(text)
    return number if format(Decimal(format(number, ".15g")), "f") == text else None
