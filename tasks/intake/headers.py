"""Finding the headers of indicators tables and narrative tables on a sheet: in one row or stacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from tasks.intake.cells import Sheet, a1
from tasks.intake.meanings import LONGEST, Meaning, begins, meanings
from tasks.intake.stacked import DEEPEST, spread
from tasks.intake.units import units_above
from tasks.intake.words import CHANGES, HEADER_ROWS, NUMBERING, Role

FEWEST_MONTHS = 3
"""Columns named after months that make a table of monthly values."""

LOOKED_AT = 300
"""Rows below a header in which known names decide between two columns of names."""

Known = Callable[[str], bool]
"""Whether a text is an indicator's name."""


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
    line: tuple[str, ...] = ()  # units of the whole table, from a line above it: 单位：万元
    months: Mapping[str, int] = field(default_factory=dict)  # 03 or 2023-03 → column


@dataclass(frozen=True, slots=True)
class _Header:
    kind: Kind
    depth: int  # rows that it takes
    columns: Mapping[Role, int]
    units: Mapping[Role, str]
    year: tuple[int, int] | None = None
    months: Mapping[str, int] = field(default_factory=dict)


def tables(sheet: Sheet, year: int, known: Known) -> Iterator[Table]:
    """All indicators and narrative tables of a sheet, from top to bottom, and side by side.

    The first header must stand within the first 60 rows; further tables may follow below.
    """
    filled = [number for number, row in enumerate(sheet.rows) if any(cell != "" for cell in row)]
    found = list(_headers(sheet, filled, year, known))
    ends = [row for row, _ in found[1:]] + [len(sheet.rows)]
    for (row, blocks), end in zip(found, ends, strict=False):
        for header in blocks:
            rows = [number for number in filled if row + header.depth <= number < end]
            year_cell = header.year and (header.year[0], a1(row + header.depth - 1, header.year[1]))
            rows = rows[_numbering(sheet, rows, header) :]
            line = units_above(sheet, row)
            yield Table(header.kind, row, rows, header.columns, header.units, year_cell, line, header.months)


def _numbering(sheet: Sheet, rows: Sequence[int], header: _Header) -> int:
    """1 where a row of column numbers (甲 乙 1 2) follows the header, else 0."""
    name = header.columns.get(Role.NAME)
    return int(bool(rows) and name is not None and sheet.text(rows[0], name) in NUMBERING)


def _headers(
    sheet: Sheet, filled: Sequence[int], year: int, known: Known
) -> Iterator[tuple[int, list[_Header]]]:
    last = HEADER_ROWS - 1
    first = 0
    for row in filled:
        blocks = _blocks(sheet, row, year, known) if first <= row <= last else []
        if blocks:
            yield row, blocks
            first, last = row + blocks[0].depth, len(sheet.rows)


def _blocks(sheet: Sheet, row: int, year: int, known: Known) -> list[_Header]:
    """The headers that begin at a row: one, or several side by side; none where it is no header."""
    if not any(begins(cell) for cell in sheet.rows[row] if type(cell) is str and len(cell) <= LONGEST):
        return []
    top = meanings(sheet, row)
    texts = {column: m.narrative for column, m in top.items() if m.narrative}
    if Role.TOPIC in texts.values() and Role.TEXT in texts.values():
        return [_Header(Kind.NARRATIVE, 1, _leftmost(texts), {})]
    names = [column for column, m in top.items() if m.role is Role.NAME]
    if not names:
        return []
    paths, depth = _paths(sheet, row, top, names[0])
    roles = _roles(paths, year)
    blocks = _side_by_side(names, roles)
    if len(blocks) > 1:
        return [_header({c: roles[c] for c in block if c in roles}, paths, depth) for block in blocks]
    months = {path[-1].month: column for column, path in paths.items() if path[-1].month}
    if len(months) < FEWEST_MONTHS and not any(role is Role.CURRENT for role, _ in roles.values()):
        return []
    if len(names) > 1:
        chosen = _best_name(sheet, row + depth, names, known)
        roles |= {column: (Role.CATEGORY, 0) for column in names if column != chosen}
    return [replace(_header(roles, paths, depth), months=months)]


Path = tuple[Meaning, ...]
Roles = dict[int, tuple[Role, int]]
"""Column → its role, and the year that it names (0 for none)."""


