"""Whether a growth follows from what a sentence says itself: 1661 against 293 is 1368 more, and 467%.

A growth without its base is possible where a whole number of last year leads to it: 21, 提升40% → 15.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tasks.quantity import Quantity, convert, same_unit, write
from tasks.quantity.units import is_counted
from tasks.review.verify.growth import direction, words_before
from tasks.review.verify.pairing import Placed
from tasks.wording.clauses import is_compared, plain

_SHARE = "%"
_HUNDRED = Decimal(100)
_BOTH = 2
_CAME_TO = re.compile("[到至]")
_LAST_YEAR = re.compile("上年|去年|上一年|20[0-9]{2}年")
_FEW = 10
"""Numbers of last year that a growth may come from; where there are as many, hardly any would not do."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Whether it comes out, and how, in Chinese."""

    right: bool
    how: str


def follows(placed: Placed) -> Sum | None:
    """What a number of growth comes to beside the other numbers of its sentence; None where it is none, or
    nothing can be said.
    """
    said = placed.number.quantity
    way = direction(words_before(placed))
    if said is None or not way:
        return None
    before = _before(placed)
    for now, base in _couples([one for one, _ in before]):
        if _difference(now, base, said, way):
            return Sum(right=True, how=f"{_shown(now)}与{_shown(base)}相差{_shown(said)}")
        if _rate(now, base, said, way):
            return Sum(right=True, how=f"由{_shown(base)}到{_shown(now)}，{_shown(said)}")
    levels = [one for one, change in before if not change]
    if _are_both_years(placed, levels, said):
        return Sum(right=False, how=f"由{_shown(levels[-2])}和{_shown(levels[-1])}算不出{_shown(said)}")
    if said.unit != _SHARE or not before:
        return None
    return _possible(placed, before[-1][0], said, way)


def _before(placed: Placed) -> list[tuple[Quantity, bool]]:
    """The amounts that stand before a number in its sentence, and whether each is a change."""
    return [
        (one.quantity, _is_change(Placed(one, placed.sentence)))
        for one in placed.sentence.numbers
        if one.end <= placed.number.start and one.quantity is not None and one.quantity.unit != _SHARE
    ]


def _is_change(placed: Placed) -> bool:
    """Whether an amount is a change (缩减检查频次194次), not what it came to (增加到1661宗)."""
    words = words_before(placed)
    return direction(words) != 0 and not _CAME_TO.search(words)


def _are_both_years(placed: Placed, levels: Sequence[Quantity], said: Quantity) -> bool:
    """Whether the last two amounts are this year's and last year's, so that a growth must follow."""
    if len(levels) < _BOTH or not same_unit(levels[-1].unit, levels[-2].unit):
        return False
    words = placed.sentence.passage.tidy.text[placed.sentence.start : placed.number.start]
    return _LAST_YEAR.search(words) is not None and (said.unit in (_SHARE, levels[-1].unit))


def _couples(said: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Any two amounts of one unit."""
    for number, one in enumerate(said):
        for other in said[number + 1 :]:
            if same_unit(one.unit, other.unit):
                yield one, other
                yield other, one


def _difference(now: Quantity, base: Quantity, said: Quantity, way: int) -> bool:
    stated = convert(said.value, said.unit, now.unit)
    return stated is not None and now.value - base.value == way * stated


def _rate(now: Quantity, base: Quantity, said: Quantity, way: int) -> bool:
    if said.unit != _SHARE or not base.value:
        return False
    return _near(way * (now.value - base.value) / base.value * _HUNDRED, said)


def _near(exact: Decimal, said: Quantity) -> bool:
    """Whether a rate was rounded to what is said."""
    return abs(exact - said.value) <= said.step / 2


def _possible(placed: Placed, last: Quantity, said: Quantity, way: int) -> Sum | None:
    """A growth after one amount: of the year (21件次, 提升40%), or the change itself (缩减194次, 降幅80%)."""
    change = _follows_change(placed)
    if not is_counted(last.unit) or last.hedge or said.value <= 0 or not (change or _is_compared(placed)):
        return None
    half = said.step / 2
    ends = [_base(last.value, rate, way, change=change) for rate in (said.value - half, said.value + half)]
    low, high = min(ends), max(ends)
    first, final = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    if final - first >= _FEW:
        return None
    if first > final or first <= 0:
        return Sum(right=False, how=f"没有一个整数的上年数能由{_shown(last)}得出{_shown(said)}")
    whole = _shown(Quantity(final, last.unit, "", Decimal(1)))
    return Sum(right=True, how=f"上年数为{whole if first == final else f'{first:f}至{whole}'}时相符")


def _base(amount: Decimal, rate: Decimal, way: int, *, change: bool) -> Decimal:
    """Last year's amount, from this year's or from the change."""
    share = rate / _HUNDRED
    parts = share if change else 1 + way * share
    return amount / parts if parts > 0 else Decimal(0)


def _follows_change(placed: Placed) -> bool:
    """Whether the amount before a rate is itself a change: 缩减检查频次194次，降幅达80%."""
    before = [one for one in placed.sentence.numbers if one.end <= placed.number.start]
    return bool(before) and _is_change(Placed(before[-1], placed.sentence))


def _is_compared(placed: Placed) -> bool:
    return is_compared(plain(words_before(placed)))


def _shown(said: Quantity) -> str:
    return write(said.value, unit=said.unit, hedge=said.hedge, places=6)
