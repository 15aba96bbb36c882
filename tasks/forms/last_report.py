"""上年公开数据核对表: every number of last year's report, and the indicator that it is bound to.

A row is its columns' texts by the names of the wording's headings.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.last_report_wording import LastReportWords
from tasks.cell_text import clean
from tasks.forms.settlement_reading import Row
from tasks.sheets import A4, OPTIONS, Page, guide_sheet, lines_needed

_FIRST: Final = 3  # row of the first entry, from 0
_LINE, _MARGIN = 14.5, 6
_SEARCHED: Final = 20
_KEY: Final = re.compile(r"([a-z][a-z0-9_]*)/(\d{4})/([0-9a-f]{64})")
_WIDTHS: Final[Mapping[str, int]] = {
    "number": 6,
    "state": 10,
    "where": 20,
    "sentence": 56,
    "text": 12,
    "value": 10,
    "unit": 8,
    "hedge": 7,
    "indicator": 34,
    "why": 34,
    "refused": 22,
}
_CENTRED: Final = frozenset({"number", "state", "text", "value", "unit", "hedge"})
_OPEN, _INPUT, _RED, _GREY = "#FDE9D9", "#FFF2CC", "#C00000", "#7F7F7F"


@dataclass(frozen=True, slots=True)
class ReportBook:
    """What the workbook holds. `region` and `year` are those whose last year's report it is; `sha256` is the
    report's; `open` and `over` are how many of the rows, the first and the last ones, are not bound and no
    data; `indicators` are Chinese names.
    """

    region: str
    region_name: str
    year: int
    file: str
    sha256: str
    rows: Sequence[Row]
    open: int
    over: int
    indicators: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportAnswers:
    """What stands in a workbook that came back: of which report, and for each number (as text) the names."""

    region: str
    year: int
    sha256: str
    answers: Mapping[int, tuple[str, ...]]


def write_report_book(book: ReportBook, words: LastReportWords) -> bytes:
    """The workbook. The same content gives the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as made:
        title = words.title.format(region=book.region_name, year=book.year - 1)
        at = datetime(book.year, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        made.set_properties({"created": at, "title": title, "author": words.author})
        sheet = made.add_worksheet(words.sheet)
        _head(Page(made, sheet), book, title, words)
        _rows(Page(made, sheet), book, words)
        guide_sheet(made, words.guide_sheet, title, words.guide)
        _choices(made, sheet, book, words)
    return data.getvalue()


def _head(page: Page, book: ReportBook, title: str, words: LastReportWords) -> None:
    sheet, headings = page.sheet, words.headings.model_dump()
    shown = len(headings) - 2
    for column, field in enumerate(headings):
        sheet.set_column(column, column, _WIDTHS.get(field, 10), None, {"hidden": field == "key"})
    page.put(0, 0, title, shown, bold=True, font_size=16, align="center")
    page.put(0, shown + 1, f"{book.region}/{book.year}/{book.sha256}")
    page.put(1, 0, words.note.format(file=book.file), shown)
    for column, heading in enumerate(headings.values()):
        page.put(_FIRST - 1, column, heading, bold=True, bg_color="#D9E1F2", border=1, align="center")
    sheet.set_row(0, 30)
    sheet.set_row(1, 34)
    sheet.freeze_panes(_FIRST, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST - 1)


def _rows(page: Page, book: ReportBook, words: LastReportWords) -> None:
    headings = list(words.headings.model_dump())
    for number, row in enumerate(book.rows):
        at = _FIRST + number
        over = number >= len(book.rows) - book.over
        lines = max(lines_needed(row.get(field, ""), _WIDTHS.get(field, 10)) for field in headings[:-1])
        page.sheet.set_row(at, lines * _LINE + _MARGIN)
        for column, field in enumerate(headings):
            style: dict[str, Any] = {"border": 1, "num_format": "@"}
            if field in _CENTRED:
                style["align"] = "center"
            if field == "indicator":
                style["bg_color"] = _INPUT
            elif field == "state" and number < book.open:
                style["bg_color"] = _OPEN
            if over:
                style["font_color"] = _GREY
            if field == "refused":
                style["font_color"] = _RED
            page.put(at, column, row.get(field, ""), **style)


def _choices(made: xlsxwriter.Workbook, sheet: Worksheet, book: ReportBook, words: LastReportWords) -> None:
    """What may be chosen, on a hidden sheet: in a rule itself it may have 255 characters."""
    names = (words.not_data, *book.indicators)
    hidden = made.add_worksheet(words.choices)
    hidden.hide()
    for row, name in enumerate(names):
        hidden.write_string(row, 0, clean(name))
    if book.rows:
        column = list(words.headings.model_dump()).index("indicator")
        source = f"='{words.choices}'!$A$1:$A${len(names)}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(_FIRST, column, _FIRST + len(book.rows) - 1, column, rule)


def report_answers(cells: Sequence[Sequence[str]], words: LastReportWords) -> ReportAnswers | None:
    """What was filled in, by the texts of the sheet's cells from A1; None where it is another sheet."""
    identity = next((found for cell in cells[0] if (found := _KEY.fullmatch(cell.strip()))), None)
    head = next((at for at, row in enumerate(cells[:_SEARCHED]) if _is_head(row, words)), None)
    if identity is None or head is None:
        return None
    number, indicator = ([cell.strip() for cell in cells[head]].index(name) for name in _needed(words))
    answers: dict[int, tuple[str, ...]] = {}
    for row in cells[head + 1 :]:
        of = row[number].strip() if number < len(row) else ""
        name = row[indicator].strip() if indicator < len(row) else ""
        if of.isdecimal():
            answers[int(of)] = (*answers.get(int(of), ()), *([name] if name else []))
    return ReportAnswers(identity[1], int(identity[2]), identity[3], answers)


def _is_head(row: Sequence[str], words: LastReportWords) -> bool:
    return {cell.strip() for cell in row}.issuperset(_needed(words))


def _needed(words: LastReportWords) -> Iterator[str]:
    return iter((words.headings.number, words.headings.indicator))
