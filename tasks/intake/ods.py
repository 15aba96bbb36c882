""".ods: the cells of content.xml, walked element by element, repeated ones within caps."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.caps import UNCACHED, Rows, check_extent, check_sheets, check_text, whole
from tasks.intake.cells import Box, Cell, Marks, Position, Sheet, Workbook
from tasks.intake.formats import SLIDES, WORDS, Library, RefusedError
from tasks.intake.parts import DAMAGED, Package, check_package
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALCEXT: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS: Final = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_KEPT: Final = frozenset({*_CELLS, f"{_TEXT}p"})
_DURATION: Final = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
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
            ("start", f"{_TABLE}table"): self._begin,
            ("end", f"{_TABLE}table"): self._end,
        }

    def see(self, event: str, element: ET.Element) -> None:
        act = self._at.get((event, element.tag))
        if act is not None:
            act(element)
        elif event == "end" and self._depth == 1 and self._table is not None:
            self._table.see(element)
        if event == "end" and element.tag not in _KEPT and not element.tag.startswith(_TEXT):
            element.clear()

    def _in_style(self, element: ET.Element) -> None:
        self._style = element.get(f"{_STYLE}name", "")

    def _properties(self, element: ET.Element) -> None:
        if element.get(f"{_TABLE}display") == "false":
            self._unseen.add(self._style)

    def _begin(self, element: ET.Element) -> None:
        self._depth += 1
        if self._depth == 1:
            check_sheets(len(self.sheets) + len(self.hidden) + 1, self._limits)
            self._table = _Table(element.get(f"{_TABLE}name", ""), self._limits)
            self._table.visible = element.get(f"{_TABLE}style-name") not in self._unseen

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
        elif element.tag == f"{_TABLE}table-row":
            self._add_row(element)
        elif element.tag == f"{_TABLE}table-column":
            self._add_columns(element)

    def _add_cell(self, element: ET.Element) -> None:
        times = _count(element, "number-columns-repeated")
        cell, fault = _cell(element, self._limits)
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
        elif _type(element) == "percentage":
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
    return max(whole(element.get(_TABLE + name, ""), 1), 1)


def _is_hidden(element: ET.Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _type(element: ET.Element) -> str:
    if element.get(f"{_CALCEXT}value-type") == "error":
        return "error"
    return element.get(f"{_OFFICE}value-type", "")


def _cell(element: ET.Element, limits: Limits) -> tuple[Cell, str]:
    """A cell's value, and what is wrong with it."""
    kind = _type(element)
    text = check_text("\n".join(map(_line, element.findall(f"{_TEXT}p"))), limits)
    if kind == "error" or (text.startswith("Err:") and element.get(f"{_TABLE}formula")):
        return "", text or "#ERROR!"
    if not kind and element.get(f"{_TABLE}formula"):
        return "", UNCACHED
    read = _READ.get(kind)
    value = read(element) if read else text
    return (text if value is None else value), ""


def _line(paragraph: ET.Element) -> str:
    """A paragraph's text as it is seen, without notes."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(whole(child.get(f"{_TEXT}c", ""), 1), 1000))
        elif child.tag == f"{_TEXT}tab":
            pieces.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _number(element: ET.Element) -> Cell | None:
    try:
        return float(element.get(f"{_OFFICE}value", ""))
    except ValueError:
        return None


def _date(element: ET.Element) -> Cell | None:
    try:
        moment = datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))
    except ValueError:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment


def _time(element: ET.Element) -> Cell | None:
    match = _DURATION.fullmatch(element.get(f"{_OFFICE}time-value", ""))
    if match is None:
        return None
    days, hours, minutes, seconds = (int((part or "0")[:9]) for part in match.groups()[:4])
    length = timedelta(days=min(days, 99_999), hours=hours, minutes=minutes, seconds=seconds)
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds) if length < timedelta(days=1) else length


def _boolean(element: ET.Element) -> Cell | None:
    return element.get(f"{_OFFICE}boolean-value") == "true"


_READ: Final[dict[str, Callable[[ET.Element], Cell | None]]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
}
