"""文字材料: boxes for each topic, and what was promised last year beside what became of it."""

from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import TextsWords
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.head import HEADER_ROW, headed_sheet
from tasks.forms.blank.measure import height
from tasks.forms.blank.model import BlankForm, Boxes
from tasks.forms.blank.rules import text_cell

_WIDTHS = (6, 22, 26, 74, 42)
_CODE_WIDTH = 20
_TOPIC, _HEADING, _TEXT, _LAST_YEAR, _CODE = range(1, 6)


def write_texts(book: Book, form: BlankForm, wording: TextsWords) -> None:
    """The third sheet."""
    sheet = headed_sheet(
        book,
        form,
        wording,
        wording.how,
        name=words.TEXTS,
        header=words.TEXTS_HEADER,
        widths=_WIDTHS,
        code_width=_CODE_WIDTH,
    )
    row = HEADER_ROW + 1
    for topic in form.topics:
        row = _topic(book, sheet, row, topic, wording)
    sheet.freeze_panes(HEADER_ROW + 1, _TOPIC + 1)
    protect(sheet)
    print_set_up(sheet, form.id, landscape=True, repeat=HEADER_ROW)


def _topic(book: Book, sheet: Worksheet, row: int, topic: Boxes, wording: TextsWords) -> int:
    """A topic's band and boxes; gives the row after them."""
    across(book, sheet, row, _WIDTHS, wording.band.format(topic=topic.name, hint=topic.hint), "band")
    for number, last_year in enumerate(topic.last_year, 1):
        shown = last_year or (wording.nothing_known if topic.follows else "")
        _box(book, sheet, row + number, topic, (number, shown))
    first, last = row + 1, row + len(topic.last_year)
    wrong = wording.wrong_title, wording.wrong
    about = wording.heading_prompt.format(longest=wording.heading_longest)
    heading = text_cell(wording.heading_longest, words.TEXTS_HEADER[_HEADING], about, wrong)
    about = wording.text_prompt.format(hint=topic.hint, longest=topic.longest)
    text = text_cell(topic.longest, topic.name, about, wrong)
    sheet.data_validation(first, _HEADING, last, _HEADING, heading)
    sheet.data_validation(first, _TEXT, last, _TEXT, text)
    return last + 1


def _box(book: Book, sheet: Worksheet, row: int, topic: Boxes, at: tuple[int, str]) -> None:
    number, last_year = at
    sheet.write_number(row, 0, number, book.format("centred"))
    put(book, sheet, row, _TOPIC, topic.name, "centred")
    put(book, sheet, row, _HEADING, "", "input")
    put(book, sheet, row, _TEXT, "", "input_top")
    put(book, sheet, row, _LAST_YEAR, last_year, "fixed")
    put(book, sheet, row, _CODE, topic.code, "text")
    room = "口" * topic.longest  # a box shows the whole of what may be written in it
    sheet.set_row(row, height([(last_year, _WIDTHS[_LAST_YEAR]), (room, _WIDTHS[_TEXT])]))
