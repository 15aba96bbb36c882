""".csv and .tsv, and whatever text is called .xls: one sheet of texts."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from tasks.intake.caps import Rows, check_extent, check_text, written_faults
from tasks.intake.cells import Marks, Workbook
from tasks.intake.formats import RefusedError
from tasks.intake.text import decoded
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

NAME: Final = "表格"
_DELIMITERS: Final = ("\t", ",", ";")
_LOOKED_AT: Final = 30
"""Lines by which the delimiter is found."""

_SEP: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_AS_TEXT: Final = re.compile(r'="([^"]*)"')
"""="00123": how a system keeps a spreadsheet program from taking a number for one."""

# The limit is the whole process's, so it is set once and never lowered; our own cap says what is wrong.
csv.field_size_limit(2**31 - 1)


def read_csv(data: bytes, limits: Limits) -> Workbook:
    """The one sheet 表格; raises RefusedError."""
    text = decoded(data)
    told = _SEP.match(text)
    body = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(body)
    try:
        rows = _rows(body, delimiter, csv.QUOTE_MINIMAL, limits)
    except csv.Error:  # a quotation mark that is no quoting
        rows = _rows(body, delimiter, csv.QUOTE_NONE, limits)
    sheet = rows.sheet(NAME, Marks())
    if not sheet.rows:
        raise RefusedError(ReadState.EMPTY)
    faults = written_faults(sheet.rows)
    return Workbook((rows.sheet(NAME, Marks(faults=faults)) if faults else sheet,), format=FileFormat.CSV)


def _rows(text: str, delimiter: str, quoting: int, limits: Limits) -> Rows:
    rows = Rows(limits)
    for row in _parsed(text, delimiter, quoting):
        check_extent(1, len(row), limits)
        rows.add([_cell(cell, limits) for cell in row])
    return rows


def _parsed(text: str, delimiter: str, quoting: int) -> Iterator[list[str]]:
    strict = quoting != csv.QUOTE_NONE
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=strict)  # type: ignore[arg-type]


def _cell(cell: str, limits: Limits) -> str:
    bare = cell.strip()
    if bare[:2] == '="':
        match = _AS_TEXT.fullmatch(bare)
        bare = match[1] if match else bare
    return check_text(bare, limits)


def _delimiter(text: str) -> str:
    """What divides most of the first lines, and into most cells; the comma where nothing does."""
    lines = [line for line in text[: 1 << 16].splitlines() if line.strip()][:_LOOKED_AT]

    def fit(delimiter: str) -> tuple[int, int]:
        counts = [_bare(line).count(delimiter) for line in lines]
        return sum(count > 0 for count in counts), sum(counts)

    best = max(_DELIMITERS, key=fit)
    return best if fit(best)[0] else ","


def _bare(line: str) -> str:
    """A line without what is quoted in it."""
    return re.sub(r'"[^"]*"', "", line)
