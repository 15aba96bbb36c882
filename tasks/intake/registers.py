"""A ledger's sheet → its rows by column, each cell read as the register's declaration says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from tasks.intake.cells import Cell, Sheet, letters, shown
from tasks.intake.folding import fold, split_unit
from tasks.intake.words import HEADER_ROWS, is_furniture
from tasks.model import CellState, RegisterColumn, RegisterTable
from tasks.quantity import Quantity, convert, not_applicable, number, read

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Export, Register, RegisterColumnSpec

Read = tuple[object, CellState]
ReadCell = Callable[[Cell, str], Read]
"""From a cell, and the text that it shows, to value and state."""

_BLANK: Read = (None, CellState.BLANK)
_NOT_APPLICABLE: Read = (None, CellState.NOT_APPLICABLE)
_NOT_UNDERSTOOD: Read = (None, CellState.NOT_UNDERSTOOD)

_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)|年(?P<moon>[0-9]{1,2})月)(?P<day>[0-9]{1,2})日?"
    r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_DIGITS = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")


class Header(NamedTuple):
    """A header word: its column from 0, and the unit in its brackets."""

    column: int
    unit: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register found on a sheet: its header's row from 0, and column code → sheet column from 0.

    `units` are those that headers give (column code → 万元); `export` is the system's format, if it is one.
    """

    register: Register
    header: int
    columns: Mapping[str, int]
    units: Mapping[str, str] = field(default_factory=dict)
    export: Export | None = None

    @property
    def constants(self) -> Mapping[str, str]:
        """Column code → what holds for every row, for the columns that an export does not have."""
        return self.export.constants if self.export else {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that are not there. An export may lack what need not be filled in."""
        there = self.columns.keys() | self.constants.keys()
        absent = (c for c in self.register.columns if c.code not in there)
        return tuple(c.code for c in absent if not self.export or c.required or c.required_where)


def find_ledger(sheet: Sheet, catalogue: Catalogue, department: str) -> Ledger | None:
    """The register that most of whose columns one row of the sheet names; None if two fit as well.

    The department's own registers come first; of one register, an export's own words do.
    """
    found: list[tuple[tuple[bool, float, bool], Ledger]] = []
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        names = _names(sheet.rows[row])
        for ledger in _ledgers(names, row, catalogue) if len(names) > 1 else ():
            there, wanted = len(ledger.columns) + len(ledger.constants), len(ledger.register.columns)
            if len(ledger.columns) > 1 and 2 * there > wanted:
                own = ledger.register.department == department
                found.append(((own, there / wanted, ledger.export is not None), ledger))
    best = max((fit for fit, _ in found), default=None)
    ledgers = [ledger for fit, ledger in found if fit == best]
    same = len({ledger.register.code for ledger in ledgers}) == 1
    return ledgers[0] if same else None


def _ledgers(names: Mapping[str, Header], row: int, catalogue: Catalogue) -> Iterator[Ledger]:
    """Every register as the header words may be meant: in its own words, or in those of an export."""
    for register in catalogue.registers.values():
        for export in (None, *register.exports):
            known = _exported(export, names) if export else {}
            if known is not None:
                columns = _match(register, names, known)
                units = {code: header.unit for code, header in columns.items() if header.unit}
                at = {code: header.column for code, header in columns.items()}
                yield Ledger(register, row, at, units, export)


def _names(row: Sequence[Cell]) -> dict[str, Header]:
    """Folded header words of a row → column, without units in brackets; the leftmost counts."""
    names: dict[str, Header] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and 0 < len(cell) <= 40:
            name, unit = split_unit(cell)
            names.setdefault(fold(name), Header(column, unit))
    return names


def _exported(export: Export, names: Mapping[str, Header]) -> dict[str, Header] | None:
    """Columns of an export found by its header words; None where its signs are not all there."""
    if not all(_word(sign) in names for sign in export.signs or export.columns):
        return None
    return {code: names[_word(word)] for word, code in export.columns.items() if _word(word) in names}


def _match(register: Register, names: Mapping[str, Header], known: Mapping[str, Header]) -> dict[str, Header]:
    """Columns of a register found among header words: those known, by name, and those left by alias."""
    columns = dict(known)
    by_name = [(spec.code, (spec.name,)) for spec in register.columns]
    by_alias = [(spec.code, spec.aliases) for spec in register.columns]
    for code, words in (*by_name, *by_alias):
        taken = {header.column for header in columns.values()}
        found = (names[_word(word)] for word in words if _word(word) in names)
        free = next((header for header in found if header.column not in taken), None)
        if code not in columns and free is not None:
            columns[code] = free
    return columns


@lru_cache(maxsize=4096)
def _word(name: str) -> str:
    return fold(split_unit(name)[0])


def register_table(sheet: Sheet, ledger: Ledger) -> RegisterTable:
    """All rows of a ledger that hold anything, without totals, signatures and notes."""
    rows = [row for row in range(ledger.header + 1, len(sheet.rows)) if _is_data(sheet, ledger, row)]
    by_column = {
        spec.code: _column(sheet, ledger.columns[spec.code], rows, spec, ledger.units.get(spec.code, ""))
        for spec in ledger.register.columns
        if spec.code in ledger.columns
    }
    return RegisterTable(
        register=ledger.register.code,
        sheet=sheet.name,
        rows=[row + 1 for row in rows],
        columns=by_column | {code: _constant(word, len(rows)) for code, word in ledger.constants.items()},
        letters={code: letters(ledger.columns[code]) for code in by_column},
        missing_columns=ledger.missing,
    )


def _is_data(sheet: Sheet, ledger: Ledger, row: int) -> bool:
    cells = sheet.rows[row]
    if all(_is_blank(cells[column]) for column in ledger.columns.values()):
        return any((row, column) in sheet.marks.faults for column in ledger.columns.values())
    first = next(cell for cell in cells if not _is_blank(cell))
    return not (isinstance(first, str) and is_furniture(first.strip()))


def _is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _constant(word: str, rows: int) -> RegisterColumn:
    return RegisterColumn([word] * rows, [word] * rows, [CellState.VALUE] * rows)


def _column(
    sheet: Sheet, column: int, rows: Iterable[int], spec: RegisterColumnSpec, unit: str
) -> RegisterColumn:
    read_one = _reader(spec, unit or spec.unit)
    seen: dict[Cell, tuple[str, Read]] = {}  # a ledger repeats its words and dates
    raw: list[str] = []
    values: list[object] = []
    states: list[CellState] = []
    for row in rows:
        cell = sheet.rows[row][column]
        found = seen.get(cell)
        if found is None or type(cell) not in (str, date):  # 1, 1.0 and True are equal, and not the same
            found = seen[cell] = _cell(cell, read_one)
        if (row, column) in sheet.marks.faults:
            found = sheet.marks.faults[row, column], _NOT_UNDERSTOOD
        raw.append(found[0])
        values.append(found[1][0])
        states.append(found[1][1])
    return RegisterColumn(raw, values, states)


def _cell(cell: Cell, read_one: ReadCell) -> tuple[str, Read]:
    text = shown(cell)
    if not text:
        return "", _BLANK
    return text, (_NOT_APPLICABLE if not_applicable(text) else read_one(cell, text))


def _reader(spec: RegisterColumnSpec, stated: str) -> ReadCell:
    """How to read a column's cells; `stated` is the unit of a number that stands without one."""
    if spec.numeric:
        return partial(_read_number, unit=spec.unit, stated=stated, whole=spec.type == "integer")
    if spec.type == "date":
        return _read_date
    known = {fold(written): code for written, code in spec.fixes.items()}
    known |= {fold(code): code for code in spec.codes}
    if not known:
        return lambda _, text: (text, CellState.VALUE)
    return lambda _, text: (known.get(fold(text), text), CellState.VALUE)


def _read_number(cell: Cell, text: str, *, unit: str, stated: str, whole: bool) -> Read:
    """An exact number in `unit`, without hedge; an int where only whole numbers are."""
    value = _exact(cell, text, unit, stated)
    if value is None or (whole and value != value.to_integral_value()):
        return _NOT_UNDERSTOOD
    return (int(value) if whole else value), CellState.VALUE


def _exact(cell: Cell, text: str, unit: str, stated: str) -> Decimal | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = number(cell)
        return None if value is None else convert(value, stated, unit)
    outcome = read(text, unit=unit, assumed=stated)
    return outcome.value if isinstance(outcome, Quantity) and not outcome.hedge else None


def _read_date(cell: Cell, text: str) -> Read:
    """A date cell, or a date written as 2023-03-01, 2023/3/1, 2023.3.1, 2023年3月1日 or 20230301."""
    if isinstance(cell, datetime):
        return cell.date(), CellState.VALUE
    if isinstance(cell, date):
        return cell, CellState.VALUE
    plain = unicodedata.normalize("NFKC", text)
    match = _DATE.fullmatch(plain)
    digits = _DIGITS.fullmatch(plain)
    try:
        if match:
            month = match["month"] or match["moon"]
            return date(int(match["year"]), int(month), int(match["day"])), CellState.VALUE
        if digits:
            return date(*map(int, digits.groups())), CellState.VALUE
    except ValueError:
        return _NOT_UNDERSTOOD
    return _NOT_UNDERSTOOD
