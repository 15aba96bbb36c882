"""From a label as written to what the catalogue calls it. Never guesses between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks.intake.folding import LABEL, fold, split_month, split_unit, without_number
from tasks.intake.same import Same

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Indicator
    from tasks.model import Place

REMEMBERED = 8192
"""Labels that a Lookup keeps."""

_PERIOD = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")

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
    labels: dict[str, Label] = field(default_factory=dict, compare=False, repr=False)  # those looked up

    @classmethod
    def at(cls, place: Place, catalogue: Catalogue) -> Lookup:
        """The names for files of this place; made once for each place."""
        return _lookup(place, Same(catalogue))

    @classmethod
    def make(cls, place: Place, catalogue: Catalogue) -> Lookup:
        """The names for files of this place."""
        own = catalogue.indicators_of(place.department) if place.department in catalogue.departments else ()
        return cls(
            place=place,
            catalogue=catalogue,
            own=_index((i.code, _names(i)) for i in own),
            all=_index((i.code, _names(i)) for i in catalogue.indicators.values()),
            topics=_index((t.code, (t.name, *t.aliases)) for t in catalogue.topics.values()),
        )

    def row(self, text: str, code: str) -> Label:
        """The label of a row that may bear a code of ours (`lawpop_events`, `satisfaction@2024-03`).

        The code survives a renamed label. But where the label is another indicator's name, rows were
        sorted or copied without their hidden codes, and what the clerk sees counts.
        """
        named = self.label(text)
        coded = self._coded(code) if code else None
        if coded is None or named.indicator is not None:
            return named
        return Label(coded.indicator, coded.period, named.unit)

    def _coded(self, code: str) -> Label | None:
        name, _, period = code.partition("@")
        indicator = self.catalogue.indicators.get(name)
        year = str(self.place.year)
        monthly = bool(period)
        if indicator is None or monthly != (indicator.frequency == "monthly"):
            return None
        if monthly and (_PERIOD.fullmatch(period) is None or not period.startswith(year)):
            return None
        return Label(indicator, period or year, "")

    def knows(self, text: str) -> bool:
        """Whether a text is an indicator's name."""
        return bool(text) and self.label(text).indicator is not None

    def label(self, text: str) -> Label:
        """An indicator row's label."""
        found = self.labels.get(text)
        if found is None:
            found = self._label(text)
            if len(self.labels) < REMEMBERED and len(text) <= LABEL:
                self.labels[text] = found
        return found

    def within(self, label: Label, text: str, groups: Iterable[str]) -> Label:
        """The label of a row that is unknown by itself, with what it stands under before it.

        行政处罚 over 宗数 is 行政处罚宗数. The nearest group that gives a known name counts.
        """
        if label.indicator is not None or not text:
            return label
        for group in groups:
            grouped = self.label(without_number(group) + without_number(text)) if group else label
            if grouped.indicator is not None:
                return grouped
        return label

    def _label(self, text: str) -> Label:
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

    def topic(self, text: str, code: str = "") -> str | None:
        """The code of a narrative topic, by its name or by the code beside it in a form of ours."""
        return self._topic(text) or (code if code in self.catalogue.topics else None)

    def _topic(self, text: str) -> str | None:
        return _only(self.topics.get(fold(text)) or self.topics.get(fold(without_number(text))))


@lru_cache(maxsize=64)
def _lookup(place: Place, same: Same) -> Lookup:
    return Lookup.make(place, same.thing)


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
