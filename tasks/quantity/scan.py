"""The number scan: quantities as they stand in running text.

A quantity is a run of digits, or a Chinese numeral with a classifier, 成, 倍 or 分之. None is one where
it is inside a proper name (“1310”, 12345热线, 第一责任人), and Chinese numerals are none where they only
make up a word: 一站式, 进一步, “四个最严”, 《…三年行动计划》, 三个方面. GB/T 15835-2011, 4.1.3 and 4.2, has
both kinds. Two years run together (20212025年, a lost dash) are none either. Where in doubt it is a
quantity: a person looks at it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from tasks.quantity import hedges
from tasks.quantity.reading import written
from tasks.quantity.types import Quantity
from tasks.quantity.units import COUNTED, is_unit


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in a text, by offsets, with its classifier."""

    start: int
    end: int
    text: str


_EXACT = frozenset(
    "人次,件次,家次,场次,批次,户次,项次,天,小时,分钟,宗,笔,倍,公斤,吨,亩,公里,平方米,个百分点".split(",")  # noqa: SIM905
)
"""After these even 一 is a number: 一天, not 一项."""

_SECOND_OF = "宗件起名家户份个项"
"""After these 二 counts, although 两 is the word for it; 二期, 二次, 二级 are the second."""

_AMBIGUOUS = "日月周届级村点组班队对面部本块幅"
"""Classifiers that stand in too many words beside a Chinese numeral: 三月, 四级, 两面."""

_CLASSIFIERS = {
    *_EXACT,
    "元",
    "米",
    *(unit for unit in COUNTED if "/" not in unit and unit not in _AMBIGUOUS),
}
_UNIT = "|".join(sorted(_CLASSIFIERS, key=lambda unit: (-len(unit), unit)))
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_TENTHS_UNLESS = "立效果员长功本熟就绩分型品"
"""What makes 成 the beginning of a word: 三成员, 五成果."""

_DIGITS = re.compile(
    rf"\d+(?:[.,]\d+)*[百千万亿]*(?:[余多几][万亿]?)?(?:%|‰|成(?![{_TENTHS_UNLESS}])|{_UNIT})?"
)
_LOST_DASH = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:19|20)[0-9]{2}年")
_LIST_MARK = re.compile(
    r"(?:(?m:^)|(?<=[。；：]))(?:[0-9]{1,2}(?:[.、](?![0-9])|\.(?=(?:19|20)[0-9]{2}年))|\([0-9]{1,2}\))"
)
_COUNTED = re.compile(
    rf"(?<![第{_NUMERAL}])(?!(?<=\d)[百千万亿])(?P<before>[上近逾超约共仅达]?)(?P<numeral>[数几]?[{_NUMERAL}]+)(?P<more>[余多几]?)[万亿]?"
    rf"(?P<unit>%|‰|{_UNIT})(?!方面|层面|环节|维度|行动|规划|计划|[一性])"
)
_SHARES = re.compile(
    rf"(?<![{_NUMERAL}])[{_NUMERAL}]+分之[{_NUMERAL}]+(?:点[{_NUMERAL}]+)?"
    rf"|(?<!第)(?:(?<![之唯统])一成(?!为|不变)|[二两三四五六七八九几]成)(?![{_TENTHS_UNLESS}])"
    rf"|翻了?[{_NUMERAL}]番|翻番|翻倍|一半|半数|过半数?|第[{_NUMERAL}]+届"
)
_RARE = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻⅰ-ⅻ"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖拾佰仟萬"
_ODD = re.compile(
    rf"(?:[{_RARE}]|[{_NUMERAL}]{{0,4}}[廿卅][{_NUMERAL}]{{0,2}}|[{_FINANCIAL}]{{2,20}}|[{_NUMERAL}]{{1,8}}来)"
    rf"[余多]?[万亿]?(?:%|{_UNIT})"
    rf"|(?<![a-zA-Z米])[⁰¹²³⁴-⁹]{{1,9}}(?:%|{_UNIT})|[¼½¾⅐-⅞]|[俩仨]"
)
"""Numbers in signs that hardly anybody writes with: ①件, 卅宗, 壹佰宗, 一百来宗, ½, 俩. Found, never read."""
_WORDS = re.compile(
    "两个维护|两个确立|两个一百年|三个代表|四个意识|四个自信|四个全面|八项规定|三位一体|五位一体"
    "|千家万户|最后一公里|一([^一])一"
)
_TERMS = re.compile(r"《[^《》]*》|“[^“”]{1,12}”")
_ANY = re.compile(rf"[\d半几翻{_NUMERAL}{_RARE}{_FINANCIAL}廿卅⁰¹²³⁴-⁹¼½¾⅐-⅞俩仨]")
_WIDE = re.compile("[０-９％（）–—－]")
_WIDTH = str.maketrans("０１２３４５６７８９％（）–—－", "0123456789%()---")


