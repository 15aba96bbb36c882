"""Cells named in A1 notation: "C5:C17 C20"."""

import re
from collections.abc import Iterator
from itertools import islice

from tasks.model import Finding

MARKED = 200
"""Cells marked for one finding; the rest is in the list of all places."""

LISTED = 2000
"""Findings that a slip lists and marks; beyond, a workbook would be slow to open."""

_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?")


def cells_of(places: str) -> Iterator[str]:
    """Every cell of ranges parted by spaces, row by row. What is no range is passed over."""
    for match in filter(None, map(_RANGE.fullmatch, places.split())):
        first, top, last, bottom = match[1], int(match[2]), match[3] or match[1], int(match[4] or match[2])
        columns = [_letters(n) for n in range(_number(first), _number(last) + 1)]
        yield from (f"{column}{row}" for row in range(top, bottom + 1) for column in columns)


def all_cells(finding: Finding) -> Iterator[str]:
    """Every cell that a finding is about; none for a finding on a file or a sheet."""
    return cells_of(finding.places or finding.address.cell)


def marked_cells(finding: Finding) -> list[str]:
    """The cells of a finding that are marked."""
    return list(islice(all_cells(finding), MARKED))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
