"""A number that nothing of ours stands behind, held against the year's values by the words around it.

First as a department's text is judged (`tasks.wording.judgement`), which can contradict; then more freely,
by value and unit and the words nearby, which can only bind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tasks.quantity import Found, Quantity
from tasks.review.verify.judge import true_of
from tasks.review.verify.pairing import Placed
from tasks.wording.clauses import Clause, Text, is_earlier, is_elsewhen, plain
from tasks.wording.judgement import Verdict, of_number
from tasks.wording.naming import Figure, Figures, in_unit

_NAMED = 0.4
"""Share of a name's pairs of letters that must stand near a number."""
_FAINT = 0.2
"""… of a value so long that hardly another one is the same."""
_CLEAR = 1.1
"""How much better the best name must fit than the next one."""
_LONG = 3
"""Digits of such a value."""

_TIME = re.compile("20[0-9]{2}年|今年|本年|当年|去年|上一?年|同期")


@dataclass(frozen=True, slots=True)
class Match:
    """`bound`: keys of the values that stand behind a number. `against`: what it contradicts. `computed`:
    it follows from both years' values.
    """

    bound: tuple[str, ...] = ()
    against: Verdict | None = None
    computed: bool = False


NOTHING = Match()


def matched(placed: Placed, figures: Figures) -> Match:
    """What stands behind a number, if anything does."""
    number, sentence = placed.number, placed.sentence
    if number.quantity is None:
        return NOTHING
    text = Text(sentence.passage.tidy.text)
    last = max((one.end for one in sentence.numbers if one.end <= number.start), default=0)
    found = Found(number.start, number.end, number.text)
    verdicts = list(of_number(text, last, found, number.quantity, figures))
    against = next((one for one in verdicts if one.against is not None), None)
    if against is not None:
        return Match(against=against)
    bound = tuple(one.bound for one in verdicts if one.bound)
    if bound:
        return Match(bound=bound) if _is_true(number.quantity, bound, figures) else NOTHING
    if any(not one.listed for one in verdicts):
        return Match(computed=True)
    return _nearby(placed, text, figures)


def _is_true(said: Quantity, keys: Sequence[str], figures: Figures) -> bool:
    """Whether a number is true of every value that it may be: 464余 is not of 460余, which it may be."""
    named = [one for one in (*figures.now, *figures.before.values()) if one.key in keys]
    return all(true_of(said, in_unit(one, said.unit) or "", one.quantity) for one in named)


def _nearby(placed: Placed, text: Text, figures: Figures) -> Match:
    """The figure whose value and unit fit and whose name shares most with the words around."""
    number = placed.number
    clause = text.at(number.start)
    words = _words(placed, text, clause)
    if is_elsewhen(words, figures.year):
        return NOTHING
    earlier = _is_earlier(text.text[clause.start : number.start], figures.year)
    scored = sorted(_scores(placed, words, figures, earlier=earlier), key=lambda pair: -pair[0])
    if not scored:
        return NOTHING
    best, figure = scored[0]
    others = [score for score, other in scored[1:] if other.key != figure.key]
    clear = not others or best >= _CLEAR * others[0]
    enough = best >= _NAMED or (best >= _FAINT and _is_long(number.quantity.value))  # type: ignore[union-attr]
    return Match(bound=(figure.key,)) if clear and enough else NOTHING


def _scores(placed: Placed, words: str, figures: Figures, *, earlier: bool) -> Iterator[tuple[float, Figure]]:
    said = placed.number.quantity
    near = _letters(words)
    for figure in figures.before.values() if earlier else figures.now:
        unit = in_unit(figure, said.unit) if said is not None else None
        if said is not None and unit is not None and true_of(said, unit, figure.quantity):
            declared = figure.indicator
            names = (declared.name, declared.label, *declared.aliases)
            yield max(_share(_letters(plain(name)), near) for name in names), figure


def _share(name: frozenset[str], near: frozenset[str]) -> float:
    return len(name & near) / len(name) if name else 0.0


def _letters(words: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(words))


def _words(placed: Placed, text: Text, clause: Clause) -> str:
    """The sentence up to the end of the number's clause."""
    return plain(text.text[placed.sentence.start : max(clause.end, placed.number.end)])


def _is_earlier(words: str, year: int) -> bool:
    """Whether the last word of time says last year: 从2022年的5.3宗增加至今年的13.5宗 says both."""
    times = _TIME.findall(words)
    return bool(times) and is_earlier(times[-1], year)


def _is_long(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) >= _LONG
