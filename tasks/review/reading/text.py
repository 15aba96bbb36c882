"""A plain text, already decoded."""

import re
from collections.abc import Iterator, Sequence

from tasks.cell_text import width
from tasks.review.reading.joining import ENDS, joined
from tasks.review.reading.types import Edited, Paragraph

_NEAR = 3
"""Lines that are looked at to see how long a line may be."""
_SHORTER = 20
"""Columns that a line may lack of its neighbours' width: a long word or number had no room in it."""
_CLAUSES = re.compile("[，；,;]")


def read_text(text: str) -> Edited:
    """Its paragraphs; lines that were only broken are put together."""
    lines = [line.strip() for line in text.splitlines()]
    return Edited(tuple(Paragraph(one) for one in joined(_parted(lines))))


def _parted(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with an empty one after each that is a title or a heading."""
    begins = True
    for number, line in enumerate(lines):
        yield line
        alone = begins and _is_heading(line, lines[number + 1 : number + 1 + _NEAR])
        if alone:
            yield ""
        begins = alone or not line or ENDS.search(line) is not None


def _is_heading(line: str, following: Sequence[str]) -> bool:
    """Whether a paragraph's first line is all of it: one clause, and not broken for want of room."""
    room = max(map(width, following), default=0)
    whole = line != "" and not line[-1].isnumeric() and _CLAUSES.search(line) is None
    return whole and width(line) + _SHORTER < room
