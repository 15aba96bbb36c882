"""Web pages that are called .xls: each table a sheet of texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tasks.intake.caps import (
    Rows,
    boxes_within,
    check_extent,
    check_sheets,
    check_text,
    whole,
    written_faults,
)
from tasks.intake.cells import Box, Marks, Sheet, Workbook
from tasks.intake.formats import Library, RefusedError
from tasks.intake.text import decoded
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAMAGED: Final = "网页内容无法读取"
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "table"})


def read_html(data: bytes, limits: Limits) -> Workbook:
    """Sheets 表格1, 表格2 …, without empty ones; raises RefusedError."""
    from lxml import html

    text = _DECLARATION.sub("", decoded(data))
    with Library(_DAMAGED):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True)
        root = html.document_fromstring(text.encode(), parser=parser)
        tables = list(root.iter("table"))
    check_sheets(len(tables), limits)
    sheets: list[Sheet] = []
    for table in tables:
        sheet = _Table(limits).sheet(table, f"表格{len(sheets) + 1}")
        if sheet.rows:
            sheets.append(sheet)
    if not sheets:
        raise RefusedError(ReadState.UNSUPPORTED, "实际是网页，其中没有表格")
    return Workbook(tuple(sheets), format=FileFormat.HTML)


@dataclass(slots=True)
class _Table:
    """One table; `taken` says how many more rows a column is taken by a cell from above."""

    limits: Limits
    taken: dict[int, int] = field(default_factory=dict)
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def sheet(self, table: "HtmlElement", name: str) -> Sheet:
        rows = Rows(self.limits)
        for line in _own(table, "tr"):
            if _is_hidden(line):
                self.hidden_rows.add(rows.next)
            rows.add(self._cells(line, rows.next))
        bare = rows.sheet(name, Marks())
        marks = Marks(
            faults=written_faults(bare.rows),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(_hidden_columns(table, self.limits)),
            merged=boxes_within(self.merged, len(bare.rows)),
        )
        return Sheet(name, bare.rows, marks)

    def _cells(self, line: "HtmlElement", row: int) -> list[str]:
        cells: list[str] = []
        below: dict[int, int] = {}
        for cell in line:
            if cell.tag in ("td", "th"):
                while self.taken.get(len(cells), 0):
                    cells.append("")
                self._put(cell, cells, row, below)
        self.taken = {column: more - 1 for column, more in self.taken.items() if more > 1} | below
        return cells

    def _put(self, cell: "HtmlElement", cells: list[str], row: int, below: dict[int, int]) -> None:
        column, wide = len(cells), _span(cell, "colspan", self.limits.columns + 1)
        deep = _span(cell, "rowspan", self.limits.rows)
        check_extent(1, column + wide, self.limits)
        cells.extend([check_text(_text(cell), self.limits), *[""] * (wide - 1)])
        if wide > 1 or deep > 1:
            self.merged.append((row, column, row + deep - 1, column + wide - 1))
        if deep > 1:
            below.update(dict.fromkeys(range(column, column + wide), deep - 1))


def _own(table: "HtmlElement", tag: str) -> Iterator["HtmlElement"]:
    """Elements of a table that are not of a table within it."""
    return (one for one in table.iter(tag) if next(one.iterancestors("table"), None) is table)


def _hidden_columns(table: "HtmlElement", limits: Limits) -> Iterator[int]:
    column = 0
    for one in _own(table, "col"):
        wide = _span(one, "span", limits.columns)
        if _is_hidden(one):
            yield from range(column, column + wide)
        column += wide
        if column > limits.columns:
            return


def _is_hidden(element: "HtmlElement") -> bool:
    return bool(_HIDDEN.search(element.get("style") or ""))


def _span(element: "HtmlElement", name: str, most: int) -> int:
    written = (element.get(name) or "").strip()
    return min(max(whole(written, 1), 1), most)


def _text(cell: "HtmlElement") -> str:
    """A cell's text as it is seen: one line for each line, blanks run together."""
    lines = "".join(_pieces(cell)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def _pieces(cell: "HtmlElement") -> Iterator[str]:
    """Texts in order, without those of tables within, walked without recursion."""
    stack: list[HtmlElement | str] = [cell]
    first = True
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tail and not first:
            stack.append(" ".join(one.tail.splitlines()) or " ")
        first = False
        if not isinstance(one.tag, str) or one.tag in _UNSEEN:
            continue
        if one.tag in ("br", "p", "div"):
            yield "\n"
        stack.extend(reversed(one))
        yield " ".join((one.text or "").splitlines())