def _paths(sheet: Sheet, row: int, top: Mapping[int, Meaning], name: int) -> tuple[dict[int, Path], int]:
    """Column → what stands over it, from top to bottom, and how many rows the header takes."""
    width = len(sheet.rows[0])
    above = meanings(sheet, row - 1) if row else {}
    periods = [m for m in above.values() if m.is_period]
    paths: dict[int, Path] = {column: (m,) for column, m in top.items()}
    if len(periods) > 1 and name not in above:
        groups = spread(above, width)
        paths = {c: (groups[c], *path) if c in groups and c > name else path for c, path in paths.items()}
    depth = 1
    groups = spread(top, width)
    while depth < DEEPEST and row + depth < len(sheet.rows):
        below = meanings(sheet, row + depth)
        if not _continues(sheet, row + depth, below, top[name], name):
            break
        for column, meaning in below.items():
            over = paths.get(column) or ((groups[column],) if column in groups else ())
            paths[column] = (*over, meaning) if column != name else over
        groups = groups | spread(below, width)
        depth += 1
    return dict(sorted(paths.items())), depth


def _continues(sheet: Sheet, row: int, below: Mapping[int, Meaning], top: Meaning, name: int) -> bool:
    """Whether a row goes on with a header: under the name nothing or the same again, and words for values."""
    under = sheet.rows[row][name]
    if under != "" and (name not in below or below[name].word != top.word):
        return False
    if any(cell != "" and type(cell) is not str and c not in below for c, cell in enumerate(sheet.rows[row])):
        return False
    return any(m.is_period or m.is_unit or m.month for column, m in below.items() if column != name)


def _roles(paths: Mapping[int, Path], year: int) -> Roles:
    """Column → role. 上年数 over 数量 holds last year's, 2023年 over 数量 that year's."""
    roles: Roles = {}
    years = [m.year for path in paths.values() for m in path if m.year]
    stated = any(path[-1].role is Role.CURRENT and not any(m.year for m in path) for path in paths.values())
    this = year if stated or year in years else max(years, default=year)
    for column, path in paths.items():
        role = _role(path, this)
        if role is not None:
            roles[column] = role, next((m.year for m in reversed(path) if m.year), 0)
    return roles


def _role(path: Path, this: int) -> Role | None:
    last = path[-1]
    if not (last.role or last.year or last.is_unit):
        return None  # 同比 under 本年数
    said = {m.role for m in path}
    change = next((m.role for m in reversed(path) if m.role in CHANGES), None)
    if change is not None:  # 数量 under 同比增减 is no value of this year
        return change if last.role in CHANGES or last.is_unit else None
    years = [m.year for m in path if m.year]
    if Role.PRIOR in said:
        return Role.PRIOR
    if years and not last.is_this_year:
        return {this: Role.CURRENT, this - 1: Role.PRIOR}.get(years[-1])
    return last.role or next((m.role for m in reversed(path) if m.role), None)


def _side_by_side(names: Sequence[int], roles: Roles) -> list[range]:
    """Columns of each block, where every name has a column of values of its own to its right."""
    ends = [*names[1:], max(roles, default=0) + 1]
    blocks = [range(start, end) for start, end in zip(names, ends, strict=True)]
    each = all(any(roles.get(c, (None,))[0] is Role.CURRENT for c in block) for block in blocks)
    return blocks if len(blocks) > 1 and each else []


def _best_name(sheet: Sheet, first: int, names: Sequence[int], known: Known) -> int:
    """Of several columns of names the one that holds most known ones; the leftmost of equals."""
    rows = range(first, min(first + LOOKED_AT, len(sheet.rows)))
    return max(names, key=lambda column: (sum(known(sheet.text(row, column)) for row in rows), -column))


def _header(roles: Roles, paths: Mapping[int, Path], depth: int) -> _Header:
    columns = _leftmost({column: role for column, (role, _) in roles.items()})
    current = columns.get(Role.CURRENT, -1)
    named = roles.get(current, (None, 0))[1]
    plain = any(m.is_this_year for m in paths.get(current, ()))
    units = {role: next((m.unit for m in reversed(paths[c]) if m.unit), "") for role, c in columns.items()}
    return _Header(Kind.INDICATORS, depth, columns, units, None if plain or not named else (named, current))


def _leftmost(roles: Mapping[int, Role]) -> dict[Role, int]:
    columns: dict[Role, int] = {}
    for column, role in roles.items():
        columns.setdefault(role, column)
    return columns
