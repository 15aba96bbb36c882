"""A new town's departments and indicators as a 建档表 gives them: checked all at once.

What the system knows already is taken by its name, with its code, its scope note and its checks; what is new
gets a code that follows from the town and the name alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue.catalogue import Catalogue, fold
from tasks.catalogue.schema import Comparison, Display, Indicator, Region, RegionalDepartment
from tasks.catalogue.start_wording import StartWords
from tasks.catalogue.starting_cells import Cells, Given, Line, Wrong, parts
from tasks.privacy import personal

MOST = 1000
"""Rows of a sheet."""

_LONGEST = {"scope_note": 500, "aliases": 200}
_NAME = 60
_UNIT = re.compile(r"[^\d\s，。、；：“”]{1,8}")
_SIGNS = re.compile(r"[^\w]|_")
_SECTION = "四"
"""Where a report tells what was done; without a section nothing is compared with last year."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new town consists of: `indicators` are its own new ones."""

    region: Region
    departments: tuple[RegionalDepartment, ...]
    indicators: tuple[Indicator, ...]


def planned(given: Given, catalogue: Catalogue, words: StartWords) -> Plan | list[Wrong]:
    """The town, or everything that is wrong, in the order of the sheets."""
    return _Planner(catalogue, words).plan(given)


class _Planner(Cells):
    def plan(self, given: Given) -> Plan | list[Wrong]:
        """Read all three sheets, whatever is wrong with the first."""
        of = self.words
        for lines, sheet in (
            (given.region, of.region.sheet),
            (given.departments, of.departments.sheet),
            (given.indicators, of.indicators.sheet),
        ):
            self._sheet(lines, sheet)
        region = self._region(given.region)
        code = region.code if region else ""
        shorts = self._departments(given.departments, code)
        asked = self._indicators(given.indicators, shorts, code)
        if self.found or region is None:
            return self.found
        own = {one.code for _, one in asked if one.code not in self.catalogue.indicators}
        departments = [
            RegionalDepartment.model_validate(
                {
                    **unit,
                    "takes": tuple(one.code for owner, one in asked if owner == at and one.code not in own),
                }
            )
            for at, unit in _each_department(shorts)
        ]
        new = (one for _, one in asked if one.code in own)
        return Plan(region, tuple(departments), tuple(new))

    def _sheet(self, lines: Sequence[Line], sheet: str) -> None:
        if not lines:
            self.found.append(Wrong(sheet, "A3", self.words.wrong.nothing.format(sheet=sheet)))
        if len(lines) > MOST:
            self.tell(lines[MOST], "number", self.words.wrong.rows.format(most=MOST))
        for line in lines[:MOST]:
            for name, text in line.texts.items():
                longest = _LONGEST.get(name, _NAME)
                if len(text) > longest:
                    self.tell(line, name, self.words.wrong.long.format(longest=longest))
                if personal(text):
                    self.tell(line, name, self.words.wrong.personal)

    def _region(self, lines: Sequence[Line]) -> Region | None:
        for line in lines[1:]:
            self.tell(line, "name", self.words.wrong.one_row)
        if not lines or not self.needed(lines[0], "name", "full_name"):
            return None
        line = lines[0]
        self.folder(line, "name")
        for name in ("name", "full_name", "aliases"):
            for text in parts(line[name]):
                if self.catalogue.resolve_region(text) is not None:
                    self.tell(line, name, self.words.wrong.known_region.format(name=text))
        # a department's code too: its indicators' file is named by it
        code = self.code(line, "town", {*self.catalogue.regions, *self.catalogue.owners})
        return Region(
            code=code, name=line["name"], full_name=line["full_name"], aliases=parts(line["aliases"])
        )

    def _departments(self, lines: Sequence[Line], region: str) -> dict[str, dict[str, object]]:
        """By every name, folded, what a department is."""
        used: dict[str, str] = {}
        codes = {*self.catalogue.owners}
        found: dict[str, dict[str, object]] = {}
        for line in lines:
            if not self.needed(line, "name", "short"):
                continue
            self.folder(line, "short")
            names = {"name": (line["name"],), "short": (line["short"],), "aliases": parts(line["aliases"])}
            code = self.code(line, f"dept_{region}", codes)
            unit: dict[str, object] = {
                "code": code,
                "name": line["name"],
                "short": line["short"],
                "aliases": names["aliases"],
            }
            for column, texts in names.items():
                for text in texts:
                    before = used.setdefault(fold(text), line.cells["name"])
                    if before != line.cells["name"]:
                        told = self.words.wrong.twice.format(name=text, where=before)
                        self.tell(line, column, told)
                    found.setdefault(fold(text), unit)
        return found

    def _indicators(
        self, lines: Sequence[Line], units: Mapping[str, Mapping[str, object]], region: str
    ) -> list[tuple[str, Indicator]]:
        """(department's code, indicator) of every row that is sound."""
        asked: list[tuple[str, Indicator]] = []
        used: dict[str, str] = {}
        labels = {*self.catalogue.by_label}
        codes = {*self.catalogue.indicators}
        for line in lines:
            if not self.needed(line, "name", "department"):
                continue
            unit = units.get(fold(line["department"]))
            if unit is None:
                self.tell(line, "department", self.words.wrong.department.format(name=line["department"]))
            for column in ("name", "aliases"):
                for text in parts(line[column]) if column == "aliases" else (line[column],):
                    before = used.setdefault(fold(text), line.cells["name"])
                    if before != line.cells["name"]:
                        self.tell(line, column, self.words.wrong.twice.format(name=text, where=before))
            known = self.catalogue.named(line["name"])
            owner = str(unit["code"]) if unit else "unknown"
            made = self._known(line, known) if known else self._new(line, owner, region, labels, codes)
            if made is not None:
                asked.append((owner, made))
        return asked

    def _known(self, line: Line, known: Indicator) -> Indicator:
        wrong = self.words.wrong
        if known.formula is not None:
            self.tell(line, "name", wrong.computed.format(name=known.name))
        if line["unit"] and line["unit"] != known.unit:
            self.tell(line, "unit", wrong.unit_known.format(name=known.name, unit=known.unit))
        if line["scope_note"] and fold(line["scope_note"]) != fold(known.scope_note):
            self.tell(line, "scope_note", wrong.scope_known.format(name=known.name))
        return known

    def _new(
        self, line: Line, owner: str, region: str, labels: set[str], codes: set[str]
    ) -> Indicator | None:
        if not self.needed(line, "unit", "scope_note"):
            return None
        wrong, unit = self.words.wrong, line["unit"]
        if not _UNIT.fullmatch(unit):
            self.tell(line, "unit", wrong.unit.format(name=unit))
        kinds = {self.words.count_word: False, self.words.rate_word: True}
        rate = self.one_of(line, "kind", kinds, usual=unit == "%")
        if rate != (unit == "%"):
            self.tell(line, "unit", wrong.rate.format(rate=self.words.rate_word))
        label = self._label(line, labels)
        places = self._places(line)
        if label is None or places is None:
            return None
        return Indicator(
            code=self.code(line, f"item_{region}", codes),
            name=line["name"],
            short=label if label != line["name"] else None,
            aliases=parts(line["aliases"]),
            unit=unit,
            places=places,
            owner=owner,
            kind="rate" if rate else "primary",
            maximum=100 if rate else None,
            required=self.yes(line, "required", usual=True),
            stock=self.yes(line, "stock", usual=False),
            display=Display(places=places),
            section=_SECTION,
            comparison=Comparison(show=self.yes(line, "compared", usual=False)),
            scope_note=line["scope_note"],
        )

    def _label(self, line: Line, labels: set[str]) -> str | None:
        """The name in editions: as given, else the name without its signs."""
        column = "short" if line["short"] else "name"
        label = line["short"] or _SIGNS.sub("", line["name"])
        if not label.isidentifier():
            self.tell(line, column, self.words.wrong.short.format(name=label))
            return None
        if label in labels:
            self.tell(line, column, self.words.wrong.label.format(name=label))
            return None
        labels.add(label)
        return label

    def _places(self, line: Line) -> int | None:
        text = line["places"] or "0"
        if re.fullmatch("[0-6]", text):
            return int(text)
        self.tell(line, "places", self.words.wrong.places)
        return None


def _each_department(units: Mapping[str, dict[str, object]]) -> Iterator[tuple[str, dict[str, object]]]:
    seen = {str(unit["code"]): unit for unit in units.values()}
    return iter(seen.items())
