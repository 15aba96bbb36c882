"""The cells of a file at their true addresses: what the reading process hands over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from tasks.intake.formats import Unreadable
from tasks.model import FileFormat
from tasks.quantity import visible

Cell = str | bool | int | float | date | datetime | time | timedelta
"""As python-calamine gives it; an empty cell is ""."""

Position = tuple[int, int]
"""(row, column) from 0."""

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands beside the values of a sheet's cells, by position from 0."""

    percent: frozenset[Position] = frozenset()
    faults: Mapping[Position, str] = field(default_factory=dict)  # the error, or UNCACHED
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible worksheet. `rows` begin at A1 and are equally long."""

    name: str
    rows: Sequence[Sequence[Cell]]
    marks: Marks

    def text(self, row: int, column: int) -> str:
        """A cell as a person sees it, "" where there is none."""
        cell = self.rows[row][column]
        if type(cell) is str and not self.marks.faults:
            return visible(cell) if cell else cell
        return self.marks.faults.get((row, column)) or shown(
            self.rows[row][column], percent=(row, column) in self.marks.percent
        )


@dataclass(frozen=True, slots=True)
class Workbook:
    """All visible worksheets that hold anything, and the names of hidden ones."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    format: FileFormat = FileFormat.XLSX
    macros: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a zip: its name there with folders, and where it was unpacked, if it was."""

    name: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A zip: the files to take, and those left out as (name, why, in Chinese)."""

    members: tuple[Member, ...]
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """A PDF or picture: the confirmation codes on it, and what to say where there is none."""

    codes: tuple[str, ...]
    detail: str


Opened = Workbook | Unpacked | Scan | Unreadable
"""What becomes of a file in the reading process."""


_EXACT = 10**15  # whole numbers below it are shown with all their digits


def shown(cell: Cell, *, percent: bool = False) -> str:
    """A cell's content as a person sees it: 1661 for 1661.0, 95.5% for 0.955 in a percent cell."""
    match cell:
        case str():
            return visible(cell)
        case bool():
            return str(cell).upper()
        case int() | float():
            return _number(cell, percent)
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date() | time():
            return cell.isoformat()
    return str(cell)


def _number(cell: float, percent: bool) -> str:
    if not percent and cell == cell // 1 and abs(cell) < _EXACT:
        return str(int(cell))
    value = Decimal(format(cell, ".15g"))
    return f"{value.scaleb(2).normalize():f}%" if percent else f"{value:f}"


def a1(row: int, column: int) -> str:
    """Position from 0 → A1 notation: (3, 1) → B4."""
    return f"{letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Column index from 0 → letters: 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
