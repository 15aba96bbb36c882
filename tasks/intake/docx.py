""".docx: each table a sheet, and the body's text a sheet of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.caps import Rows, check_extent, check_sheets, check_text, whole, written_faults
from tasks.intake.cells import Box, Cell, Marks, Sheet, Workbook
from tasks.intake.parts import Package, check_package, tree
from tasks.model import FileFormat
from tasks.settings import Limits

BODY: Final = "正文"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}tbl", f"{_W}txbxContent", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr"}
)
"""What holds no text of the paragraph around it: struck out, moved away, or read on its own."""

_SEEN: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(package: Package, limits: Limits) -> Workbook:
    """Sheets 表格1, 表格2 … and 正文; raises RefusedError. Tracked changes are taken as accepted."""
    check_package(package, limits)
    data = package.xml("word/document.xml").replace(_STRICT, _W[1:-1].encode())
    root = tree(data)
    tables = [element for element in _standing(root) if element.tag == f"{_W}tbl"]
    check_sheets(len(tables), limits)
    sheets = [_Table(limits).sheet(table, f"表格{number}") for number, table in enumerate(tables, 1)]
    sheets.append(_body(root, limits))
    return Workbook(tuple(sheet for sheet in sheets if sheet.rows), (), FileFormat.DOCX, package.has_macros)


def _standing(root: ET.Element) -> Iterator[ET.Element]:
    """Elements in document order but what is struck out, without recursion."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"):
            continue
        yield element
        stack.extend(reversed(element))


def _body(root: ET.Element, limits: Limits) -> Sheet:
    """Paragraphs outside tables, one a row; those of text boxes after the one that they hang on."""
    rows = Rows(limits)
    stack = [root]
    before = ""
    while stack:
        element = stack.pop()
        if element.tag in (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}tbl"):
            continue
        if element.tag == f"{_W}p":
            text = before + _text(element)
            before = text if _runs_on(element) else ""
            if not before and text.strip():
                rows.add([check_text(text.strip(), limits)])
        stack.extend(reversed(element))
    if before.strip():
        rows.add([check_text(before.strip(), limits)])
    return rows.sheet(BODY, Marks())


def _runs_on(paragraph: ET.Element) -> bool:
    """Whether a paragraph's end was struck out, so that the next one goes on with it."""
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _text(paragraph: ET.Element) -> str:
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _SEEN:
            pieces.append(_SEEN[element.tag])
        elif element.tag not in _GONE:
            stack.extend(reversed(element))
    return "".join(pieces)


@dataclass(slots=True)
class _Table:
    """One table; `open` are the boxes that cells further down may prolong, by first column."""

    limits: Limits
    open: dict[int, Box] = field(default_factory=dict)
    merged: list[Box] = field(default_factory=list)

    def sheet(self, table: ET.Element, name: str) -> Sheet:
        rows = Rows(self.limits)
        for line in _within(table, f"{_W}tr"):
            if line.find(f"{_W}trPr/{_W}del") is None:
                rows.add(self._cells(line, rows.next))
        self.merged.extend(self.open.values())
        bare = rows.sheet(name, Marks())
        boxes = sorted(box for box in self.merged if box[:2] != box[2:])
        return Sheet(name, bare.rows, Marks(faults=written_faults(bare.rows), merged=tuple(boxes)))

    def _cells(self, line: ET.Element, row: int) -> list[Cell]:
        cells: list[Cell] = [""] * _number(line, f"{_W}trPr/{_W}gridBefore", 0, self.limits)
        kept: dict[int, Box] = {}
        for cell in _within(line, f"{_W}tc"):
            column, wide = len(cells), _number(cell, f"{_W}tcPr/{_W}gridSpan", 1, self.limits)
            check_extent(1, column + wide, self.limits)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            above = self.open.pop(column, None)
            if above is not None and not goes_on:
                self.merged.append(above)
                above = None
            top, left, _, right = above or (row, column, row, column + wide - 1)
            kept[column] = (top, left, row, right)
            text = "" if above is not None else check_text(_cell_text(cell), self.limits)
            cells.extend([text, *[""] * (wide - 1)])
        self.merged.extend(self.open.values())
        self.open = kept
        return cells


def _within(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, also in content controls and insertions; not of tables within."""
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        if one.tag == tag:
            yield one
        elif one.tag not in (f"{_W}del", f"{_W}tc", f"{_W}tbl", f"{_W}p"):
            stack.extend(reversed(one))


def _cell_text(cell: ET.Element) -> str:
    lines = (_text(paragraph) for paragraph in _within_cell(cell))
    return "\n".join(lines).strip()


def _within_cell(cell: ET.Element) -> Iterator[ET.Element]:
    stack = list(reversed(cell))
    while stack:
        one = stack.pop()
        if one.tag == f"{_W}p":
            yield one
        elif one.tag not in (f"{_W}tbl", f"{_W}del"):
            stack.extend(reversed(one))


def _number(element: ET.Element, path: str, default: int, limits: Limits) -> int:
    found = element.find(path)
    written = found.get(f"{_W}val", "") if found is not None else ""
    return min(whole(written, default), limits.columns + 1)
