"""接收回执: that a file came, unchanged, and what was taken over from it. One page."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.catalogue.wording import AnswersFile
from tasks.forms.answers import Sent
from tasks.forms.dates import time_in_words
from tasks.model import Verdict
from tasks.sheets import Page, lines_needed, one_page

WIDTHS = (24, 18, 50)
_LINE = 17.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A dataset of the file: its verdict, and in words how much of it was taken over."""

    name: str
    verdict: Verdict
    how_much: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. `slip` is the file with the notes, where there are any."""

    sent: Sent
    verdict: Verdict
    taken: Sequence[Taken]
    notes: Sequence[str] = ()
    slip: str = ""


def receipt(given: Receipt, words: AnswersFile) -> bytes:
    """The receipt as a workbook. The same content gives the same bytes."""

    def fill(page: Page) -> None:
        for column, width in enumerate(WIDTHS):
            page.sheet.set_column(column, column, width)
        row = _head(page, given, words)
        row = _taken(page, row, given, words)
        _notes(page, row, given, words)

    said = words.receipt
    return one_page(said.sheet, given.sent.received, words.author, fill, title=said.title)


def _head(page: Page, given: Receipt, words: AnswersFile) -> int:
    said, sent = words.receipt, given.sent
    page.sheet.set_row(0, 36)
    page.put(0, 0, said.title, 2, font_size=20, bold=True, align="center")
    template = said.result_with_notes if given.slip else said.result
    result = template.format(file=sent.file, verdict=given.verdict.label, slip=given.slip)
    row = _wide(page, 1, result, font_size=12, bg_color="#E2EFDA", font_color="#375623", bold=True)
    for label, text in (
        (said.department, sent.department_name),
        (said.year, str(sent.year)),
        (said.file, sent.file),
        (said.received, time_in_words(sent.received, words.words)),
        (said.sha256, sent.sha256),
    ):
        page.sheet.set_row(row, _LINE * lines_needed(text, WIDTHS[1] + WIDTHS[2]) + 7)
        page.put(row, 0, label, border=1, bg_color="#F2F2F2")
        page.put(row, 1, text, 2, border=1)
        row += 1
    return row + 1


def _taken(page: Page, row: int, given: Receipt, words: AnswersFile) -> int:
    said = words.receipt
    page.put(row, 0, said.taken_heading, 2, bold=True)
    page.sheet.set_row(row + 1, _LINE + 7)
    for column, head in enumerate(said.headings):
        page.put(row + 1, column, head, border=1, bold=True, align="center", bg_color="#D9E1F2")
    row += 2
    for one in given.taken:
        texts = (one.name, one.verdict.label, one.how_much)
        tallest = max(lines_needed(t, w) for t, w in zip(texts, WIDTHS, strict=True))
        page.sheet.set_row(row, _LINE * tallest + 7)
        for column, text in enumerate(texts):
            page.put(row, column, text, border=1)
        row += 1
    return row + 1


def _notes(page: Page, row: int, given: Receipt, words: AnswersFile) -> None:
    said = words.receipt
    page.put(row, 0, said.notes_heading, 2, bold=True)
    row += 1
    for number, note in enumerate(given.notes or (said.no_notes,), 1):
        row = _wide(page, row, f"{number}. {note}" if given.notes else note)
    row += 1
    for line in said.foot:
        row = _wide(page, row, line, font_color="#595959", font_size=10)


def _wide(page: Page, row: int, text: str, **style: object) -> int:
    page.sheet.set_row(row, _LINE * lines_needed(text, sum(WIDTHS) * 0.95) + 9)
    page.put(row, 0, text, 2, **style)
    return row + 1
