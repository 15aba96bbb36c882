"""The workbook that tells what changed between two versions or two years; for inside alone."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tasks.cell_text import clean
from tasks.sheets import A4, OPTIONS, Page, lines_needed

_MARK: Final = "内部使用，不公开"
_HEADER: Final = 2  # row of the headings, from 0
_FONT: Final = {"font_name": "宋体", "font_size": 10}
_CELL: Final[Mapping[str, Any]] = {
    "font_size": 10,
    "border": 1,
    "border_color": "#A6A6A6",
    "num_format": "@",
    "valign": "top",
}
_HEAD: Final[Mapping[str, Any]] = {
    "font_size": 10,
    "bold": True,
    "border": 1,
    "align": "center",
    "bg_color": "#D9E1F2",
}
_REMOVED: Final[Mapping[str, Any]] = {**_FONT, "font_strikeout": True, "font_color": "#C00000"}
_ADDED: Final[Mapping[str, Any]] = {**_FONT, "underline": 1, "font_color": "#0000C0"}
_LINE, _MARGIN, _HIGHEST = 14.0, 4.0, 409.0  # points

Fragment = tuple[str, bool]  # words, and whether they are among what changed


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of which those that went are struck out, or those that came underlined."""

    fragments: tuple[Fragment, ...]
    removed: bool

    @property
    def text(self) -> str:
        """All the words."""
        return "".join(words for words, _ in self.fragments)


Cell = str | Marked


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """A sheet: its name, headings with their width in characters, and rows; `note` stands above."""

    name: str
    note: str
    headings: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_changes(title: str, written: date, sheets: Sequence[ChangeSheet]) -> bytes:
    """The bytes of the .xlsx; the same content gives the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as book:
        created = datetime.combine(written, time.min, UTC).replace(tzinfo=None)
        book.set_properties({"title": f"{title}（{_MARK}）", "created": created})
        marks = {True: book.add_format(_REMOVED), False: book.add_format(_ADDED)}
        plain = book.add_format(_FONT)
        for given in sheets:
            _fill(Page(book, book.add_worksheet(given.name)), title, given, plain, marks)
    return data.getvalue()


def _fill(page: Page, title: str, given: ChangeSheet, plain: Any, marks: dict[bool, Any]) -> None:
    last = len(given.headings) - 1
    page.put(0, 0, title, last, bold=True, font_size=14, align="center")
    page.put(1, 0, f"{_MARK}。{given.note}", last, font_size=10)
    for column, (heading, width) in enumerate(given.headings):
        page.sheet.set_column(column, column, width)
        page.put(_HEADER, column, heading, **_HEAD)
    for at, row in enumerate(given.rows, start=_HEADER + 1):
        for column, cell in enumerate(row):
            _put(page, at, column, cell, plain, marks)
        needed = max(lines_needed(_text(c), w) for c, (_, w) in zip(row, given.headings, strict=True))
        page.sheet.set_row(at, min(_HIGHEST, needed * _LINE + _MARGIN))
    _set_up(page.sheet, _HEADER + len(given.rows), last)


def _put(page: Page, row: int, column: int, cell: Cell, plain: Any, marks: dict[bool, Any]) -> None:
    if isinstance(cell, str):
        page.put(row, column, cell, **_CELL)
        return
    fragments = [(clean(words), marked) for words, marked in cell.fragments if clean(words)]
    if len(fragments) < 2:  # xlsxwriter writes rich text from two on
        marked = any(marked for _, marked in fragments)
        style = (_REMOVED if cell.removed else _ADDED) if marked else {}
        page.put(row, column, cell.text, **{**_CELL, **style})
        return
    rich = [part for words, marked in fragments for part in (marks[cell.removed] if marked else plain, words)]
    page.sheet.write_rich_string(row, column, *rich, page.format(_CELL))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _set_up(sheet: Worksheet, last_row: int, last: int) -> None:
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.autofilter(_HEADER, 0, last_row, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.35, right=0.35, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.set_footer(f'&L&"宋体,Regular"&9{_MARK}&R&"宋体,Regular"&9第 &P 页，共 &N 页')
