"""Within sentences that belong together: which number is which of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tasks.differences import steps
from tasks.quantity import convert
from tasks.quantity.units import factor
from tasks.review.verify.align import Group
from tasks.review.verify.sentences import Kind, Number, Sentence

_STEADY = 3
"""Letters on end that two texts must share around a number for it to be the same one."""
_LONG = 3
"""Digits of a value that is hardly another one's by chance."""
_MOST = 10_000
"""Pairs of numbers that are compared; what has more is the same number over and over."""
_NAMED = 4
"""Letters on end before a number that name it."""
_BEFORE, _AFTER = 14, 6
_ALIKE = 0.4
"""Likeness of the words around two numbers of different value for them to be the same one."""
_FEWEST_ALIKE = 0.12
"""… of the same value and unit."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A number and the sentence in which it stands."""

    number: Number
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Paired:
    """Numbers of ours and what became of them; `lost` are ours that are gone, `new` those that came."""

    pairs: tuple[tuple[Placed, Placed], ...] = ()
    lost: tuple[Placed, ...] = ()
    new: tuple[Placed, ...] = ()


def paired(group: Group) -> Paired:
    """The numbers of a group."""
    ours, theirs = _placed(group.ours), _placed(group.theirs)
    if group.same:
        return Paired(tuple(zip(ours, theirs, strict=True)))
    if not ours or not theirs:
        return Paired((), ours, theirs)
    found = _by_names(dict(_in_line(group, ours, theirs)))
    left = [one for one in ours if id(one) not in {id(mine) for mine, _ in found.values()}]
    new = [one for one in theirs if id(one) not in found]
    more = by_words(left, new, _ALIKE)
    taken = {id(one) for pair in more for one in pair}
    return Paired(
        (*found.values(), *more),
        tuple(one for one in left if id(one) not in taken),
        tuple(one for one in new if id(one) not in taken),
    )


def by_words(
    ours: Sequence[Placed], theirs: Sequence[Placed], otherwise: float | None = None
) -> list[tuple[Placed, Placed]]:
    """Numbers of the same value among words that are alike, best first; with `otherwise`, also those of
    other value where the words are as alike as that.
    """
    scored = []
    for one, other in _candidates(ours, theirs, everything=otherwise is not None):
        likeness = _likeness(one, other)
        equal = same_value(one.number, other.number)
        if likeness >= (_FEWEST_ALIKE if equal else otherwise or 1):
            scored.append((likeness + equal, one, other))
    scored.sort(key=lambda pair: -pair[0])
    taken: set[int] = set()
    pairs = []
    for _, one, other in scored:
        if taken.isdisjoint((id(one), id(other))) and one.number.kind is other.number.kind:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    return pairs


