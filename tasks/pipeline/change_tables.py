"""What changed, as the sheets of a workbook. Nothing in it shows a personal number."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tasks.model import Document, Figure
from tasks.privacy import hidden, masked
from tasks.review.compare import Change
from tasks.review.years import YearRow
from tasks.writers.change_sheet import ChangeSheet, Marked
from tasks.writers.line_changes import Fate, Part
from tasks.writers.standings import Standing, places
from tasks.writers.text_changes import TextChange

_FIGURES = (
    ("序号", 6),
    ("数据", 24),
    ("变化", 14),
    ("原为", 14),
    ("现为", 14),
    ("原因", 46),
    ("所在句子", 46),
)
_TEXTS = (("序号", 6), ("位置", 24), ("变化", 10), ("原文", 64), ("现文", 64))


def figure_sheet(document: Document, changes: Iterable[tuple[Figure, Change]], note: str) -> ChangeSheet:
    """数据变化: what is printed otherwise first, then what only comes from elsewhere."""
    ordered = sorted(changes, key=lambda each: each[1].was == each[1].now)
    standing = places(document)
    rows = tuple(
        (str(at), *_figure(figure, change, standing.get(figure.id, ())))
        for at, (figure, change) in enumerate(ordered, start=1)
    )
    return ChangeSheet("数据变化", note, _FIGURES, rows)


def year_sheet(rows: Sequence[YearRow], years: tuple[int, int], note: str) -> ChangeSheet:
    """指标对比: what the two reports print of each indicator."""
    before, after = years
    headings = (
        ("序号", 6),
        ("指标", 36),
        (f"{before}年", 16),
        (f"{after}年", 16),
        ("增减", 18),
        ("说明", 60),
    )
    cells = tuple(
        (str(at), row.name, row.was, row.now, row.growth, row.note) for at, row in enumerate(rows, start=1)
    )
    return ChangeSheet("指标对比", note, headings, cells)


def text_sheet(changes: Iterable[TextChange], note: str) -> ChangeSheet:
    """文字变化: sentences before and after, with what went struck out and what came underlined."""
    rows = tuple(
        (str(at), one.where, one.kind, _marked(one, Fate.REMOVED), _marked(one, Fate.ADDED))
        for at, one in enumerate(changes, start=1)
    )
    return ChangeSheet("文字变化", note, _TEXTS, rows)


def _figure(figure: Figure, change: Change, where: Sequence[Standing]) -> tuple[str, ...]:
    sentence = where[0].sentence if where and change.now else ""
    kinds = "、".join(change.kinds)
    return (figure.name, kinds, change.was, change.now, change.why, masked(sentence))


def _marked(change: TextChange, fate: Fate) -> Marked:
    """One side of a sentence. Personal numbers are hidden in the whole, which stays as long as it was."""
    side = [part for part in change.parts if part.fate in (Fate.KEPT, fate)]
    if all(part.fate is Fate.KEPT for part in side) and not (change.was and change.now):
        return Marked((), removed=fate is Fate.REMOVED)
    return Marked(tuple(_fragments(side)), removed=fate is Fate.REMOVED)


def _fragments(side: Sequence[Part]) -> Iterator[tuple[str, bool]]:
    shown, at = hidden("".join(part.word.text for part in side)), 0
    for marked, group in groupby(side, key=lambda part: part.fate is not Fate.KEPT):
        length = sum(len(part.word.text) for part in group)
        yield shown[at : at + length], marked
        at += length
