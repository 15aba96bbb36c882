"""收件箱待认领: the list of files in the inbox of which nobody knows whose they are, to be filled in.

One row a file; the department and the year are chosen from lists. Saved into the inbox, it is the answer.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.claims_wording import ClaimsFile
from tasks.cell_text import clean
from tasks.privacy import masked
from tasks.sheets import A4, OPTIONS

_BASE: Final = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}

_WIDTHS: Final = (6, 46, 18, 46, 20, 10, 10)
_LAST: Final = 5  # the last column that is shown
_FIRST: Final = 3  # row of the first file, from 0


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file to ask about: its path below the inbox, when it came (Chinese), why it is unclear, its
    SHA-256; department (Chinese) and year where one of them is known."""

    name: str
    received: str
    why: str
    sha256: str
    department: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody filled in for a file; empty where nothing."""

    sha256: str
    department: str
    year: str


def write_claims(
    files: Sequence[OpenFile],
    departments: Sequence[str],
    years: Sequence[int],
    created: datetime,
    words: ClaimsFile,
) -> bytes:
    """The workbook. The same files, choices and time give the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as book:
        book.set_properties({"created": created.replace(tzinfo=None), "title": words.title})
        sheet = book.add_worksheet(words.sheet)
        _head(book, sheet, words)
        _rows(book, sheet, files)
        if files:
            last = _FIRST + len(files) - 1
            source = _choices(book, departments, words)
            sheet.data_validation(_FIRST, 4, last, 4, {"validate": "list", "source": source})
            sheet.data_validation(_FIRST, 5, last, 5, {"validate": "list", "source": list(years)})
    return data.getvalue()


def _head(book: xlsxwriter.Workbook, sheet: Worksheet, words: ClaimsFile) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column > _LAST})
    title = book.add_format(_BASE | {"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, _LAST, words.title, title)
    sheet.merge_range(1, 0, 1, _LAST, words.guide, book.add_format(_BASE))
    sheet.set_row(0, 30)
    sheet.set_row(1, 36)
    head = book.add_format(_BASE | {"bold": True, "bg_color": "#D9E1F2", "border": 1, "align": "center"})
    for column, heading in enumerate(words.headings.model_dump().values()):
        sheet.write_string(_FIRST - 1, column, heading, head)
    sheet.freeze_panes(_FIRST, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _rows(book: xlsxwriter.Workbook, sheet: Worksheet, files: Sequence[OpenFile]) -> None:
    cell = book.add_format(_BASE | {"border": 1})
    asked = book.add_format(_BASE | {"border": 1, "bg_color": "#FFF2CC"})
    for number, one in enumerate(files):
        row = _FIRST + number
        sheet.write_number(row, 0, number + 1, cell)
        for column, text in enumerate((one.name, one.received, one.why), start=1):
            sheet.write_string(row, column, clean(text), cell)
        sheet.write(row, 4, one.department or None, asked)  # of the catalogue: no formula
        sheet.write(row, 5, one.year, asked)
        sheet.write_string(row, 6, one.sha256, cell)


def _choices(book: xlsxwriter.Workbook, departments: Sequence[str], words: ClaimsFile) -> str:
    """The departments, on a hidden sheet: as text in the rule itself a list may have 255 characters."""
    choices = book.add_worksheet(words.choices)
    choices.hide()
    for row, name in enumerate(departments):
        choices.write_string(row, 0, name)
    return f"='{words.choices}'!$A$1:$A${len(departments)}"


def answers(rows: Sequence[Sequence[object]], words: ClaimsFile) -> Iterator[Answer] | None:
    """What was filled in, by the cells of a sheet from A1; None where it is no such list."""
    heads = words.headings
    for number, row in enumerate(rows):
        texts = [str(cell).strip() for cell in row]
        if {heads.id, heads.department, heads.year} <= set(texts):
            at = [texts.index(heading) for heading in (heads.id, heads.department, heads.year)]
            return (_answer(below, at) for below in rows[number + 1 :])
    return None


def not_taken(answer: Answer, words: ClaimsFile, *, department: bool, year: bool) -> str:
    """What of an answer (its department, its year) was not understood; empty where nothing was filled in."""
    if not (answer.department or answer.year):
        return ""
    said = words.no_department.format(written=masked(answer.department) or words.blank) if department else ""
    also = words.no_year.format(written=masked(answer.year) or words.blank) if year else ""
    return "；".join(filter(None, (said, also)))


def _answer(row: Sequence[object], at: Sequence[int]) -> Answer:
    sha256, department, year = (_text(row[column]) if column < len(row) else "" for column in at)
    return Answer(sha256, department, year)


def _text(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
