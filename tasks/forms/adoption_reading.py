"""What was filled in in a 意见采纳情况表, as it was written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tasks.catalogue.opinions_wording import AdoptionWords
from tasks.form_words import ADOPTION_FORM

Row = Mapping[str, str]
"""A row's texts by the names of the wording's headings."""

FILLED: Final = ("decision", "why", "by", "dated")
"""Columns that are to be filled in."""

_SEARCHED: Final = 20  # rows in which headings are looked for
_LONGEST: Final = 4000  # characters of what somebody fills in
_IDENTITY: Final = re.compile(rf"{ADOPTION_FORM}/([a-z][a-z0-9_]{{0,60}})/(\d{{4}})")


@dataclass(frozen=True, slots=True)
class FilledAdoption:
    """A workbook that came back: the rows in which something stands."""

    region: str
    year: int
    rows: tuple[Row, ...]


def filled_adoption(rows: Sequence[Sequence[str]], words: AdoptionWords) -> FilledAdoption | None:
    """What was filled in, by the sheet's texts from A1; None in another workbook."""
    match = next(
        (m for row in rows[:_SEARCHED] for cell in row if (m := _IDENTITY.fullmatch(cell.strip()))), None
    )
    names: dict[str, str] = words.headings.model_dump()
    for number, row in enumerate(rows[:_SEARCHED]):
        texts = [cell.strip() for cell in row]
        if match and all(names[field] in texts for field in (*FILLED, "key")):
            at = {field: texts.index(name) for field, name in names.items() if name in texts}
            below = ({f: _text(one, f, column) for f, column in at.items()} for one in rows[number + 1 :])
            return FilledAdoption(
                match[1], int(match[2]), tuple(one for one in below if any(one[f] for f in FILLED))
            )
    return None


def _text(row: Sequence[str], field: str, column: int) -> str:
    if column >= len(row):
        return ""
    return row[column] if field == "key" else row[column].strip()[:_LONGEST]
