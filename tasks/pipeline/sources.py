"""What a slip is written on: the file itself, its cells, or nothing."""

from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tasks.forms.answers import Slip
from tasks.forms.slip_writer import CannotCopyError, SlipWriter
from tasks.intake import Reader
from tasks.intake.cells import Workbook
from tasks.intake.grids import grids
from tasks.model import Grid

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
    cells = _grids(path, slip.sent.file, reader())
    if cells is not None:
        try:
            return writer.write(slip, cells)
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
    return grids(cells) if isinstance(cells, Workbook) else None
