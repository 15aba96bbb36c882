"""What a header cell's words mean, by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.intake.cells import Sheet
from tasks.intake.folding import fold, split_unit
from tasks.intake.words import (
    CHANGES,
    CODE_HEADERS,
    INDICATOR_HEADERS,
    MONTH_HEADER,
    NARRATIVE_HEADERS,
    THIS_YEAR,
    WHOLE_YEAR,
    YEAR_HEADER,
    Role,
)
from tasks.quantity import is_unit

LONGEST = 30
"""Characters of a header with its unit."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A header cell understood: its role in either kind of table, the year and the unit that it names."""

    text: str
    word: str  # folded, without unit
    role: Role | None = None
    narrative: Role | None = None
    year: int = 0
    unit: str = ""
    month: str = ""  # 03, or 2023-03 where it names the year as well
    is_unit: bool = False  # it is a unit and nothing else: （万元）

    @property
    def nothing(self) -> bool:
        """Whether it says nothing that is known."""
        return not (self.role or self.narrative or self.year or self.month or self.is_unit)

    @property
    def is_this_year(self) -> bool:
        """Whether it says 本年, not just 数值."""
        return self.word in THIS_YEAR

    @property
    def is_period(self) -> bool:
        """Whether it heads values of some period."""
        return bool(self.year) or self.role in (Role.CURRENT, Role.PRIOR)


def meanings(sheet: Sheet, row: int) -> Mapping[int, Meaning]:
    """Column → meaning of the cells of a row that may be header words, from left to right.

    A hidden column is not read, but for the codes of our own forms.
    """
    found = {}
    hidden = sheet.marks.hidden_columns
    for column, cell in enumerate(sheet.rows[row]):
        if type(cell) is str:
            if cell and len(cell) <= LONGEST:
                found[column] = meaning(cell)
        elif type(cell) in (int, float) and cell in _YEARS:
            found[column] = meaning(str(int(cell)))  # type: ignore[arg-type]
    if hidden:
        return {c: m for c, m in found.items() if c not in hidden or m.word in CODE_HEADERS}
    return found


_YEARS = frozenset(range(2000, 2100))


@lru_cache(maxsize=16384)
def begins(text: str) -> bool:
    """Whether a header may begin with a text: 指标名称, 栏目."""
    meant = meaning(text)
    return meant.role is Role.NAME or meant.narrative is Role.TOPIC


@lru_cache(maxsize=16384)
def meaning(text: str) -> Meaning:
    """What a header's text means, with its remark or without: 2023年（截至12月31日）."""
    found = _meaning(text)
    remark = _REMARK.fullmatch(text) if found.nothing else None
    found = replace(_meaning(remark["name"]), text=text) if remark else found
    percent = found.role in CHANGES and not found.unit and ("%" in text or "％" in text)
    return replace(found, unit="%") if percent else found  # 同比% and 同比（±%）


_REMARK = re.compile(
    r"(?P<name>[^()（）]+)[(（](?![^()（）]*(?:目标|计划|预|任务|同比|增|减|比上年))[^()（）]*[)）]\s*",
    re.DOTALL,
)
"""A remark that changes nothing; 2023年（目标） is no value of 2023."""


def _meaning(text: str) -> Meaning:
    name, unit = split_unit(text)
    word, whole = fold(name), fold(text)
    bare = text.strip().strip("()（）[]【】")
    alone = bare.removeprefix("单位：").removeprefix("单位:")
    if is_unit(alone) and whole not in INDICATOR_HEADERS:
        return Meaning(text, word, unit=alone, is_unit=True)
    year, month = YEAR_HEADER.fullmatch(word), MONTH_HEADER.fullmatch(word)
    role = INDICATOR_HEADERS.get(whole) or INDICATOR_HEADERS.get(word)
    return Meaning(
        text,
        word,
        role or (Role.CURRENT if WHOLE_YEAR.fullmatch(word) else None),
        NARRATIVE_HEADERS.get(whole) or NARRATIVE_HEADERS.get(word),
        int(year[1]) if year else 0,
        unit,
        f"{month['year'] or ''}-{int(month['month']):02d}".lstrip("-") if month else "",
    )
