"""单位和指标建档表: what a new town fills in before its first year, blank and read back."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tasks.catalogue import Catalogue
from tasks.catalogue.start_wording import DepartmentSheet, IndicatorSheet, RegionSheet, StartWords
from tasks.catalogue.starting_cells import Given, Line
from tasks.cell_text import clean
from tasks.sheets import A4, OPTIONS, Page, guide_sheet, lines_needed

_HEAD: Final = 2  # row of the headings, from 0
_BLANK: Final = {"region": 2, "departments": 60, "indicators": 300}
_WIDTHS: Final[Mapping[str, int]] = {
    "number": 6,
    "name": 34,
    "full_name": 28,
    "short": 18,
    "unit": 10,
    "department": 18,
    "kind": 9,
    "places": 10,
    "stock": 10,
    "required": 8,
    "compared": 8,
    "scope_note": 52,
    "aliases": 30,
    "code": 16,
}
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "region": frozenset({"name", "full_name"}),
    "departments": frozenset({"name", "short"}),
    "indicators": frozenset({"name", "department"}),
}
_SEARCHED: Final = 20
_LINE, _MARGIN = 14.5, 6
_CREATED: Final = datetime(2024, 1, 1)  # noqa: DTZ001 a document property has no time zone
_INPUT, _HEADER, _GREY = "#FFF2CC", "#D9E1F2", "#7F7F7F"
_Sheet = RegionSheet | DepartmentSheet | IndicatorSheet


def write_start(catalogue: Catalogue, words: StartWords) -> bytes:
    """The blank workbook with an example row in each sheet. The same catalogue gives the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as book:
        book.set_properties({"created": _CREATED, "title": words.title, "author": words.author})
        guide_sheet(book, words.guide_sheet, words.title, words.guide)
        for part in _BLANK:
            _sheet(book, part, _of(words, part), words)
        _known(book, catalogue, words)
    return data.getvalue()


def _of(words: StartWords, part: str) -> _Sheet:
    sheet: _Sheet = getattr(words, part)
    return sheet


def _page(book: xlsxwriter.Workbook, name: str, widths: Sequence[int], *, landscape: bool) -> Page:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    if landscape:
        sheet.set_landscape()
    return Page(book, sheet)


def _sheet(book: xlsxwriter.Workbook, part: str, of: _Sheet, words: StartWords) -> None:
    headings: dict[str, str] = of.headings.model_dump()
    page = _page(book, of.sheet, [_WIDTHS[field] for field in headings], landscape=True)
    last = len(headings) - 1
    page.put(0, 0, of.sheet, last, bold=True, font_size=16, align="center")
    page.put(1, 0, of.note, last)
    page.sheet.set_row(0, 28)
    page.sheet.set_row(1, 32)
    for column, heading in enumerate(headings.values()):
        page.put(_HEAD, column, heading, bold=True, bg_color=_HEADER, border=1, align="center")
    page.sheet.freeze_panes(_HEAD + 1, 2)
    page.sheet.repeat_rows(_HEAD)
    page.sheet.set_row(_HEAD + 1, 2 * _LINE + _MARGIN)
    for column, text in enumerate(of.example):
        page.put(_HEAD + 1, column, text, border=1, italic=True, font_color=_GREY, num_format="@")
    for row in range(_BLANK[part]):
        for column, field in enumerate(headings):
            style: dict[str, Any] = {"border": 1, "num_format": "@"}
            if field in _NEEDED[part]:
                style["bg_color"] = _INPUT
            page.put(_HEAD + 2 + row, column, "", **style)
    _choose(page.sheet, list(headings), part, words)


def _choose(sheet: Worksheet, fields: Sequence[str], part: str, words: StartWords) -> None:
    """Lists to choose from: yes and no, the kinds, the departments of the other sheet."""
    yes_no = [words.yes_word, words.no_word]
    short = list(words.departments.headings.model_dump()).index("short")
    first = xl_rowcol_to_cell(_HEAD + 2, short, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(_HEAD + 1 + _BLANK["departments"], short, row_abs=True, col_abs=True)
    lists: dict[str, object] = {
        "kind": [words.count_word, words.rate_word],
        "stock": yes_no,
        "required": yes_no,
        "compared": yes_no,
        "department": f"='{words.departments.sheet}'!{first}:{last}",
    }
    for column, field in enumerate(fields):
        if field in lists:
            rule = {"validate": "list", "source": lists[field], "error_type": "warning"}
            sheet.data_validation(_HEAD + 2, column, _HEAD + 1 + _BLANK[part], column, rule)


def _known(book: xlsxwriter.Workbook, catalogue: Catalogue, words: StartWords) -> None:
    widths = (40, 10, 90)
    page = _page(book, words.known_sheet, widths, landscape=True)
    page.put(0, 0, words.known.note, 2)
    page.sheet.set_row(0, 32)
    for column, heading in enumerate(words.known.headings):
        page.put(1, column, heading, bold=True, bg_color=_HEADER, border=1, align="center")
    stated = [one for one in catalogue.indicators.values() if one.formula is None]
    for row, one in enumerate(stated, start=2):
        for column, text in enumerate((one.name, one.unit, one.scope_note)):
            page.put(row, column, clean(text), border=1)
        page.sheet.set_row(row, lines_needed(one.scope_note, widths[2]) * _LINE + _MARGIN)
    page.sheet.freeze_panes(2, 0)


class MissingSheetError(ValueError):
    """A sheet that is not there, or whose headings were changed."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet


def given_in(sheets: Mapping[str, Sequence[Sequence[str]]], words: StartWords) -> Given:
    """What was filled in, by the sheets' names and their cells' texts from A1; examples and empty rows left
    out. Raises MissingSheetError.
    """
    region, departments, indicators = (tuple(_lines(sheets, _of(words, part), words)) for part in _BLANK)
    return Given(region, departments, indicators)


def _lines(sheets: Mapping[str, Sequence[Sequence[str]]], of: _Sheet, words: StartWords) -> Iterator[Line]:
    cells = sheets.get(of.sheet, ())
    headings: BaseModel = of.headings
    names: dict[str, str] = headings.model_dump()
    wanted = set(names.values())
    heads = (at for at, row in enumerate(cells[:_SEARCHED]) if wanted <= {cell.strip() for cell in row})
    head = next(heads, None)
    if head is None:
        raise MissingSheetError(of.sheet)
    texts = [cell.strip() for cell in cells[head]]
    at = {field: texts.index(name) for field, name in names.items()}
    for number, row in enumerate(cells[head + 1 :], start=head + 1):
        own = {field: row[column].strip() if column < len(row) else "" for field, column in at.items()}
        if own["number"] != words.example and any(text for field, text in own.items() if field != "number"):
            places = {field: xl_rowcol_to_cell(number, column) for field, column in at.items()}
            yield Line(of.sheet, own, places)
