"""What each number came to, as results: one that we printed, one that is new, one that is gone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.model import Figure
from tasks.quantity import write
from tasks.review.verify.align import Group
from tasks.review.verify.arithmetic import follows
from tasks.review.verify.growth import contradicted
from tasks.review.verify.judge import judged
from tasks.review.verify.matching import likely, matched
from tasks.review.verify.pairing import Placed, same_value
from tasks.review.verify.sentences import Kind, Sentence
from tasks.review.verify.tidy import tidied
from tasks.review.verify.types import Known, Ours, Outcome, Result
from tasks.wording.naming import Figures

_YEAR = re.compile("(?:19|20)[0-9]{2}年?")


def of_pair(now: Placed, was: Placed, same: bool, ours: Ours, known: Known) -> Iterator[Result]:
    """A number of ours as it stands now; `same`: nothing but numbers was changed in its sentence."""
    figure = ours.figures.get(was.number.figure)
    if figure is None and now.number.kind is Kind.LABEL:
        yield from _year(now, was)
    elif figure is None:
        kept = same_value(was.number, now.number)
        note = "" if kept else f"原为{was.number.text}，生成时就没有数据依据"
        yield _result(Outcome.STANDING if kept else Outcome.UNKNOWN, now, note=note)
    else:
        results = [
            *_figure(now, was, figure, ours, known),
            *(() if same else _words(now, was, figure, known)),
        ]
        yield from (replace(one, figure=figure.id) for one in results)


def of_again(now: Placed, was: Placed, ours: Ours, known: Known) -> Iterator[Result]:
    """A figure of ours in words of somebody's own."""
    figure = ours.figures[was.number.figure]
    bound = _result(Outcome.BOUND, now, name=figure.name, source=known.source_of_figure(figure))
    yield from (replace(one, figure=figure.id) for one in (bound, *_words(now, was, figure, known)))


def of_new(new: Sequence[Placed], known: Known) -> tuple[list[Result], set[str]]:
    """Numbers that we did not print, and the keys of the values that they are bound to."""
    results: list[Result] = []
    bound: set[str] = set()
    for placed in new:
        if placed.number.kind is Kind.QUANTITY:
            result = _new(placed, known)
            results.append(result)
            bound |= set(result.keys) if not result.outcome.wrong else set()
    return results, bound


def of_lost(lost: Sequence[Placed], ours: Ours, known: Known, bound: set[str]) -> Iterator[Result]:
    """Figures of ours that stand nowhere any more; not those that a new sentence says again."""
    for placed in lost:
        figure = ours.figures.get(placed.number.figure)
        drawn = placed.number.figure in ours.drawn
        if figure is not None and not drawn and not set(figure.keys) <= bound:
            yield _gone(figure, placed.sentence, known)


def of_worded(group: Group, ours: Ours, known: Known) -> Iterator[Result]:
    """Figures that are printed as words (与上年持平)."""
    for sentence in group.ours:
        for figure in _worded(sentence, ours):
            said = tidied(figure.text).text
            at = next((one for one in group.theirs if said in one.text), None)
            if at is not None:
                start = at.start + at.text.index(said)
                found = _at(
                    Outcome.UNCHANGED, at, start, start + len(said), now=figure.text, name=figure.name
                )
                yield replace(found, figure=figure.id)
            elif group.theirs:
                one = group.theirs[0]
                was = f"{figure.words}{figure.text}"
                source = known.source_of_figure(figure)
                found = _at(
                    Outcome.CHANGED, one, one.start, one.end, was=was, name=figure.name, source=source
                )
                yield replace(found, figure=figure.id)
            else:
                yield _gone(figure, sentence, known)


def _worded(sentence: Sentence, ours: Ours) -> Iterator[Figure]:
    passage = sentence.passage
    numbered = {number.figure for number in passage.numbers}
    for start, figure in passage.figures:
        if figure not in numbered and sentence.start <= start < sentence.end:
            yield ours.figures[figure]


def _year(now: Placed, was: Placed) -> Iterator[Result]:
    one, other = now.number.text, was.number.text
    if _YEAR.fullmatch(one) and _YEAR.fullmatch(other) and one.rstrip("年") != other.rstrip("年"):
        yield _result(Outcome.CHANGED, now, was=other, name="年份", note="年份改动")


