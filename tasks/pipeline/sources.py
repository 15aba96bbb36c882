"""What a slip is written on: the file itself, its cells, or nothing."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tasks.forms.answers import Slip
from tasks.forms.slip_writer import CannotCopyError, SlipWriter
from tasks.intake import Reader
from tasks.intake.cells import Cell, Sheet, Workbook, shown
from tasks.model import Grid, Scalar

_WORKBOOK = "xl/workbook.xml"


def written_slip(slip: Slip, path: Path, writer: SlipWriter, reader: Callable[[], Reader]) -> bytes:
    """The slip on the file at `path`: on a copy where it can be copied, else on its cells, else alone.

    Raises OSError where the file cannot be opened.
    """
    if slip.why_no_copy is not None:
        return writer.write(slip, None)
    if is_workbook(path):
        try:
            return writer.write(slip, path)
        except CannotCopyError:
            pass
    grids = _grids(path, slip.sent.file, reader())
    if grids is not None:
        try:
            return writer.write(slip, grids)
        except CannotCopyError:
            pass
    return writer.write(slip, None)


def is_workbook(path: Path) -> bool:
    """Whether a file is .xlsx or .xlsm by its content."""
    try:
        with ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()
    except (BadZipFile, ValueError):
        return False


def _grids(path: Path, name: str, reader: Reader) -> tuple[Grid, ...] | None:
    cells = reader.cells(path, name)
    return tuple(map(grid_of, cells.sheets)) if isinstance(cells, Workbook) else None


def grid_of(sheet: Sheet) -> Grid:
    """A sheet's cells as they can be written again; a fault as what it shows."""
    marks = sheet.marks
    rows = [[_scalar(cell) for cell in row] for row in sheet.rows]
    for (row, column), fault in marks.faults.items():
        if row < len(rows) and column < len(rows[row]) and fault.startswith("#"):
            rows[row][column] = fault
    return Grid(
        sheet.name,
        rows,
        percent=marks.percent,
        merged=marks.merged,
        hidden_rows=marks.hidden_rows,
        hidden_columns=marks.hidden_columns,
    )


def _scalar(cell: Cell) -> Scalar:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    if isinstance(cell, str | bool | int | float | date):
        return cell
    return shown(cell)
