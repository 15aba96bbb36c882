"""A sheet of A4 by xlsxwriter: formats, and texts that stay texts."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tasks.cell_text import clean, line_count

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4 = 9

_CELL = 32_767  # characters that Excel takes
_GUIDE_WIDTH = 68
_LINE, _MARGIN = 14.5, 6  # points


class Page:
    """A worksheet that is filled from top to bottom; rows and columns count from 0."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        self._book, self.sheet = book, sheet
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def put(self, row: int, column: int, text: str, to: int | None = None, **style: object) -> None:
        """Write a text, over merged cells up to column `to`. `style` goes over a plain wrapped cell."""
        form = self.format(style)
        if to is not None and to > column:
            self.sheet.merge_range(row, column, row, to, "", form)
        self.sheet.write_string(row, column, clean(text)[:_CELL], form)  # a longer one is not written at all

    def format(self, style: Mapping[str, object]) -> Format:
        """A plain wrapped cell's format with `style` over it."""
        given = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, **style}
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(given)
        return self._formats[key]


def guide_sheet(book: xlsxwriter.Workbook, name: str, title: str, lines: Iterable[str]) -> None:
    """Add a sheet of numbered lines under a title, as wide as A4: how a workbook is to be filled in."""
    page = Page(book, book.add_worksheet(name))
    page.sheet.set_column(0, 0, _GUIDE_WIDTH)
    page.sheet.set_paper(A4)
    page.sheet.fit_to_pages(1, 0)
    page.put(0, 0, title, bold=True, font_size=16)
    for row, line in enumerate(lines, start=1):
        page.put(row, 0, f"{row}. {line}")
        page.sheet.set_row(row, lines_needed(line, _GUIDE_WIDTH) * _LINE + _MARGIN)


def one_page(
    name: str, created: datetime, author: str, fill: Callable[[Page], None], *, title: str = ""
) -> bytes:
    """A workbook of one sheet that prints on one page of A4. The same content gives the same bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        at = created.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": clean(title or name), "author": author, "created": at})
        sheet = book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        fill(Page(book, sheet))
    return target.getvalue()


def lines_needed(text: str, width: float) -> int:
    """Lines of a text in a column `width` characters wide."""
    return line_count(text, max(1.0, width * 0.95))
