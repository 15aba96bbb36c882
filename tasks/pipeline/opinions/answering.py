"""What a clerk is told about a 征求意见表 that came back: plain lines, the same for the same sheet."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.catalogue.opinions_wording import AnswerWords, SheetWords
from tasks.forms.opinion_reading import FilledSheet
from tasks.model import AskedRow, Opinion
from tasks.privacy import hidden

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Later:
    """The version that went out last, with what this department was asked then; it is another one than the
    sheet's."""

    version: str
    rows: Sequence[AskedRow]


def says_anything(sheet: FilledSheet) -> bool:
    """Whether something was filled in that can be understood."""
    return sheet.nothing or any(one.right or one.asks for one in sheet.opinions)


def answer(
    sheet: FilledSheet, department: str, words: AnswerWords, form: SheetWords, later: Later | None
) -> str:
    """The answer's text; `department` is the Chinese short name."""
    head = words.head.format(department=department, version=sheet.version)
    return hidden("\r\n".join((head, *_lines(sheet, words, form, later), words.again)) + "\r\n")


def _lines(sheet: FilledSheet, words: AnswerWords, form: SheetWords, later: Later | None) -> Iterator[str]:
    asking = [one for one in sheet.opinions if one.asks]
    if not says_anything(sheet):
        yield words.empty
    elif asking or not sheet.nothing:
        right = sum(one.right and not one.asks for one in sheet.opinions)
        yield words.taken.format(right=right, asks=len(asking))
    else:
        yield words.nothing
    yield from (words.lost.format(row=row) for row in sheet.lost)
    yield from (words.both.format(row=row) for row in sheet.both)
    yield from (words.no_value.format(row=_row(one)) for one in asking if not one.suggested)
    if sheet.nothing and asking:
        yield words.nothing_but
    unsaid = [name for name, said in ((form.by, sheet.by), (form.dated, sheet.dated)) if not said]
    if unsaid and says_anything(sheet):
        yield words.no_by.format(what="、".join(unsaid))
    if later is not None:
        yield from _changed(asking, words, later)


def _changed(asking: Sequence[Opinion], words: AnswerWords, later: Later) -> Iterator[str]:
    """Which of the sentences read otherwise in the version that went out since."""
    now = {row.sentence: row for row in later.rows}
    for one in asking:
        if one.row.sentence in now:
            continue
        near = difflib.get_close_matches(one.row.sentence, list(now), n=1, cutoff=_ALIKE)
        said = words.changed if near else words.gone
        yield said.format(row=_row(one), version=later.version, sentence=near[0] if near else "")


def _row(one: Opinion) -> str:
    return "".join(c for c in one.cell if c.isdigit())
