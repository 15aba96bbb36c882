"""数据确认单: all of a department's data on one page, with a code, to sign and stamp."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest

from tasks.catalogue.wording import AnswersFile
from tasks.forms.codes import code_of, picture_of
from tasks.forms.statement import RegisterLine, Statement, TextLine, ValueLine
from tasks.sheets import Page, lines_needed, one_page

BLOCK = (5, 27, 7, 10, 10)
GAP = 1.5
WIDTHS = (*BLOCK, GAP, *BLOCK)
SECOND = len(BLOCK) + 1
LAST = len(WIDTHS) - 1

_SIZE = 10
_LINE = 13.5
_FITS = 1.12  # characters of this size to a unit of column width
_HEAD = {"bold": True, "align": "center", "bg_color": "#D9E1F2"}
_QR_COLUMN = LAST - 1
_QR_PIXELS = 330  # as drawn: 25 modules and two borders of 4, at 10
_QR_SHOWN = 128


def confirmation(statement: Statement, created: datetime, words: AnswersFile) -> bytes:
    """The confirmation sheet as a workbook. The same statement gives the same bytes."""
    said = words.confirmation

    def fill(page: Page) -> None:
        _Writer(page, statement, words).write()

    title = said.title.format(region=statement.region_name, year=statement.year)
    return one_page(said.sheet, created, words.author, fill, title=title)


class _Writer:
    """Writes the page from top to bottom."""

    def __init__(self, page: Page, statement: Statement, words: AnswersFile) -> None:
        self._page, self._statement, self._words = page, statement, words.confirmation
        self._code = code_of(statement)
        self._row = 0
        self._numbers = iter(self._words.numbers)

    def write(self) -> None:
        for column, width in enumerate(WIDTHS):
            self._page.sheet.set_column(column, column, width)
        self._head()
        self._values()
        self._registers()
        self._texts()
        self._foot()

    def _head(self) -> None:
        said, given, sheet = self._words, self._statement, self._page.sheet
        title = said.title.format(region=given.region_name, year=given.year)
        department = said.department.format(department=given.department_name)
        for row, height in enumerate((52, 26, 30)):
            sheet.set_row(row, height)
        self._page.put(0, 0, title, _QR_COLUMN - 1, font_size=18, bold=True, align="center")
        self._page.put(1, 0, department, _QR_COLUMN - 1, font_size=12)
        self._page.put(2, 0, said.code.format(code=self._code), _QR_COLUMN - 1, font_size=16, bold=True)
        scale = _QR_SHOWN / _QR_PIXELS
        sheet.insert_image(
            0,
            _QR_COLUMN,
            "code.png",
            {
                "image_data": io.BytesIO(picture_of(self._code)),
                "x_scale": scale,
                "y_scale": scale,
                "x_offset": 12,
                "y_offset": 4,
                "object_position": 1,
                "description": self._code,
            },
        )
        self._row = 3

    def _values(self) -> None:
        said, lines = self._words, self._statement.values
        self._heading(said.values_heading.format(count=len(lines)))
        if not lines:
            return self._none()
        year = self._statement.year
        heads = [head.format(year=year, before=year - 1) for head in said.values_headings]
        cells = [self._value(number, line) for number, line in enumerate(lines, 1)]
        return self._side_by_side(heads, cells, [(column, column) for column in range(5)])

    def _value(self, number: int, line: ValueLine) -> list[str]:
        none = self._words.no_value
        return [str(number), line.name, line.unit, line.value or none, line.before or none]

    def _registers(self) -> None:
        said, lines = self._words, self._statement.registers
        if not lines:
            return
        self._heading(said.registers_heading)
        spans = [(0, 2), (3, 7), (8, 9), (10, 10)]
        self._row_of(said.registers_headings, spans, **_HEAD)
        for line in lines:
            self._row_of(_register(line), spans)

    def _texts(self) -> None:
        said, lines = self._words, self._statement.texts
        self._heading(said.narrative_heading.format(count=len(lines)))
        if not lines:
            return self._none()
        cells = [[line.heading or said.no_title, line.length, line.check] for line in lines]
        for (name, before), own in zip(_with_previous(lines), cells, strict=True):
            own.insert(0, name if name != before else "〃")
        spans = [(0, 1), (2, 7), (8, 8), (9, 10)]
        self._row_of(said.narrative_headings, spans, **_HEAD)
        for own in cells:
            self._row_of(own, spans)
        return None

    def _side_by_side(
        self, heads: Sequence[str], cells: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]
    ) -> None:
        """Two blocks beside each other, read down the left one first; one where it is short."""
        half = (len(cells) + 1) // 2
        shifted = [(first + SECOND, last + SECOND) for first, last in spans]
        both = [*spans, *shifted] if len(cells) > 1 else spans
        self._row_of([*heads, *heads][: len(both)], both, **_HEAD)
        for left, right in zip_longest(cells[:half], cells[half:], fillvalue=()):
            self._row_of([*left, *right], both[: len(left) + len(right)])

    def _foot(self) -> None:
        said = self._words
        self._row += 1
        self._wide(said.statement.format(year=self._statement.year), font_size=12, bold=True)
        self._page.sheet.set_row(self._row, 46)
        spans = [(0, 2), (3, 6), (7, 10)]
        for name, (first, last) in zip(said.signatures, spans, strict=True):
            self._page.put(self._row, first, f"{name}：", last, font_size=12)
        self._row += 1
        self._page.sheet.set_row(self._row, 60)
        self._page.put(self._row, 3, said.stamp, 6, font_size=12)
        self._page.put(self._row, 7, said.day, LAST, font_size=12)
        self._row += 1
        self._wide(said.how, font_color="#404040")
        self._wide(said.how_by_name.format(code=self._code), font_color="#404040")

    def _heading(self, text: str) -> None:
        self._page.sheet.set_row(self._row, 21)
        self._page.put(self._row, 0, next(self._numbers) + text, LAST, bold=True, font_size=11)
        self._row += 1

    def _none(self) -> None:
        self._wide(self._words.none)

    def _wide(self, text: str, **style: object) -> None:
        self._page.sheet.set_row(self._row, _LINE * lines_needed(text, sum(WIDTHS) * 0.9) + 5)
        self._page.put(self._row, 0, text, LAST, **({"font_size": _SIZE} | style))
        self._row += 1

    def _row_of(self, texts: Iterable[str], spans: Sequence[tuple[int, int]], **style: object) -> None:
        """A row of boxed cells, each over its span of columns, as tall as its longest text."""
        lines = 1
        for text, (first, last) in zip(texts, spans, strict=True):
            width = sum(WIDTHS[first : last + 1])
            lines = max(lines, lines_needed(text, width * _FITS))
            narrow: dict[str, object] = {"align": "center"} if width < 22 else {}
            self._page.put(
                self._row, first, text, last, **({"font_size": _SIZE, "border": 1} | narrow | style)
            )
        self._page.sheet.set_row(self._row, _LINE * lines + 3)
        self._row += 1


def _register(line: RegisterLine) -> tuple[str, str, str, str]:
    return line.register, line.predicate, line.rows, line.result


def _with_previous(lines: Sequence[TextLine]) -> list[tuple[str, str]]:
    topics = [line.topic for line in lines]
    return list(zip(topics, ["", *topics], strict=False))
