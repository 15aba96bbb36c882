"""The top of a form's sheet of cells to fill in: title, unit, how to fill it in, and the table's header."""

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import TableWords, TextsWords
from tasks.forms.blank.book import Book, across, put
from tasks.forms.blank.model import BlankForm

HEADER_ROW: Final = 3


def headed_sheet(
    book: Book,
    form: BlankForm,
    wording: TableWords | TextsWords,
    how: str,
    *,
    name: str,
    header: Sequence[str],
    widths: Sequence[int],
    code_width: int,
) -> Worksheet:
    """A new sheet with its head. `widths` are those of the visible columns; the hidden codes come after."""
    sheet = book.sheet(name, widths)
    code = len(widths)
    sheet.set_column(code, code, code_width, book.format("note"), {"hidden": True})
    title = wording.title.format(region=form.region, year=form.year, department=form.short)
    across(book, sheet, 0, widths, title, "title")
    sheet.set_row(0, 36)
    across(book, sheet, 1, widths, f"{words.DEPARTMENT}：{form.department}", "note")
    across(book, sheet, 2, widths, how, "note")
    for column, text in enumerate(header):
        put(book, sheet, HEADER_ROW, column, text, "header")
    sheet.set_row(HEADER_ROW, 26)
    return sheet
