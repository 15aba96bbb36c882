"""What was filled in in a 问题处理单: rows as they were written, by the names of the wording's headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from tasks.catalogue.settlements_wording import SettlementsWords

Row = Mapping[str, str]

_SEARCHED: Final = 20  # rows in which headings are looked for
_IDENTITY: Final = re.compile(r"([a-z][a-z0-9_]*)/(\d{4})")
ASKED: Final = frozenset({"decision", "value", "reason", "by", "dated", "name", "unit", "basis"}) | {
    "indicator",
    "period",
    "source",
    "scope_note",
}
"""Columns that are to be filled in."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a workbook that came back, by sheet; rows without any answer are left out."""

    region: str
    year: int
    problems: tuple[Row, ...]
    supplements: tuple[Row, ...]
    published: tuple[Row, ...]
    departments: tuple[Row, ...] = ()


def filled(sheets: Sequence[tuple[str, Sequence[Sequence[str]]]], words: SettlementsWords) -> Filled | None:
    """What was filled in, by the sheets' names and their cells' texts from A1; None in another workbook."""
    by_name = {name.strip(): rows for name, rows in sheets}
    cells = by_name.get(words.problems.sheet, ())
    identity = _identity(cells)
    problems = _read(cells, words.problems.headings, needed=("key", "decision"))
    if identity is None or problems is None:
        return None
    more = {
        part.sheet: _read(by_name.get(part.sheet, ()), part.headings, needed=("value", "by"))
        for part in (words.supplements, words.published)
    }
    waived = _read(
        by_name.get(words.departments.sheet, ()),
        words.departments.headings,
        needed=("department", "decision"),
    )
    return Filled(
        *identity,
        tuple(problems),
        tuple(more[words.supplements.sheet] or ()),
        tuple(more[words.published.sheet] or ()),
        tuple(waived or ()),
    )


def _identity(cells: Sequence[Sequence[str]]) -> tuple[str, int] | None:
    for row in cells[:_SEARCHED]:
        for cell in row:
            match = _IDENTITY.fullmatch(cell.strip())
            if match:
                return match[1], int(match[2])
    return None


def _read(cells: Sequence[Sequence[str]], headings: BaseModel, *, needed: Sequence[str]) -> list[Row] | None:
    """The rows below the headings, by the headings' names; None where those that are needed are not there."""
    names: dict[str, str] = headings.model_dump()
    for number, row in enumerate(cells[:_SEARCHED]):
        texts = [cell.strip() for cell in row]
        if all(names[field] in texts for field in needed):
            at = {field: texts.index(name) for field, name in names.items() if name in texts}
            return list(_answered(cells[number + 1 :], at))
    return None


def _answered(cells: Sequence[Sequence[str]], at: Mapping[str, int]) -> Iterator[Row]:
    for row in cells:
        texts = {field: row[column].strip() if column < len(row) else "" for field, column in at.items()}
        if any(text for field, text in texts.items() if field in ASKED or field == "value"):
            yield texts