def by_value(ours: Sequence[Placed], theirs: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    """Figures whose value is so long that nothing else on either side can be meant."""
    mine, yours = _by_long_value(ours), _by_long_value(theirs)
    return [
        (mine[key][0], yours[key][0])
        for key in mine
        if len(mine[key]) == len(yours.get(key, ())) == 1 and mine[key][0].number.figure
    ]


def _by_long_value(some: Sequence[Placed]) -> dict[tuple[Decimal, str], list[Placed]]:
    found: dict[tuple[Decimal, str], list[Placed]] = {}
    for one in some:
        said = one.number.quantity
        if said is not None and len(said.value.normalize().as_tuple().digits) >= _LONG:
            found.setdefault((said.value, said.unit), []).append(one)
    return found


def same_value(one: Number, other: Number) -> bool:
    """Whether two numbers say the same amount in units that convert exactly."""
    if one.quantity is None or other.quantity is None:
        return one.text == other.text
    return convert(other.quantity.value, other.quantity.unit, one.quantity.unit) == one.quantity.value


def _placed(sentences: Sequence[Sentence]) -> tuple[Placed, ...]:
    return tuple(Placed(number, one) for one in sentences for number in one.numbers)


def _in_line(
    group: Group, ours: Sequence[Placed], theirs: Sequence[Placed]
) -> Iterator[tuple[int, tuple[Placed, Placed]]]:
    """Pairs that stand in what both texts share, by identity of theirs."""
    mine, yours = _line(group.ours, ours), _line(group.theirs, theirs)
    for step in steps([token for token, _ in mine], [token for token, _ in yours]):
        if step.same:
            steady = step.before[1] - step.before[0] >= _STEADY
            for at, other in zip(range(*step.before), range(*step.after), strict=True):
                one, its = mine[at][1], yours[other][1]
                if one and its and _may_be(one.number, its.number, steady=steady):
                    yield id(its), (one, its)


def _by_names(found: dict[int, tuple[Placed, Placed]]) -> dict[int, tuple[Placed, Placed]]:
    """Two numbers side by side whose names have changed places: each is the one whose name it bears."""
    for (a, (mine, its)), (b, (other, that)) in pairwise(tuple(found.items())):
        stayed = max(_named_alike(mine, its), _named_alike(other, that))
        moved = min(_named_alike(mine, that), _named_alike(other, its))
        convertible = _may_be(mine.number, that.number, steady=True)
        if moved >= _NAMED and moved > 2 * stayed and convertible:
            found[a], found[b] = (other, its), (mine, that)
    return found


def _named_alike(one: Placed, other: Placed) -> int:
    """How many letters before two numbers are the same."""
    mine, yours = _before(one), _before(other)
    return next(
        (n for n, (a, b) in enumerate(zip(mine, yours, strict=False)) if a != b), min(len(mine), len(yours))
    )


def _before(placed: Placed) -> tuple[str, ...]:
    """The letters before a number, from the last one on."""
    sentence = placed.sentence
    at = sentence.at.index(placed.number.start)
    return sentence.tokens[max(0, at - _BEFORE) : at][::-1]


def _may_be(one: Number, other: Number, *, steady: bool) -> bool:
    """Whether numbers in one place may be the same: of one value, or of one unit among the same letters."""
    if same_value(one, other) or one.quantity is None or other.quantity is None:
        return steady or same_value(one, other)
    return steady and convert(Decimal(1), one.quantity.unit, other.quantity.unit) is not None


def _line(sentences: Sequence[Sentence], placed: Sequence[Placed]) -> list[tuple[str, Placed | None]]:
    """Tokens of sentences in a row, with the number that a token stands for."""
    waiting = iter(placed)
    marks = {kind.value for kind in Kind}
    return [(sign, next(waiting) if sign in marks else None) for one in sentences for sign in one.tokens]


def _candidates(
    ours: Sequence[Placed], theirs: Sequence[Placed], *, everything: bool
) -> Iterator[tuple[Placed, Placed]]:
    if everything and len(ours) * len(theirs) <= _MOST:
        yield from ((one, other) for one in ours for other in theirs)
        return
    by_amount: dict[object, tuple[list[Placed], list[Placed]]] = {}
    for side, placed in ((0, ours), (1, theirs)):
        for one in placed:
            by_amount.setdefault(_amount(one.number), ([], []))[side].append(one)
    for mine, yours in by_amount.values():
        if len(mine) * len(yours) <= _MOST:
            yield from ((one, other) for one in mine for other in yours)


def _amount(number: Number) -> object:
    """The same for numbers of the same amount."""
    said = number.quantity
    return number.text if said is None else said.value * factor(said.unit)


def _likeness(one: Placed, other: Placed) -> float:
    mine, yours = _around(one), _around(other)
    return 2 * len(mine & yours) / (len(mine) + len(yours)) if mine and yours else 0.0


def _around(placed: Placed) -> frozenset[str]:
    """Pairs of letters near a number, numbers masked."""
    sentence = placed.sentence
    at = sentence.at.index(placed.number.start)
    before, after = sentence.tokens[max(0, at - _BEFORE) : at], sentence.tokens[at + 1 : at + 1 + _AFTER]
    return frozenset(a + b for words in (before, after) for a, b in pairwise(words))
