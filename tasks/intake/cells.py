"""The cells of a workbook at their true addresses: what the reading process hands over."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from tasks.intake.container import Marks, inspect, megabytes
from tasks.intake.formats import Unreadable
from tasks.model import FileFormat, ReadState
from tasks.quantity import visible
from tasks.settings import Limits

Cell = str | bool | int | float | date | datetime | time | timedelta
"""As python-calamine gives it; an empty cell is ""."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible worksheet. `rows` begin at A1 and are equally long."""

    name: str
    rows: Sequence[Sequence[Cell]]
    marks: Marks

    def text(self, row: int, column: int) -> str:
        """A cell as a person sees it, "" where there is none."""
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


def read_cells(path: Path, name: str, limits: Limits) -> Workbook | Unreadable:
    """The cells of the workbook at `path` (its bytes; `name` is what it was called), or why not.

    Raises OSError where the file cannot be opened, for that is no fault of the file.
    """
    if path.stat().st_size > limits.file_bytes:
        return Unreadable(ReadState.TOO_LARGE, f"文件大小上限为 {megabytes(limits.file_bytes)}")
    data = path.read_bytes()
    marks = inspect(data, name, limits)
    if isinstance(marks, Unreadable):
        return marks
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _workbook(book, marks, limits)
    except calamine.PasswordError:
        return Unreadable(ReadState.ENCRYPTED)
    except (calamine.CalamineError, ValueError, OverflowError):
        return Unreadable(ReadState.CORRUPT, "工作表内容无法读取")
    except MemoryError:
        return Unreadable(ReadState.TOO_LARGE, "内容超出内存上限")


def _workbook(
    book: calamine.CalamineWorkbook, marks: Sequence[Marks], limits: Limits
) -> Workbook | Unreadable:
    sheets, hidden = [], []
    for index, (about, mark) in enumerate(zip(book.sheets_metadata, marks, strict=True)):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        if _longest(rows) > limits.cell_characters:
            return Unreadable(ReadState.TOO_LARGE, f"一个单元格的文字上限为 {limits.cell_characters} 字")
        if rows or mark.faults:
            sheets.append(Sheet(about.name, rows, mark))
    return Workbook(tuple(sheets), tuple(hidden))


def _longest(rows: Sequence[Sequence[Cell]]) -> int:
    return max((len(cell) for row in rows for cell in row if type(cell) is str), default=0)


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
    value = Decimal(format(cell, ".15g"))
    return f"{value.scaleb(2).normalize():f}%" if percent else f"{value:f}"


def a1(row: int, column: int) -> str:
    """Position from 0 → A1 notation: (3, 1) → B4."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Column index from 0 → letters: 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
