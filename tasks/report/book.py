"""What a composition draws on: the values that count, by key, and the departments' texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import NarrativeText, RegionYear, Value


@dataclass(frozen=True, slots=True)
class Book:
    """The curated values and texts of one RegionYear, with the catalogue that explains them."""

    catalogue: Catalogue
    region_year: RegionYear
    values: Mapping[str, Value]  # "period/indicator" → the value that counts
    narrative: tuple[NarrativeText, ...]


def open_book(
    catalogue: Catalogue,
    region_year: RegionYear,
    values: Iterable[Value],
    narrative: Sequence[NarrativeText],
) -> Book:
    """Keep the values that count. Raises ValueError where two count for one key: a fault of curation."""
    chosen: dict[str, Value] = {}
    for value in values:
        if not value.chosen:
            continue
        if value.key in chosen:
            raise ValueError(f"two values count for {value.key}")
        chosen[value.key] = value
    return Book(catalogue, region_year, chosen, tuple(narrative))


def resting_on(book: Book, keys: Iterable[str]) -> dict[str, Value]:
    """Every value that figures with these keys rest on, through all formulas; sorted by key."""
    found: dict[str, Value] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = book.values[key]
            waiting.extend(k for k in found[key].inputs if k in book.values)
    return dict(sorted(found.items()))
