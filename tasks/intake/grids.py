"""What was read from any format, as sheets that can be written as .xlsx again."""

from collections.abc import Iterator
from datetime import date

from tasks.intake.caps import UNCACHED
from tasks.intake.cells import Cell, Sheet, Workbook, shown
from tasks.model import Grid, Scalar


def grids(workbook: Workbook) -> tuple[Grid, ...]:
    """The visible sheets: values, percentages, errors as texts, merged ranges, what is hidden."""
    return tuple(map(_grid, workbook.sheets))


def _grid(sheet: Sheet) -> Grid:
    marks = sheet.marks
    return Grid(
        name=sheet.name,
        rows=[list(_cells(sheet, row)) for row in range(len(sheet.rows))],
        percent=marks.percent,
        merged=marks.merged,
        hidden_rows=marks.hidden_rows,
        hidden_columns=marks.hidden_columns,
    )


def _cells(sheet: Sheet, row: int) -> Iterator[Scalar]:
    for column, cell in enumerate(sheet.rows[row]):
        fault = sheet.marks.faults.get((row, column), "")
        yield _scalar(cell) if not fault or fault == UNCACHED else fault


def _scalar(cell: Cell) -> Scalar:
    return cell if isinstance(cell, str | bool | int | float | date) else shown(cell)
