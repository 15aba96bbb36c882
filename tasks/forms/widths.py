"""How wide texts are, in characters of a column: a Chinese one takes two."""

import math


def width(line: str) -> int:
    """The width of one line."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in line)


def widest(text: str) -> int:
    """The width of a text's widest line."""
    return max(map(width, text.split("\n")))


def line_count(text: str, room: float) -> int:
    """Lines of a text where a line has room for so many; a line end in it begins a new one."""
    return sum(max(1, math.ceil(width(line) / room)) for line in text.split("\n"))
