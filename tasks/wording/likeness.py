"""How much of a name stands in some words, where the words are not exactly the name.

Names are taken as pairs of neighbouring characters; a pair that stands in the names of many things (专项,
案件) says less than one that stands in those of one only (墙绘).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much each pair of characters says. Make one with `likeness`."""

    weights: Mapping[str, float]

    def of(self, names: Iterable[str], *words: str) -> float:
        """The greatest share of any of a thing's names that stands in some words, from 0 to 1."""
        there = {pair for one in words for pair in pairs(one)}
        return max((self._share(pairs(name), there) for name in names), default=0.0)

    def _share(self, own: frozenset[str], there: Collection[str]) -> float:
        whole = sum(self.weights[pair] for pair in own)
        return sum(self.weights[pair] for pair in own if pair in there) / whole if whole else 0.0


def likeness(things: Iterable[Iterable[str]]) -> Likeness:
    """Of all names of some things."""
    listed = [{pair for name in names for pair in pairs(name)} for names in things]
    of = Counter(pair for one in listed for pair in one)
    return Likeness({pair: log(1 + len(listed) / count) for pair, count in sorted(of.items())})


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def without(words: str, names: Iterable[str]) -> str:
    """Some words without what of any of the names stands in them."""
    held = {pair for name in names for pair in pairs(name)}
    at = {place for place in range(len(words) - 1) if words[place : place + 2] in held}
    return "".join(c for place, c in enumerate(words) if not {place, place - 1} & at)
