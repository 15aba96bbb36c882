"""Cells named in A1 notation: "C5:C17 C20"."""

import re
from collections.abc import Iterator
from itertools import islice

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from tasks.model import Finding

MARKED = 200
"""Cells marked for one finding; the rest is in the list of all places."""

LISTED = 2000
"""Findings that a slip lists and marks; beyond, a workbook would be slow to open."""

_CELL = r"[A-Z]{1,3}[1-9]\d{0,6}"
_RANGE = re.compile(rf"({_CELL})(?::({_CELL}))?")


def cells_of(places: str) -> Iterator[str]:
    """Every cell of ranges parted by spaces, row by row. What is no range is passed over."""
    for match in filter(None, map(_RANGE.fullmatch, places.split())):
        top, left = xl_cell_to_rowcol(match[1])
        bottom, right = xl_cell_to_rowcol(match[2] or match[1])
        for row in range(top, bottom + 1):
            yield from (xl_rowcol_to_cell(row, column) for column in range(left, right + 1))


def all_cells(finding: Finding) -> Iterator[str]:
    """Every cell that a finding is about; none for a finding on a file or a sheet."""
    return cells_of(finding.places or finding.address.cell)


def marked_cells(finding: Finding) -> list[str]:
    """The cells of a finding that are marked."""
    return list(islice(all_cells(finding), MARKED))
