"""A plain text, already decoded."""

from collections.abc import Iterator, Sequence

from tasks.cell_text import width
from tasks.review.reading.joining import joined
from tasks.review.reading.types import Edited, Paragraph

_NEAR = 3
"""Lines that are looked at to see how long a line may be."""
_SHORTER = 20
"""Columns that a line may lack of its neighbours' width: a long word or number had no room in it."""


def read_text(text: str) -> Edited:
    """Its paragraphs; lines that were only broken are put together."""
    lines = [line.strip() for line in text.splitlines()]
    return Edited(tuple(Paragraph(one) for one in joined(_parted(lines))))


def _parted(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with an empty one after each that was not broken for want of room: a title, a heading."""
    for number, line in enumerate(lines):
        yield line
        room = max(map(width, lines[number + 1 : number + 1 + _NEAR]), default=0)
        if line and width(line) + _SHORTER < room:
            yield ""
