"""Exact decimal arithmetic and the one rounding."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, Inexact

EXACT = Context(prec=80, traps=[Inexact])
"""Computes exactly or raises `decimal.Inexact`."""

_WIDE = Context(prec=80)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round once, half away from zero, to `places` decimals.

    GB/T 8170-2008 3.3: a value is rounded once, from all of its digits. Offices round half up
    (四舍五入), not to even as 3.2 has it; this is the one place where that is decided.
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def round_down(value: Decimal, places: int) -> Decimal:
    """Towards minus infinity: what is printed as 余 or 以上 must not exceed the value."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR, _WIDE)


def round_up(value: Decimal, places: int) -> Decimal:
    """Towards plus infinity: what is printed as 近 or 不到 must not fall short of the value."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_CEILING, _WIDE)


def plain(value: Decimal) -> Decimal:
    """The same number without exponent, sign of zero or trailing zeros: 47000.0 → 47000."""
    if not value:
        return Decimal(0)
    short = value.normalize(_WIDE)
    return short if decimals(short) else short.quantize(Decimal(1), context=_WIDE)


def decimals(value: Decimal) -> int:
    """Decimal places in the writing of a finite value: 268.51 → 2, 1661 → 0."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def last_place(value: Decimal) -> Decimal:
    """The place of the last non-zero digit of a finite value: 460 → 10, 1500 → 100, 8.15 → 0.01."""
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return plain(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))
