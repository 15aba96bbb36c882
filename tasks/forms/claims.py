"""收件箱待认领: the list of files in the inbox of which nobody knows whose they are, to be filled in.

One row a file; the department and the year are chosen from lists. Saved into the inbox, it is the answer.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import xlsxwriter

SHEET: Final = "待认领"
HEADINGS: Final = ("序号", "文件", "收到时间", "不清楚的地方", "填报单位", "年度", "文件编号")
_WIDTHS: Final = (6, 46, 18, 46, 20, 10, 10)
_FIRST: Final = 3  # row of the first file, from 0
_GUIDE: Final = (
    "下列文件在“收件箱”里，但看不出是哪个单位、哪个年度的。请在“填报单位”“年度”两栏选填，保存后把本表放进“收件箱”；"
    "也可以直接把文件移到该单位的文件夹。"
)


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
    files: Sequence[OpenFile], departments: Sequence[str], years: Sequence[int], created: datetime
) -> bytes:
    """The workbook. The same files, choices and time give the same bytes."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        _write(book, book.add_worksheet(SHEET), files, departments, years)
    return data.getvalue()


def _write(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.workbook.Worksheet,
    files: Sequence[OpenFile],
    departments: Sequence[str],
    years: Sequence[int],
) -> None:
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    head = book.add_format(base | {"bold": True, "bg_color": "#D9E2F3", "border": 1, "align": "center"})
    cell, asked = (book.add_format(base | {"border": 1} | more) for more in ({}, {"bg_color": "#FFF2CC"}))
    title = book.add_format(base | {"bold": True, "font_size": 16, "align": "center"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column == len(_WIDTHS) - 1})
    sheet.merge_range(0, 0, 0, 5, "收件箱待认领", title)
    sheet.merge_range(1, 0, 1, 5, _GUIDE, book.add_format(base))
    sheet.set_row(0, 30)
    sheet.set_row(1, 36)
    sheet.write_row(_FIRST - 1, 0, HEADINGS, head)
    for number, one in enumerate(files):
        row = _FIRST + number
        sheet.write_number(row, 0, number + 1, cell)
        for column, text in enumerate((one.name, one.received, one.why), start=1):
            sheet.write_string(row, column, text, cell)
        sheet.write(row, 4, one.department or None, asked)  # of the catalogue: no formula
        sheet.write(row, 5, one.year, asked)
        sheet.write_string(row, 6, one.sha256, cell)
    if files:
        last = _FIRST + len(files) - 1
        _choices(book, departments)
        chosen = {"validate": "list", "source": f"='单位'!$A$1:$A${len(departments)}"}
        sheet.data_validation(_FIRST, 4, last, 4, chosen)
        sheet.data_validation(_FIRST, 5, last, 5, {"validate": "list", "source": list(years)})
    sheet.freeze_panes(_FIRST, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _choices(book: xlsxwriter.Workbook, departments: Sequence[str]) -> None:
    """The departments, on a hidden sheet: as text in the rule itself a list may have 255 characters."""
    choices = book.add_worksheet("单位")
    choices.hide()
    for row, name in enumerate(departments):
        choices.write_string(row, 0, name)


def answers(rows: Sequence[Sequence[object]]) -> Iterator[Answer] | None:
    """What was filled in, by the cells of a sheet from A1; None where it is no such list."""
    for number, row in enumerate(rows):
        texts = [str(cell).strip() for cell in row]
        if set(HEADINGS) <= set(texts):
            at = [texts.index(heading) for heading in ("文件编号", "填报单位", "年度")]
            return (_answer(below, at) for below in rows[number + 1 :])
    return None


def _answer(row: Sequence[object], at: Sequence[int]) -> Answer:
    sha256, department, year = (_text(row[column]) if column < len(row) else "" for column in at)
    return Answer(sha256, department, year)


def _text(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
