""".xls and WPS's .et: BIFF, through xlrd with its formats."""

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from tasks.intake.caps import Rows, check_extent, check_sheets, check_text
from tasks.intake.cells import Cell, Marks, Position, Sheet, Workbook
from tasks.intake.compound import SIGNATURE, DamagedError, stream
from tasks.intake.formats import Library, RefusedError, ole_document
from tasks.intake.numberformats import is_percent
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.sheet

_DAMAGED: Final = "工作簿内容无法读取，请用表格软件打开后另存为 .xlsx"
_MACROS: Final = "_VBA_PROJECT_CUR".encode("utf-16-le")
_STREAMS: Final = ("Workbook", "Book")
_VISIBLE: Final = 0


class _Silent(io.TextIOBase):
    """Where xlrd may say what it likes."""

    def write(self, text: str) -> int:
        return len(text)


def read_xls(data: bytes, limits: Limits) -> Workbook:
    """The visible sheets with their marks; raises RefusedError."""
    import xlrd

    records = _workbook(data)
    try:
        with Library(_DAMAGED):
            book = _open(records)
    except RefusedError as error:
        if isinstance(error.__cause__, xlrd.XLRDError) and "encrypted" in str(error.__cause__):
            raise RefusedError(ReadState.ENCRYPTED) from None
        raise
    check_sheets(book.nsheets, limits)
    sheets, hidden = [], []
    for index in range(book.nsheets):
        with Library(_DAMAGED):
            raw = book.sheet_by_index(index)
        if raw.visibility != _VISIBLE:
            hidden.append(raw.name)
        else:
            sheet = _sheet(book, raw, limits)
            if sheet.rows:
                sheets.append(sheet)
        book.unload_sheet(index)
    return Workbook(tuple(sheets), tuple(hidden), FileFormat.XLS, _MACROS in data)


def _workbook(data: bytes) -> bytes:
    """The records of the workbook, out of their container; raises RefusedError."""
    if not data.startswith(SIGNATURE):
        return data
    with suppress(DamagedError):
        found = stream(data, _STREAMS)
        if found is not None:
            return found
    other = ole_document(data)
    raise RefusedError(ReadState.UNSUPPORTED if other else ReadState.CORRUPT, other or _DAMAGED)


def _open(data: bytes) -> "xlrd.book.Book":
    import xlrd

    return xlrd.open_workbook(
        file_contents=data,
        logfile=_Silent(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        ignore_workbook_corruption=True,
    )


def _sheet(book: "xlrd.book.Book", raw: "xlrd.sheet.Sheet", limits: Limits) -> Sheet:
    rows = Rows(limits)
    percents = _percents(book)
    percent: set[Position] = set()
    faults: dict[Position, str] = {}
    for row in range(raw.nrows):
        cells: list[Cell] = []
        check_extent(1, raw.row_len(row), limits)
        for column, (kind, value, style) in enumerate(_row(raw, row)):
            cells.append(_cell(kind, value, book.datemode, limits))
            if kind == 5:
                faults[row, column] = _error(value)
            elif kind == 2 and style in percents:
                percent.add((row, column))
        rows.add(cells)
    marks = Marks(
        percent=frozenset(percent),
        faults=faults,
        hidden_rows=frozenset(row for row, info in raw.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in raw.colinfo_map.items() if info.hidden),
        merged=tuple(
            (top, left, bottom - 1, right - 1) for top, bottom, left, right in sorted(raw.merged_cells)
        ),
    )
    return rows.sheet(raw.name, marks)


def _row(raw: "xlrd.sheet.Sheet", row: int) -> Iterator[tuple[int, Any, int]]:
    """(type, value, style) of a row's cells."""
    with Library(_DAMAGED):
        styles = [raw.cell_xf_index(row, column) for column in range(raw.row_len(row))]
        return zip(raw.row_types(row), raw.row_values(row), styles, strict=True)


def _percents(book: "xlrd.book.Book") -> frozenset[int]:
    """Indices of the styles that show a fraction as a percentage."""
    formats = {key for key, form in book.format_map.items() if is_percent(form.format_str or "")}
    return frozenset(index for index, style in enumerate(book.xf_list) if style.format_key in formats)


def _cell(kind: int, value: Any, datemode: int, limits: Limits) -> Cell:
    match kind:
        case 1:
            return check_text(str(value), limits)
        case 2:
            return float(value)
        case 3:
            return _date(float(value), datemode)
        case 4:
            return bool(value)
    return ""


def _date(value: float, datemode: int) -> Cell:
    """A date, with its time if it has one; the number itself where no date can be meant."""
    from xlrd.xldate import xldate_as_datetime

    try:
        moment: datetime = xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):
        return value
    if 0 <= value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _error(code: Any) -> str:
    from xlrd.biffh import error_text_from_code

    return str(error_text_from_code.get(code, "#ERROR!"))
