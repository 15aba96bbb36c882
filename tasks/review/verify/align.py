"""Which sentences of an edited text are which of ours: kept, moved, reworded, parted or put together.

First those that say the same but for their numbers, wherever they stand; then those that share enough of
their letters. Both are look-ups, so that a text ten times as long takes ten times as long.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.review.verify.sentences import Sentence

_ENOUGH = 0.4
"""Share of the shorter sentence's pairs of letters that two sentences must have in common."""
_FEWEST = 3
"""Pairs in common; what is shorter is not recognised."""
_TELLING = 8
"""Letters and numbers from which a sentence that stands twice is no chance."""
_COMMON = 40
"""A pair of letters in more sentences than this says nothing of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of ours and what became of them; either may be empty. `same`: one each, and they differ
    in their numbers alone.
    """

    ours: tuple[Sentence, ...]
    theirs: tuple[Sentence, ...]
    same: bool = False


def aligned(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[Group]:
    """All sentences of both texts, each in one group."""
    groups: list[Group] = []
    mine, yours = list(ours), list(theirs)
    for told in (_with_numbers, _without_numbers):
        pairs, mine, yours = _equal(mine, yours, told)
        groups += [Group((one,), (other,), same=True) for one, other in pairs]
    again, yours = _said_again(ours, yours)
    return groups + again + list(_alike(mine, yours))


def _said_again(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> tuple[list[Group], list[Sentence]]:
    """Sentences of ours that stand there once more, whatever their numbers; and the others."""
    by_key = {one.key: one for one in ours if len(one.tokens) >= _TELLING}
    again = [Group((by_key[one.key],), (one,), same=True) for one in theirs if one.key in by_key]
    return again, [one for one in theirs if one.key not in by_key]


def _with_numbers(sentence: Sentence) -> tuple[str, ...]:
    return (sentence.key, *(number.text for number in sentence.numbers))


def _without_numbers(sentence: Sentence) -> tuple[str, ...]:
    return (sentence.key,)


def _equal(
    ours: Sequence[Sentence], theirs: Sequence[Sentence], told: Callable[[Sentence], tuple[str, ...]]
) -> tuple[list[tuple[Sentence, Sentence]], list[Sentence], list[Sentence]]:
    """Pairs of sentences that are told alike, in order; and the others of either text."""
    waiting: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for sentence in reversed(ours):
        waiting[told(sentence)].append(sentence)
    pairs, rest = [], []
    for sentence in theirs:
        same = waiting.get(told(sentence))
        if same:
            pairs.append((same.pop(), sentence))
        else:
            rest.append(sentence)
    taken = {id(one) for one, _ in pairs}
    return pairs, [one for one in ours if id(one) not in taken], rest


def _alike(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[Group]:
    """Groups of sentences that are most alike: each with the one of the other text that is most like it."""
    mine, yours = [_pairs(one) for one in ours], [_pairs(one) for one in theirs]
    links = {(best, other) for other, best in _most_alike(yours, mine)}
    links |= set(_most_alike(mine, yours))
    for some, others in _together(links, len(ours), len(theirs)):
        yield Group(tuple(ours[one] for one in some), tuple(theirs[one] for one in others))


def _pairs(sentence: Sentence) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(sentence.tokens))


def _most_alike(
    some: Sequence[frozenset[str]], others: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """For each of some sentences the one of the others that is most like it, if one is like enough."""
    places: Mapping[str, list[int]] = _places(others)
    for number, pairs in enumerate(some):
        shared = Counter(at for pair in pairs for at in places.get(pair, ()))
        scores = [
            (count / min(len(pairs), len(others[at])), count, -abs(at - number), at)
            for at, count in shared.items()
            if count >= min(_FEWEST, len(pairs))
        ]
        if scores and max(scores)[0] >= _ENOUGH:
            yield number, max(scores)[-1]


def _places(sentences: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(sentences):
        for pair in pairs:
            places[pair].append(number)
    return {pair: where for pair, where in places.items() if len(where) <= _COMMON}


def _together(
    links: Iterable[tuple[int, int]], ours: int, theirs: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Sentences by number that are linked with one another, and each of the others alone."""
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        near[one].append(ours + other)
        near[ours + other].append(one)
    seen: set[int] = set()
    for start in range(ours + theirs):
        if start in seen:
            continue
        seen.add(start)
        found, stack = [start], [start]
        while stack:
            for following in near[stack.pop()]:
                if following not in seen:
                    seen.add(following)
                    found.append(following)
                    stack.append(following)
        found.sort()
        yield [n for n in found if n < ours], [n - ours for n in found if n >= ours]
