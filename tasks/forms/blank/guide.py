"""填报说明: how to fill in, how numbers may be written, every definition."""

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from tasks import form_words as words
from tasks.catalogue.blank_wording import GuideWords
from tasks.forms.blank.book import Book, across, print_set_up, protect, put
from tasks.forms.blank.measure import height
from tasks.forms.blank.model import BlankForm

_WIDTHS = (40, 12, 90)


def write_guide(book: Book, form: BlankForm, wording: GuideWords) -> None:
    """The last sheet."""
    page = Page(book, book.sheet(words.GUIDE, _WIDTHS), _WIDTHS)
    page.line(wording.title, "title")
    page.line(wording.steps_heading, "heading")
    for step in wording.steps:
        page.line(f"· {step}")
    page.line(wording.numbers_heading, "heading")
    page.table(wording.numbers_columns, wording.numbers)
    if form.lines:
        page.line(wording.scope_heading, "heading")
        page.table(wording.scope_columns, _definitions(form))
    if form.computed:
        page.line(wording.computed_heading, "heading")
        page.line(wording.computed_note)
        page.table(wording.scope_columns, [(c.name, c.unit, c.scope_note) for c in form.computed])
    protect(page.sheet)
    print_set_up(page.sheet, form.id, landscape=True)


def _definitions(form: BlankForm) -> list[tuple[str, str, str]]:
    """Every indicator once: a monthly one is named by its first month."""
    seen: dict[str, tuple[str, str, str]] = {}
    for line in form.lines:
        code, _, month = line.code.partition("@")
        name = line.name.rpartition("（")[0] if month else line.name
        seen.setdefault(code, (name, line.unit, line.scope_note))
    return list(seen.values())


class Page:
    """A sheet of text, written from top to bottom."""

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[int]) -> None:
        self._book = book
        self.sheet = sheet
        self._widths = widths
        self._row = 0
        sheet.hide_gridlines(2)

    def line(self, text: str, style: str = "note") -> None:
        """A line over the whole width; a heading has room above."""
        across(self._book, self.sheet, self._row, self._widths, text, style)
        if style != "note":
            self.sheet.set_row(self._row, 36 if style == "title" else 30)
        self._row += 1

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table with header; where it has fewer columns than the page, its last one is wider."""
        for style, cells in (("header", header), *(("text", row) for row in rows)):
            self._cells(cells, style)

    def _cells(self, cells: Sequence[str], style: str) -> None:
        widths = [*self._widths[: len(cells) - 1], sum(self._widths[len(cells) - 1 :])]
        form = self._book.format(style)
        if len(cells) < len(self._widths):
            self.sheet.merge_range(self._row, len(cells) - 1, self._row, len(self._widths) - 1, "", form)
        for column, text in enumerate(cells):
            put(self._book, self.sheet, self._row, column, text, style)
        self.sheet.set_row(self._row, height(zip(cells, widths, strict=True), 22))
        self._row += 1
