"""A look at a worksheet's XML before and beside the reader.

The reader allocates everything between A1 and the farthest cell, and gives errors and formulas without
a stored result as empty cells, percentages as plain fractions. Regular expressions over the bytes find
all of that at the cost of the matches, in a ledger of 100,000 rows too; they accept any namespace
prefix, order of attributes and quoting.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

Position = tuple[int, int]
"""(row, column) from 0."""

UNCACHED: Final = "公式没有计算结果"

_PREFIXED = re.compile(rb":(?:c|row|v|f)[\s>/]")
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

_REFERENCE = r"\br\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"']"
_FORMULA = r"<:f\b[^<>]*(?:/>|>[^<]*</:f\s*>)\s*"


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

    def _pattern(self, text: str) -> re.Pattern[bytes]:
        return _compiled(text, self._prefixed)

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

    def faults(self) -> Iterator[tuple[Position, str]]:
        """Cells that hold an error (with it: #REF!) or a formula that was never calculated."""
        if re.search(rb"t\s*=\s*[\"']e[\"']", self._xml):
            for match in self._pattern(_ERROR).finditer(self._xml):
                yield _position(match[1], match[2]), match[3].decode("utf-8", "replace").strip() or "#ERROR!"
        if self._pattern(r"<:f[\s>/]").search(self._xml):
            for match in self._pattern(_UNCACHED).finditer(self._xml):
                yield _position(match[1], match[2]), UNCACHED

    def styled(self, styles: Iterable[int]) -> Iterator[Position]:
        """Cells that have one of the given styles (indices into cellXfs)."""
        wanted = "|".join(map(str, sorted(styles)))
        if wanted:
            for match in self._pattern(_STYLED % wanted).finditer(self._xml):
                yield _position(match[1], match[2])


def _position(letters: bytes, row: bytes) -> Position:
    return int(row) - 1, _column(letters)


def _column(letters: bytes) -> int:
    """Column letters → index from 0."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1
