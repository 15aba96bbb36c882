"""征求意见表: the sentences of a draft with a department's figures or words, one a row, to be answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.opinions_wording import SheetWords
from tasks.form_words import OPINIONS_FORM
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.measure import height
from tasks.forms.identity import FORM, PREFIX
from tasks.model import AskedFigure, AskedRow

_WIDTHS: Final = (6, 16, 44, 36, 11, 34, 22, 10)
CHOICE, SUGGESTED, REASON, KEY = 4, 5, 6, 7
TOP: Final = 3  # row (from 0) of 整张表, 填报人, 日期
FIRST: Final = 5  # row of the first sentence, from 0
_SIGNED: Final = (1, 3, 5)  # columns of the labels in row TOP; what is filled in stands to their right
_DATE_FITS: Final = 24


@dataclass(frozen=True, slots=True)
class Asking:
    """A department's sheet. `region` and `department` are codes, the names Chinese; `until` is a day in
    words or empty; `created` is the only date in its properties."""

    region: str
    region_name: str
    year: int
    department: str
    department_name: str
    version: str
    until: str
    rows: Sequence[AskedRow]
    created: datetime

    @property
    def identity(self) -> str:
        """What it carries unseen."""
        return f"{OPINIONS_FORM}/{self.region}/{self.year}/{self.department}/{self.version}"


def write_opinion_sheet(asking: Asking, words: SheetWords, author: str) -> bytes:
    """The workbook. The same content gives the same bytes."""
    title = words.title.format(region=asking.region_name, year=asking.year)
    carried = {
        FORM: OPINIONS_FORM,
        "region": asking.region,
        "year": str(asking.year),
        "department": asking.department,
        "version": asking.version,
    }
    about = {"title": title, "author": author}
    custom = {PREFIX + name: text for name, text in carried.items()}
    book = Book(about, custom, asking.created.astimezone(UTC).replace(tzinfo=None))
    sheet = book.sheet(words.sheet, _WIDTHS)
    sheet.set_column(KEY, KEY, _WIDTHS[KEY], None, {"hidden": True})
    _head(book, sheet, asking, words, title)
    for number, row in enumerate(asking.rows, start=1):
        _row(book, sheet, number, row)
    last = FIRST + max(len(asking.rows), 1) - 1
    choices = [words.choices.right, words.choices.wrong]
    sheet.data_validation(FIRST, CHOICE, last, CHOICE, {"validate": "list", "source": choices})
    nothing = {"validate": "list", "source": [words.choices.nothing]}
    sheet.data_validation(TOP, _SIGNED[0] + 1, TOP, _SIGNED[0] + 1, nothing)
    sheet.freeze_panes(FIRST, 0)
    sheet.print_area(0, 0, last, REASON)
    print_set_up(sheet, f"{title}　{asking.department_name}", landscape=True, repeat=FIRST - 1)
    protect(sheet)
    return book.close()


def _head(book: Book, sheet: Worksheet, asking: Asking, words: SheetWords, title: str) -> None:
    shown = _WIDTHS[:KEY]
    across(book, sheet, 0, shown, title, "title")
    sheet.set_row(0, 30)
    whose = words.whose.format(department=asking.department_name, year=asking.year, version=asking.version)
    across(book, sheet, 1, shown, whose, "heading")
    until = words.until.format(until=asking.until) if asking.until else words.no_until
    across(book, sheet, 2, shown, f"{words.note}{until}", "note")
    put(book, sheet, 0, KEY, asking.identity, "note")
    labels = (words.nothing, words.by, words.dated)
    for column, label in zip(_SIGNED, labels, strict=True):
        put(book, sheet, TOP, column, label, "label")
        put(book, sheet, TOP, column + 1, "", "input_centred")
    sheet.set_row(TOP, _DATE_FITS)
    for column, heading in enumerate(words.headings.model_dump().values()):
        put(book, sheet, FIRST - 1, column, heading, "header")
    sheet.set_row(FIRST - 1, height([(words.headings.figures, _WIDTHS[3])], 24))


def _row(book: Book, sheet: Worksheet, number: int, row: AskedRow) -> None:
    at = FIRST + number - 1
    figures = "\n".join(_figure(one) for one in row.figures)
    texts = (str(number), row.section, row.sentence, figures)
    for column, text in enumerate(texts):
        put(book, sheet, at, column, text, "fixed" if column else "fixed_centred")
    put(book, sheet, at, CHOICE, "", "input_centred")
    put(book, sheet, at, SUGGESTED, "", "input")
    put(book, sheet, at, REASON, "", "input")
    put(book, sheet, at, KEY, _key(row), "note")
    sheet.set_row(at, height(zip(texts, _WIDTHS, strict=False), 40))


def _figure(one: AskedFigure) -> str:
    """办案总数：1661宗（台账统计）, and beside a computed one what was reported."""
    same = f"{one.name} {one.text}"
    if one.reported.startswith(same) and "，" not in one.reported:
        return f"{one.name}：{one.reported.removeprefix(one.name).strip()}"
    return f"{one.name}：{one.text}" + (f"；填报：{one.reported}" if one.reported else "")


def _key(row: AskedRow) -> str:
    """The hidden cell: the row as it was asked, so that an answer is understood whatever became of the
    draft."""
    figures = [[list(one.keys), one.name, one.text] for one in row.figures]
    return json.dumps([row.id, row.section, row.sentence, figures], ensure_ascii=False)
