"""A department's blank form as a workbook."""

from datetime import datetime

from tasks import form_words as words
from tasks.catalogue.blank_wording import BlankFile
from tasks.forms.blank import rules
from tasks.forms.blank.book import Book
from tasks.forms.blank.cover import write_cover
from tasks.forms.blank.guide import write_guide
from tasks.forms.blank.model import LAYOUT, BlankForm
from tasks.forms.blank.table import write_table
from tasks.forms.blank.texts import write_texts
from tasks.quantity.hedges import SENSES


def write_form(form: BlankForm, wording: BlankFile) -> bytes:
    """The form's bytes: the same form and wording, the same bytes."""
    title = wording.cover.title.format(region=form.region, year=form.year, department=form.short)
    book = new_book(title, form.department, form.id, form.year)
    book.choices(rules.HEDGES, sorted(SENSES))
    write_cover(book, form, wording)
    if form.lines:
        write_table(book, form, wording.table)
    if form.topics:
        write_texts(book, form, wording.texts)
    write_guide(book, form, wording.guide)
    return book.close()


def new_book(title: str, department: str, form_id: str, year: int) -> Book:
    """A workbook that says which form it is in its properties too; its date is the reported year's end."""
    return Book(
        {"title": title, "company": department},
        {words.FORM: form_id, words.VERSION: str(LAYOUT)},
        datetime(year, 12, 31, 9),  # noqa: DTZ001 a document property has no time zone
    )
