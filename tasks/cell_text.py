"""Texts as a workbook's cells hold them: what XML can hold, and how wide they are in characters of a
column, of which a Chinese one takes two.
"""

import math
import re

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_XML.sub("", text)


def width(line: str) -> int:
    """The width of one line."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in line)


def widest(text: str) -> int:
    """The width of a text's widest line."""
    return max(map(width, text.split("\n")))


def line_count(text: str, room: float) -> int:
    """Lines of a text where a line has room for so many; a line end in it begins a new one."""
    return sum(max(1, math.ceil(width(line) / room)) for line in text.split("\n"))
