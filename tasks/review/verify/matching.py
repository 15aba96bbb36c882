"""A number that nothing of ours stands behind, held against the year's values by the words around it.

First as a department's text is judged (`tasks.wording.judgement`), which can contradict; then more freely,
by value and unit and the words nearby, which can only bind.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tasks.quantity import Found, Quantity
from tasks.review.verify.growth import direction, words_before
from tasks.review.verify.judge import true_of
from tasks.review.verify.pairing import Placed
from tasks.wording.clauses import Clause, Text, is_earlier, is_elsewhen, plain, text_of
from tasks.wording.judgement import Verdict, of_number
from tasks.wording.naming import Figure, Figures, in_unit

_NAMED = 0.4
"""Share of a name's pairs of letters that must stand near a number."""
_PLAIN = 0.5
"""… where the value does not fit."""
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
    text = text_of(sentence.passage.tidy.text)
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
    return _nearby(placed, number.quantity, text, figures)


def _is_true(said: Quantity, keys: Sequence[str], figures: Figures) -> bool:
    """Whether a number is true of every value that it may be: 464余 is not of 460余, which it may be."""
    named = [one for one in (*figures.now, *figures.before.values()) if one.key in keys]
    return all(true_of(said, in_unit(one, said.unit) or "", one.quantity) for one in named)


def likely(placed: Placed, figures: Figures) -> Figure | None:
    """The figure that an unbound number may be meant to be: it has that value and some of the name stands
    there, or most of it does whatever the value. None where several would do as well.
    """
    said, text = placed.number.quantity, Text(placed.sentence.passage.tidy.text)
    beside = words_before(placed)
    if said is None or direction(beside):
        return None
    near = _letters(plain(beside))
    listed = [one for one in _in_units(said, text, placed, figures) if _named(one, near)]
    for some, enough in ((_true(said, listed), _FAINT), (listed, _PLAIN)):
        best, figure = _best(placed, text, some)
        if best >= enough:
            return figure
    return None


def _nearby(placed: Placed, said: Quantity, text: Text, figures: Figures) -> Match:
    """The figure whose value and unit fit and whose name shares most with the words around."""
    best, figure = _best(placed, text, _true(said, _in_units(said, text, placed, figures)))
    enough = best >= _NAMED or (best >= _FAINT and _is_long(said.value))
    return Match(bound=(figure.key,)) if figure is not None and enough else NOTHING


def _in_units(said: Quantity, text: Text, placed: Placed, figures: Figures) -> list[Figure]:
    """The figures of the year that the words speak of, in units that a number may be in."""
    clause = text.at(placed.number.start)
    if is_elsewhen(_words(placed, text, clause), figures.year):
        return []
    earlier = _is_earlier(text.text[clause.start : placed.number.start], figures.year)
    listed = figures.before.values() if earlier else figures.now
    return [one for one in listed if in_unit(one, said.unit) is not None]


def _true(said: Quantity, listed: Iterable[Figure]) -> list[Figure]:
    """Those of which a number is true."""
    return [one for one in listed if true_of(said, in_unit(one, said.unit) or "", one.quantity)]


def _best(placed: Placed, text: Text, listed: Iterable[Figure]) -> tuple[float, Figure | None]:
    """The figure whose name shares most with the words around a number; none where two share as much."""
    near = _letters(_words(placed, text, text.at(placed.number.start)))
    scored = sorted(((_named(one, near), one) for one in listed), key=lambda pair: -pair[0])
    if not scored:
        return 0.0, None
    best, figure = scored[0]
    others = [score for score, other in scored[1:] if other.key != figure.key]
    return (best, figure) if not others or best >= _CLEAR * others[0] else (0.0, None)


def _named(figure: Figure, near: frozenset[str]) -> float:
    declared = figure.indicator
    names = (declared.name, declared.label, *declared.aliases)
    return max(_share(_letters(plain(name)), near) for name in names)


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
