"""An edited text beside the version that it came from, and beside the year's values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.review.reading import Edited
from tasks.review.verify.align import Group, aligned
from tasks.review.verify.pairing import Paired, Placed, by_value, by_words, paired
from tasks.review.verify.results import of_again, of_lost, of_new, of_pair, of_worded
from tasks.review.verify.sentences import Kind, Passage, Sentence, Span, bare_names, passage, sentences
from tasks.review.verify.types import Known, Ours, Result, Verified

FOREIGN = 0.4
"""A text that keeps a smaller share of our numbers was not made from our version: nothing of it is
missing there.
"""


@dataclass(frozen=True, slots=True)
class _Met:
    """All numbers of both texts, matched or not; pairs with whether their sentences are word for word, and
    those that are known by their value alone.
    """

    pairs: tuple[tuple[Placed, Placed, bool], ...]
    again: tuple[tuple[Placed, Placed], ...]
    lost: tuple[Placed, ...]
    new: tuple[Placed, ...]


def verify(edited: Edited, ours: Ours | None, known: Known, names: Sequence[str]) -> Verified:
    """Every number of an edited text: what became of it. `names` are proper names whose digits are none."""
    terms = [line.text for line in ours.lines] if ours is not None and not edited.quoted else []
    theirs = _sentences(_passages(edited, bare_names(names, terms)))
    if ours is None:
        return Verified(_without_version(theirs, known))
    named = bare_names(names)
    mine = _sentences(passage(n, line.text, named, line.spans) for n, line in enumerate(ours.lines))
    groups = aligned(mine, theirs)
    met = _met(groups)
    kept = _kept(met, ours)
    if kept < FOREIGN:
        return Verified(_without_version(theirs, known), kept)
    results = [one for pair in met.pairs for one in of_pair(*pair, ours, known)]
    results += [one for was, now in met.again for one in of_again(now, was, ours, known)]
    added, bound = of_new(met.new, known)
    results += added
    results += [one for group in groups for one in of_worded(group, ours, known)]
    results += of_lost(met.lost, ours, known, bound)
    return Verified(_in_order(results), kept)


def _without_version(theirs: Sequence[Sentence], known: Known) -> tuple[Result, ...]:
    results, _ = of_new([Placed(number, one) for one in theirs for number in one.numbers], known)
    return _in_order(results)


def _passages(edited: Edited, names: Sequence[str]) -> Iterable[Passage]:
    for number, one in enumerate(edited.paragraphs):
        spans = (Span(mark.start, mark.end, mark.figure) for mark in one.marks)
        yield passage(number, one.text, names, spans, quoted=edited.quoted)


def _sentences(passages: Iterable[Passage]) -> list[Sentence]:
    return [sentence for one in passages for sentence in sentences(one)]


def _met(groups: Sequence[Group]) -> _Met:
    """First within each group; what is left, by the marks of a review copy, then by value and words."""
    found = [(group, paired(group)) for group in groups]
    pairs = [(now, was, group.same) for group, one in found for was, now in one.pairs]
    lost, new = _left([one for _, one in found])
    for more in (_marked, by_words):
        again = more(lost, new)
        pairs += [(now, was, False) for was, now in again]
        taken = {id(one) for pair in again for one in pair}
        lost = [one for one in lost if id(one) not in taken]
        new = [one for one in new if id(one) not in taken]
    again = by_value(lost, new)
    taken = {id(one) for pair in again for one in pair}
    return _Met(
        tuple(pairs),
        tuple(again),
        tuple(one for one in lost if id(one) not in taken),
        tuple(one for one in new if id(one) not in taken),
    )


def _left(found: Sequence[Paired]) -> tuple[list[Placed], list[Placed]]:
    return [p for one in found for p in one.lost], [p for one in found for p in one.new]


def _marked(lost: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    """Numbers that still stand in the bookmark of a figure."""
    waiting = {one.number.figure: one for one in lost if one.number.figure}
    return [
        (waiting.pop(one.number.figure), one)
        for one in new
        if one.number.figure in waiting and one.number.kind is Kind.QUANTITY
    ]


def _kept(met: _Met, ours: Ours) -> float:
    found = {was.number.figure for _, was, _ in met.pairs if was.number.figure}
    found |= {was.number.figure for was, _ in met.again}
    gone = {was.number.figure for was in met.lost if was.number.figure} - ours.drawn
    return len(found) / len(found | gone) if found or gone else 1.0


def _in_order(results: Iterable[Result]) -> tuple[Result, ...]:
    """As a reader meets them; those that are gone last."""
    return tuple(sorted(results, key=lambda one: (one.paragraph < 0, one.paragraph, one.start)))
