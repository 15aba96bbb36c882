"""What was filled in in a 征求意见表, as it was written."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tasks.catalogue.opinions_wording import SheetWords
from tasks.form_words import OPINIONS_FORM
from tasks.model import AskedFigure, AskedRow, Opinion

_SEARCHED: Final = 20  # rows in which headings and labels are looked for
_IDENTITY: Final = re.compile(
    rf"{OPINIONS_FORM}/([a-z][a-z0-9_]{{0,60}})/(\d{{4}})/([a-z][a-z0-9_]{{0,60}})/([A-Za-z0-9._-]{{1,60}})"
)
_NEEDED: Final = ("choice", "suggested", "reason", "key")
_LONGEST: Final = 4000  # characters of what somebody fills in
_MOST: Final = 2000  # rows that are looked at; a report has some hundred sentences
_TICKS: Final = frozenset("√✓✔对是")


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A department's sheet that came back. `opinions` are the rows in which something stands; `lost` are
    sheet rows (from 1) whose hidden cell was altered, `both` those with 无误 and a change."""

    region: str
    year: int
    department: str
    version: str
    nothing: bool = False
    by: str = ""
    dated: str = ""
    opinions: tuple[Opinion, ...] = ()
    lost: tuple[int, ...] = ()
    both: tuple[int, ...] = ()


def filled_sheet(rows: Sequence[Sequence[str]], words: SheetWords) -> FilledSheet | None:
    """What was filled in, by the sheet's texts from A1; None in another workbook, or where what it carries
    unseen is gone."""
    identity = _identity(rows)
    found = _headings(rows, words)
    if identity is None or found is None:
        return None
    head, at = found
    region, year, department, version = identity
    opinions: list[Opinion] = []
    lost: list[int] = []
    both: list[int] = []
    for number, row in enumerate(rows[head + 1 :][:_MOST], start=head + 2):
        one = _opinion(row, number, at, words)
        if isinstance(one, Opinion):
            opinions.append(one)
            if one.right and one.asks:
                both.append(number)
        elif one is not None:
            lost.append(one)
    return FilledSheet(
        region=region,
        year=year,
        department=department,
        version=version,
        nothing=_beside(rows[:head], words.nothing) in (words.choices.nothing, *_TICKS),
        by=_beside(rows[:head], words.by),
        dated=_beside(rows[:head], words.dated),
        opinions=tuple(opinions),
        lost=tuple(lost),
        both=tuple(both),
    )


def _identity(rows: Sequence[Sequence[str]]) -> tuple[str, int, str, str] | None:
    for row in rows[:_SEARCHED]:
        for cell in row:
            match = _IDENTITY.fullmatch(cell.strip())
            if match:
                return match[1], int(match[2]), match[3], match[4]
    return None


def _headings(rows: Sequence[Sequence[str]], words: SheetWords) -> tuple[int, Mapping[str, int]] | None:
    names: dict[str, str] = words.headings.model_dump()
    for number, row in enumerate(rows[:_SEARCHED]):
        texts = [cell.strip() for cell in row]
        if all(names[field] in texts for field in _NEEDED):
            return number, {field: texts.index(name) for field, name in names.items() if name in texts}
    return None


def _opinion(
    row: Sequence[str], number: int, at: Mapping[str, int], words: SheetWords
) -> Opinion | int | None:
    """A row's answer; its number where nobody knows what it is about; None where nothing stands in it."""
    choice, suggested, reason, key = (
        row[at[field]].strip()[:_LONGEST] if field != "key" else row[at[field]] for field in _NEEDED
    )
    if not (choice or suggested or reason):
        return None
    asked = row_of(key)
    if asked is None:
        return number
    right = choice == words.choices.right or choice in _TICKS
    return Opinion(
        row=asked,
        right=right,
        wrong=bool(choice) and not right,
        suggested=suggested,
        reason=reason,
        cell=f"{_letter(at['suggested'])}{number}",
    )


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else "A"


def row_of(key: str) -> AskedRow | None:
    """The row that a hidden cell speaks of; None where it was altered."""
    try:
        identity, section, sentence, figures = json.loads(key)
        found = AskedRow(identity, section, sentence, tuple(_figures(figures)))
        "".join((identity, section, sentence, *(one.name + one.text for one in found.figures))).encode()
    except (ValueError, TypeError, RecursionError):
        return None
    return found


def _figures(given: Sequence[Sequence[object]]) -> Iterator[AskedFigure]:
    for keys, name, text in given:
        if not isinstance(keys, list) or not isinstance(name, str) or not isinstance(text, str):
            raise TypeError(name)
        yield AskedFigure(tuple(map(str, keys)), name, text)


def _beside(rows: Sequence[Sequence[str]], label: str) -> str:
    """What stands to the right of a label."""
    for row in rows:
        texts = [cell.strip() for cell in row]
        if label in texts:
            at = texts.index(label) + 1
            return texts[at][:_LONGEST] if at < len(texts) else ""
    return ""
