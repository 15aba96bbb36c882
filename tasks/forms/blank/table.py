"""数据统计表: one row an indicator, or a month of it."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import TableWords
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.head import HEADER_ROW, headed_sheet
from tasks.forms.blank.measure import height
from tasks.forms.blank.model import BlankForm, Line
from tasks.forms.blank.rules import number_cell, prompt
from tasks.forms.blank.typed import as_number

_WIDTHS = (6, 36, 10, 15, 13, 14, 62)
_CODE_WIDTH = 30
_NAME, _UNIT, _CURRENT, _PRIOR, _CORRECTED, _NOTE, _CODE = range(1, 8)


def write_table(book: Book, form: BlankForm, wording: TableWords) -> None:
    """The second sheet."""
    sheet = headed_sheet(
        book,
        form,
        wording,
        wording.how + (wording.how_report if form.from_report else ""),
        name=words.TABLE,
        header=words.TABLE_HEADER,
        widths=_WIDTHS,
        code_width=_CODE_WIDTH,
    )
    _rows(book, sheet, form, wording)
    sheet.freeze_panes(HEADER_ROW + 1, _NAME + 1)
    protect(sheet)
    print_set_up(sheet, form.id, landscape=True, repeat=HEADER_ROW)


def _rows(book: Book, sheet: Worksheet, form: BlankForm, wording: TableWords) -> None:
    row, number = HEADER_ROW + 1, 0
    for group in form.groups:
        if group.title:
            across(book, sheet, row, _WIDTHS, group.title, "band")
            row += 1
        for line in group.lines:
            number += 1
            _row(book, sheet, row, number, line)
            _validate(sheet, row, line, wording)
            row += 1


def _row(book: Book, sheet: Worksheet, row: int, number: int, line: Line) -> None:
    sheet.write_number(row, 0, number, book.format("centred"))
    put(book, sheet, row, _NAME, line.name, "text")
    put(book, sheet, row, _UNIT, line.unit, "fixed_centred")
    put(book, sheet, row, _CURRENT, "", "input_centred")
    _prior(book, sheet, row, line)
    put(book, sheet, row, _CORRECTED, "", "input_centred")
    put(book, sheet, row, _NOTE, line.scope_note, "open_note")
    put(book, sheet, row, _CODE, line.code, "text")
    sheet.set_row(row, height([(line.name, _WIDTHS[_NAME]), (line.scope_note, _WIDTHS[_NOTE])], 24))


def _prior(book: Book, sheet: Worksheet, row: int, line: Line) -> None:
    """Last year's value: a number where a number cell holds it exactly."""
    style = "reported_centred" if line.said else "fixed_centred"
    number = as_number(line.last_year)
    if number is not None:
        sheet.write_number(row, _PRIOR, number, book.format(style))
    else:
        put(book, sheet, row, _PRIOR, line.last_year, style)


def _validate(sheet: Worksheet, row: int, line: Line, wording: TableWords) -> None:
    current = number_cell(xl_rowcol_to_cell(row, _CURRENT), line, wording)
    corrected = number_cell(xl_rowcol_to_cell(row, _CORRECTED), line, wording)
    corrected |= prompt(wording.correction_title, wording.correction)
    sheet.data_validation(row, _CURRENT, row, _CURRENT, current)
    sheet.data_validation(row, _CORRECTED, row, _CORRECTED, corrected)
    if line.said:
        said = prompt(wording.report_title, wording.report.format(said=line.said))
        sheet.data_validation(row, _PRIOR, row, _PRIOR, {"validate": "any", **said})
    about = prompt(wording.note_title, wording.note)
    sheet.data_validation(row, _NOTE, row, _NOTE, {"validate": "any", **about})
