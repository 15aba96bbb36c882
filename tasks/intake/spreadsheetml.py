"""XML spreadsheets of Excel 2003, as some systems export them under the name of .xls."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.caps import UNCACHED, Rows, check_extent, check_sheets, check_text, whole
from tasks.intake.cells import Box, Cell, Marks, Position, Sheet, Workbook
from tasks.intake.formats import RefusedError
from tasks.intake.numberformats import is_percent
from tasks.intake.parts import attributes, local, named, tree
from tasks.intake.text import decoded
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_PERCENT: Final = "Percent"


def read_spreadsheetml(data: bytes, limits: Limits) -> Workbook:
    """The visible sheets with their marks; raises RefusedError."""
    text = _DECLARATION.sub("", decoded(data))
    if "<!DOCTYPE" in text:
        raise RefusedError(ReadState.CORRUPT, "文件结构不是表格软件所写")
    root = tree(text.encode())
    percents = frozenset(_percents(root))
    found = list(named(root, "Worksheet"))
    check_sheets(len(found), limits)
    sheets, hidden = [], []
    for worksheet in found:
        name = attributes(worksheet).get("Name", "")
        if any(one.text in ("SheetHidden", "SheetVeryHidden") for one in named(worksheet, "Visible")):
            hidden.append(name)
            continue
        for table in (one for one in worksheet if local(one) == "Table"):
            sheet = _Table(limits, percents).sheet(table, name)
            if sheet.rows:
                sheets.append(sheet)
    return Workbook(tuple(sheets), tuple(hidden), FileFormat.SPREADSHEETML)


def _percents(root: ET.Element) -> Iterator[str]:
    for style in named(root, "Style"):
        for form in named(style, "NumberFormat"):
            written = attributes(form).get("Format", "")
            if written == _PERCENT or is_percent(written):
                yield attributes(style).get("ID", "")


class _Table:
    """One sheet while it is read. `Index` counts from 1 and may leave rows and cells out."""

    def __init__(self, limits: Limits, percents: frozenset[str]) -> None:
        self._limits = limits
        self._percents = percents
        self._percent: set[Position] = set()
        self._faults: dict[Position, str] = {}
        self._merged: list[Box] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()

    def sheet(self, table: ET.Element, name: str) -> Sheet:
        rows = Rows(self._limits)
        column = 0
        for element in table:
            said = attributes(element)
            if local(element) == "Column":
                column = _index(said, column, self._limits.columns)
                wide = _whole(said.get("Span", "0"), self._limits.columns) + 1
                if said.get("Hidden") == "1":
                    self._hidden_columns.update(range(column, column + wide))
                column += wide
            elif local(element) == "Row":
                self._skip(rows, _index(said, rows.next, self._limits.rows))
                if said.get("Hidden") == "1":
                    self._hidden_rows.add(rows.next)
                rows.add(self._cells(element, rows.next))
                rows.add((), _whole(said.get("Span", "0"), self._limits.rows))
        marks = Marks(
            frozenset(self._percent),
            self._faults,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merged),
        )
        return rows.sheet(name, marks)

    def _skip(self, rows: Rows, to: int) -> None:
        check_extent(to, 1, self._limits)
        rows.add((), max(to - rows.next, 0))

    def _cells(self, line: ET.Element, row: int) -> list[Cell]:
        cells: list[Cell] = []
        for element in line:
            if local(element) == "Cell":
                said = attributes(element)
                column = _index(said, len(cells), self._limits.columns)
                wide = _whole(said.get("MergeAcross", "0"), self._limits.columns)
                deep = _whole(said.get("MergeDown", "0"), self._limits.rows)
                check_extent(row + 1, column + wide + 1, self._limits)
                cells.extend([""] * (column - len(cells)))
                cells.append(self._cell(element, said, (row, column)))
                cells.extend([""] * wide)
                if wide or deep:
                    self._merged.append((row, column, row + deep, column + wide))
        return cells

    def _cell(self, element: ET.Element, said: dict[str, str], at: Position) -> Cell:
        data = next((child for child in element if local(child) == "Data"), None)
        if data is None:
            if "Formula" in said:
                self._faults[at] = UNCACHED
            return ""
        text = check_text("".join(data.itertext()), self._limits)
        kind = attributes(data).get("Type", "String")
        if kind == "Error":
            self._faults[at] = text or "#ERROR!"
            return ""
        value = _value(kind, text)
        if isinstance(value, float) and said.get("StyleID") in self._percents:
            self._percent.add(at)
        return value


def _value(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text).replace(tzinfo=None)
            return moment.date() if moment.time() == time() else moment
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text


def _index(said: dict[str, str], following: int, most: int) -> int:
    """Where an element stands, from 0; never before the one that it follows."""
    return max(_whole(said.get("Index", "0"), most + 1) - 1, following)


def _whole(written: str, most: int) -> int:
    return min(whole(written, 0), most)
