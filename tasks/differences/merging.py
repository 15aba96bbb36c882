"""Three-way merging: what two people made of the same sequence, put together item by item.

As of diff3 (Khanna, Kunal, Pierce 2007, "A Formal Investigation of Diff3"), but for one thing: items that
were replaced one for one are changes of their own, so that two people may change neighbours.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from tasks.differences.steps import Pair, common


class Side(Enum):
    """Who changed a stretch."""

    BOTH = "both"  # nobody, or both in the same way
    THEIRS = "theirs"
    MINE = "mine"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of each of the three sequences; taken from the side that changed it."""

    side: Side
    base: Pair
    theirs: Pair
    mine: Pair


@dataclass(frozen=True, slots=True)
class _Edit:
    """`base[start:end]` became so many items."""

    base: Pair
    length: int
    by: Side


def merge(base: Sequence[Hashable], theirs: Sequence[Hashable], mine: Sequence[Hashable]) -> tuple[Part, ...]:
    """All stretches in order; their spans cover each of the three sequences.

    Two changes are a conflict where they reach into one another, or put different items at one place.
    """
    edits = sorted(
        [*_edits(base, theirs, Side.THEIRS), *_edits(base, mine, Side.MINE)], key=lambda one: one.base
    )
    parts: list[Part] = []
    done, shifts = 0, {Side.THEIRS: 0, Side.MINE: 0}
    for group in [*_groups(edits), []]:
        start = group[0].base[0] if group else len(base)
        end = max((one.base[1] for one in group), default=start)
        if done < start:
            parts.append(_part(Side.BOTH, (done, start), shifts, shifts))
        if group:
            before = dict(shifts)
            for one in group:
                shifts[one.by] += one.length - (one.base[1] - one.base[0])
            part = _part(_side(group), (start, end), before, shifts)
            same = theirs[slice(*part.theirs)] == mine[slice(*part.mine)]
            parts.append(_part(Side.BOTH, (start, end), before, shifts) if same else part)
        done = end
    return tuple(parts)


def _edits(base: Sequence[Hashable], other: Sequence[Hashable], by: Side) -> Iterable[_Edit]:
    old = new = 0
    for one, there in [*common(base, other), (len(base), len(other))]:
        if one - old == there - new:
            yield from (_Edit((at, at + 1), 1, by) for at in range(old, one))
        else:
            yield _Edit((old, one), there - new, by)
        old, new = one + 1, there + 1


def _groups(edits: Iterable[_Edit]) -> list[list[_Edit]]:
    """Edits that cannot be told apart, together."""
    groups: list[list[_Edit]] = []
    for one in edits:
        if groups and any(_clash(one.base, other.base) for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _clash(one: Pair, other: Pair) -> bool:
    if one == other:
        return True
    start, end = max(one[0], other[0]), min(one[1], other[1])
    inserted = one[0] == one[1] or other[0] == other[1]
    outer = one if one[0] < one[1] else other
    return outer[0] < start < outer[1] if inserted else start < end


def _side(group: Sequence[_Edit]) -> Side:
    sides = {one.by for one in group}
    return sides.pop() if len(sides) == 1 else Side.CONFLICT


def _part(side: Side, base: Pair, before: dict[Side, int], after: dict[Side, int]) -> Part:
    spans = {by: (base[0] + before[by], base[1] + after[by]) for by in (Side.THEIRS, Side.MINE)}
    return Part(side, base, spans[Side.THEIRS], spans[Side.MINE])
