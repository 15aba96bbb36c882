"""Words of growth before a number, and whether they go the way that the values go."""

import re

from tasks.model import Figure
from tasks.review.verify.pairing import Placed
from tasks.wording.clauses import Text
from tasks.wording.naming import Figures

_WORD = re.compile(
    "(?P<more>(?<![最至])多了?$|多了|增长|提升|上升|增加|提高|增幅|涨幅|上涨|增至|升至|增多|扩大)"
    "|(?P<less>(?<![最至不])少了?$|少了|下降|减少|降低|降幅|缩减|压减|回落|降至|减至|下滑|缩短|减幅)"
)


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
    clause = Text(passage.tidy.text).at(number.start)
    last = max((one.end for one in placed.sentence.numbers if one.end <= number.start), default=0)
    return passage.tidy.text[max(clause.start, last) : number.start]


def contradicted(now: Placed, was: Placed, printed: Figure, figures: Figures) -> str:
    """The word of growth that should stand before the number where the one there says the opposite; ""
    where it is right or nothing is known.
    """
    said = direction(words_before(now))
    if not said:
        return ""
    words = printed.words or words_before(was)
    meant = direction(words)
    if meant:
        return word(words) if said != meant else ""
    changed = figures.change(printed.keys)
    if changed is None or changed == said:
        return ""
    return {1: "增加", -1: "减少"}.get(changed, "持平")
