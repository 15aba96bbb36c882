"""A look at a worksheet's XML before and beside the reader.

The reader allocates everything between A1 and the farthest cell, and gives errors and formulas without
a stored result as empty cells, percentages as plain fractions, and nothing of what is hidden or merged.
Regular expressions over the bytes find all of that at the cost of the matches, in a ledger of 100,000
rows too; they accept any namespace prefix, order of attributes and quoting. Where every cell begins as
the usual programs write it, cheaper ones do.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from tasks.intake.caps import UNCACHED, check_extent
from tasks.intake.cells import Box, Position
from tasks.settings import Limits

_PREFIXED = re.compile(rb":(?:c|row|v|f)[\s>/]")
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z][0-9]{1,6}")[\s>/]')
_USUAL_CELL = re.compile(rb'<c r="([A-Z])([0-9]{1,6})"')
_USUAL_ROWS, _USUAL_COLUMNS = 999_999, 26
"""No cell is farther away where none is unusual."""

_FILLED = r"<:c\s[^<>]*?{r}[^<>]*(?<!/)>(?!\s*</)"
_UNPLACED = r"<:c(?:>|\s+(?!r\b))"
_ROW = r"<:row\b(?:[^<>]*?\br\s*=\s*[\"']([0-9]{1,9})[\"'])?"
_CELL = r"<:c[\s>]"
_ERROR = r"<:c\s(?=[^<>]*\bt\s*=\s*[\"']e[\"'])[^<>]*?{r}[^<>]*>\s*(?:{f})?<:v\s*>([^<]*)<"
_UNCACHED = (
    r"<:c\s(?![^<>]*\bt\s*=\s*[\"']str[\"'])[^<>]*?{r}[^<>]*>\s*"
    r"{f}(?:<:v\s*/>|<:v\s*>\s*</:v\s*>)?\s*</:c"
)
_STYLED = r"<:c\s(?=[^<>]*\bs\s*=\s*[\"'](?:%s)[\"'])[^<>]*?{r}"
_HIDDEN_ROW = r"<:row\b(?=[^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'])[^<>]*?\br\s*=\s*[\"']([0-9]{1,7})[\"']"
_HIDDEN_COLUMN = r"<:col\s(?=[^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'])([^<>]*)>"
_EDGE = re.compile(rb"\b(min|max)\s*=\s*[\"']([0-9]{1,7})[\"']")
_MERGED = r"<:mergeCell\s[^<>]*?\bref\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9}):([A-Za-z]{1,4})([0-9]{1,9})[\"']"

_REFERENCE = r"\br\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"']"
_FORMULA = r"<:f\b[^<>]*(?:/>|>[^<]*</:f\s*>)\s*"

_STRETCH: Final = 16_384
"""Bytes; a text twice as long leaves a stretch without the beginning of a cell."""


@lru_cache(maxsize=64)
def _compiled(text: str, prefixed: bool) -> re.Pattern[bytes]:
    prefix = r"(?:[A-Za-z_][\w.-]*:)?" if prefixed else ""
    filled = text.replace("{f}", _FORMULA).replace("{r}", _REFERENCE)
    return re.compile(filled.replace("<:", "<" + prefix).replace("</:", "</" + prefix).encode())


class SheetXml:
    """The XML of one worksheet."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._prefixed = _PREFIXED.search(xml) is not None
        self._usual = not self._prefixed and _UNUSUAL.search(xml) is None

    def _pattern(self, text: str) -> re.Pattern[bytes]:
        return _compiled(text, self._prefixed)

    def check(self, limits: Limits) -> None:
        """Raises RefusedError where the reader would allocate more than a sheet may hold."""
        usual = limits.columns >= _USUAL_COLUMNS and limits.rows >= _USUAL_ROWS
        if not (self._usual and usual and limits.cells >= _USUAL_ROWS * _USUAL_COLUMNS):
            check_extent(*self.extent(), limits)

    def extent(self) -> tuple[int, int]:
        """Rows and columns from A1 that the reader would allocate. Cells with only a style are free."""
        found = self._pattern(_FILLED).findall(self._xml)
        rows = max(map(int, {row for _, row in found}), default=0)
        columns = max(map(_column, {letters for letters, _ in found}), default=-1) + 1
        unplaced = self._pattern(_UNPLACED).search(self._xml)
        return (rows, columns) if unplaced is None else self._widened(rows, columns)

    def _widened(self, rows: int, columns: int) -> tuple[int, int]:
        """An upper bound where cells stand without reference, each right of the one before it."""
        starts = [(match.start(), int(match[1] or 0)) for match in self._pattern(_ROW).finditer(self._xml)]
        ends = [start for start, _ in starts[1:]] + [len(self._xml)]
        cells = self._pattern(_CELL)
        counts = (
            len(cells.findall(self._xml, start, end)) for (start, _), end in zip(starts, ends, strict=True)
        )
        last = max((row for _, row in starts), default=0)
        return max(rows, last + len(starts)), columns + max(counts, default=0)

    def has_long_text(self) -> bool:
        """Whether a cell may hold more text than usual."""
        return not self._usual or has_stretch(self._xml, b'<c r="')

    def faults(self) -> Iterator[tuple[Position, str]]:
        """Cells that hold an error (with it: #REF!) or a formula that was never calculated."""
        usual_error = self._usual and b't="e"' in self._xml
        if usual_error or (not self._usual and re.search(rb"t\s*=\s*[\"']e[\"']", self._xml)):
            for match in self._pattern(_ERROR).finditer(self._xml):
                yield _position(match[1], match[2]), match[3].decode("utf-8", "replace").strip() or "#ERROR!"
        if self._pattern(r"<:f[\s>/]").search(self._xml):
            for match in self._pattern(_UNCACHED).finditer(self._xml):
                yield _position(match[1], match[2]), UNCACHED

    def styled(self, styles: Iterable[int]) -> Iterator[Position]:
        """Cells that have one of the given styles (indices into cellXfs)."""
        wanted = "|".join(map(str, sorted(styles)))
        if wanted and self._usual and b" s='" not in self._xml:
            yield from self._usually_styled(wanted)
        elif wanted:
            for match in self._pattern(_STYLED % wanted).finditer(self._xml):
                yield _position(match[1], match[2])

    def _usually_styled(self, wanted: str) -> Iterator[Position]:
        """The same, from the style back to the cell: at the cost of the matches."""
        for match in self._pattern(rf's="(?:{wanted})"').finditer(self._xml):
            start = match.start()
            cell = _USUAL_CELL.match(self._xml, self._xml.rfind(b"<", 0, start))
            if cell is not None and self._xml[start - 1 : start].isspace():
                yield _position(cell[1], cell[2])

    def hidden_rows(self) -> Iterator[int]:
        """Rows that are hidden or filtered away, from 0."""
        if b"hidden" in self._xml:
            for match in self._pattern(_HIDDEN_ROW).finditer(self._xml):
                yield int(match[1]) - 1

    def hidden_columns(self, limits: Limits) -> Iterator[int]:
        """Columns that are hidden, from 0; none beyond those that may be filled."""
        head = self._xml[: max(self._xml.find(b"sheetData"), 0)]
        if b"hidden" in head:
            for match in self._pattern(_HIDDEN_COLUMN).finditer(head):
                edges = {name: int(number) for name, number in _EDGE.findall(match[1])}
                first, last = edges.get(b"min", 1), edges.get(b"max", 0)
                yield from range(max(first, 1) - 1, min(last, limits.columns))

    def merged(self) -> Iterator[Box]:
        """Merged ranges; they stand after the cells."""
        start = max(self._xml.rfind(b"sheetData"), 0)
        if self._xml.find(b"mergeCell", start) >= 0:
            for match in self._pattern(_MERGED).finditer(self._xml, start):
                yield (*_position(match[1], match[2]), *_position(match[3], match[4]))


def has_stretch(xml: bytes, mark: bytes) -> bool:
    """Whether somewhere in the XML there is much text without a mark."""
    starts = range(0, len(xml) - _STRETCH, _STRETCH)
    return any(xml.find(mark, start, start + _STRETCH) < 0 for start in starts)


def _position(letters: bytes, row: bytes) -> Position:
    return int(row) - 1, _column(letters)


def _column(letters: bytes) -> int:
    """Column letters → index from 0."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1
