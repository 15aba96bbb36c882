"""One number of an edited text beside the figure that it was: the same, or another one, and in what."""

from dataclasses import dataclass
from decimal import Decimal

from tasks.model import Figure, Value
from tasks.quantity import Quantity, bounds, convert
from tasks.quantity.hedges import SENSES, Sense
from tasks.quantity.units import is_counted
from tasks.review.verify.sentences import Number

_STRICT = frozenset({Sense.JUST_ABOVE, Sense.ABOVE, Sense.JUST_BELOW, Sense.BELOW})
"""What leaves out the number itself."""

Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether the number still says what is known, and a Chinese phrase on what was changed."""

    right: bool
    note: str = ""


UNTOUCHED = Judged(right=True)


def judged(now: Number, was: Number, figure: Figure | None, values: tuple[Value, ...]) -> Judged:
    """`was` is the number as we printed it, `values` what the figure rests on (none for a number of
    ours that is no figure).
    """
    if now.text == was.text:
        return UNTOUCHED
    said, meant = now.quantity, was.quantity
    if said is None or meant is None:
        return Judged(right=False, note="数字改动")
    amount = convert(said.value, said.unit, meant.unit)
    if amount is None:
        return _other_unit(said, meant)
    known = _truth(meant, figure, values)
    admitted = _admits(said, said.unit, meant.unit, known)
    alike = SENSES.get(said.hedge) == SENSES.get(meant.hedge)
    if amount == meant.value and alike and (admitted or known[0] != known[1]):
        return Judged(right=True, note="写法不同")
    if admitted:
        return Judged(right=True, note="精确程度不同，仍与数据相符")
    if amount != meant.value:
        return Judged(right=False, note="数字改动")
    return Judged(right=False, note="写得比数据精确" if alike else "概数用语改动，与数据不符")


def true_of(said: Quantity, unit: str, meant: Quantity) -> bool:
    """Whether a number (in `unit`, as its own is taken) is true of what is known: the same amount under a
    hedge of the same sense, or all that is known lies within what it says.
    """
    amount = convert(said.value, unit, meant.unit)
    if amount == meant.value and SENSES.get(said.hedge) == SENSES.get(meant.hedge):
        return True
    exact = not meant.hedge and meant.step <= 1
    return _admits(said, unit, meant.unit, (meant.value, meant.value) if exact else bounds(meant))


def _said(said: Quantity) -> Interval:
    """What a number says. One that is open to a side must still be near: 50%以上 is true of 95%, and says
    another thing than 90%以上.
    """
    low, high = bounds(said)
    if low is None and high is not None:
        return high - said.step, high
    if high is None and low is not None:
        return low, low + said.step
    return low, high


def _other_unit(said: Quantity, meant: Quantity) -> Judged:
    if said.value != meant.value:
        return Judged(right=False, note="数字和单位都改动")
    return Judged(right=False, note="单位改动" if said.unit else "单位缺失")


def _truth(meant: Quantity, figure: Figure | None, values: tuple[Value, ...]) -> Interval:
    """What is known of the figure, in the printed unit: what its values leave open, else what the print
    does."""
    known = [_of_value(value, meant) for value in values] if figure is not None else []
    if not known or None in known or len(set(known)) > 1:
        return bounds(meant)
    return known[0] or bounds(meant)


def _of_value(value: Value, meant: Quantity) -> Interval | None:
    exact = not value.hedge and (value.step is None or value.step <= 1)
    amount = abs(value.value) if value.value < 0 <= meant.value else value.value  # 下降12%
    step = Decimal(1) if value.step is None else value.step
    limits = (amount, amount) if exact else bounds(Quantity(amount, value.unit, value.hedge, step))
    if convert(Decimal(1), value.unit, meant.unit) is None:
        return limits if not _scaled(meant.unit) else None  # 宗/人 is printed 宗
    return _in_unit(limits, value.unit, meant.unit)


def _scaled(unit: str) -> bool:
    """Whether a unit carries a scale (万人次), so that its number is not that of the bare unit."""
    return unit[:1] in "百千万亿" and len(unit) > 1


def _in_unit(limits: Interval, unit: str, wanted: str) -> Interval:
    low, high = (None if end is None else convert(end, unit, wanted) for end in limits)
    return low, high


def _admits(number: Quantity, unit: str, wanted: str, known: Interval) -> bool:
    """Whether all that is known (in the wanted unit) lies within what a number says (in `unit`). What lies
    half-way is rounded up: 8.15 is no 8.1.
    """
    (low, high), (least, most) = _in_unit(_said(number), unit, wanted), known
    if least == most and least in (low, high) and SENSES.get(number.hedge) in _STRICT:
        return False  # 100% is not 超过100%, 52 is not 52余
    if not number.hedge and low != high and most == high and not is_counted(unit):
        return False
    below = low is None or (least is not None and low <= least)
    above = high is None or (most is not None and most <= high)
    return below and above
