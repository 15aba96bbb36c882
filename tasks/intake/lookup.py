"""From a label as written to what the catalogue calls it. Never guesses between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.intake.folding import fold, split_month, split_unit, without_number

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Indicator
    from tasks.model import Place

Index = Mapping[str, AbstractSet[str]]
"""Folded name → codes that have it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label understood: indicator (None if unknown or ambiguous), period, unit in brackets."""

    indicator: Indicator | None
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """The catalogue's names as seen from one place: the department's own come first."""

    place: Place
    catalogue: Catalogue
    own: Index
    all: Index
    topics: Index

    @classmethod
    def at(cls, place: Place, catalogue: Catalogue) -> Lookup:
        """The names for files of this place."""
        own = catalogue.indicators_of(place.department) if place.department in catalogue.departments else ()
        return cls(
            place=place,
            catalogue=catalogue,
            own=_index((i.code, _names(i)) for i in own),
            all=_index((i.code, _names(i)) for i in catalogue.indicators.values()),
            topics=_index((t.code, (t.name, *t.aliases)) for t in catalogue.topics.values()),
        )

    def label(self, text: str) -> Label:
        """An indicator row's label."""
        year = str(self.place.year)
        for candidate, unit in _candidates(text):
            found = self._indicator(candidate)
            if found is not None:
                return Label(found, year, unit)
        for candidate, unit in _candidates(text):
            monthly = self._monthly(candidate)
            if monthly is not None:
                return Label(monthly[0], f"{year}-{monthly[1]:02d}", unit)
        return Label(None, year, split_unit(text)[1])

    def _monthly(self, text: str) -> tuple[Indicator, int] | None:
        parts = split_month(text)
        if parts is None or parts[1] not in (None, self.place.year):
            return None
        found = self._indicator(parts[0])
        return (found, parts[2]) if found is not None and found.frequency == "monthly" else None

    def _indicator(self, text: str) -> Indicator | None:
        name = fold(text)
        codes = self.own.get(name) or self.all.get(name)
        code = _only(codes)
        return None if code is None else self.catalogue.indicators[code]

    def topic(self, text: str) -> str | None:
        """The code of a narrative topic."""
        return _only(self.topics.get(fold(text)) or self.topics.get(fold(without_number(text))))


def _names(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.name, indicator.label, *indicator.aliases)


def _index(named: Iterable[tuple[str, Iterable[str]]]) -> Index:
    codes: dict[str, set[str]] = {}
    for code, names in named:
        for name in names:
            codes.setdefault(fold(name), set()).add(code)
    return codes


def _only(codes: AbstractSet[str] | None) -> str | None:
    return next(iter(codes)) if codes is not None and len(codes) == 1 else None


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Readings of a label, the most literal first, with the unit that its brackets gave."""
    for candidate in dict.fromkeys((text, without_number(text))):
        yield candidate, ""
        name, unit = split_unit(candidate)
        if unit:
            yield name, unit
