"""Which figures a department's opinions dispute: 应改为 with a number that the sentence does not have."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tasks.catalogue import Catalogue
from tasks.model import AskedFigure, Dispute, Opinion
from tasks.pipeline.opinions.record import Consultation
from tasks.quantity import hedged, scan

_DATES: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d{2}年")
"""A year or a day in a sentence is none of its figures."""

_Number = tuple[str, str]
"""What a number says, with its hedge; its unit, which may be left out."""


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
    for written, number in _new(opinion, catalogue):
        figure = _meant(number, left, opinion.suggested, catalogue) if left else None
        if figure is not None:
            left.remove(figure)
            yield _dispute(department, opinion, figure, catalogue, (figure.name, figure.text, written))


def _new(opinion: Opinion, catalogue: Catalogue) -> Iterator[tuple[str, _Number]]:
    """The numbers of 应改为 that the sentence has not, or not so often."""
    known = Counter(number[0] for _, number in _numbers(opinion.row.sentence, catalogue))
    for written, number in _numbers(opinion.suggested, catalogue):
        if known[number[0]]:
            known[number[0]] -= 1
        else:
            yield written, number


def _numbers(text: str, catalogue: Catalogue) -> list[tuple[str, _Number]]:
    plain = _DATES.sub("，", text)
    found: list[tuple[str, _Number]] = []
    for one in scan(plain, catalogue.names):
        said = hedged(plain, one)
        if said is None:
            found.append((one.text, (one.text, "")))
        else:
            place, quantity = said
            found.append((place.text, (f"{quantity.hedge}{quantity.value.normalize():f}", quantity.unit)))
    return found


def _meant(
    number: _Number, figures: Sequence[AskedFigure], suggested: str, catalogue: Catalogue
) -> AskedFigure:
    """Which of some figures a new number is about."""
    kept = {one[0] for _, one in _numbers(suggested, catalogue)}
    gone = [one for one in figures if not kept >= {said for said, _ in _of(one, catalogue)}]
    for some in (gone, figures):
        alike = [one for one in some if number[1] in {"", *(unit for _, unit in _of(one, catalogue))}]
        if alike:
            return alike[0]
    return (gone or list(figures))[0]


def _of(figure: AskedFigure, catalogue: Catalogue) -> Iterable[_Number]:
    return [number for _, number in _numbers(figure.text, catalogue)]


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
