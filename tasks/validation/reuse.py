"""Last year's file sent again: its figures and its sentences, each a row of suite `dataset`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from tasks.catalogue import Catalogue
from tasks.catalogue.catalogue import fold
from tasks.model import INDICATORS, NARRATIVE, Address, IndicatorCell
from tasks.validation.checked import Checked, Submission
from tasks.validation.dataset_rows import NOTHING
from tasks.validation.last_year import base_of

NEARLY_ALL = 80
"""Percent of the figures that can be compared: where so many are the same, it is no chance."""

DIGITS = 3
"""Digits from which on a figure is not the same by chance."""

FEWEST = 3
"""Sentences that a text must have before most of them can be last year's."""

SHORTEST = 8
"""Characters of a sentence that says something of its own."""

_ENDS = re.compile(r"[。！？；!?;\n]+")
_YEAR = re.compile(r"20[0-9]{2}")


def reuse_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for a file's figures and one for its texts, where there is a last year to compare."""
    reading, base = submission.reading, submission.base
    if base.values and reading.indicators:
        yield _figures(submission, catalogue)
    old = [one.text for one in base.narrative if one.department == submission.place.department]
    if old and reading.narrative:
        yield _sentences(submission, old)


def _figures(submission: Submission, catalogue: Catalogue) -> Checked:
    """How many figures are last year's, where they are nearly all that can be compared."""
    pairs = list(_comparable(submission, catalogue))
    same = [cell for cell, is_same in pairs if is_same]
    cells = same or submission.reading.indicators
    return _row(
        submission,
        INDICATORS,
        cells[0].sheet,
        {"reused_figures": len(same) if len(same) * 100 >= NEARLY_ALL * len(pairs) else None},
        lambda: {
            "same": len(same),
            "compared": len(pairs),
            "cells": "、".join(f"{cell.label}（{cell.cell}）" for cell in same[:2]),
            "year": submission.place.year - 1,
        },
    )


def _comparable(submission: Submission, catalogue: Catalogue) -> Iterator[tuple[IndicatorCell, bool]]:
    """Figures of three or more digits with one of last year, and whether they are the same.

    What there is at the year's end (窗口、摄像头) and rates, which end at 100%, may well be the same.
    """
    for cell in submission.reading.indicators:
        declared = catalogue.indicators[cell.indicator] if cell.indicator else None
        if cell.prior or cell.value is None or declared is None or declared.stock or declared.unit == "%":
            continue
        base = base_of(submission, cell, declared)
        if base is not None and len(f"{cell.value:f}".lstrip("-0.").replace(".", "")) >= DIGITS:
            yield cell, cell.value == base.value


def _sentences(submission: Submission, old: Iterable[str]) -> Checked:
    """How many percent of the sentences are last year's, whatever year is written in them."""
    known = {one for text in old for one in _said(text)}
    items = submission.reading.narrative
    said = [(one, item) for item in items for one in _said(item.text)]
    same = [item for one, item in said if one in known]
    enough = len(said) >= FEWEST
    return _row(
        submission,
        NARRATIVE,
        (same or items)[0].sheet,
        {"reused_sentences": 100 * len(same) / len(said) if enough else None},
        lambda: {"same": len(same), "compared": len(said), "year": submission.place.year - 1},
    )


def _said(text: str) -> list[str]:
    parts = (_YEAR.sub("", fold(part)) for part in _ENDS.split(text))
    return [part for part in parts if len(part) >= SHORTEST]


def _row(
    submission: Submission,
    kind: str,
    sheet: str,
    columns: dict[str, object],
    fields: Callable[[], Mapping[str, object]],
) -> Checked:
    return Checked(
        submission=submission.id,
        dataset=kind,
        address=Address(submission.reading.file, sheet),
        columns=NOTHING | columns,
        fields=fields,
    )
