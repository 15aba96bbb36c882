"""Finding the header rows of indicators tables and narrative tables on a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from tasks.intake.cells import Sheet, a1, shown
from tasks.intake.folding import fold, split_unit
from tasks.intake.words import (
    CODE_HEADERS,
    HEADER_ROWS,
    INDICATOR_HEADERS,
    NARRATIVE_HEADERS,
    YEAR_HEADER,
    Role,
)

LONGEST = 20
"""Characters of a header with its unit."""


class Kind(Enum):
    """What a table holds."""

    INDICATORS = auto()
    NARRATIVE = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet: where its header stands, its data rows, and what its columns hold."""

    kind: Kind
    header: int  # row from 0
    rows: Sequence[int]  # data rows from 0, without blank ones
    columns: Mapping[Role, int]
    units: Mapping[Role, str]  # units in the headers' brackets: 本年数（万元）
    year: tuple[int, str] | None = None  # year that the current column's header names, and its cell


@dataclass(frozen=True, slots=True)
class _Header:
    kind: Kind
    depth: int  # rows that it takes
    columns: Mapping[Role, int]
    units: Mapping[Role, str]
    year: tuple[int, int] | None


def tables(sheet: Sheet, year: int) -> Iterator[Table]:
    """All indicators and narrative tables of a sheet, from top to bottom.

    The first header must stand within the first 60 rows; further tables may follow below.
    """
    filled = [number for number, row in enumerate(sheet.rows) if any(cell != "" for cell in row)]
    found = list(_headers(sheet, filled, year))
    ends = [row for row, _ in found[1:]] + [len(sheet.rows)]
    for (row, header), end in zip(found, ends, strict=False):
        rows = [number for number in filled if row + header.depth <= number < end]
        year_cell = header.year and (header.year[0], a1(row + header.depth - 1, header.year[1]))
        yield Table(header.kind, row, rows, header.columns, header.units, year_cell)


def _headers(sheet: Sheet, filled: Sequence[int], year: int) -> Iterator[tuple[int, _Header]]:
    last = HEADER_ROWS - 1
    first = 0
    for row in filled:
        header = _header(sheet, row, year) if first <= row <= last else None
        if header is not None:
            yield row, header
            first, last = row + header.depth, len(sheet.rows)


def _header(sheet: Sheet, row: int, year: int) -> _Header | None:
    """The header that begins at a row, in one row or two (数值 over 本年数 and 上年数)."""
    texts = _texts(sheet, row)
    narrative = _roles(texts, NARRATIVE_HEADERS)
    if Role.TOPIC in narrative and Role.TEXT in narrative:
        return _Header(Kind.NARRATIVE, 1, narrative, {}, None)
    name = _roles(texts, INDICATOR_HEADERS).get(Role.NAME)
    if name is None:
        return None
    below = _texts(sheet, row + 1) if row + 1 < len(sheet.rows) else {}
    if name not in below and (Role.CURRENT in _roles(below, INDICATOR_HEADERS) or _years(below)):
        return _indicators(dict(sorted((texts | below).items())), 2, year)
    return _indicators(texts, 1, year)


def _indicators(texts: Mapping[int, str], depth: int, year: int) -> _Header | None:
    """The header of an indicators table; None where no column holds values."""
    columns = _roles(texts, INDICATOR_HEADERS)
    years = _years(texts)
    named = None
    if Role.CURRENT not in columns and years:
        year = year if year in years else max(years)
        named = year, years[year]
        columns[Role.CURRENT] = years[year]
    if Role.PRIOR not in columns and year - 1 in years:
        columns[Role.PRIOR] = years[year - 1]
    if Role.CURRENT not in columns:
        return None
    units = {role: split_unit(texts[column])[1] for role, column in columns.items()}
    return _Header(Kind.INDICATORS, depth, columns, units, named)


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → text of the cells that may be header words, from left to right.

    A hidden column is not read, but for the codes of our own forms.
    """
    hidden = sheet.marks.hidden_columns
    cells = ((column, shown(cell)) for column, cell in enumerate(sheet.rows[row]) if cell != "")
    texts = {column: text for column, text in cells if 0 < len(text) <= LONGEST}
    return {c: text for c, text in texts.items() if c not in hidden or fold(text) in CODE_HEADERS}


def _roles(texts: Mapping[int, str], words: Mapping[str, Role]) -> dict[Role, int]:
    """Role → column; the leftmost column of a role counts."""
    roles: dict[Role, int] = {}
    for column, text in texts.items():
        role = words.get(fold(text)) or words.get(fold(split_unit(text)[0]))
        if role is not None:
            roles.setdefault(role, column)
    return roles


def _years(texts: Mapping[int, str]) -> dict[int, int]:
    """Year → column of headers that name a year."""
    years: dict[int, int] = {}
    for column, text in texts.items():
        match = YEAR_HEADER.fullmatch(fold(split_unit(text)[0]))
        if match:
            years.setdefault(int(match[1]), column)
    return years
