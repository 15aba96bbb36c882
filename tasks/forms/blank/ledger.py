"""An empty ledger as a workbook: the table to fill in, and how."""

from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import BlankFile, LedgerWords
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.form import new_book
from tasks.forms.blank.guide import Page
from tasks.forms.blank.model import BlankLedger, LedgerColumn
from tasks.forms.blank.rules import one_of, prompt, warning
from tasks.forms.packing import sheet_name

_HEADER_ROW = 4
_LAST_ROW = 1_048_575
_LARGEST = 1e15
_WIDTHS = {"date": 14, "integer": 12, "decimal": 14, "text": 22}
_GUIDE_WIDTHS = (24, 20, 58)


def write_ledger(ledger: BlankLedger, wording: BlankFile) -> bytes:
    """The ledger's bytes: the same ledger and wording, the same bytes."""
    said = wording.ledger
    title = said.title.format(
        region=ledger.region, year=ledger.year, department=ledger.short, register=ledger.register
    )
    book = new_book(title, ledger.department, ledger.form_id, ledger.year)
    sheet = book.sheet(sheet_name(ledger.register), [])
    for column, spec in enumerate(ledger.columns):
        sheet.set_column(column, column, _width(spec), book.format(f"column_{spec.type}"))
        sheet.data_validation(
            _HEADER_ROW + 1, column, _LAST_ROW, column, _validation(book, ledger.year, column, spec, said)
        )
    _head(book, sheet, ledger, title, said)
    sheet.freeze_panes(_HEADER_ROW + 1, 1)
    sheet.ignore_errors(
        {"number_stored_as_text": f"A1:{xl_rowcol_to_cell(_LAST_ROW, len(ledger.columns) - 1)}"}
    )
    print_set_up(sheet, ledger.form_id, landscape=True, repeat=_HEADER_ROW)
    _guide(book, ledger, said)
    return book.close()


def _width(spec: LedgerColumn) -> int:
    return max(_WIDTHS[spec.type], 2 * len(spec.name) + 4)


def _head(book: Book, sheet: Worksheet, ledger: BlankLedger, title: str, said: LedgerWords) -> None:
    """Title, whose ledger it is, one line of help, header."""
    widths = [_width(spec) for spec in ledger.columns]
    across(book, sheet, 0, widths, title, "title")
    sheet.set_row(0, 36)
    facts = {
        words.DEPARTMENT: ledger.department,
        words.YEAR: f"{ledger.year}年",
    }
    for row, (label, text) in enumerate(facts.items(), 1):
        put(book, sheet, row, 0, label, "label")
        put(book, sheet, row, 1, text, "line")
        sheet.set_row(row, 22)
    across(book, sheet, _HEADER_ROW - 1, widths, said.how, "note")
    for column, spec in enumerate(ledger.columns):
        put(book, sheet, _HEADER_ROW, column, spec.name, "header")
    sheet.set_row(_HEADER_ROW, 26)


def _validation(book: Book, year: int, column: int, spec: LedgerColumn, said: LedgerWords) -> dict[str, Any]:
    about = prompt(spec.name, f"{need(spec, said)}。{how_to_fill(year, spec, said)}")
    if spec.codes:
        choices = book.choices(f"fz_codes_{column + 1}", spec.codes)
        wrong = said.wrong_code.format(codes="、".join(spec.codes))
        return one_of(choices, "", "", {"title": said.wrong_title, "message": wrong}) | about
    if spec.type == "date":
        first, last = _days(year, spec)
        wrong = said.wrong_date.format(first=first, last=last)
        return _between("date", first, last) | about | warning(said.wrong_title, wrong)
    if spec.type in ("integer", "decimal"):
        bounds = _between(spec.type, *_bounds(spec))
        return bounds | about | warning(said.wrong_title, said.wrong_number)
    return {"validate": "any"} | about


def _days(year: int, spec: LedgerColumn) -> tuple[date, date]:
    """Within the year where the register says so; else what can be meant at all."""
    if spec.in_period:
        return date(year, 1, 1), date(year, 12, 31)
    return date(2000, 1, 1), date(year + 2, 12, 31)


def _bounds(spec: LedgerColumn) -> tuple[float, float]:
    low = -_LARGEST if spec.minimum is None else float(spec.minimum)
    return low, _LARGEST if spec.maximum is None else float(spec.maximum)


def _between(kind: str, first: object, last: object) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": first, "maximum": last}


def how_to_fill(year: int, spec: LedgerColumn, said: LedgerWords) -> str:
    """What a column wants, in one sentence."""
    parts = [said.codes.format(codes="、".join(spec.codes)) if spec.codes else said.types[spec.type]]
    if spec.unit:
        parts.append(said.unit.format(unit=spec.unit))
    if spec.in_period:
        parts.append(said.in_period.format(year=year))
    if spec.key:
        parts.append(said.key)
    return "，".join(parts) + "。"


def need(spec: LedgerColumn, said: LedgerWords) -> str:
    """Whether a column must be filled in."""
    if spec.required and spec.needed_where:
        where = (
            said.needed_where.format(column=column, codes="、".join(codes))
            for column, codes in spec.needed_where
        )
        return "，".join(where)
    return said.required if spec.required else said.optional


def _guide(book: Book, ledger: BlankLedger, said: LedgerWords) -> None:
    page = Page(book, book.sheet(words.GUIDE, _GUIDE_WIDTHS), _GUIDE_WIDTHS)
    page.line(said.guide_title.format(register=ledger.register), "title")
    for line in said.guide:
        page.line(f"· {line}")
    if ledger.systems:
        page.line("· " + said.export.format(systems="、".join(ledger.systems)))
    page.line(said.columns_heading, "heading")
    page.table(
        said.columns,
        [(c.name, need(c, said), how_to_fill(ledger.year, c, said)) for c in ledger.columns],
    )
    if ledger.counts:
        page.line(said.counts_heading, "heading")
        page.table(said.counts, [(count.indicator, count.predicate) for count in ledger.counts])
    protect(page.sheet)
    print_set_up(page.sheet, ledger.form_id, landscape=False)
