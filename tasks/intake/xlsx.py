""".xlsx and .xlsm: python-calamine for the cells, a look at the XML for what it does not tell."""

import io
from collections.abc import Sequence

import python_calamine as calamine

from tasks.intake.cells import Cell, Sheet, Workbook
from tasks.intake.container import inspect
from tasks.intake.formats import Library, RefusedError
from tasks.intake.parts import ODD, Package
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

_DAMAGED = "工作表内容无法读取"


def read_xlsx(package: Package, limits: Limits) -> Workbook:
    """The visible sheets with their marks; raises RefusedError."""
    found = inspect(package, limits)
    with Library(_DAMAGED):
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(package.data))
        names = book.sheets_metadata
    if len(names) != len(found.marks):
        raise RefusedError(ReadState.CORRUPT, ODD)
    sheets, hidden = [], []
    for index, (about, marks) in enumerate(zip(names, found.marks, strict=True)):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        if marks is None:  # what was not looked into is not read
            raise RefusedError(ReadState.CORRUPT, ODD)
        with Library(_DAMAGED):
            rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        if found.long_texts:
            check_length(rows, limits)
        if rows or marks.faults:
            sheets.append(Sheet(about.name, rows, marks))
    kind = FileFormat.XLSM if package.has_macros else FileFormat.XLSX
    return Workbook(tuple(sheets), tuple(hidden), kind, package.has_macros)


def check_length(rows: Sequence[Sequence[Cell]], limits: Limits) -> None:
    """Raises RefusedError for a cell with more text than a cell may hold."""
    longest = max((len(cell) for row in rows for cell in row if type(cell) is str), default=0)
    if longest > limits.cell_characters:
        raise RefusedError(ReadState.TOO_LARGE, f"一个单元格的文字上限为 {limits.cell_characters} 字")
