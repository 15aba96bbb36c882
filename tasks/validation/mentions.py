"""文字材料 as a table of mentions: every number in a text with what it is held against, and every mark.

A number is held against a figure of the same file only where the words name it beside the number; else it
is bound where value, unit and name fit one figure alone, or listed. Decision 13.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from tasks.catalogue import Catalogue
from tasks.model import NARRATIVE, Address, NarrativeItem
from tasks.privacy import hidden, personal
from tasks.quantity import Found, Quantity, hedged, scan
from tasks.validation.checked import Checked, Submission
from tasks.validation.elsewhere import rows_elsewhere
from tasks.validation.figures import figures_of
from tasks.validation.marks import (
    PLANNED,
    RESULTS,
    Mark,
    digits_and_words,
    hedged_exact,
    leftovers,
    planned,
)
from tasks.wording.clauses import Text
from tasks.wording.judgement import Verdict, of_number
from tasks.wording.labels import is_label
from tasks.wording.naming import Figure, Figures
from tasks.wording.secrecy import secret_marks

_hidden = lru_cache(maxsize=64)(hidden)  # a text is asked for once a finding
UNBOUND = "unbound"
PERSONAL = "personal"
SECRET = "secret"  # noqa: S105 a kind of mark

_FIGURE = ("low", "high", "figure_low", "figure_high")
_GROWTH = ("by_low", "by_high", "computed_low", "computed_high")
_NOTHING: Mapping[str, object] = dict.fromkeys(("mark", *_FIGURE, *_GROWTH))
_AROUND = 12
_CASES = "cases"
"""The topic that tells of one case: 出动执法人员30人次 there is not the year's."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a text, and where it begins in its cell."""

    item: NarrativeItem
    text: str
    cell: str
    begins: int


