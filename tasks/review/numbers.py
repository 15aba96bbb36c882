"""The number scan: quantities in words that nothing stands behind.

A quantity is a run of digits, or a Chinese numeral with a classifier, 成, 倍 or 分之. None is one where
it is inside a proper name (“1310”, 12345热线, 第一责任人), and Chinese numerals are none where they only
make up a word: 一站式, 进一步, “四个最严”, 《…三年行动计划》, 三个方面. GB/T 15835-2011, 4.1.3 and 4.2, has
both kinds. Where in doubt it is a quantity: a person looks at it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.model import Document, Run, Text
from tasks.quantity.units import COUNTED


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in a text, by offsets, with its classifier."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Unbound:
    """A quantity in a document's words. `block` and `run` count from 0, a heading's runs before its
    body's; the title is block -1. `narrative` is set where the words are a department's.
    """

    block: int
    run: int
    found: Found
    around: str
    narrative: str


_EXACT = frozenset(
    "人次,件次,家次,场次,批次,户次,项次,天,小时,分钟,宗,笔,倍,公斤,吨,亩,公里,平方米,个百分点".split(",")  # noqa: SIM905
)
"""After these even 一 is a number: 一天, not 一项."""

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
_DIGITS = re.compile(rf"[0-9]+(?:[.,][0-9]+)*[百千万亿]*[余多]?(?:%|‰|{_UNIT})?")
_LIST_MARK = re.compile(r"(?:(?m:^)|(?<=[。；：]))(?:[0-9]{1,2}[.、](?![0-9])|\([0-9]{1,2}\))")
_COUNTED = re.compile(
    rf"(?<![第{_NUMERAL}])(?P<before>[上近逾超约共仅达]?)(?P<numeral>[数几]?[{_NUMERAL}]+)[余多]?[万亿]?"
    rf"(?P<unit>{_UNIT})(?!方面|层面|环节|维度|行动|规划|计划|[一性])"
)
_SHARES = re.compile(
    rf"(?<![{_NUMERAL}])[{_NUMERAL}]+分之[{_NUMERAL}]+(?:点[{_NUMERAL}]+)?"
    r"|(?<!第)[一二两三四五六七八九]成(?![立为效果员长功本熟就绩分型品不])"
    rf"|翻[{_NUMERAL}]番|第[{_NUMERAL}]+届"
)
_WORDS = re.compile(
    "两个维护|两个确立|两个一百年|三个代表|四个意识|四个自信|四个全面|八项规定|三位一体|五位一体"
    "|千家万户|最后一公里|一([^一])一"
)
_TERMS = re.compile(r"《[^《》]*》|“[^“”]{1,12}”")
_WIDTH = str.maketrans("０１２３４５６７８９％（）–—－", "0123456789%()---")


def scan(text: str, names: Iterable[str]) -> list[Found]:
    """All quantities in a text that are not inside one of the proper `names`, in order."""
    folded = text.translate(_WIDTH)
    known = list(_named(folded, names))
    return [
        Found(start, end, text[start:end])
        for start, end in sorted({*_in_digits(folded), *_written_out(folded)})
        if not _inside(start, end, known)
    ]


def unbound(document: Document, names: Iterable[str]) -> list[Unbound]:
    """All quantities in a document's words, labels and the years that it speaks of aside."""
    listed = tuple(names)
    years = tuple(f"{year}年" for year in (document.year, document.year + 1))
    blocks = [(-1, document.title)]
    blocks += [(n, (*block.heading, *block.body)) for n, block in enumerate(document.blocks)]
    return [
        found
        for block, runs in blocks
        for found in _in_runs(block, runs, listed)
        if found.found.text not in years
    ]


def _in_runs(block: int, runs: Sequence[Run], names: Sequence[str]) -> Iterator[Unbound]:
    for number, run in enumerate(runs):
        if isinstance(run, Text) and not run.label:
            for found in scan(run.text, names):
                around = run.text[max(0, found.start - _AROUND) : found.end + _AROUND]
                yield Unbound(block, number, found, around, run.narrative)


_AROUND = 12


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _named(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where proper names stand. One in quotes is known without them too, unless digits are in it."""
    for name in names:
        folded = name.translate(_WIDTH)
        bare = folded if re.search("[0-9]", folded) else folded.strip("“”")
        yield from (match.span() for match in re.finditer(re.escape(bare), text))


def _in_digits(text: str) -> Iterator[tuple[int, int]]:
    marks = [match.span() for match in _LIST_MARK.finditer(text)]
    yield from (m.span() for m in _DIGITS.finditer(text) if not _inside(m.start(), m.start() + 1, marks))


def _written_out(text: str) -> Iterator[tuple[int, int]]:
    words = [match.span() for pattern in (_TERMS, _WORDS) for match in pattern.finditer(text)]
    counted = (match for match in _COUNTED.finditer(text) if _counts(match))
    for match in (*counted, *_SHARES.finditer(text)):
        if not _inside(*match.span(), words):
            yield match.span()


def _counts(match: re.Match[str]) -> bool:
    """Whether a numeral before a classifier counts: not 一项 (a, an), 二期 (the second), 万家 (all)."""
    numeral, marked = match["numeral"], bool(match["before"])
    if numeral == "一":
        return marked or match["unit"] in _EXACT
    if numeral == "二":
        return False
    return marked or not set(numeral) <= set("百千万亿")
