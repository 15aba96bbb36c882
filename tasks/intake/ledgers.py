"""Finding a register on a sheet: its header in one row or stacked, by names, aliases and exports' words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tasks.intake.cells import Sheet
from tasks.intake.folding import fold, split_unit, without_number
from tasks.intake.same import Same
from tasks.intake.stacked import DEEPEST, spread
from tasks.intake.words import HEADER_ROWS

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Export, Register

LONGEST: Final = 40
FEWEST: Final = 2
"""Header words of a register that make a header."""

_REMARK = re.compile(r"(?P<name>.+?)\s*[(（\[【][^()（）\[\]【】]*[)）\]】]", re.DOTALL)

Spelt = tuple[tuple[str, tuple[str, ...]], ...]
"""Each column of a register: its code, and its folded name or aliases."""


class Header(NamedTuple):
    """A header word: its column from 0, and the unit in its brackets."""

    column: int
    unit: str


Names = Mapping[str, Header]
"""Folded header word → where it stands; the leftmost counts."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register found on a sheet: its header's rows from 0, and column code → sheet column from 0.

    `units` are those that headers give (column code → 万元); `export` is the system's format, if it is one.
    """

    register: Register
    header: int
    columns: Mapping[str, int]
    units: Mapping[str, str] = field(default_factory=dict)
    export: Export | None = None
    depth: int = 1

    @property
    def first(self) -> int:
        """The row after the header."""
        return self.header + self.depth

    @property
    def constants(self) -> Mapping[str, str]:
        """Column code → what holds for every row, for the columns that an export does not have."""
        return self.export.constants if self.export else {}

    @property
    def silent(self) -> tuple[str, ...]:
        """Indicators of which an export says nothing."""
        return self.register.silent(self.export) if self.export else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that are not there. An export may lack what its rows never need."""
        there = self.columns.keys() | self.constants.keys()
        needed = self.register.needed(self.export) if self.export else None
        absent = (c.code for c in self.register.columns if c.code not in there)
        return tuple(code for code in absent if needed is None or code in needed)


def find_ledger(sheet: Sheet, catalogue: Catalogue, department: str) -> Ledger | None:
    """The register that most of whose columns a header of the sheet names; None if two fit as well.

    The department's own registers come first; of one register, an export's own words do.
    """
    known = _knower(Same(catalogue))
    found: list[tuple[tuple[bool, float, bool], Ledger]] = []
    top = [_texts(sheet, row) for row in range(min(HEADER_ROWS, len(sheet.rows)))]
    heads = [sum(map(known, texts.values())) for texts in top]
    for row, texts in enumerate(top):
        if texts and sum(heads[row : row + DEEPEST]) >= FEWEST:
            found.extend(_fits(sheet, row, texts, catalogue, department))
    best = max((fit for fit, _ in found), default=None)
    ledgers = [ledger for fit, ledger in found if fit == best]
    same = len({ledger.register.code for ledger in ledgers}) == 1
    return min(ledgers, key=lambda ledger: ledger.depth) if same else None


def _fits(
    sheet: Sheet, row: int, texts: Mapping[int, str], catalogue: Catalogue, department: str
) -> Iterator[tuple[tuple[bool, float, bool], Ledger]]:
    """The registers that a header beginning at a row may be, and how well they fit."""
    for depth, names in enumerate(_headers(sheet, row, texts), 1):
        for ledger in _ledgers(names, row, depth, catalogue):
            there, wanted = len(ledger.columns) + len(ledger.constants), len(ledger.register.columns)
            if len(ledger.columns) >= FEWEST and 2 * there > wanted:
                own = ledger.register.department == department
                yield (own, there / wanted, ledger.export is not None), ledger


def _ledgers(names: Names, row: int, depth: int, catalogue: Catalogue) -> Iterator[Ledger]:
    """Every register as the header words may be meant: in its own words, or in those of an export."""
    for register in catalogue.registers.values():
        if len(_words(Same(register)) & names.keys()) < FEWEST:
            continue
        for export in (None, *register.exports):
            known = _exported(export, names) if export else {}
            if known is not None:
                columns = _match(register, names, known)
                units = {code: header.unit for code, header in columns.items() if header.unit}
                at = {code: header.column for code, header in columns.items()}
                yield Ledger(register, row, at, units, export, depth)


