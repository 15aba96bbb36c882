"""A ledger's sheet → its rows by column, each cell read as the register's declaration says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from tasks.intake.cells import Cell, Sheet, letters, shown
from tasks.intake.folding import fold
from tasks.intake.words import HEADER_ROWS, is_furniture
from tasks.model import CellState, RegisterColumn, RegisterTable
from tasks.quantity import Quantity, not_applicable, number, read

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue
    from tasks.catalogue.schema import Register, RegisterColumnSpec

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


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register found on a sheet: its header's row from 0, and column code → sheet column from 0."""

    register: Register
    header: int
    columns: Mapping[str, int]


def find_ledger(sheet: Sheet, catalogue: Catalogue, department: str) -> Ledger | None:
    """The register that most of whose columns one row of the sheet names; None if two fit as well.

    The department's own registers come first.
    """
    found: list[tuple[tuple[bool, float], Ledger]] = []
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        names = _names(sheet.rows[row])
        for register in catalogue.registers.values() if len(names) > 1 else ():
            columns = _match(register, names)
            if len(columns) > 1 and 2 * len(columns) > len(register.columns):
                fit = (register.department == department, len(columns) / len(register.columns))
                found.append((fit, Ledger(register, row, columns)))
    best = max((fit for fit, _ in found), default=None)
    ledgers = [ledger for fit, ledger in found if fit == best]
    same = len({ledger.register.code for ledger in ledgers}) == 1
    return ledgers[0] if same else None


def _names(row: Sequence[Cell]) -> dict[str, int]:
    """Folded header words of a row → column; the leftmost counts."""
    names: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and 0 < len(cell) <= 40:
            names.setdefault(fold(cell), column)
    return names


def _match(register: Register, names: Mapping[str, int]) -> dict[str, int]:
    """Columns of a register found among header words: by name, and those left by alias."""
    columns = {c.code: names[fold(c.name)] for c in register.columns if fold(c.name) in names}
    for spec in register.columns:
        aliased = (names[fold(alias)] for alias in spec.aliases if fold(alias) in names)
        free = next((column for column in aliased if column not in columns.values()), None)
        if spec.code not in columns and free is not None:
            columns[spec.code] = free
    return columns


def register_table(sheet: Sheet, ledger: Ledger) -> RegisterTable:
    """All rows of a ledger that hold anything, without totals, signatures and notes."""
    rows = [row for row in range(ledger.header + 1, len(sheet.rows)) if _is_data(sheet, ledger, row)]
    by_column = {
        spec.code: _column(sheet, ledger.columns[spec.code], rows, spec)
        for spec in ledger.register.columns
        if spec.code in ledger.columns
    }
    return RegisterTable(
        register=ledger.register.code,
        sheet=sheet.name,
        rows=[row + 1 for row in rows],
        columns=by_column,
        letters={code: letters(ledger.columns[code]) for code in by_column},
        missing_columns=tuple(c.code for c in ledger.register.columns if c.code not in ledger.columns),
    )


def _is_data(sheet: Sheet, ledger: Ledger, row: int) -> bool:
    cells = sheet.rows[row]
    if all(_is_blank(cells[column]) for column in ledger.columns.values()):
        return any((row, column) in sheet.marks.faults for column in ledger.columns.values())
    first = next(cell for cell in cells if not _is_blank(cell))
    return not (isinstance(first, str) and is_furniture(first.strip()))


def _is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _column(sheet: Sheet, column: int, rows: Iterable[int], spec: RegisterColumnSpec) -> RegisterColumn:
    read_one = _reader(spec)
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


def _reader(spec: RegisterColumnSpec) -> ReadCell:
    if spec.type != "text":
        return {"date": _read_date, "integer": _read_integer, "decimal": _read_decimal}[spec.type]
    known = {fold(written): code for written, code in spec.fixes.items()}
    known |= {fold(code): code for code in spec.codes}
    if not known:
        return lambda _, text: (text, CellState.VALUE)
    return lambda _, text: (known.get(fold(text), text), CellState.VALUE)


def _read_decimal(cell: Cell, text: str) -> Read:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = number(cell)
        return (value, CellState.VALUE) if value is not None else _NOT_UNDERSTOOD
    outcome = read(text, unit="")
    if isinstance(outcome, Quantity) and not outcome.hedge:
        return outcome.value, CellState.VALUE
    return _NOT_UNDERSTOOD


def _read_integer(cell: Cell, text: str) -> Read:
    value, state = _read_decimal(cell, text)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value), state
    return _NOT_UNDERSTOOD


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
