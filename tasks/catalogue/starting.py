"""A new town's departments and indicators as a 建档表 gives them: checked all at once.

What the system knows already is taken by its name, with its code, its scope note and its checks; what is new
gets a code that follows from the town and the name alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tasks.catalogue.catalogue import Catalogue, fold
from tasks.catalogue.schema import Comparison, Display, Indicator, Region, RegionalDepartment
from tasks.catalogue.start_wording import StartWords
from tasks.privacy import personal

MOST = 1000
"""Rows of a sheet."""

_LONGEST = {"scope_note": 500, "aliases": 200}
_NAME = 60
_CODE = re.compile("[a-z][a-z0-9_]{0,39}")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.|\.$')
_UNIT = re.compile(r"[^\d\s，。、；：“”]{1,8}")
_PARTED = re.compile(r"[、，,；;\n]")
_SIGNS = re.compile(r"[^\w]|_")
_SECTION = "四"
"""Where a report tells what was done; without a section nothing is compared with last year."""
_RESERVED = frozenset({"收件箱", "改稿"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was filled in: texts by the names of the headings, and where each stands."""

    sheet: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


@dataclass(frozen=True, slots=True)
class Given:
    """The rows of the three sheets."""

    region: Sequence[Line]
    departments: Sequence[Line]
    indicators: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell, in Chinese."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new town consists of: `indicators` are its own new ones."""

    region: Region
    departments: tuple[RegionalDepartment, ...]
    indicators: tuple[Indicator, ...]


def planned(given: Given, catalogue: Catalogue, words: StartWords) -> Plan | list[Wrong]:
    """The town, or everything that is wrong, in the order of the sheets."""
    return _Planner(catalogue, words).plan(given)


