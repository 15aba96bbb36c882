"""Sentences and clauses of a text, and what their words say of the numbers in them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE_END = re.compile(r"[。；！？!?\n]|;(?!\d)")
_CLAUSE_END = re.compile(r"[，：]|[,:](?!\d)")
_FAR = 300
"""Characters to either side of a number that are looked at, whatever has no full stop."""
_UNSAID = str.maketrans("", "", "“”\"'‘’《》（）()【】 \t\u3000")
_WIDTH = str.maketrans("０１２３４５６７８９％", "0123456789%")

_COMPARED = re.compile("同比|[较比]上?[一去]?年|较|对比|相比|比20[0-9]{2}")
_EARLIER = re.compile("去年|上年|上一年|前年|同期")
JOINED = re.compile("以及|、|和(?![谐解])|(?<!涉)及(?!时)|(?<!参)与(?!会)")
"""What joins the parts of a list."""

_YEAR = re.compile(r"(20[0-9]{2})(?=年|—|-)")
_PART = re.compile(
    "其中|半年|季度|月|截[至止]|新增|另|平均|每|日均|人均|村|社区|分别|剩余|尚|未|以外|除|前期|累计至|历年|以来"
    "|目标|计划|拟|预计|将|力争|要求|应当|不少于|至少|第[一二三四五六七八九十]"
    "|近[0-9一两二三四五六七八九十几]+[个年]|全[市省国]|不予|驳回|撤[回销诉]|[败胜]诉|涉及"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by offsets in its text; `sentence` is where its sentence begins."""

    start: int
    end: int
    sentence: int


class Text:
    """A text cut into clauses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clauses = _clauses(text)
        self._starts = [clause.start for clause in self.clauses]

    def at(self, offset: int) -> Clause:
        """The clause that holds a character; of one without end, what is near."""
        clause = self.clauses[bisect_right(self._starts, offset) - 1]
        near = offset - _FAR
        return Clause(max(clause.start, near), min(clause.end, offset + _FAR), max(clause.sentence, near))


@lru_cache(maxsize=16)
def text_of(text: str) -> Text:
    """A text cut into clauses, once for all its numbers."""
    return Text(text)


def _clauses(text: str) -> list[Clause]:
    ends = sorted(
        [(m.end(), True) for m in _SENTENCE_END.finditer(text)]
        + [(m.end(), False) for m in _CLAUSE_END.finditer(text)]
        + [(len(text), True)]
    )
    found, start, sentence = [], 0, 0
    for end, closes in ends:
        if end > start:
            found.append(Clause(start, end, sentence))
        start = end
        sentence = end if closes else sentence
    return found or [Clause(0, 0, 0)]


def plain(text: str) -> str:
    """Words as they are compared: without quotation marks, brackets and white space."""
    return text.translate(_WIDTH).translate(_UNSAID)


def is_earlier(words: str, year: int) -> bool:
    """Whether words speak of last year's number: 2022年, 去年, 上年同期."""
    years = {int(one) for one in _YEAR.findall(words)}
    return bool(_EARLIER.search(words)) or bool(years - {year})


def is_elsewhen(words: str, year: int) -> bool:
    """Whether words speak of a year that is neither this nor the last: 前年, 2021年, 到2025年."""
    return "前年" in words or any(int(one) not in (year, year - 1) for one in _YEAR.findall(words))


def is_compared(words: str) -> bool:
    """Whether words compare with a year before: 同比, 较去年."""
    return _COMPARED.search(words) is not None and "环比" not in words


def is_part(words: str) -> bool:
    """Whether words may limit a number to a part of the whole year or town, or to what is yet to come."""
    return _PART.search(words) is not None
