"""Which figures a department's opinions dispute: 应改为 with a number that the sentence does not have."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tasks.catalogue import Catalogue
from tasks.model import AskedFigure, Dispute, Opinion
from tasks.pipeline.opinions.record import Consultation
from tasks.quantity import hedged, scan

_DATES: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d{2}年")
"""A year or a day in a sentence is none of its figures."""

_NEAR: Final = 12
"""Characters before a number that say what it is of."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text as written, what it says with its hedge, its unit ("" where it is left out), and the
    words before it."""

    written: str
    says: str
    unit: str
    before: str


def all_disputes(standing: Consultation, catalogue: Catalogue) -> tuple[Dispute, ...]:
    """Of every department's last reply, in the order of departments and rows."""
    return tuple(one for code, opinion in standing.opinions() for one in disputes(code, opinion, catalogue))


def disputes(department: str, opinion: Opinion, catalogue: Catalogue) -> Iterator[Dispute]:
    """The figures that an opinion disputes: none where its numbers are the sentence's.

    A new number is about the figure that 应改为 no longer has, of several the one with the same unit. 应修改
    without 应改为 is about the sentence's figures, whichever it means.
    """
    figures = [one for one in opinion.row.figures if _key(one, catalogue)]
    if not figures or not opinion.asks:
        return
    if not opinion.suggested:
        label = "、".join(one.name for one in figures)
        printed = "、".join(one.text for one in figures)
        yield _dispute(department, opinion, figures[0], catalogue, (label, printed, ""))
        return
    left = list(figures)
    for number in _new(opinion, catalogue):
        if left:
            figure = _meant(number, left, opinion, catalogue)
            left.remove(figure)
            yield _dispute(department, opinion, figure, catalogue, (figure.name, figure.text, number.written))


def _new(opinion: Opinion, catalogue: Catalogue) -> Iterator[_Number]:
    """The numbers of 应改为 that the sentence has not, or not so often."""
    known = Counter(one.says for one in _numbers(opinion.row.sentence, catalogue))
    for number in _numbers(opinion.suggested, catalogue):
        if known[number.says]:
            known[number.says] -= 1
        else:
            yield number


def _numbers(text: str, catalogue: Catalogue) -> Iterator[_Number]:
    plain = _DATES.sub("，", text)
    for one in scan(plain, catalogue.names):
        said = hedged(plain, one)
        place, quantity = said if said is not None else (one, None)
        says = f"{quantity.hedge}{quantity.value.normalize():f}" if quantity else one.text
        before = plain[max(0, place.start - _NEAR) : place.start]
        yield _Number(place.text, says, quantity.unit if quantity else "", before)


def _meant(
    number: _Number, figures: Sequence[AskedFigure], opinion: Opinion, catalogue: Catalogue
) -> AskedFigure:
    """Which of some figures a new number is about: of those with its unit the one that the words before it
    speak of, else one that 应改为 no longer has."""
    kept = {one.says for one in _numbers(opinion.suggested, catalogue)}

    def fits(figure: AskedFigure) -> tuple[bool, int, bool]:
        own = list(_numbers(figure.text, catalogue))
        before = opinion.row.sentence.partition(figure.text)[0][-_NEAR:]
        shared = _pairs(number.before) & (_pairs(before) | _pairs(figure.name))
        alike = not number.unit or number.unit in {one.unit for one in own}
        return alike, len(shared), not {one.says for one in own} <= kept

    return max(figures, key=fits)


def _pairs(text: str) -> set[str]:
    return {one + other for one, other in pairwise(text)}


def _key(figure: AskedFigure, catalogue: Catalogue) -> tuple[str, str] | None:
    """Indicator and period of a figure; None where the catalogue has no such indicator."""
    for key in figure.keys:
        period, _, indicator = key.partition("/")
        if indicator in catalogue.indicators and re.fullmatch(r"\d{4}(-\d{2})?", period):
            return indicator, period
    return None


def _dispute(
    department: str,
    opinion: Opinion,
    figure: AskedFigure,
    catalogue: Catalogue,
    said: tuple[str, str, str],
) -> Dispute:
    indicator, period = _key(figure, catalogue) or ("", "")
    label, printed, number = said
    return Dispute(
        department=department,
        indicator=indicator,
        period=period,
        label=label,
        printed=printed,
        number=number,
        suggested=opinion.suggested,
        reason=opinion.reason,
        cell=opinion.cell,
    )
