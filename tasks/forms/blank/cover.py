"""封面: whose form it is, who filled it in, what was nothing this year."""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import BlankFile, CoverWords
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.measure import height
from tasks.forms.blank.model import LAYOUT, BlankForm
from tasks.forms.blank.rules import one_of, prompt, warning

_WIDTHS = (20, 38, 46)
_HINT_WIDTH = _WIDTHS[2] * 1.1  # in smaller type
_TICKS = "fz_tick"


def write_cover(book: Book, form: BlankForm, wording: BlankFile) -> None:
    """The first sheet."""
    said = wording.cover
    sheet = book.sheet(words.COVER, _WIDTHS)
    sheet.hide_gridlines(2)
    across(book, sheet, 0, _WIDTHS, _titled(said.title, form), "title")
    sheet.set_row(0, 42)
    row = _fields(book, sheet, form, said)
    across(book, sheet, row + 1, _WIDTHS, said.warning, "warning")
    row = _zero_table(book, sheet, row + 3, form, said)
    _how(book, sheet, row + 1, form, said)
    protect(sheet)
    print_set_up(sheet, form.id, landscape=False)
    sheet.activate()
    sheet.set_selection(4, 1, 4, 1)


def _titled(template: str, form: BlankForm) -> str:
    return template.format(region=form.region, year=form.year, department=form.short)


def _fields(book: Book, sheet: Worksheet, form: BlankForm, said: CoverWords) -> int:
    """Labels, answers and hints from the third row on; gives the row after the last."""
    fields = (
        (words.DEPARTMENT, form.department, "fixed", said.department_hint),
        (words.YEAR, f"{form.year}年", "fixed", ""),
        (words.CUTOFF, "", "input_date", said.cutoff_hint.format(year=form.year)),
        (words.FILLED_BY, "", "input", said.people_hint),
        (words.CHECKED_BY, "", "input", said.people_hint),
        (words.LEADER, "", "input", said.leader_hint),
        (words.FORM, form.id, "fixed", said.form_hint.format(version=LAYOUT)),
    )
    for row, (label, answer, style, hint) in enumerate(fields, 2):
        put(book, sheet, row, 0, label, "label")
        put(book, sheet, row, 1, answer, style)
        put(book, sheet, row, 2, hint, "hint")
        sheet.set_row(row, height([(answer, _WIDTHS[1]), (hint, _HINT_WIDTH)], 24))
        if label == words.CUTOFF:
            sheet.data_validation(row, 1, row, 1, _cutoff(form.year, said))
        elif style == "input":
            sheet.data_validation(row, 1, row, 1, {"validate": "any", **prompt(label, hint)})
    return 2 + len(fields)


def _cutoff(year: int, said: CoverWords) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year, 1, 1),
        "maximum": date(year, 12, 31),
        **prompt(words.CUTOFF, said.cutoff_hint.format(year=year)),
        **warning(words.CUTOFF, said.cutoff_wrong.format(year=year)),
    }


def _zero_table(book: Book, sheet: Worksheet, row: int, form: BlankForm, said: CoverWords) -> int:
    """Where 零报告 is ticked, table by table; gives the row after it."""
    for column, text in enumerate((*words.ZERO_HEADER, said.zero_notes)):
        put(book, sheet, row, column, text, "header")
    sheet.set_row(row, 24)
    tables = [(name, said.register_note) for name in form.registers]
    if form.topics:
        tables.insert(0, (words.TEXTS, said.texts_note))
    if form.lines:
        tables.insert(0, (words.INDICATORS_ROW, said.table_note.format(count=len(form.lines))))
    ticks = book.choices(_TICKS, [words.TICK])
    for at, (name, note) in enumerate(tables, row + 1):
        put(book, sheet, at, 0, name, "label")
        put(book, sheet, at, 1, "", "input_centred")
        put(book, sheet, at, 2, note, "hint")
        sheet.set_row(at, height([(name, _WIDTHS[0]), (note, _HINT_WIDTH)], 24))
        sheet.data_validation(at, 1, at, 1, one_of(ticks, name, said.zero_prompt))
    end = row + 1 + len(tables)
    across(book, sheet, end, _WIDTHS, said.zero_hint, "note")
    return end + 1


def _how(book: Book, sheet: Worksheet, row: int, form: BlankForm, said: CoverWords) -> None:
    across(book, sheet, row, _WIDTHS, said.how_heading, "heading")
    names = {"table": words.TABLE, "texts": words.TEXTS, "guide": words.GUIDE, "due": form.due}
    lines = [line.format(**names) for line in said.how]
    if form.registers:
        lines.append(said.how_ledger.format(registers="》《".join(form.registers)))
    for at, line in enumerate(lines, row + 1):
        across(book, sheet, at, _WIDTHS, line, "note")
    if form.due:
        across(book, sheet, row + 1 + len(lines), _WIDTHS, said.due.format(due=form.due), "heading")