@dataclass
class _Planner:
    catalogue: Catalogue
    words: StartWords
    found: list[Wrong] = field(default_factory=list)

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
            self._tell(lines[MOST], "number", self.words.wrong.rows.format(most=MOST))
        for line in lines[:MOST]:
            for name, text in line.texts.items():
                longest = _LONGEST.get(name, _NAME)
                if len(text) > longest:
                    self._tell(line, name, self.words.wrong.long.format(longest=longest))
                if personal(text):
                    self._tell(line, name, self.words.wrong.personal)

    def _tell(self, line: Line, name: str, text: str) -> None:
        self.found.append(Wrong(line.sheet, line.cells[name], text))

    def _needed(self, line: Line, *names: str) -> bool:
        missing = [name for name in names if not line[name]]
        for name in missing:
            self._tell(line, name, self.words.wrong.missing)
        return not missing

    def _region(self, lines: Sequence[Line]) -> Region | None:
        for line in lines[1:]:
            self._tell(line, "name", self.words.wrong.one_row)
        if not lines or not self._needed(lines[0], "name", "full_name"):
            return None
        line = lines[0]
        self._folder(line, "name")
        for name in ("name", "full_name", "aliases"):
            for text in _parts(line[name]):
                if self.catalogue.resolve_region(text) is not None:
                    self._tell(line, name, self.words.wrong.known_region.format(name=text))
        code = self._code(line, "town", {*self.catalogue.regions})
        return Region(
            code=code, name=line["name"], full_name=line["full_name"], aliases=_parts(line["aliases"])
        )

    def _departments(self, lines: Sequence[Line], region: str) -> dict[str, dict[str, object]]:
        """By every name, folded, what a department is."""
        used: dict[str, str] = {}
        codes = {*self.catalogue.owners}
        found: dict[str, dict[str, object]] = {}
        for line in lines:
            if not self._needed(line, "name", "short"):
                continue
            self._folder(line, "short")
            names = {"name": (line["name"],), "short": (line["short"],), "aliases": _parts(line["aliases"])}
            code = self._code(line, f"dept_{region}", codes)
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
                        self._tell(line, column, told)
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
            if not self._needed(line, "name", "department"):
                continue
            unit = units.get(fold(line["department"]))
            if unit is None:
                self._tell(line, "department", self.words.wrong.department.format(name=line["department"]))
            for column in ("name", "aliases"):
                for text in _parts(line[column]) if column == "aliases" else (line[column],):
                    before = used.setdefault(fold(text), line.cells["name"])
                    if before != line.cells["name"]:
                        self._tell(line, column, self.words.wrong.twice.format(name=text, where=before))
            known = self.catalogue.named(line["name"])
            owner = str(unit["code"]) if unit else "unknown"
            made = self._known(line, known) if known else self._new(line, owner, region, labels, codes)
            if made is not None:
                asked.append((owner, made))
        return asked

    def _known(self, line: Line, known: Indicator) -> Indicator:
        wrong = self.words.wrong
        if known.formula is not None:
            self._tell(line, "name", wrong.computed.format(name=known.name))
        if line["unit"] and line["unit"] != known.unit:
            self._tell(line, "unit", wrong.unit_known.format(name=known.name, unit=known.unit))
        if line["scope_note"] and fold(line["scope_note"]) != fold(known.scope_note):
            self._tell(line, "scope_note", wrong.scope_known.format(name=known.name))
        return known

    def _new(
        self, line: Line, owner: str, region: str, labels: set[str], codes: set[str]
    ) -> Indicator | None:
        if not self._needed(line, "unit", "scope_note"):
            return None
        wrong, unit = self.words.wrong, line["unit"]
        if not _UNIT.fullmatch(unit):
            self._tell(line, "unit", wrong.unit.format(name=unit))
        kinds = {self.words.count_word: False, self.words.rate_word: True}
        rate = self._one_of(line, "kind", kinds, usual=unit == "%")
        if rate != (unit == "%"):
            self._tell(line, "unit", wrong.rate.format(rate=self.words.rate_word))
        label = self._label(line, labels)
        places = self._places(line)
        if label is None or places is None:
            return None
        return Indicator(
            code=self._code(line, f"item_{region}", codes),
            name=line["name"],
            short=label if label != line["name"] else None,
            aliases=_parts(line["aliases"]),
            unit=unit,
            places=places,
            owner=owner,
            kind="rate" if rate else "primary",
            maximum=100 if rate else None,
            required=self._yes(line, "required", usual=True),
            stock=self._yes(line, "stock", usual=False),
            display=Display(places=places),
            section=_SECTION,
            comparison=Comparison(show=self._yes(line, "compared", usual=False)),
            scope_note=line["scope_note"],
        )

    def _label(self, line: Line, labels: set[str]) -> str | None:
        """The name in editions: as given, else the name without its signs."""
        column = "short" if line["short"] else "name"
        label = line["short"] or _SIGNS.sub("", line["name"])
        if not label.isidentifier():
            self._tell(line, column, self.words.wrong.short.format(name=label))
            return None
        if label in labels:
            self._tell(line, column, self.words.wrong.label.format(name=label))
            return None
        labels.add(label)
        return label

    def _places(self, line: Line) -> int | None:
        text = line["places"] or "0"
        if re.fullmatch("[0-6]", text):
            return int(text)
        self._tell(line, "places", self.words.wrong.places)
        return None

    def _yes(self, line: Line, name: str, *, usual: bool) -> bool:
        return self._one_of(line, name, {self.words.yes_word: True, self.words.no_word: False}, usual=usual)

    def _one_of(self, line: Line, name: str, choices: Mapping[str, bool], *, usual: bool) -> bool:
        text = line[name]
        if text and text not in choices:
            wrong, of = self.words.wrong, self.words
            told = (
                wrong.kind.format(count=of.count_word, rate=of.rate_word)
                if name == "kind"
                else wrong.yes_no.format(yes=of.yes_word, no=of.no_word)
            )
            self._tell(line, name, told)
        return choices.get(text, usual)

    def _code(self, line: Line, prefix: str, used: set[str]) -> str:
        """The code that was given, else one that follows from the name."""
        given = line["code"]
        if given and not _CODE.fullmatch(given):
            self._tell(line, "code", self.words.wrong.code)
        elif given in used:
            self._tell(line, "code", self.words.wrong.code_used.format(name=given))
        digits = sha256(f"{prefix}/{fold(line['name'])}".encode()).hexdigest()
        code = given if _CODE.fullmatch(given) else f"{prefix.split('_', 1)[0]}_{digits[:10]}"
        used.add(code)
        return code

    def _folder(self, line: Line, name: str) -> None:
        text = line[name]
        if _NOT_IN_NAMES.search(text):
            self._tell(line, name, self.words.wrong.folder.format(name=text))
        elif text in _RESERVED:
            self._tell(line, name, self.words.wrong.reserved.format(name=text))


def _each_department(units: Mapping[str, dict[str, object]]) -> Iterator[tuple[str, dict[str, object]]]:
    seen = {str(unit["code"]): unit for unit in units.values()}
    return iter(seen.items())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for one in _PARTED.split(text) if (part := one.strip()))