def _exported(export: Export, names: Names) -> dict[str, Header] | None:
    """Columns of an export found by its header words; None where its signs are not all there."""
    if not all(_word(sign) in names for sign in export.signs or export.columns):
        return None
    return {code: names[_word(word)] for word, code in export.columns.items() if _word(word) in names}


def _match(register: Register, names: Names, known: Mapping[str, Header]) -> dict[str, Header]:
    """Columns of a register found among header words: those known, by name, and those left by alias."""
    columns = dict(known)
    taken = {header.column for header in columns.values()}
    for code, words in _spelt(Same(register)):
        if code not in columns:
            found = (names[word] for word in words if word in names)
            free = next((header for header in found if header.column not in taken), None)
            if free is not None:
                columns[code] = free
                taken.add(free.column)
    return columns


@lru_cache(maxsize=256)
def _spelt(register: Same) -> Spelt:
    """All columns by name, then all of them by alias."""
    columns = register.thing.columns
    names = tuple((c.code, (_word(c.name),)) for c in columns)
    return (*names, *((c.code, tuple(map(_word, c.aliases))) for c in columns))


@lru_cache(maxsize=16)
def _knower(same: Same) -> Callable[[str], bool]:
    """Whether a text may head a column of any register; each text is looked up once."""
    known = frozenset().union(*(_words(Same(register)) for register in same.thing.registers.values()))

    @lru_cache(maxsize=8192)
    def knows(text: str) -> bool:
        return any(word in known for word, _ in _variants(text))

    return knows


@lru_cache(maxsize=256)
def _words(register: Same) -> frozenset[str]:
    """All words that may head a column of a register, those of exports among them."""
    ours = {word for _, words in _spelt(register) for word in words}
    theirs = {_word(word) for export in register.thing.exports for word in export.columns}
    return frozenset(ours | theirs)


@lru_cache(maxsize=4096)
def _word(name: str) -> str:
    return fold(split_unit(name)[0])


def _headers(sheet: Sheet, row: int, texts: Mapping[int, str]) -> Iterator[Names]:
    """Header words of one row, of two, of three: what stands lowest in a column, and all of it together."""
    paths = {column: (text,) for column, text in texts.items()}
    groups = spread(texts, len(sheet.rows[0]))
    yield _names(paths)
    for lower in range(row + 1, min(row + DEEPEST, len(sheet.rows))):
        for column, text in _texts(sheet, lower).items():
            above = paths.get(column) or ((groups[column],) if column in groups else ())
            paths[column] = (*above, text)
        yield _names(dict(sorted(paths.items())))


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → text of a row's visible cells that may be header words."""
    hidden = sheet.marks.hidden_columns
    return {
        column: cell
        for column, cell in enumerate(sheet.rows[row])
        if type(cell) is str and 0 < len(cell) <= LONGEST and column not in hidden
    }


def _names(paths: Mapping[int, tuple[str, ...]]) -> dict[str, Header]:
    """Words → headers; what is written goes before what it may mean without its remarks."""
    names: dict[str, Header] = {}
    others: dict[str, Header] = {}
    for column, path in paths.items():
        for text in dict.fromkeys((path[-1], "".join(path))):
            (exact, unit), *rest = _variants(text)
            names.setdefault(exact, Header(column, unit))
            for word, its in rest:
                others.setdefault(word, Header(column, its))
    return others | names


@lru_cache(maxsize=8192)
def _variants(text: str) -> tuple[tuple[str, str], ...]:
    """A header's folded words and its unit: as written, then without its number and its remark.

    罚款（万元） → 罚款 in 万元; 2.结案日期（年月日） → 结案日期.
    """
    name, unit = split_unit(text)
    plain, its = split_unit(without_number(text))
    remark = None if its else _REMARK.fullmatch(plain.strip())
    words = [(fold(name), unit), (fold(plain), its)]
    if remark:
        words.append((fold(remark["name"]), ""))
    return tuple(dict.fromkeys(words))
