"""A text as sentences, its quantities masked, so that sentences can be found again whatever their numbers.

A paragraph's end ends a sentence, and so do 。！？； and an entry of a table.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from tasks.quantity import Quantity, hedged, scan
from tasks.review.verify.tidy import Tidy, tidied
from tasks.wording.labels import is_label

_END = re.compile("[。！？；][”’）》】]*")
_LONGEST = 600
"""Characters; what has no full stop for so long is cut at a comma, or where it is."""
_TERM = re.compile("“([^“”]{1,12})”")
_COMMA = re.compile("[，、：]")


class Kind(Enum):
    """What a number in a text is."""

    QUANTITY = "#"
    LABEL = "@"  # a year, a date, an ordinal: names a thing or a time


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence, by offsets in its paragraph's tidy text. `quantity` is None where it cannot
    be read: 数十场. `figure` is the id of the figure that is printed there, in an edited text that of the
    bookmark around it.
    """

    start: int
    end: int
    text: str
    kind: Kind
    quantity: Quantity | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a figure is printed in a paragraph, by offsets."""

    start: int
    end: int
    figure: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is compared: its place, its tidy text, its numbers in order, and where its figures
    begin.
    """

    index: int
    tidy: Tidy
    numbers: tuple[Number, ...]
    figures: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Part of a passage with its numbers. `tokens` are its letters, a number as one token; `at` says
    where each token stands; `key` is the tokens as a string.
    """

    passage: Passage
    start: int
    end: int
    numbers: tuple[Number, ...]
    tokens: tuple[str, ...]
    at: tuple[int, ...]
    key: str

    @property
    def text(self) -> str:
        """The sentence as it is compared."""
        return self.passage.tidy.text[self.start : self.end]


def passage(
    index: int, text: str, names: Sequence[str], spans: Iterable[Span] = (), *, quoted: bool = True
) -> Passage:
    """A paragraph with its numbers; `names` are proper names whose digits are none, `spans` are where
    figures stand, or bookmarks of figures.
    """
    tidy, stand = tidied(text, quoted=quoted), tuple(spans)
    numbers = tuple(_numbers(tidy, tuple(names), stand))
    begin = tuple((bisect_left(tidy.at, one.start), one.figure) for one in stand)
    return Passage(index, tidy, numbers, begin)


def bare_names(names: Iterable[str], texts: Iterable[str] = ()) -> tuple[str, ...]:
    """Names as they stand with and without quotation marks, and whatever stands in those in some texts."""
    quoted = [tidied(name).text for name in names]
    terms = {term for text in texts for term in _TERM.findall(text)}
    return tuple(sorted({*quoted, *(one.replace("“", "").replace("”", "") for one in quoted), *terms}))


def sentences(one: Passage) -> Iterator[Sentence]:
    """The sentences of a passage that say anything."""
    numbers = list(one.numbers)
    for start, end in _cuts(one.tidy.text, one.numbers):
        within = tuple(number for number in numbers if start <= number.start < end)
        numbers = numbers[len(within) :]
        tokens, at = _tokens(one.tidy.text, start, end, within)
        if tokens:
            yield Sentence(one, start, end, within, tokens, at, "".join(tokens))


def _numbers(tidy: Tidy, names: tuple[str, ...], spans: tuple[Span, ...]) -> Iterator[Number]:
    text, last = tidy.text, 0
    for found in scan(text, names):
        label = is_label(text, found)
        read = None if label else hedged(text, found)
        whole, quantity = read if read is not None else (found, None)
        start = max(whole.start, last)
        if start >= whole.end:
            continue
        figure = _figure_at(tidy.span(start, whole.end), spans)
        kind = Kind.LABEL if label else Kind.QUANTITY
        yield Number(start, whole.end, text[start : whole.end], kind, quantity, figure)
        last = whole.end


def _figure_at(span: tuple[int, int], spans: tuple[Span, ...]) -> str:
    """The figure that overlaps a number most."""
    start, end = span
    shared = [(min(end, one.end) - max(start, one.start), one.figure) for one in spans]
    most, figure = max(shared, default=(0, ""))
    return figure if most > 0 else ""


def _cuts(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    ends = sorted([match.end() for match in _END.finditer(text)] + _entries(numbers))
    start = 0
    for end in (*ends, len(text)):
        while end - start > _LONGEST:
            cut = _cut(text, start, numbers)
            yield start, cut
            start = cut
        if end > start:
            yield start, end
        start = end


def _entries(numbers: Sequence[Number]) -> list[int]:
    """Where an entry of a table ends that has several to a row: 1月146宗 | 2月132宗."""
    return [
        one.end
        for one, following in pairwise(numbers)
        if (one.kind, following.kind) == (Kind.QUANTITY, Kind.LABEL) and one.end == following.start
    ]


def _cut(text: str, start: int, numbers: Sequence[Number]) -> int:
    """Where to cut what has no end: after the last comma within reach, never within a number."""
    commas = [match.end() for match in _COMMA.finditer(text, start, start + _LONGEST)]
    at = commas[-1] if commas else start + _LONGEST
    return next((one.end for one in numbers if one.start < at < one.end), at)


def _tokens(
    text: str, start: int, end: int, numbers: Sequence[Number]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    tokens: list[str] = []
    at: list[int] = []
    here = start
    for stop, number in (*((one.start, one) for one in numbers), (end, None)):
        for position in range(here, stop):
            if text[position].isalnum() or text[position] in "+%":
                tokens.append(text[position])
                at.append(position)
        if number is not None:
            tokens.append(number.kind.value)
            at.append(number.start)
            here = number.end
    return tuple(tokens), tuple(at)
