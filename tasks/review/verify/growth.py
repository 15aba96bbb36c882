"""Words of growth before a number, and whether they go the way that the values go."""

import re

from tasks.model import Figure
from tasks.review.verify.pairing import Placed
from tasks.wording.clauses import text_of
from tasks.wording.naming import Figures

_WORD = re.compile(
    "(?P<more>增长|提升|上升|增加|提高|增幅|涨幅|上涨|增至|升至|增多|扩大|回升|攀升|(?<![至最])多了?$)"
    "|(?P<less>下降|减少|降低|降幅|缩减|压减|回落|降至|减至|下滑|缩短|减幅|下跌|(?<![至最不])少了?$)"
)
_LEVEL = re.compile("(?:到|至|(?:上年|去年|上一年|同期|20[0-9]{2}年)的)$")
"""What makes a level of a rate: 增长到467%, 是上年的467%."""
_OTHER_BASE = re.compile("环比|20[0-9]{2}年")
_RATES = ("%", "倍")


def direction(words: str) -> int:
    """1 where the last word of growth says more, -1 less, 0 where there is none."""
    found = [1 if match["more"] else -1 for match in _WORD.finditer(words)]
    return found[-1] if found else 0


def word(words: str) -> str:
    """The last word of growth, "" where there is none."""
    return ["", *(match[0] for match in _WORD.finditer(words))][-1]


def words_before(placed: Placed) -> str:
    """What stands before a number in its clause, after the number before it."""
    passage, number = placed.sentence.passage, placed.number
    clause = text_of(passage.tidy.text).at(number.start)
    last = max((one.end for one in placed.sentence.numbers if one.end <= number.start), default=0)
    return passage.tidy.text[max(clause.start, last) : number.start]


def contradicted(now: Placed, was: Placed, printed: Figure, figures: Figures) -> tuple[str, str] | None:
    """The word before the number that says otherwise than the data, and the one that should stand there:
    the opposite of a growth, what it came to instead of the growth, a growth against another time. None
    where it is right or nothing is known.
    """
    there = words_before(now)
    said, words = direction(there), printed.words or words_before(was)
    meant = direction(words)
    if not meant:
        changed = figures.change(printed.keys)
        other = said and changed is not None and changed != said
        return (word(there), _CHANGES[changed or 0]) if other else None
    if said and said != meant:
        return word(there), word(words)
    return _another_growth(now, there, words, figures.year)


_CHANGES = {1: "增加", -1: "减少", 0: "持平"}


def _another_growth(now: Placed, there: str, words: str, year: int) -> tuple[str, str] | None:
    """A growth that is told as a level, or against a time that is not last year."""
    quantity = now.number.quantity
    level = _LEVEL.search(there)
    if level and not _LEVEL.search(words) and quantity is not None and quantity.unit in _RATES:
        return there[-_SHOWN:], word(words)
    text = now.sentence.passage.tidy.text
    clause = text[text_of(text).at(now.number.start).start : now.number.start]
    bases = _OTHER_BASE.findall(clause)
    other = bases and not {f"{year}年", f"{year - 1}年"} & set(bases) and bases[-1] not in words
    return (bases[-1], "同比") if other else None


_SHOWN = 6
"""Characters before a number that are told."""
