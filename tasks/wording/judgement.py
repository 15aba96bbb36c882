"""What one number in a text comes to: held against a figure, bound to one, or listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks.quantity import Found, Quantity, convert, write
from tasks.wording.clauses import Clause, Text, is_compared, is_earlier, is_elsewhen, is_part, plain
from tasks.wording.naming import Figure, Figures, Interval, fits, in_unit, interval, known, without_names

_ALL = re.compile("均(?:为|达到?|是|保持在?|实现)?$")
_EACH = re.compile("(?P<names>.*)分别(?:为|达到?|是)(?P<numbers>.*)")
_JOINED = re.compile("[、和及与]")
_GROWN = re.compile("(?P<more>增长|提升|上升|增加|提高|增幅|上涨)(?:了|达|为)?$")
_FALLEN = re.compile("(?P<less>下降|减少|降低|降幅|缩减|回落)(?:了|达|为)?$")
_SHARE = "%"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`listed`: nothing stands behind it. `bound`: "period/indicator" of the one figure that does.
    `against`: the figure it is held against: `said` and `known` are what both may mean, in `unit`.
    """

    listed: bool = False
    bound: str = ""
    against: Figure | None = None
    growth: bool = False
    said: Interval = (None, None)
    known: Interval = (None, None)
    unit: str = ""
    shown: str = ""
    prior: str = ""


_LISTED = Verdict(listed=True)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and the words around it, compared: in its clause since the last number, and the sentence's."""

    quantity: Quantity
    before: str
    clause: str
    after: str
    sentence: str


def of_number(text: Text, last: int, found: Found, quantity: Quantity, figures: Figures) -> Iterator[Verdict]:
    """The verdicts on a number that stands at `found`; `last` is where the number before it ends. More than
    one where it speaks of several rates (均达100%).
    """
    clause = text.at(found.start)
    number = _number(text.text, clause, last, found, quantity)
    grown, fallen = _GROWN.search(number.before), _FALLEN.search(number.before)
    if grown or fallen:
        yield _growth(number, figures, falls=fallen is not None)
    elif _ALL.search(number.before) and quantity.unit == _SHARE:
        yield from _all_rates(number, figures)
    else:
        yield _in_turn(number, figures) or _held(number, figures)


def _number(text: str, clause: Clause, last: int, found: Found, quantity: Quantity) -> _Number:
    start = max(clause.start, last)
    return _Number(
        quantity=quantity,
        before=plain(text[start : found.start]),
        clause=plain(text[clause.start : found.start]),
        after=plain(text[found.end : clause.end]),
        sentence=plain(text[clause.sentence : found.start]),
    )


def _held(number: _Number, figures: Figures) -> Verdict:
    """Held against the one figure that the words beside it name; else bound or listed."""
    earlier = is_earlier(number.clause, figures.year)
    tight = [] if earlier else figures.tight(number.before, number.after, number.quantity.unit)
    if len(tight) == 1 and not _of_a_part(number, tight[0]):
        return _against(tight[0], number)
    return _bound(number, figures, earlier=earlier)


def _of_a_part(number: _Number, figure: Figure) -> bool:
    words = without_names(number.sentence, [figure])
    return is_part(words + number.after) or (is_earlier(words, int(figure.period)) and not number.clause)


def _against(figure: Figure, number: _Number) -> Verdict:
    if fits(figure, number.quantity):
        return Verdict(bound=figure.key)
    unit = figure.indicator.unit
    return Verdict(
        against=figure,
        said=interval(figure, number.quantity),
        known=known(figure, number.quantity),
        unit=unit,
        shown=write(figure.value, unit=unit, places=6),
    )


def _bound(number: _Number, figures: Figures, *, earlier: bool) -> Verdict:
    """Bound where one figure alone has the value, the unit and a name in the clause, else in the sentence,
    and no word there limits the number to a part or to another year.
    """
    if is_elsewhen(number.clause, figures.year):
        return _LISTED
    among = list(figures.before.values()) if earlier else figures.now
    possible = [
        one for one in among if in_unit(one, number.quantity.unit) is not None and fits(one, number.quantity)
    ]
    for words in (number.clause + number.after, number.sentence):
        named = figures.named(words, possible)
        if named:
            whole = len(named) == 1 and not is_part(without_names(words, named))
            return Verdict(bound=named[0].key) if whole else _LISTED
    return _LISTED


