"""What differs between two sequences.

Longest common subsequences by bits (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"): one big
integer a row, so that no text makes it slow; rows are kept to walk back.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

Pair = tuple[int, int]
_Run = tuple[Pair, int]  # first of some pairs that follow one another, and how many

_MOST_BITS = 400_000_000  # of kept rows, 50 MB; a longer difference is one replacement


@dataclass(frozen=True, slots=True)
class Step:
    """`before[start:end]` became `after[start:end]`, or stayed where they are `same`."""

    same: bool
    before: Pair
    after: Pair


def steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[Step, ...]:
    """From `before` to `after`, same and changed stretches in turn.

    A stretch that is shorter than the changes on both of its sides is taken for chance and changes too.
    """
    end = (len(before), len(after)), 0
    runs = _slid(_runs(common(before, after)), before, after)
    return tuple(_steps([*_without_chance(runs, end), end]))


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """A longest common subsequence, as pairs of places."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    left = shorter - start
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    tail = range(end, 0, -1)
    return [
        *((at, at) for at in range(start)),
        *((start + one, start + other) for one, other in middle),
        *((len(before) - at, len(after) - at) for at in tail),
    ]


def _middle(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    if not before or not after or len(before) * len(after) > _MOST_BITS:
        return []
    rows = _rows(before, after)
    pairs: list[Pair] = []
    one, other = len(before), len(after)
    while one and other:
        bit = 1 << (one - 1)
        if rows[other] & bit:
            one -= 1
        elif not rows[other - 1] & bit:
            other -= 1
        else:
            one, other = one - 1, other - 1
            pairs.append((one, other))
    return pairs[::-1]


def _rows(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[int]:
    """After each item of `after`: a zero bit where the common subsequence grows at that place of `before`."""
    places: dict[Hashable, int] = defaultdict(int)
    for at, item in enumerate(before):
        places[item] |= 1 << at
    everything = (1 << len(before)) - 1
    rows = [everything]
    for item in after:
        row = rows[-1]
        matching = row & places.get(item, 0)
        rows.append(((row + matching) | (row - matching)) & everything)
    return rows


def _runs(pairs: Sequence[Pair]) -> list[_Run]:
    by_gap = groupby(enumerate(pairs), key=lambda each: (each[1][0] - each[0], each[1][1] - each[0]))
    groups = [list(group) for _, group in by_gap]
    return [(group[0][1], len(group)) for group in groups]


def _without_chance(runs: Sequence[_Run], end: _Run) -> list[_Run]:
    """The stretches that a reader would take for kept."""
    kept: list[_Run] = [((0, 0), 0)]
    for run in (*runs, end):
        while len(kept) > 1 and kept[-1][1] < min(_gap(kept[-2], kept[-1]), _gap(kept[-1], run)):
            kept.pop()
        kept.append(run)
    return kept[1:-1]


def _slid(runs: Sequence[_Run], before: Sequence[Hashable], after: Sequence[Hashable]) -> list[_Run]:
    """The same with what came or went alone as far to the end as it may stand: (乙，) rather than (，乙)."""
    slid = list(runs[:1])
    for (one, other), length in runs[1:]:
        (start, begin), last = slid[-1]
        gaps = (before[start + last : one], after[begin + last : other])
        alike = _repeated(gaps[0] or gaps[1], before[one : one + length]) if not all(gaps) else 0
        slid[-1] = (start, begin), last + alike
        if length > alike:
            slid.append(((one + alike, other + alike), length - alike))
    return slid


def _repeated(changed: Sequence[Hashable], following: Sequence[Hashable]) -> int:
    """How many items after a change repeat it from its beginning."""
    same = (at for at, item in enumerate(following) if item != changed[at % len(changed)])
    return next(same, len(following))


def _gap(last: _Run, following: _Run) -> int:
    """How much lies between two stretches, on the side that has more."""
    (one, other), length = last
    start, begin = following[0]
    return max(start - one, begin - other) - length


def _steps(runs: Sequence[_Run]) -> Iterator[Step]:
    one, other = 0, 0
    for (start, begin), length in runs:
        if start > one or begin > other:
            yield Step(same=False, before=(one, start), after=(other, begin))
        one, other = start + length, begin + length
        if length:
            yield Step(same=True, before=(start, one), after=(begin, other))
