"""A ledger's sheet → its rows by column, each cell read as the register's declaration says.

A ledger may have 100,000 rows: everything here goes by column, and each distinct cell is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tasks.intake.cells import Cell, Sheet, letters, shown
from tasks.intake.folding import fold
from tasks.intake.ledgers import Ledger
from tasks.intake.words import furniture_begins, is_furniture, is_total
from tasks.model import CellState, RegisterColumn, RegisterTable
from tasks.quantity import Quantity, convert, not_applicable, number, read, read_date

if TYPE_CHECKING:
    from tasks.catalogue.schema import RegisterColumnSpec

T = TypeVar("T")
Read = tuple[object, CellState]
ReadCell = Callable[[Cell, str], Read]
"""From a cell, and the text that it shows, to value and state."""

_BLANK: Read = (None, CellState.BLANK)
_NOT_APPLICABLE: Read = (None, CellState.NOT_APPLICABLE)
_NOT_UNDERSTOOD: Read = (None, CellState.NOT_UNDERSTOOD)

_SHORT = 6
"""Characters; a text that says 不适用 is no longer."""


def register_table(sheet: Sheet, ledger: Ledger) -> RegisterTable:
    """All rows of a ledger that hold anything, without totals, signatures, notes and repeated headers."""
    rows = _data_rows(sheet, ledger)
    cells = [sheet.rows[row] for row in rows]
    by_column = {
        spec.code: _column(sheet, ledger, rows, cells, spec)
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
        silent=ledger.silent,
    )


def _data_rows(sheet: Sheet, ledger: Ledger) -> Sequence[int]:
    """Rows of data: all below the header but those that are found to be something else."""
    rows = range(ledger.first, len(sheet.rows))
    left_out = {row for row in _suspects(sheet, ledger, rows) if not _is_data(sheet, ledger, row)}
    if not left_out:
        return rows
    left_out |= _notes(sheet, rows, left_out)
    return [row for row in rows if row not in left_out]


def _suspects(sheet: Sheet, ledger: Ledger, rows: range) -> Iterator[int]:
    """Rows that may hold no data, by their first cell alone: blank, or beginning as notes and totals do."""
    first = next((c for c in range(len(sheet.rows[0])) if any(sheet.rows[r][c] != "" for r in rows)), 0)
    header = sheet.rows[ledger.first - 1][first]
    for row, cells in zip(rows, sheet.rows[rows.start : rows.stop], strict=True):
        cell = cells[first]
        if type(cell) is str and (not cell or cell[0] in _SUSPECT or cell == header):
            yield row


_SUSPECT = furniture_begins() | frozenset(" \t\r\n\u3000\u00a0\u200b\ufeff")


def _is_data(sheet: Sheet, ledger: Ledger, row: int) -> bool:
    cells = sheet.rows[row]
    ours = ledger.columns.values()
    if all(_is_blank(cells[column]) for column in ours):
        return any((row, column) in sheet.marks.faults for column in ours)
    first = next(cell for cell in cells if not _is_blank(cell))
    if isinstance(first, str) and is_furniture(first.strip()):
        return False
    header = sheet.rows[ledger.first - 1]
    return not all(cells[column] == header[column] for column in ours)


def _notes(sheet: Sheet, rows: range, left_out: set[int]) -> set[int]:
    """Lines of a note below its first: rows at the end that hold one text and nothing else."""
    notes = [row for row in left_out if _only_text(sheet, row) not in (None, "")]
    begin = min((row for row in notes if not is_total(_only_text(sheet, row) or "")), default=rows.stop)
    return {row for row in range(begin, rows.stop) if _only_text(sheet, row) is not None}


def _only_text(sheet: Sheet, row: int) -> str | None:
    """The one text of a row, "" for a blank row, None where it holds more."""
    filled = [cell for cell in sheet.rows[row] if not _is_blank(cell)]
    if not filled:
        return ""
    return filled[0] if len(filled) == 1 and isinstance(filled[0], str) else None


def _is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _constant(word: str, rows: int) -> RegisterColumn:
    return RegisterColumn([word] * rows, [word] * rows, [CellState.VALUE] * rows)


def _column(
    sheet: Sheet,
    ledger: Ledger,
    rows: Sequence[int],
    cells: Sequence[Sequence[Cell]],
    spec: RegisterColumnSpec,
) -> RegisterColumn:
    column = ledger.columns[spec.code]
    written = [row[column] for row in cells]
    kinds = set(map(type, written))
    if kinds <= {str} and spec.type == "text" and not spec.codes and not spec.fixes:
        found = _texts(written)  # type: ignore[arg-type]
    else:
        found = _read_each(written, kinds, _reader(spec, ledger.units.get(spec.code, "") or spec.unit))
    faults = sheet.marks.faults
    for position, row in enumerate(rows) if faults else ():
        fault = faults.get((row, column))
        if fault:
            found.raw[position] = fault
            found.values[position], found.states[position] = _NOT_UNDERSTOOD
    return found


def _texts(written: list[str]) -> RegisterColumn:
    """A column of free text: as it is shown, and that is its value."""
    raw = [cell.strip() if cell.isprintable() else shown(cell) for cell in written]
    odd = {cell: _no_value(cell) for cell in set(raw) if len(cell) <= _SHORT and _no_value(cell)}
    if not odd:
        return RegisterColumn(raw, list(raw), [CellState.VALUE] * len(raw))
    return RegisterColumn(
        raw,
        [None if cell in odd else cell for cell in raw],
        [odd.get(cell) or CellState.VALUE for cell in raw],
    )


def _no_value(text: str) -> CellState | None:
    """The state of a text that is no value."""
    if not text:
        return CellState.BLANK
    return CellState.NOT_APPLICABLE if not_applicable(text) else None


def _read_each(written: list[Cell], kinds: set[type], read_one: ReadCell) -> RegisterColumn:
    """Each distinct cell read once. 1 and True are equal, and not the same."""
    keys: Sequence[Hashable] = [(type(c), c) for c in written] if bool in kinds else written
    read = {key: _cell(cell, read_one) for key, cell in dict(zip(keys, written, strict=True)).items()}
    states = {key: found[2] for key, found in read.items()}
    plain = set(states.values()) == {CellState.VALUE}
    return RegisterColumn(
        raw=_mapped({key: found[0] for key, found in read.items()}, keys),
        values=_mapped({key: found[1] for key, found in read.items()}, keys),
        states=[CellState.VALUE] * len(keys) if plain else _mapped(states, keys),
    )


def _mapped(found: Mapping[Hashable, T], keys: Sequence[Hashable]) -> list[T]:
    return list(map(found.__getitem__, keys))


def _cell(cell: Cell, read_one: ReadCell) -> tuple[str, object, CellState]:
    text = shown(cell)
    if not text:
        return "", *_BLANK
    return text, *(_NOT_APPLICABLE if not_applicable(text) else read_one(cell, text))


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
    """A date cell, a date as people write it, or the number that Excel makes of one."""
    day = read_date(text if isinstance(cell, str) else cell, serials=True)
    return (day, CellState.VALUE) if day is not None else _NOT_UNDERSTOOD