def _all_rates(number: _Number, figures: Figures) -> Iterator[Verdict]:
    """One number for several named rates: each of them is held against it."""
    named = figures.rates(_ALL.sub("", number.before))
    rates = [one for some in named for one in some]
    if is_earlier(number.sentence, figures.year) or is_part(without_names(number.sentence, rates)):
        named = []
    sure = [some[0] for some in named if len(some) == 1]
    against = [_against(one, number) for one in sure if not fits(one, number.quantity)]
    yield from against
    if not against and sure and len(sure) == len(named):
        yield from (Verdict(bound=one.key) for one in sure)
    elif not against:
        yield _LISTED


def _in_turn(number: _Number, figures: Figures) -> Verdict | None:
    """及时受理率、按期答复率分别为100%、99.5%: as many rates as numbers, and this one agrees with its own."""
    said = _EACH.search(number.clause)
    if said is None or number.quantity.unit != _SHARE or is_earlier(number.sentence, figures.year):
        return None
    named, at = figures.rates(said["names"]), len(_JOINED.findall(said["numbers"]))
    if len(named) != at + 1 + len(_JOINED.findall(number.after)) or len(named[at]) != 1:
        return None
    return Verdict(bound=named[at][0].key) if fits(named[at][0], number.quantity) else None


def _growth(number: _Number, figures: Figures, *, falls: bool) -> Verdict:
    """A growth or an increase held against the one that follows from both years' figures."""
    named = figures.named(number.sentence)
    figure = named[0] if len(named) == 1 else None
    base = figures.before.get(figure.indicator.code) if figure else None
    if figure is None or base is None or figure.indicator.unit == _SHARE or not is_compared(number.sentence):
        return _LISTED
    if is_part(without_names(number.sentence, [figure])):
        return _LISTED
    share = number.quantity.unit == _SHARE
    if not share and in_unit(figure, number.quantity.unit) is None:
        return _LISTED
    grown = _rate(figure, base) if share else _difference(figure, base)
    said = _as_said(number.quantity, figure, share=share, falls=falls)
    if grown is None or said is None:
        return _LISTED
    unit = _SHARE if share else figure.indicator.unit
    if said[0] <= grown[1] and grown[0] <= said[1]:
        return Verdict()
    return Verdict(
        against=figure,
        growth=True,
        said=said,
        known=grown,
        unit=unit,
        shown=_shown(grown, unit),
        prior=write(base.value, unit=base.indicator.unit, places=6),
    )


def _rate(now: Figure, before: Figure) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest growth in % that the figures of both years leave open."""
    (low, high), (base_low, base_high) = now.limits(), before.limits()
    if low is None or high is None or not base_low or not base_high or base_low < 0:
        return None
    return (low / base_high - 1) * 100, (high / base_low - 1) * 100


def _difference(now: Figure, before: Figure) -> tuple[Decimal, Decimal] | None:
    (low, high), (base_low, base_high) = now.limits(), before.limits()
    if low is None or high is None or base_low is None or base_high is None:
        return None
    return low - base_high, high - base_low


def _as_said(
    quantity: Quantity, figure: Figure, *, share: bool, falls: bool
) -> tuple[Decimal, Decimal] | None:
    """What a stated growth may mean, a step to either side: it may be cut off, not rounded."""
    unit = _SHARE if share else in_unit(figure, quantity.unit) or ""
    to = _SHARE if share else figure.indicator.unit
    value, step = (convert(one, unit, to) for one in (quantity.value, quantity.step))
    if value is None or step is None:
        return None
    slack = step if share or quantity.hedge or step > 1 else Decimal(0)
    low, high = value - slack, value + slack
    return (-high, -low) if falls else (low, high)


def _shown(known: tuple[Decimal, Decimal], unit: str) -> str:
    value = known[0]
    word = "增加" if value > 0 else "减少"
    return f"{word}{write(abs(value), unit=unit, places=1)}" if value else "没有变化"