def mention_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for each number and each mark in a submission's texts, and for each mark elsewhere in it; none
    for a number that is bound by a match.
    """
    figures: Figures | None = None
    for passage in _passages(submission):
        marks = list(_marks(passage, catalogue))
        yield from (_mark_row(submission, passage, mark) for mark in marks)
        marked = {at for mark in marks for at in range(mark.start, mark.end)}
        found = [
            one for one in _numbers(passage.text, catalogue.names) if marked.isdisjoint(_characters(one))
        ]
        if found:
            figures = figures or figures_of(submission, catalogue)
            yield from _number_rows(submission, passage, found, figures)
    for kind, row in rows_elsewhere(submission, catalogue):
        yield replace(row, columns={**_NOTHING, "mark": kind})


def bound(submission: Submission, catalogue: Catalogue) -> Mapping[int, tuple[str, ...]]:
    """Identity of an item → its numbers that one figure stands behind, as "12-18=2023/cases"."""
    spans: dict[int, tuple[str, ...]] = {}
    figures: Figures | None = None
    for passage in _passages(submission):
        numbers = _numbers(passage.text, catalogue.names) if passage.text is passage.item.text else ()
        if numbers:
            figures = figures or figures_of(submission, catalogue)
            verdicts = list(_verdicts(passage, numbers, figures))
            spans[id(passage.item)] = tuple(
                f"{found.start + 1}-{found.end}={verdict.bound}"
                for found, _, verdict in verdicts
                if verdict.bound
            )
    return spans


def _passages(submission: Submission) -> Iterator[Passage]:
    for item in submission.reading.narrative:
        if item.fault:  # it is left out, and no text
            continue
        if item.heading:
            yield Passage(item, item.heading, item.heading_cell or item.cell, item.heading_at)
        yield Passage(item, item.text, item.cell, item.text_at)


def _marks(passage: Passage, catalogue: Catalogue) -> Iterator[Mark]:
    text = passage.text
    yield from (Mark(one.start, one.end, PERSONAL) for one in personal(text))
    yield from (Mark(one.start, one.end, SECRET) for one in secret_marks(text, catalogue.secrecy))
    yield from leftovers(text)
    yield from digits_and_words(text)


@lru_cache(maxsize=4096)
def _numbers(text: str, names: tuple[str, ...]) -> tuple[tuple[Found, Quantity], ...]:
    """The quantities of a text that can be read; years, dates and ordinals aside."""
    found = (hedged(text, one) for one in scan(text, names) if not is_label(text, one))
    return tuple(one for one in found if one is not None)


def _characters(number: tuple[Found, Quantity]) -> range:
    found, _ = number
    return range(found.start, found.end)


def _verdicts(
    passage: Passage, numbers: Sequence[tuple[Found, Quantity]], figures: Figures
) -> Iterator[tuple[Found, Quantity, Verdict]]:
    text, last = Text(passage.text), 0
    for found, quantity in numbers:
        for verdict in of_number(text, last, found, quantity, figures):
            of_a_case = verdict.against is not None and passage.item.topic == _CASES
            yield found, quantity, Verdict(listed=True) if of_a_case else verdict
        last = found.end


def _number_rows(
    submission: Submission, passage: Passage, numbers: Sequence[tuple[Found, Quantity]], figures: Figures
) -> Iterator[Checked]:
    text = Text(passage.text)
    for found, quantity, verdict in _verdicts(passage, numbers, figures):
        doubtful = list(hedged_exact(found, quantity))
        yield from (_mark_row(submission, passage, mark) for mark in doubtful)
        clause = text.at(found.start)
        words = passage.text[clause.start : found.end]
        if passage.item.topic in RESULTS and planned(words, passage.text[clause.sentence : clause.end]):
            yield _mark_row(submission, passage, Mark(found.start, found.end, PLANNED))
        elif verdict.listed and not doubtful:
            yield _mark_row(submission, passage, Mark(found.start, found.end, UNBOUND))
        elif verdict.against is not None:
            yield _held_row(submission, passage, found, verdict, verdict.against)


def _mark_row(submission: Submission, passage: Passage, mark: Mark) -> Checked:
    return _row(submission, passage, (mark.start, mark.end), {"mark": mark.kind}, {})


def _held_row(
    submission: Submission, passage: Passage, found: Found, verdict: Verdict, figure: Figure
) -> Checked:
    """A number beside the figure, or the computed growth, that it is held against."""
    names = _GROWTH if verdict.growth else _FIGURE
    columns: dict[str, object] = dict(zip(names, (*verdict.said, *verdict.known), strict=True))
    fields = {
        "label": figure.indicator.name,
        "unit": verdict.unit,
        "figure": verdict.shown,
        "prior": verdict.prior,
        "year": figure.period,
    }
    return _row(submission, passage, (found.start, found.end), columns, fields, figure.indicator.code)


def _row(
    submission: Submission,
    passage: Passage,
    span: tuple[int, int],
    columns: Mapping[str, object],
    fields: Mapping[str, object],
    indicator: str = "",
) -> Checked:
    start, end = span
    first, last = passage.begins + start + 1, passage.begins + end
    return Checked(
        submission=submission.id,
        dataset=NARRATIVE,
        address=Address(submission.reading.file, passage.item.sheet, passage.cell),
        columns={**_NOTHING, **columns},
        fields=partial(_fields, passage, start, end, f"第{first}至{last}字", fields),
        subject=passage.item,
        indicator=indicator,
        period=str(submission.place.year) if indicator else "",
        span=f"{first}-{last}",
    )


def _fields(
    passage: Passage, start: int, end: int, where: str, more: Mapping[str, object]
) -> Mapping[str, object]:
    """What a finding shows: the number or mark in the words around it; personal numbers are masked there."""
    text = _hidden(passage.text)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    lead, rest = "…" if start > _AROUND else "", "…" if len(text) > end + _AROUND else ""
    return {
        "where": where,
        "mention": text[start:end],
        "around": f"{lead}{before}{text[start:end]}{after}{rest}",
        "topic": passage.item.label,
        **more,
    }
