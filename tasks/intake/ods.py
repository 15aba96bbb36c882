""".ods: the cells of content.xml, walked element by element, repeated ones within caps."""

import io
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.caps import Rows, check_extent, check_sheets, whole
from tasks.intake.cells import Box, Cell, Marks, Position, Sheet, Workbook
from tasks.intake.formats import SLIDES, WORDS, Library, RefusedError
from tasks.intake.ods_cells import TABLE, TEXT, cell_of, type_of
from tasks.intake.parts import DAMAGED, Package, check_package
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS: Final = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_KEPT: Final = frozenset({*_CELLS, f"{TEXT}p"})
_MANIFEST: Final = "META-INF/manifest.xml"
_MACROS: Final = "Basic/"
_OTHERS: Final = {"text": WORDS, "presentation": SLIDES}


def read_ods(package: Package, limits: Limits) -> Workbook:
    """The visible sheets with their marks; raises RefusedError."""
    check_package(package, limits)
    if package.holds(_MANIFEST) and b"encryption-data" in package.unpacked(_MANIFEST):
        raise RefusedError(ReadState.ENCRYPTED)
    if package.holds("mimetype"):
        kind = package.unpacked("mimetype").rpartition(b".")[2].decode("ascii", "replace").strip()
        if kind in _OTHERS:
            raise RefusedError(ReadState.UNSUPPORTED, _OTHERS[kind])
    walk = _Walk(limits)
    with Library(DAMAGED):
        events = ET.iterparse(io.BytesIO(package.xml("content.xml")), ("start", "end"))  # noqa: S314
    while (event := _next(events)) is not None:
        walk.see(*event)
    macros = any(name.startswith(_MACROS) and not name.endswith("/") for name in package.entries)
    return Workbook(tuple(walk.sheets), tuple(walk.hidden), FileFormat.ODS, macros)


def _next(events: Iterator[tuple[str, ET.Element]]) -> tuple[str, ET.Element] | None:
    with Library(DAMAGED):
        return next(events, None)


class _Walk:
    """What has been found so far; `see` is told of each element's start and end."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self.hidden: list[str] = []
        self._limits = limits
        self._unseen: set[str] = set()  # names of styles of hidden sheets
        self._style = ""
        self._depth = 0
        self._table: _Table | None = None
        self._at: dict[tuple[str, str], Callable[[ET.Element], None]] = {
            ("start", f"{_STYLE}style"): self._in_style,
            ("end", f"{_STYLE}table-properties"): self._properties,
            ("start", f"{TABLE}table"): self._begin,
            ("end", f"{TABLE}table"): self._end,
        }

    def see(self, event: str, element: ET.Element) -> None:
        act = self._at.get((event, element.tag))
        if act is not None:
            act(element)
        elif event == "end" and self._depth == 1 and self._table is not None:
            self._table.see(element)
        if event == "end" and element.tag not in _KEPT and not element.tag.startswith(TEXT):
            element.clear()

    def _in_style(self, element: ET.Element) -> None:
        self._style = element.get(f"{_STYLE}name", "")

    def _properties(self, element: ET.Element) -> None:
        if element.get(f"{TABLE}display") == "false":
            self._unseen.add(self._style)

    def _begin(self, element: ET.Element) -> None:
        self._depth += 1
        if self._depth == 1:
            check_sheets(len(self.sheets) + len(self.hidden) + 1, self._limits)
            self._table = _Table(element.get(f"{TABLE}name", ""), self._limits)
            self._table.visible = element.get(f"{TABLE}style-name") not in self._unseen

    def _end(self, _: ET.Element) -> None:
        self._depth -= 1
        if self._depth == 0 and self._table is not None:
            if not self._table.visible:
                self.hidden.append(self._table.name)
            else:
                sheet = self._table.sheet()
                if sheet.rows:
                    self.sheets.append(sheet)
            self._table = None


class _Table:
    """One sheet while it is read."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.visible = True
        self._limits = limits
        self._rows = Rows(limits)
        self._cells: list[Cell] = []
        self._empty = 0
        self._shares: list[int] = []  # columns of this row's percentages
        self._wrong: dict[int, str] = {}  # this row's errors, by column
        self._column = 0  # of table-column elements
        self._percent: set[Position] = set()
        self._faults: dict[Position, str] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[Box] = []

    def see(self, element: ET.Element) -> None:
        """The end of an element of this sheet."""
        if element.tag in _CELLS:
            self._add_cell(element)
            element.clear()
        elif element.tag == f"{TABLE}table-row":
            self._add_row(element)
        elif element.tag == f"{TABLE}table-column":
            self._add_columns(element)

    def _add_cell(self, element: ET.Element) -> None:
        times = _count(element, "number-columns-repeated")
        cell, fault = cell_of(element, self._limits)
        self._merge(element)
        if cell == "" and not fault:
            self._empty += times
            return
        first = len(self._cells) + self._empty
        check_extent(self._rows.next + 1, first + times, self._limits)
        self._cells.extend([""] * self._empty)
        self._cells.extend([cell] * times)
        self._empty = 0
        columns = range(first, first + times)
        if fault:
            self._wrong.update(dict.fromkeys(columns, fault))
        elif type_of(element) == "percentage":
            self._shares.extend(columns)

    def _merge(self, element: ET.Element) -> None:
        wide = _count(element, "number-columns-spanned")
        deep = _count(element, "number-rows-spanned")
        if wide > 1 or deep > 1:
            row, column = self._rows.next, len(self._cells) + self._empty
            self._merged.append((row, column, row + deep - 1, column + wide - 1))

    def _add_row(self, element: ET.Element) -> None:
        times = _count(element, "number-rows-repeated")
        row, width = self._rows.next, len(self._cells)
        self._rows.add(self._cells, times)
        if width:
            check_extent(row + times, width, self._limits)
            for at in range(row, row + times):
                self._percent.update((at, column) for column in self._shares)
                self._faults.update({(at, column): said for column, said in self._wrong.items()})
            if _is_hidden(element):
                self._hidden_rows.update(range(row, row + times))
        self._cells, self._empty, self._shares, self._wrong = [], 0, [], {}

    def _add_columns(self, element: ET.Element) -> None:
        times = _count(element, "number-columns-repeated")
        if _is_hidden(element):
            last = min(self._column + times, self._limits.columns)
            self._hidden_columns.update(range(self._column, last))
        self._column += times

    def sheet(self) -> Sheet:
        """The sheet with its marks."""
        marks = Marks(
            percent=frozenset(self._percent),
            faults=self._faults,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            merged=tuple(self._merged),
        )
        return self._rows.sheet(self.name, marks)


def _count(element: ET.Element, name: str) -> int:
    return max(whole(element.get(TABLE + name, ""), 1), 1)


def _is_hidden(element: ET.Element) -> bool:
    return element.get(f"{TABLE}visibility", "visible") != "visible"