_BEFORE = re.compile(f"(?:{'|'.join(sorted(hedges.BEFORE, key=len, reverse=True))})达?$")
_AFTER = re.compile("|".join(sorted(hedges.AFTER, key=len, reverse=True)))
_NEAR = 4
"""Characters that the longest hedge before a number takes."""


def scan(text: str, names: Iterable[str]) -> list[Found]:
    """All quantities in a text that are not inside one of the proper `names`, in order."""
    if not _ANY.search(text):
        return []
    folded = text.translate(_WIDTH) if _WIDE.search(text) else text
    spans = _apart({*_in_digits(folded), *_written_out(folded)}, folded)
    if not spans:
        return []
    known = _Spans([*_named(folded, tuple(names)), *(match.span() for match in _LOST_DASH.finditer(folded))])
    return [Found(start, end, text[start:end]) for start, end in spans if not known.hold(start, end)]


def lost_dashes(text: str) -> list[Found]:
    """Where two years have run together: 20212025年."""
    folded = text.translate(_WIDTH)
    return [Found(*match.span(), text[slice(*match.span())]) for match in _LOST_DASH.finditer(folded)]


def hedged(text: str, found: Found) -> tuple[Found, Quantity] | None:
    """A quantity that was found in `text`, with the hedges around it, and what it says in the unit that
    stands with it ("" if none does); None where it cannot be read: 数十场, 三分之一.
    """
    before = _BEFORE.search(text, max(0, found.start - _NEAR), found.start)
    after = _AFTER.match(text, found.end)
    for start, end in (
        (before.start() if before else found.start, after.end() if after else found.end),
        (found.start, found.end),
    ):
        quantity = written(text[start:end])
        if quantity is not None and (not quantity.unit or is_unit(quantity.unit)):
            return Found(start, end, text[start:end]), quantity
    return None


def _apart(plain: set[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in order, with those in odd signs; of what overlaps with them nothing else."""
    odd = [match.span() for match in _ODD.finditer(text)]
    held = {place for span in odd for place in range(*span)}
    return sorted((*(one for one in plain if held.isdisjoint(range(*one))), *odd))


class _Spans:
    """Spans of a text; whether one holds another is found without looking at each of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all from `start` to `end`."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """All names as one pattern that also finds those which overlap. One in quotes is known without them
    too, unless digits are in it.
    """
    folded = (name.translate(_WIDTH) for name in names)
    bare = {name if re.search("[0-9]", name) else name.strip("“”") for name in folded}
    longest_first = sorted(bare, key=lambda name: (-len(name), name))
    return re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))") if bare else None


def _named(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where proper names stand."""
    pattern = _names(names)
    return (match.span(1) for match in pattern.finditer(text)) if pattern else iter(())


def _in_digits(text: str) -> Iterator[tuple[int, int]]:
    marks = _Spans(match.span() for match in _LIST_MARK.finditer(text))
    yield from (m.span() for m in _DIGITS.finditer(text) if not marks.hold(m.start(), m.start() + 1))


def _written_out(text: str) -> Iterator[tuple[int, int]]:
    words = _Spans(match.span() for pattern in (_TERMS, _WORDS) for match in pattern.finditer(text))
    counted = (match for match in _COUNTED.finditer(text) if _counts(match))
    for match in (*counted, *_SHARES.finditer(text)):
        if not words.hold(*match.span()):
            yield match.span()


def _counts(match: re.Match[str]) -> bool:
    """Whether a numeral before a classifier counts: not 一项 (a, an), 二期 (the second), 万家 (all)."""
    numeral, marked = match["numeral"], bool(match["before"] or match["more"])
    if numeral == "一":
        return marked or match["unit"] in _EXACT
    if numeral == "二":
        return marked or match["unit"] in _EXACT or match["unit"] in _SECOND_OF
    return marked or not set(numeral) <= set("百千万亿")
