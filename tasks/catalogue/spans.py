"""Formulas over values as they were written: the lowest and highest that they may come to.

Pure functions over "period/indicator" → bounds: a submission's cells, what is curated and what is printed
are judged by the same.
"""

import ast
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import product

from tasks.catalogue import formula
from tasks.quantity import Quantity, bounds

Bounds = tuple[Decimal | None, Decimal | None]
"""Lowest and highest true value, both included; None where open."""

_FAR = Fraction(10) ** 40
_OPEN = Fraction(10) ** 25
"""An open end is taken as far beyond what the tables hold (10¹⁸), and what comes out beyond this as open."""

Corner = tuple[Fraction, ...]


@lru_cache(maxsize=16384)
def written(value: Decimal, unit: str, hedge: str, step: Decimal | None) -> Bounds:
    """The range that a value as written leaves to the true one; itself where its step is not known."""
    return (value, value) if step is None else bounds(Quantity(value, unit, hedge, step))


def span(tree: ast.expr, period: str, ranges: Mapping[str, Bounds]) -> Bounds | None:
    """The lowest and highest value of a formula while its inputs lie in their ranges.

    Taken at the corners of the ranges. None where an input is missing or some corner has no value (a
    divisor of zero).
    """
    if isinstance(tree, ast.Name):
        return ranges.get(f"{period}/{tree.id}")
    operands = formula.operands(tree)
    if not all(key in ranges for operand in operands for key in formula.keys(*operand, period)):
        return None
    choices = [_corners(*operand, period, ranges) for operand in operands]
    try:
        values = [_at(tree, operands, corner) for corner in product(*choices)]
    except formula.UndefinedError:
        return None
    low, high = min(values), max(values)
    return (
        None if low < -_OPEN else formula.decimal(low),
        None if high > _OPEN else formula.decimal(high),
    )


def _corners(code: str, role: str, period: str, ranges: Mapping[str, Bounds]) -> tuple[Fraction, ...]:
    """An operand's lowest and highest value, once where they are the same; a mean's from its months'.

    Zero too where it lies between: a divisor that may be zero leaves nothing to say.
    """
    own = [ranges[key] for key in formula.keys(code, role, period)]
    if len(own) == 1 and own[0][0] is not None and own[0][0] == own[0][1]:
        return (Fraction(own[0][0]),)  # nearly all values are exact, and fractions are dear
    low = sum(-_FAR if low is None else Fraction(low) for low, _ in own) / len(own)
    high = sum(_FAR if high is None else Fraction(high) for _, high in own) / len(own)
    if low < 0 < high:
        return Fraction(low), Fraction(0), Fraction(high)
    return (Fraction(low),) if low == high else (Fraction(low), Fraction(high))


def _at(tree: ast.expr, operands: Sequence[tuple[str, str]], corner: Corner) -> Fraction:
    values = dict(zip(operands, corner, strict=True))
    return formula.exact(tree, lambda code, role: [values[code, role]])
