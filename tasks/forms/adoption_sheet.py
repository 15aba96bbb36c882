"""意见采纳情况表: every opinion that came back, one a row, to be decided on by the report team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.opinions_wording import AdoptionWords
from tasks.form_words import ADOPTION_FORM
from tasks.forms.adoption_reading import FILLED, Row
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.measure import height
from tasks.forms.identity import FORM, PREFIX

_WIDTHS: Final[Mapping[str, int]] = {
    "number": 6,
    "department": 12,
    "section": 14,
    "sentence": 34,
    "opinion": 30,
    "reason": 18,
    "decision": 10,
    "why": 22,
    "by": 9,
    "dated": 12,
    "refused": 18,
    "key": 10,
}
_NARROW: Final = 12
_HEAD: Final = 4  # row of the headings, from 0


@dataclass(frozen=True, slots=True)
class AdoptionBook:
    """What the workbook holds. `region` is a code; `counts` and `silent` are lines of text; rows without a
    `key` ask for nothing."""

    region: str
    year: int
    title: str
    counts: str
    silent: str
    rows: Sequence[Row]
    created: datetime


def write_adoption(given: AdoptionBook, words: AdoptionWords, author: str) -> bytes:
    """The workbook. The same content gives the same bytes."""
    carried = {FORM: ADOPTION_FORM, "region": given.region, "year": str(given.year)}
    custom = {PREFIX + name: text for name, text in carried.items()}
    created = given.created.astimezone(UTC).replace(tzinfo=None)
    book = Book({"title": given.title, "author": author}, custom, created)
    fields: dict[str, str] = words.headings.model_dump()
    widths = [_WIDTHS[field] for field in fields]
    sheet = book.sheet(words.sheet, widths)
    key = len(widths) - 1
    sheet.set_column(key, key, widths[key], None, {"hidden": True})
    across(book, sheet, 0, widths[:key], given.title, "title")
    sheet.set_row(0, 30)
    for row, text in enumerate((words.note, given.counts, given.silent), start=1):
        across(book, sheet, row, widths[:key], text, "note")
    put(book, sheet, 0, key, f"{ADOPTION_FORM}/{given.region}/{given.year}", "note")
    for column, heading in enumerate(fields.values()):
        put(book, sheet, _HEAD, column, heading, "header")
    sheet.set_row(_HEAD, 24)
    for number, one in enumerate(given.rows, start=1):
        _row(book, sheet, number, one, fields)
    last = _HEAD + max(len(given.rows), 1)
    at = list(fields).index("decision")
    choices = list(words.decisions.model_dump().values())
    sheet.data_validation(_HEAD + 1, at, last, at, {"validate": "list", "source": choices})
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.print_area(0, 0, last, key - 1)
    print_set_up(sheet, given.title, landscape=True, repeat=_HEAD)
    protect(sheet)
    return book.close()


def _row(book: Book, sheet: Worksheet, number: int, row: Row, fields: Mapping[str, str]) -> None:
    at = _HEAD + number
    texts = {**row, "number": str(number)}
    for column, field in enumerate(fields):
        open_cell = field in FILLED and bool(row.get("key"))
        narrow = _WIDTHS[field] <= _WIDTHS["department"]
        style = (
            ("input_centred" if narrow else "input")
            if open_cell
            else ("fixed_centred" if narrow else "fixed")
        )
        put(book, sheet, at, column, texts.get(field, ""), "note" if field == "key" else style)
    shown = [(texts.get(field, ""), width) for field, width in _WIDTHS.items() if field != "key"]
    sheet.set_row(at, height(shown, 30))
