"""Checks on keys that every part of the catalogue uses; each raises CatalogueError naming the place."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tasks.catalogue.errors import CatalogueError


def refuse_twice(what: str, keys: Sequence[str]) -> None:
    """Raise CatalogueError if a key stands twice."""
    twice = sorted(key for key, n in Counter(keys).items() if n > 1)
    if twice:
        raise CatalogueError(f"{what}: declared twice: {', '.join(twice)}")


def require(wanted: Iterable[str], known: Iterable[str], at: str) -> None:
    """Raise CatalogueError if something wanted is not known."""
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise CatalogueError(f"{at}: unknown: {', '.join(unknown)}")
