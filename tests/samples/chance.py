"""Seeded chance for invented rows. Only `Random.random()` is drawn on: its sequence is the same in every
supported Python.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


def seeded(*seed: object) -> Random:
    """A source of chance that is the same for the same seed."""
    return Random("/".join(map(str, seed)))  # noqa: S311 invented rows, no secret


def days(rng: Random, year: int, count: int) -> list[date]:
    """`count` days of a year, in order."""
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    drawn = sorted(below(rng, length) for _ in range(count))
    return [date(year, 1, 1) + timedelta(days=day) for day in drawn]


def below(rng: Random, bound: int) -> int:
    """A whole number from 0 to before `bound`."""
    return int(rng.random() * bound)


def one_of(rng: Random, things: Sequence[T]) -> T:
    """One of some things."""
    return things[below(rng, len(things))]


def weighted(rng: Random, shares: Mapping[str, int]) -> str:
    """A name by its share."""
    point = rng.random() * sum(shares.values())
    for name, share in shares.items():
        point -= share
        if point < 0:
            return name
    return next(reversed(shares))


def mixed(rng: Random, counts: Mapping[str, int]) -> list[str]:
    """Every name as often as `counts` says, in an order left to chance."""
    listed = [name for name, count in counts.items() for _ in range(count)]
    return [name for _, name in sorted((rng.random(), name) for name in listed)]


def parted(rng: Random, total: int, parts: int, least: int = 0) -> list[int]:
    """`parts` whole numbers of at least `least` that add up to `total`."""
    weights = [0.2 + rng.random() for _ in range(parts)]
    free = total - least * parts
    shares = [least + int(free * weight / sum(weights)) for weight in weights]
    for extra in range(total - sum(shares)):
        shares[extra % parts] += 1
    return shares
