"""What a sheet says of itself: whose it is (填报单位) and which year it reports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks.intake.cells import Sheet, a1
from tasks.intake.folding import LABEL
from tasks.intake.same import Same
from tasks.intake.words import (
    DATE_LINE,
    DEPARTMENT_LABEL,
    HEADER_ROWS,
    NEXT_LABEL,
    YEAR,
    YEAR_ALONE,
    YEAR_LABEL,
    YEARS_SPANNED,
    is_furniture,
)
from tasks.model import Place, Stated

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue

_CHINESE_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_IN_TITLE = re.compile(r"^(.{2,40}?)(?=20[0-9]{2})|\(([^()]{2,40})\)", re.DOTALL)

At = tuple[str, str]
"""A text and its cell."""


def stated(sheet: Sheet, header: int, place: Place, catalogue: Catalogue) -> Stated:
    """Department and year as the rows above a table's header say; empty where they do not.

    header: the header's row from 0. The department is given as written, shortened to the part of it
    that is a declared name (某某镇司法分局 → 司法分局).
    """
    said = Stated(sheet=sheet.name)
    for row in range(min(header, HEADER_ROWS)):
        cells = list(_cells(sheet, row))
        for index, at in enumerate(cells):
            following = cells[index + 1] if index + 1 < len(cells) else ("", "")
            said = _with_department(said, at, following)
            said = _with_year(said, at, following, place.year)
    if not said.department:
        said = _from_title(said, sheet, header, place, catalogue)
    return replace(said, department=_declared(said.department, place, catalogue))


def _cells(sheet: Sheet, row: int) -> Iterator[At]:
    for column in range(len(sheet.rows[row])):
        text = sheet.text(row, column)
        if 0 < len(text) <= LABEL:
            yield unicodedata.normalize("NFKC", text), a1(row, column)


def _with_department(said: Stated, at: At, following: At) -> Stated:
    match = None if said.department else DEPARTMENT_LABEL.fullmatch(at[0])
    if match is None or (match["rest"] and not match["colon"]):
        return said
    text, cell = (match["rest"], at[1]) if match["rest"] else following
    name = NEXT_LABEL.sub("", text).strip(" _　")
    if not name or (cell != at[1] and _is_other(name)):
        return said
    return replace(said, department=name, department_cell=cell)


def _is_other(text: str) -> bool:
    """Whether the cell beside an empty 填报单位 holds something else: the next label, or a title."""
    return ":" in text or is_furniture(text) or YEAR.search(text) is not None


def _with_year(said: Stated, at: At, following: At, expected: int) -> Stated:
    """The year that a text names; of several (2022年、2023年对比) the expected one, if it is there."""
    if said.year is not None or DATE_LINE.search(at[0]):
        return said
    text, cell = at
    years = list(YEAR.finditer(YEARS_SPANNED.sub("", text.translate(_CHINESE_YEAR))))
    match = next((one for one in years if int(one[1]) == expected), years[0] if years else None)
    label = YEAR_LABEL.fullmatch(text)
    if match is None and label:
        text, cell = (label["rest"], cell) if label["rest"] else following
        match = YEAR_ALONE.fullmatch(text)
    return replace(said, year=int(match[1]), year_cell=cell) if match else said


def _from_title(said: Stated, sheet: Sheet, header: int, place: Place, catalogue: Catalogue) -> Stated:
    """The department that a title names: before the year, or alone in brackets. Never part of a word."""
    for row in range(min(header, HEADER_ROWS)):
        for text, cell in _cells(sheet, row):
            for match in _IN_TITLE.finditer(text):
                name = _declared((match[1] or match[2]).strip(), place, catalogue)
                if is_department(name, catalogue):
                    return replace(said, department=name, department_cell=cell)
    return said


def _declared(name: str, place: Place, catalogue: Catalogue) -> str:
    """The name without the town before it where only the rest is a declared name."""
    if not name or is_department(name, catalogue) or place.region not in catalogue.regions:
        return name
    region = catalogue.regions[place.region]
    for town in (region.full_name, region.name, *region.aliases):
        rest = name.removeprefix(town)
        if rest != name and is_department(rest, catalogue):
            return rest
    return name


def is_department(name: str, catalogue: Catalogue) -> bool:
    """Whether a text is a declared name of one department."""
    return len(name) <= LABEL and _resolved(name, Same(catalogue))


@lru_cache(maxsize=4096)
def _resolved(name: str, catalogue: Same) -> bool:
    return catalogue.thing.resolve_department(name) is not None
