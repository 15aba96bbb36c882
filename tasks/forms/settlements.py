"""问题处理单: the findings that the office settles, numbers outside the catalogue, what is public elsewhere.

A row is its columns' texts by the names of the wording's headings.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.settlements_wording import SettlementsWords
from tasks.cell_text import clean
from tasks.forms.settlement_reading import ASKED, Row
from tasks.sheets import A4, OPTIONS, Page, guide_sheet, lines_needed

_FIRST: Final = 3  # row of the first entry, from 0
_BLANK: Final = 30  # rows to be filled in, below those that are there
_LINE, _MARGIN = 14.5, 4

_WIDTHS: Final[Mapping[str, int]] = {
    "number": 6,
    "department": 11,
    "severity": 8,
    "title": 14,
    "file": 18,
    "place": 12,
    "observed": 36,
    "mend": 30,
    "decision": 12,
    "value": 10,
    "reason": 24,
    "by": 9,
    "dated": 12,
    "refused": 22,
    "indicator": 34,
    "source": 30,
    "scope_note": 26,
    "basis": 40,
    "name": 30,
    "unit": 10,
    "period": 10,
    "standing": 14,
}
_SAID: Final = frozenset({"number", "department", "severity", "title", "file", "place", "observed", "mend"})


@dataclass(frozen=True, slots=True)
class SettlementBook:
    """What the workbook holds. `region` is a code, `region_name` and `indicators` are Chinese; `settled` is
    how many of the problems, the last ones, are settled or over."""

    region: str
    region_name: str
    year: int
    problems: Sequence[Row]
    settled: int
    supplements: Sequence[Row]
    published: Sequence[Row]
    departments: Sequence[Row]
    indicators: Sequence[str]
    created: datetime


def write_settlements(book: SettlementBook, words: SettlementsWords) -> bytes:
    """The workbook. The same content gives the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as made:
        title = words.title.format(region=book.region_name, year=book.year)
        at = book.created.astimezone(UTC).replace(tzinfo=None)
        made.set_properties({"created": at, "title": title, "author": words.author})
        problems = _Table(made, words.problems.sheet, words.problems.headings, hidden="key")
        problems.head(title, words.problems.note)
        problems.sheet.write_string(0, problems.column("key"), f"{book.region}/{book.year}")
        problems.rows(book.problems, settled=book.settled)
        departments = _Table(made, words.departments.sheet, words.departments.headings)
        departments.head(title, words.departments.note)
        departments.rows(book.departments)
        supplements = _Table(made, words.supplements.sheet, words.supplements.headings)
        supplements.head(title, words.supplements.note)
        supplements.rows(book.supplements, blank=_BLANK)
        published = _Table(made, words.published.sheet, words.published.headings)
        published.head(title, words.published.note)
        published.rows(book.published, blank=_BLANK)
        guide_sheet(made, words.guide_sheet, title, words.guide)
        decisions = list(words.problems.decisions.model_dump().values())
        waivers = list(words.departments.decisions.model_dump().values())
        lists = (decisions, book.indicators, waivers)
        by_decision, by_indicator, by_waiver = _choices(made, lists, words)
        problems.choose("decision", len(book.problems), by_decision)
        departments.choose("decision", len(book.departments), by_waiver)
        published.choose("indicator", len(book.published) + _BLANK, by_indicator)
    return data.getvalue()


class _Table:
    """A sheet with a title, a note and a table."""

    def __init__(
        self, book: xlsxwriter.Workbook, name: str, headings: BaseModel, *, hidden: str = ""
    ) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self._page = Page(book, self.sheet)
        self._headings: dict[str, str] = headings.model_dump()
        self._shown_fields = [field for field in self._headings if field != hidden]
        self._shown = len(self._shown_fields) - 1
        for column, field in enumerate(self._headings):
            width = _WIDTHS.get(field, 10)
            self.sheet.set_column(column, column, width, None, {"hidden": field == hidden})
        self.sheet.freeze_panes(_FIRST, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_FIRST - 1)

    def column(self, field: str) -> int:
        return list(self._headings).index(field)

    def head(self, title: str, note: str) -> None:
        self._page.put(0, 0, title, self._shown, bold=True, font_size=16, align="center")
        self._page.put(1, 0, note, self._shown)
        self.sheet.set_row(0, 30)
        self.sheet.set_row(1, 34)
        for column, heading in enumerate(self._headings.values()):
            self._page.put(
                _FIRST - 1, column, heading, bold=True, bg_color="#D9E1F2", border=1, align="center"
            )

    def rows(self, rows: Sequence[Row], *, settled: int = 0, blank: int = 0) -> None:
        """The rows, the last `settled` of them in grey, and blank ones below."""
        for number, row in enumerate((*rows, *({} for _ in range(blank)))):
            over = len(rows) - settled <= number < len(rows)
            self.sheet.set_row(_FIRST + number, self._height(row))
            for column, field in enumerate(self._headings):
                # as text, so that 96.7% and 2024-01-20 stay as they are typed
                style: dict[str, Any] = {"border": 1, "num_format": "@"}
                if field in ASKED and not (over and field in _SAID):
                    style["bg_color"] = "#FFF2CC"
                if over:
                    style["font_color"] = "#7F7F7F"
                if field == "refused" and row.get(field):
                    style["font_color"] = "#C00000"
                self._page.put(_FIRST + number, column, row.get(field, ""), **style)

    def _height(self, row: Row) -> float:
        """Points that a row's longest text needs: not every program finds out by itself."""
        lines = [lines_needed(row.get(field, ""), _WIDTHS.get(field, 10)) for field in self._shown_fields]
        return max(lines) * _LINE + _MARGIN

    def choose(self, field: str, count: int, source: str) -> None:
        """Let a column be chosen from a list."""
        if count:
            column = self.column(field)
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            self.sheet.data_validation(_FIRST, column, _FIRST + count - 1, column, rule)


def _choices(book: xlsxwriter.Workbook, lists: Sequence[Sequence[str]], words: SettlementsWords) -> list[str]:
    """What is chosen from, a list a column of a hidden sheet: in a rule itself it may have 255 characters."""
    sheet = book.add_worksheet(words.choices)
    sheet.hide()
    sources = []
    for column, names in enumerate(lists):
        for row, name in enumerate(names):
            sheet.write_string(row, column, clean(name))
        letter = "ABC"[column]
        sources.append(f"='{words.choices}'!${letter}$1:${letter}${max(1, len(names))}")
    return sources
