"""What of a printed figure is a fact for machines: the digits that stand there, with unit, scale and sign.

A figure is a number only where nothing but a plain number and its value's unit is printed: 1661宗, 4.7万人次,
467%. Under a hedge or in words (460余场次, 90%以上, 不到五成, 持平) the digits are not the value, and the
words are the fact. Never more than is printed: an unrounded value is no fact of the document.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tasks.model import Document, Value
from tasks.quantity.units import SCALE, SCALES, split_scale

_WORDS_OF_GROWTH = "增长|增加|上升|提高|提升|下降|减少|降低"
_PLAIN = re.compile(
    rf"(?P<before>(?:{_WORDS_OF_GROWTH})?-?)(?P<digits>\d+(?:\.(?P<places>\d+))?)(?P<after>(?P<scale>{SCALE})?(?P<unit>\D*))"
)
# Shares are pure numbers; the power of ten by which what is printed is more than the share itself.
_SHARES: Mapping[str, int] = {"%": -2, "‰": -3, "个百分点": -2, "百分点": -2, "倍": 0}
_QUOTIENT = "是上年的"
"""Before 5.7倍: the quotient of two years, where the value behind it is their growth (4.7倍)."""


@dataclass(frozen=True, slots=True)
class Number:
    """Digits as printed with what stands before and after them; value = ±digits × 10^scale, in `unit`.

    `decimals`: places of the value that the printed digits vouch for. A share's unit is "".
    """

    before: str
    digits: str
    after: str
    unit: str
    scale: int
    decimals: int
    negative: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """What a figure says of one indicator in one period; without `number`, its words are the fact."""

    value: Value
    number: Number | None


def facts(document: Document, figure: str) -> tuple[Fact, ...]:
    """The facts that a figure states, one for every value it prints: all numbers, or all words."""
    told = document.figures[figure]
    values = [document.values[key] for key in told.keys if key in document.values]
    numbers = [None if told.words == _QUOTIENT else _number(told.text, value) for value in values]
    same = len(set(numbers)) == 1
    return tuple(Fact(value, number if same else None) for value, number in zip(values, numbers, strict=True))


def is_share(unit: str) -> bool:
    """Whether values of a unit are pure numbers."""
    return unit in _SHARES


def base_unit(unit: str) -> str:
    """A unit without its scale: 亿元 → 元."""
    return split_scale(unit)[1]


def _number(text: str, value: Value) -> Number | None:
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    printed, unit = match["unit"], base_unit(value.unit)
    if is_share(printed) and is_share(unit):
        scale, unit = _SHARES[printed], ""
    elif unit == printed or unit.startswith(f"{printed}/"):
        scale = 0
    else:
        return None
    scale += SCALES[match["scale"]].adjusted() if match["scale"] else 0
    return Number(
        before=match["before"],
        digits=match["digits"],
        after=match["after"],
        unit=unit,
        scale=scale,
        decimals=len(match["places"] or "") - scale,
        negative=value.value < 0,
    )
