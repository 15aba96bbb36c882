"""The 封面 of a form of ours: whose it is, up to which day, and which tables have nothing to report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tasks import form_words as words
from tasks.intake.cells import Sheet, a1
from tasks.intake.folding import LABEL, fold
from tasks.intake.words import HEADER_ROWS, YEAR_ALONE
from tasks.model import INDICATORS, NARRATIVE, RegisterTable, Stated, register_kind
from tasks.quantity import read_date

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue

_PEOPLE: Final = (words.FILLED_BY, words.CHECKED_BY, words.LEADER)
_LABELS: Final = (words.DEPARTMENT, words.YEAR, words.CUTOFF, words.FORM, *_PEOPLE)
_LABELLED: Final = re.compile(rf"(?P<label>{'|'.join(_LABELS)})\s*(?:\([^()]*\))?\s*:?\s*")
_TABLES: Final = {fold(words.INDICATORS_ROW): INDICATORS, fold(words.TEXTS): NARRATIVE}
_TICKS: Final = frozenset("√✓✔☑vV是")


@dataclass(frozen=True, slots=True)
class Cover:
    """What a form's 封面 says; `ticked` are dataset kinds."""

    stated: Stated
    ticked: tuple[str, ...]


def read_cover(sheet: Sheet, catalogue: Catalogue) -> Cover | None:
    """The cover on a sheet; None where it is none, or not one of ours (it has no 表单编号)."""
    top = sheet.rows[:HEADER_ROWS]
    if not any(words.FORM in row for row in top):
        return None
    answers = dict(_answers(sheet))
    if words.FORM not in answers:
        return None
    said = Stated(
        department=_text(sheet, answers.get(words.DEPARTMENT)),
        department_cell=_cell(answers.get(words.DEPARTMENT)),
        sheet=sheet.name,
        form=_text(sheet, answers.get(words.FORM)),
        cutoff_cell=_cell(answers.get(words.CUTOFF)),
        people=tuple((label, _text(sheet, answers[label])) for label in _PEOPLE if label in answers),
    )
    row, column = answers.get(words.CUTOFF, (0, len(sheet.rows[0])))
    if column < len(sheet.rows[row]):
        said = replace(said, cutoff=read_date(sheet.rows[row][column], serials=True))
    year = YEAR_ALONE.fullmatch(_text(sheet, answers.get(words.YEAR)))
    if year:
        said = replace(said, year=int(year[1]), year_cell=_cell(answers[words.YEAR]))
    return Cover(said, tuple(dict.fromkeys(_ticked(sheet, catalogue))))


def zero_registers(cover: Cover, present: set[str], catalogue: Catalogue) -> Iterator[RegisterTable]:
    """A table without rows for every register that is ticked and has no rows in the same file."""
    for code in catalogue.registers:
        if register_kind(code) in cover.ticked and code not in present:
            yield RegisterTable(code, cover.stated.sheet, [], {}, {}, zero_report=True)


def _answers(sheet: Sheet) -> Iterator[tuple[str, tuple[int, int]]]:
    """Label → position of its answer: the next cell to the right that is not part of the label's own."""
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        for column, cell in enumerate(cells):
            match = _LABELLED.fullmatch(_plain(cell)) if isinstance(cell, str) else None
            if match:
                yield match["label"], (row, _after(sheet, row, column))


def _after(sheet: Sheet, row: int, column: int) -> int:
    """The column after a cell, which may be merged with those beside it."""
    for first_row, first, last_row, last in sheet.marks.merged:
        if first_row <= row <= last_row and first == column:
            return last + 1
    return column + 1


def _ticked(sheet: Sheet, catalogue: Catalogue) -> Iterator[str]:
    """Dataset kinds of the tables whose 零报告 is ticked."""
    kinds = _TABLES | {
        fold(name): register_kind(register.code)
        for register in catalogue.registers.values()
        for name in (register.name, *register.aliases)
    }
    columns: tuple[int, int] | None = None
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        folded = {column: fold(cell) for column, cell in enumerate(cells) if isinstance(cell, str)}
        columns = _tick_columns(folded) or columns
        if columns is not None and columns[1] < len(cells):
            kind = kinds.get(folded.get(columns[0], ""))
            if kind and sheet.text(row, columns[1]) in _TICKS:
                yield kind


def _tick_columns(folded: dict[int, str]) -> tuple[int, int] | None:
    """Columns of a header that goes 数据表, 零报告."""
    head, tick = words.ZERO_HEADER[0], words.ZERO_HEADER[1][:3]
    names = [column for column, word in folded.items() if word == head]
    ticks = [column for column, word in folded.items() if word.startswith(tick)]
    return (names[0], ticks[0]) if names and ticks else None


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip() if len(cell) <= LABEL else ""


def _text(sheet: Sheet, position: tuple[int, int] | None) -> str:
    return sheet.text(*position) if position and position[1] < len(sheet.rows[position[0]]) else ""


def _cell(position: tuple[int, int] | None) -> str:
    return a1(*position) if position else ""