def _figure(now: Placed, was: Placed, figure: Figure, ours: Ours, known: Known) -> Iterator[Result]:
    values = tuple(ours.values[key] for key in figure.keys if key in ours.values)
    verdict = judged(now.number, was.number, figure, values)
    if verdict.right:
        outcome = Outcome.SAME if verdict.note else Outcome.UNCHANGED
        yield _result(outcome, now, was=was.number.text, name=figure.name, note=verdict.note)
    else:
        source = known.source_of_figure(figure)
        yield _result(
            Outcome.CHANGED, now, was=was.number.text, name=figure.name, source=source, note=verdict.note
        )


def _words(now: Placed, was: Placed, figure: Figure, known: Known) -> Iterator[Result]:
    """What the words around a number say otherwise than ours: growth, or another indicator's name."""
    otherwise = contradicted(now, was, figure, known.at_hand)
    if otherwise is not None:
        said, right = otherwise
        note = f"写作“{said}”，数据是{right}"
        source = known.source_of_figure(figure)
        yield _result(Outcome.WORDS, now, was=right, name=figure.name, source=source, note=note)
        return
    against = matched(now, known.at_hand).against
    if against is not None and against.against is not None and against.against.key not in figure.keys:
        name, source = against.against.indicator.name, known.source_of_value(against.against.key)
        note = f"这个数原来是“{figure.name}”的"
        yield _result(Outcome.CHANGED, now, was=against.shown, name=name, source=source, note=note)


def _new(placed: Placed, known: Known) -> Result:
    figures = known.figures()
    match, total = matched(placed, figures), follows(placed)
    if total is not None and total.right and match.against is None:
        names = "、".join(dict.fromkeys(figures.name(key) for key in match.bound))
        found = _result(Outcome.CONSISTENT, placed, name=names, note=total.how)
        return replace(found, keys=match.bound)
    if match.against is not None and match.against.against is not None:
        figure, shown = match.against.against, match.against.shown
        source = known.source_of_value(figure.key)
        name, note = figure.indicator.name, "按名称核对"
        found = _result(Outcome.CHANGED, placed, was=shown, name=name, source=source, note=note)
        return replace(found, keys=(figure.key,))
    if match.bound:
        names = "、".join(dict.fromkeys(figures.name(key) for key in match.bound))
        source = "；".join(dict.fromkeys(map(known.source_of_value, match.bound)))
        return replace(_result(Outcome.BOUND, placed, name=names, source=source), keys=match.bound)
    if match.computed:
        return _result(Outcome.CONSISTENT, placed, note="与按本年数、上年数算出的相符")
    if total is None:
        return _unknown(placed, figures)
    return _result(Outcome.CHANGED, placed, note=total.how)


def _unknown(placed: Placed, figures: Figures) -> Result:
    """A number with nothing behind; of which indicator it may be meant, and what that is."""
    meant = likely(placed, figures)
    if meant is None:
        return _result(Outcome.UNKNOWN, placed)
    said, year = meant.quantity, "" if int(meant.period) == figures.year else f"{meant.period}年"
    value = write(said.value, unit=said.unit, hedge=said.hedge, places=6)
    return _result(Outcome.UNKNOWN, placed, note=f"可能是{year}{meant.indicator.name}，数据为{value}")


def _gone(figure: Figure, sentence: Sentence, known: Known) -> Result:
    return Result(
        outcome=Outcome.MISSING,
        paragraph=-1,
        start=sentence.passage.index,
        end=sentence.passage.index,
        sentence=sentence.text,
        was=figure.text,
        name=figure.name,
        source=known.source_of_figure(figure),
        figure=figure.id,
    )


def _result(
    outcome: Outcome, placed: Placed, was: str = "", name: str = "", source: str = "", note: str = ""
) -> Result:
    number = placed.number
    return _at(outcome, placed.sentence, number.start, number.end, number.text, was, name, source, note)


def _at(
    outcome: Outcome,
    sentence: Sentence,
    start: int,
    end: int,
    now: str = "",
    was: str = "",
    name: str = "",
    source: str = "",
    note: str = "",
) -> Result:
    first, last = sentence.passage.tidy.span(start, end)
    return Result(outcome, sentence.passage.index, first, last, sentence.text, now, was, name, source, note)
