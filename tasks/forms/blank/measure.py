"""How high a row must be so that its wrapped texts are seen whole."""

import math
import unicodedata
from collections.abc import Iterable

_LINE = 15.75  # points, for 11-point type
_MARGIN = 6.0
_HIGHEST = 409.0  # what a spreadsheet allows
_PIXELS_A_CHARACTER = 7  # of a column's width
_PIXELS_FULL_WIDTH = 15.2  # of a Chinese character of 11 points, with a little to spare
_NARROW = 0.55
_INDENT = 0.9


def height(texts: Iterable[tuple[str, float]], at_least: float = 0.0) -> float:
    """Points for a row with these (text, column width) pairs."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(max(lines * _LINE + _MARGIN, at_least), _HIGHEST)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column; a line end in the text begins a new one."""
    room = max(width * _PIXELS_A_CHARACTER / _PIXELS_FULL_WIDTH - _INDENT, 1.0)
    return sum(max(1, math.ceil(_size(part) / room)) for part in text.split("\n"))


def _size(text: str) -> float:
    """A text's length in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else _NARROW for c in text)
