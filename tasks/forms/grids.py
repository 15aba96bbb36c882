"""Cells that were read from any format, as a workbook that can be annotated."""

from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.styles.numbers import FORMAT_DATE_YYYYMMDD2, FORMAT_PERCENTAGE_00
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tasks.cell_text import clean, widest
from tasks.forms.packing import sheet_name
from tasks.model import Grid, Scalar

_DATE_TIME = "yyyy-mm-dd hh:mm"
_NARROWEST, _WIDEST = 8, 60


def book_of(grids: Sequence[Grid]) -> Workbook:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        _fill(book.create_sheet(sheet_name(grid.name)), grid)
    return book


def _fill(sheet: Worksheet, grid: Grid) -> None:
    for at, row in enumerate(grid.rows):
        for column, value in enumerate(row):
            if value != "":
                cell = sheet.cell(at + 1, column + 1)
                assert isinstance(cell, Cell)  # noqa: S101 nothing is merged yet
                _put(cell, value, percent=(at, column) in grid.percent)
    _shape(sheet, grid)


def _put(cell: Cell, value: Scalar, *, percent: bool) -> None:
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"  # a leading "=" makes no formula
        if widest(value) > _WIDEST:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = _DATE_TIME if isinstance(value, datetime) else FORMAT_DATE_YYYYMMDD2
    elif percent:
        cell.number_format = FORMAT_PERCENTAGE_00


def _shape(sheet: Worksheet, grid: Grid) -> None:
    for column, width in enumerate(_widths(grid), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for first_row, first, last_row, last in grid.merged:
        sheet.merge_cells(
            start_row=first_row + 1, start_column=first + 1, end_row=last_row + 1, end_column=last + 1
        )
    for hidden in grid.hidden_rows:
        sheet.row_dimensions[hidden + 1].hidden = True
    for hidden in grid.hidden_columns:
        sheet.column_dimensions[get_column_letter(hidden + 1)].hidden = True


def _widths(grid: Grid) -> list[int]:
    """A column is as wide as its widest text; what may run on into an empty cell (a title) counts not."""
    widths = [0] * max((len(row) for row in grid.rows), default=0)
    for row in grid.rows:
        for column, value in enumerate(row):
            if column + 1 == len(row) or row[column + 1] != "":
                widths[column] = max(widths[column], widest(str(value)))
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widths]
