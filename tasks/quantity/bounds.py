"""What a written quantity leaves open: the range in which the true value lies."""

from decimal import Decimal

from tasks.quantity.exact import plain
from tasks.quantity.hedges import SENSES, Sense
from tasks.quantity.types import Quantity
from tasks.quantity.units import factor, is_counted

Bounds = tuple[Decimal | None, Decimal | None]


def bounds(quantity: Quantity) -> Bounds:
    """Lowest and highest true value in the quantity's unit, both included; None where open.

    460余 → 461–469, 1500余 → 1501–1599, 90%以上 → 90–open, 4.7万人次 → 46500–47499. What is counted
    comes in whole things, so "above 460" starts at 461; what is measured (元, 公斤, %) has no next
    value, so there the limits themselves stand: 8.15亿余元 → 8.15–8.16. A 461余, which leaves no
    whole thing between 461 and 462, is taken as 461–462.
    """
    low, high = _bounds(quantity, _one(quantity))
    return (None if low is None else plain(low), None if high is None else plain(high))


def _one(quantity: Quantity) -> Decimal:
    """One thing in the quantity's unit; 0 for what is measured or was written finer than that."""
    one = 1 / factor(quantity.unit)
    return one if is_counted(quantity.unit) and quantity.step >= one else Decimal(0)


def _bounds(quantity: Quantity, one: Decimal) -> Bounds:
    v, s = quantity.value, quantity.step
    gap = one if s > one else Decimal(0)
    match SENSES.get(quantity.hedge):
        case Sense.JUST_ABOVE:
            return v + gap, v + s - gap
        case Sense.JUST_BELOW:
            return v - s + gap, v - one
        case Sense.ABOVE:
            return v + one, None
        case Sense.AT_LEAST:
            return v, None
        case Sense.BELOW:
            return None, v - one
        case Sense.AT_MOST:
            return None, v
    return (v, v) if s == one else (v - s / 2, v + s / 2 - one)
