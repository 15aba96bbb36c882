"""Whose a file is that lies in no department's folder: by what it says of itself, then by its name.

Never guesses between two: what is not clear stays unclear, with the reason in Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tasks.catalogue.catalogue import department_names
from tasks.intake.cells import Sheet, Unpacked, Workbook
from tasks.intake.cover import read_cover
from tasks.intake.folding import LABEL, fold
from tasks.intake.stated import stated
from tasks.intake.words import HEADER_ROWS, INDICATOR_HEADERS, NARRATIVE_HEADERS
from tasks.model import Place, Stated

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue

FORM: Final = "form"
STATED: Final = "stated"
NAME: Final = "name"

_FORM: Final = re.compile(r"(?P<region>\w+)-(?P<year>20[0-9]{2})-(?P<department>\w+)-[0-9a-f]{8}", re.ASCII)
_YEAR_IN_NAME: Final = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?![0-9])"
    r"(?!\s*年\s*[0-9]{1,2}\s*月(?!\s*[-—–~～至到]))(?!\s*[.\-_/]\s*[0-9]{1,2}\s*[.\-_/]\s*[0-9])"
)
"""A year in a file's name that is no date: 2023, 2023年1-12月, but neither 20240115 nor 2024年1月15日."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Department (code) and year, each where it is clear, and by what; `unclear` says why not, in Chinese."""

    department: str | None = None
    year: int | None = None
    how: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """Of one sheet; `firm` where it holds a table of values, whose year is the reported one."""

    stated: Stated
    firm: bool


def whose(cells: object, parts: Sequence[str], region: str, catalogue: Catalogue) -> Whose:
    """Whose a file is. `cells` as the reading process gave them; `parts` are the names of the folders
    between the inbox and the file, and the file's own; of a zip also the names in it."""
    said = list(_said(cells, region, catalogue)) if isinstance(cells, Workbook) else []
    if isinstance(cells, Unpacked):
        parts = [*parts, *(member.name for member in cells.members)]
    form = _form(said, region, catalogue)
    names = list(dict.fromkeys(one.stated.department for one in said if one.stated.department))
    strangers = [name for name in names if catalogue.resolve_department(name) is None]
    if strangers and form is None:
        return Whose(unclear=f"表中写的填报单位“{strangers[0]}”不在目录内")
    written = {code for name in names if (code := catalogue.resolve_department(name)) is not None}
    written |= {form.department} if form else set()
    named = _departments_named(parts, catalogue)
    years = _years(said) | ({form.year} if form else set())
    named_years = {int(year) for part in parts for year in _YEAR_IN_NAME.findall(_plain(part))}
    no_department = _why_not(written, named, catalogue)
    no_year = _why_no_year(years, named_years)
    return Whose(
        department=None if no_department else next(iter(written or named)),
        year=None if no_year else next(iter(years or named_years)),
        how=FORM if form else STATED if written and years else NAME,
        unclear="；".join(filter(None, (no_department, no_year))),
    )


def _said(cells: Workbook, region: str, catalogue: Catalogue) -> Iterator[_Said]:
    place = Place(region, 0, "")
    columns = _header_words(catalogue)
    for sheet in cells.sheets:
        cover = read_cover(sheet, catalogue) if sheet.rows else None
        if cover is not None:
            yield _Said(cover.stated, firm=True)
        else:
            header = _header(sheet, columns)
            firm = header is not None and not _is_text(sheet, header)
            top = header if header is not None else len(sheet.rows)
            yield _Said(stated(sheet, top, place, catalogue), firm)


def _header_words(catalogue: Catalogue) -> frozenset[str]:
    registers = (
        fold(name)
        for register in catalogue.registers.values()
        for column in register.columns
        for name in (column.name, *column.aliases)
    )
    return frozenset(registers) | INDICATOR_HEADERS.keys() | NARRATIVE_HEADERS.keys()


def _header(sheet: Sheet, words: frozenset[str]) -> int | None:
    """The first row from 0 that looks like a table's header."""
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        texts = [fold(cell) for cell in cells if isinstance(cell, str) and 0 < len(cell) <= LABEL]
        if len(words.intersection(texts)) > 1:
            return row
    return None


def _is_text(sheet: Sheet, header: int) -> bool:
    """Whether a header is that of 文字材料, whose title may name the year that it plans for."""
    texts = {fold(cell) for cell in sheet.rows[header] if isinstance(cell, str) and len(cell) <= LABEL}
    return len(texts & NARRATIVE_HEADERS.keys()) > len(texts & INDICATOR_HEADERS.keys())


def _form(said: Iterable[_Said], region: str, catalogue: Catalogue) -> Place | None:
    """What a form's number says, where it is one of ours."""
    for one in said:
        match = _FORM.fullmatch(_plain(one.stated.form).strip())
        if match and match["region"] == region and match["department"] in catalogue.departments:
            return Place(region, int(match["year"]), match["department"])
    return None


def _years(said: Sequence[_Said]) -> set[int]:
    firm = {one.stated.year for one in said if one.firm and one.stated.year is not None}
    return firm or {one.stated.year for one in said if one.stated.year is not None}


def _departments_named(parts: Iterable[str], catalogue: Catalogue) -> set[str]:
    """Departments whose names stand in names of folders and files; a name within a longer one is that
    longer one's."""
    names = {
        fold(name): unit.code
        for unit in catalogue.departments.values()
        for name in department_names(unit)
        if not name.isascii()
    }
    found: set[str] = set()
    for part in parts:
        text = fold(part)
        for name in sorted(names, key=lambda one: (-len(one), one)):
            if name in text:
                found.add(names[name])
                text = text.replace(name, "\0")
    return found


def _why_not(written: set[str], named: set[str], catalogue: Catalogue) -> str:
    def called(codes: set[str]) -> str:
        return "、".join(unit.short for code, unit in catalogue.departments.items() if code in codes)

    if len(written) > 1:
        return f"表中写了不止一个填报单位：{called(written)}"
    if written and named and not written & named:  # what is written and what is called so differ
        return f"表中写的填报单位是{called(written)}，文件名写的是{called(named)}"
    if not written and len(named) > 1:
        return f"文件名里有不止一个单位：{called(named)}"
    return "" if written or named else "没有写明填报单位"


def _why_no_year(years: set[int], named: set[int]) -> str:
    some = years or named
    if len(some) > 1:
        return f"写了不止一个年度：{'、'.join(map(str, sorted(some)))}"
    return "" if some else "没有写明年度"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
