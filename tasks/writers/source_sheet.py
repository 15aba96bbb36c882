"""数据出处一览表, the workbook that goes with each version of a report; for inside alone."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tasks.cell_text import clean
from tasks.model import Document
from tasks.sheets import A4, OPTIONS, Page, lines_needed
from tasks.writers.lines import Role, lines, written_on
from tasks.writers.source_rows import HEADINGS, SourceRow, source_rows
from tasks.writers.sources import Review
from tasks.writers.standings import Standing

NAME: Final = "数据出处一览表"
_MARK: Final = "内部使用，不公开"
_HEADER: Final = 2  # row of the headings, from 0
_LONGEST: Final = 32_767  # characters that a cell takes
_HIGHEST: Final = 409.0  # points that a row takes
_LINE, _MARGIN = 12.0, 4.0

_WIDTHS: Final[Mapping[str, float]] = {
    "number": 5.5,
    "section": 13,
    "sentence": 29,
    "name": 12,
    "printed": 8,
    "exact": 9,
    "formula": 12,
    "kind": 7,
    "department": 9,
    "file": 19,
    "place": 12,
    "raw": 7,
    "people": 8,
    "scope": 22,
    "settlement": 8,
    "findings": 9,
    "change": 10,
}
_CENTRED: Final = frozenset({"number", "kind"})
_PLAIN: Final[Mapping[str, Any]] = {
    "font_size": 9,
    "border": 1,
    "border_color": "#A6A6A6",
    "num_format": "@",
}
_BELOW: Final[Mapping[str, Any]] = {"font_color": "#404040", "bg_color": "#F2F2F2"}
_HEAD: Final[Mapping[str, Any]] = {
    "bold": True,
    "bg_color": "#D9E1F2",
    "border": 1,
    "align": "center",
    "font_size": 10,
}


def write_sources(document: Document, review: Review, changes: Mapping[str, str]) -> bytes:
    """The bytes of the .xlsx: a row for each figure in reading order, with those below it that it was
    computed from; `changes` says by Figure.id what became of it since the version before.

    The same content gives the same bytes: the only date in it is 成文日期.
    """
    rows = source_rows(document, review, changes)
    report = next((line.text for line in lines(document) if line.role is Role.TITLE), "")
    title = f"{report}　{NAME}"
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, OPTIONS) as book:
        created = datetime.combine(written_on(document), time.min, UTC).replace(tzinfo=None)
        book.set_properties({"title": f"{title}（{_MARK}）", "created": created})
        sheet = book.add_worksheet(NAME)
        table = _Table(book, sheet)
        table.head(title, rows)
        for number, row in enumerate(rows, start=_HEADER + 1):
            table.row(number, row)
        _set_up(sheet, _HEADER + len(rows))
    return data.getvalue()


def _set_up(sheet: Worksheet, last: int) -> None:
    """Screen and paper: headings stay, and stand on each page; groups of rows have their figure above."""
    columns = len(HEADINGS) - 1
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.autofilter(_HEADER, 0, last, columns)
    sheet.outline_settings(symbols_below=False)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.35, right=0.35, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, last, columns)
    sheet.set_footer(f'&L&"宋体,Regular"&9{_MARK}&R&"宋体,Regular"&9第 &P 页，共 &N 页')


class _Table:
    """The sheet's cells, from top to bottom."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._page = Page(book, sheet)
        font = {"font_name": "宋体", "font_size": _PLAIN["font_size"]}
        self._words = book.add_format(font)
        self._figure = book.add_format({**font, "bold": True, "font_color": "#C00000"})
        for column, name in enumerate(HEADINGS):
            sheet.set_column(column, column, _WIDTHS[name])

    def head(self, title: str, rows: Sequence[SourceRow]) -> None:
        count, last = sum(not row.depth for row in rows), len(HEADINGS) - 1
        note = (
            f"{_MARK}。共 {count} 个数据，按正文先后排列，附件在后；灰色的行是上面那个数据计算所用的数，"
            "点左上角 1 收起、2 展开。印出的数按规定取舍，准确值没有取舍。"
        )
        self._page.put(0, 0, title, last, bold=True, font_size=16, align="center")
        self._page.put(1, 0, note, last, font_size=10)
        self._sheet.set_row(0, 28)
        self._sheet.set_row(1, 18)
        for column, heading in enumerate(HEADINGS.values()):
            self._page.put(_HEADER, column, heading, **_HEAD)
        self._sheet.set_row(_HEADER, 30)

    def row(self, number: int, row: SourceRow) -> None:
        options = {"level": min(row.depth, 7)} if row.depth else {}
        self._sheet.set_row(number, _height(row), None, options)
        for column, name in enumerate(HEADINGS):
            style: dict[str, Any] = {**_PLAIN, **(_BELOW if row.depth else {})}
            if name in _CENTRED:
                style["align"] = "center"
            if name == "name" and row.depth:
                style["indent"] = row.depth
            text = row.standing.sentence if name == "sentence" and row.standing else row.cells.get(name, "")
            self._page.put(number, column, text, **style)
            if name == "sentence" and row.standing:
                self._emphasise(number, column, row.standing, style)

    def _emphasise(self, number: int, column: int, standing: Standing, style: Mapping[str, object]) -> None:
        """The figure in bold within its sentence."""
        parts = [clean(part) for part in (standing.before, standing.text, standing.after)]
        if len(standing.sentence) <= _LONGEST and parts[1] and (parts[0] or parts[2]):
            formats = (self._words, self._figure, self._words)
            pieces = [one for pair in zip(formats, parts, strict=True) if pair[1] for one in pair]
            self._sheet.write_rich_string(number, column, *pieces, self._page.format(style))


def _height(row: SourceRow) -> float:
    """Points that a row's longest text needs: not every program finds out by itself."""
    texts = {**row.cells, "sentence": row.standing.sentence if row.standing else ""}
    lines_of = [lines_needed(texts.get(name, ""), width * 1.2) for name, width in _WIDTHS.items()]
    return min(max(lines_of) * _LINE + _MARGIN, _HIGHEST)
