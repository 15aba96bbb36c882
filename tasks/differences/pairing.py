"""Which items of two lists are one another's later form, and which of them moved."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[int, int]

_ALIKE = 0.45  # shared pairs of neighbours (Dice) from which two items are one another's later form
_RARE = 24  # a pair of neighbours that more items have does not lead from one to another
_LOOKED_AT = 5  # candidates compared in full


@dataclass(frozen=True, slots=True)
class Pairing:
    """Items of two lists, by place: those that keep their order, and those that moved; both ascending."""

    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]


def paired(before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]]) -> Pairing:
    """Which item of `after` each of `before` became: the equal ones, then those most alike."""
    found = _equal(before, after)
    found |= _alike(before, after, found)
    pairs = sorted(found.items())
    kept = dict.fromkeys(_ascending(pairs))
    return Pairing(tuple(kept), tuple(pair for pair in pairs if pair not in kept))


def in_order(kept: Iterable[Pair], before: int, after: int) -> Iterator[tuple[int | None, int | None]]:
    """All places of two lists of these lengths: kept pairs, between them what went and then what came."""
    old = new = 0
    for one, other in (*kept, (before, after)):
        yield from ((at, None) for at in range(old, one))
        yield from ((None, at) for at in range(new, other))
        if one < before:
            yield one, other
        old, new = one + 1, other + 1


def _equal(before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]]) -> dict[int, int]:
    """Equal items, the nth of `before` with the nth of `after`."""
    waiting: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for at, item in reversed(list(enumerate(after))):
        waiting[tuple(item)].append(at)
    return {at: places.pop() for at, item in enumerate(before) if (places := waiting.get(tuple(item)))}


def _alike(
    before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]], equal: dict[int, int]
) -> dict[int, int]:
    """Of the items that are left, those most alike, the most alike first."""
    taken = set(equal.values())
    old = {at: _neighbours(item) for at, item in enumerate(before) if at not in equal}
    new = {at: _neighbours(item) for at, item in enumerate(after) if at not in taken}
    scored = sorted((-_likeness(old[one], new[other]), one, other) for one, other in _candidates(old, new))
    found: dict[int, int] = {}
    used: set[int] = set()
    for score, one, other in scored:
        if -score >= _ALIKE and one not in found and other not in used:
            found[one] = other
            used.add(other)
    return found


def _candidates(old: dict[int, Counter[object]], new: dict[int, Counter[object]]) -> Iterable[Pair]:
    """Pairs worth a look: those that share most of what is rare, and those that stand at the same rank."""
    having: dict[object, list[int]] = defaultdict(list)
    for at, parts in new.items():
        for part in parts:
            having[part].append(at)
    pairs = set(zip(old, new, strict=False))
    for one, parts in old.items():
        shared = Counter(at for part in parts if len(having[part]) <= _RARE for at in having[part])
        pairs |= {(one, other) for other, _ in shared.most_common(_LOOKED_AT)}
    return pairs


def _neighbours(item: Sequence[Hashable]) -> Counter[object]:
    """Pairs of neighbours with their counts; the first and last have the edge for one."""
    return Counter(pairwise((None, *item, None)))


def _likeness(one: Counter[object], other: Counter[object]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of some pairs (ascending in the first) that is ascending in the second too."""
    ends: list[int] = []  # smallest second of a chain of each length
    places: list[int] = []
    before: list[int | None] = []
    for at, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        if length == len(ends):
            ends.append(other)
            places.append(at)
        ends[length], places[length] = other, at
        before.append(places[length - 1] if length else None)
    chain: list[Pair] = []
    at_last = places[-1] if places else None
    while at_last is not None:
        chain.append(pairs[at_last])
        at_last = before[at_last]
    return chain[::-1]
