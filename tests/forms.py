"""Filling in a blank form as a spreadsheet program would: cells typed, the file saved anew."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tasks.catalogue import Catalogue, load
from tasks.catalogue.blank_wording import BlankFile, load_blank
from tasks.forms.blank import LastYear, blank_form, write_form
from tasks.intake import read_file
from tasks.model import Place, Reading, RegionYear
from tasks.settings import Limits
from tasks.settings import load as load_settings

KEY = RegionYear("hongmei", 2024)
SETTINGS = load_settings({})
COVER, TABLE, TEXTS, GUIDE, LISTS = "封面", "数据统计表", "文字材料", "填报说明", "表单选项"

Typed = str | int | float | date | None


def shipped() -> Catalogue:
    """The catalogue that we ship."""
    return load(SETTINGS)


def wording() -> BlankFile:
    """The wording that we ship."""
    return load_blank(SETTINGS)


def made(catalogue: Catalogue, department: str, last_year: LastYear | None = None) -> bytes:
    """A department's form of 2024."""
    return write_form(blank_form(catalogue, wording(), KEY, department, last_year or LastYear()), wording())


def opened(data: bytes) -> Workbook:
    """The workbook of these bytes."""
    return load_workbook(io.BytesIO(data))


def lines(sheet: Worksheet) -> Iterator[tuple[str, int]]:
    """Code and row of every row that has one; the code stands in the table's last column."""
    header, column = next(
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in ("指标代码", "栏目代码")
    )
    for row in range(header + 1, sheet.max_row + 1):
        code = sheet.cell(row, column).value
        if code:
            yield str(code), row


def column(sheet: Worksheet, header: str) -> int:
    """The column under a header."""
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == header)


def beside(sheet: Worksheet, label: str) -> Cell:
    """The cell to the right of a label."""
    found = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    answer = sheet.cell(found.row, found.column + 1)
    assert isinstance(answer, Cell)
    return answer


def type_in(cell: object, what: Typed) -> None:
    """Type into a cell; words stay words whatever they begin with."""
    assert isinstance(cell, Cell)
    cell.value = what
    if isinstance(what, str):
        cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    """The workbook as a spreadsheet program saves it."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_back(data: bytes, folder: Path, catalogue: Catalogue, department: str) -> Reading:
    """What intake takes from a filled form."""
    path = folder / "form.xlsx"
    path.write_bytes(data)
    return read_file(path, "填报表.xlsx", Place("hongmei", 2024, department), catalogue, Limits())


def parts(data: bytes) -> Mapping[str, str]:
    """The XML parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
