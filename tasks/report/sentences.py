"""Where a Chinese sentence ends, and what punctuation must not be left behind when words are taken out.

GB/T 15834-2011: 。！？ end a sentence, closing marks belong to what they close; no mark may stand
where the words before it are gone. All functions work on skeletons (see `pieces`).
"""

import re
from dataclasses import replace
from itertools import pairwise

from tasks.model import Text
from tasks.quantity.numerals import numeral
from tasks.report.pieces import Piece, Pieces, cut, skeleton, slices, without

Span = tuple[int, int]

ENDS = "。！？"
_PAIRS = dict(zip("“‘（《〈「『", "”’）》〉」』", strict=True))
_CLOSERS = frozenset(_PAIRS.values())
_QUOTES = frozenset("”’」』")
_CONTINUES = frozenset("，、；：。！？")
_ITEM = re.compile(r"(?:^|(?<=[，；：。！？]))([一二三四五六七八九十]{1,3})(?=[是要])")
_FLAT = re.compile(r"[^。！？]*[。！？]+[”’）》〉」』]*|[^。！？]+$")


def sentences(text: str) -> list[Span]:
    """The spans of all sentences, which together cover the text.

    Inside brackets and quotes nothing ends; a closing quote after 。 ends the sentence unless it goes
    on (，、；：). Where brackets do not pair up, every 。！？ ends one. A lead-in that ends in ：
    before 一是 is a sentence too, so that it does not share the first item's fate.
    """
    ends = _nested_ends(text)
    if ends is None:
        return [match.span() for match in _FLAT.finditer(text)]
    starts = [0, *ends]
    return [span for span in zip(starts, [*ends, len(text)], strict=True) if span[0] < span[1]]


def _nested_ends(text: str) -> list[int] | None:
    """Offsets after which a sentence begins; None where brackets do not pair up."""
    expected: list[str] = []
    ends: list[int] = []
    for at, mark in enumerate(text):
        if mark in _PAIRS:
            expected.append(_PAIRS[mark])
        elif mark in _CLOSERS and (not expected or expected.pop() != mark):
            return None
        elif not expected and _ends_here(text, at):
            ends.append(at + 1)
    return None if expected else ends


def _ends_here(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    if text[at] == "：":
        return _ITEM.match(text, at + 1) is not None
    if text[at] in ENDS:
        return following not in ENDS or not following
    return text[at] in _QUOTES and text[at - 1] in ENDS and following not in _CONTINUES


_WORDLESS = (
    r"(?:^|(?<=[。！？：（“‘《]))[，、；：]+",  # nothing before it to be set off
    r"^[。！？]+|(?<=[。！？])。+",
    r"(?<![，、；：])[，、；：]+(?=[。！？；）”’》])",  # a stronger mark follows
    r"(?<![，、])[，、]+(?=[，、；：]|$)",
    r"（）|“”|‘’|《》|〈〉",
)
_UNTIDY = re.compile("|".join(_WORDLESS))
_ROUNDS = 8
"""What is taken out may lay bare another mark; more rounds only a text made for it would need."""


def tidy(pieces: Pieces) -> Pieces:
    """The pieces without punctuation that has lost its words."""
    for _ in range(_ROUNDS):
        spans = [match.span() for match in _UNTIDY.finditer(skeleton(pieces))]
        if not spans:
            break
        pieces = without(pieces, spans)
    return pieces


def stopped(pieces: Pieces) -> Pieces:
    """The pieces with a full stop at their end, unless they end in a mark of their own."""
    text = skeleton(pieces)
    if not text or text.rstrip("”’）》〉」』").endswith(("。", "！", "？", "；", "：", "…")):
        return pieces
    last = pieces[-1]
    if isinstance(last, Text):
        return (*pieces[:-1], replace(last, text=f"{last.text}。"))
    return (*pieces, Text("。"))


def unstopped(pieces: Pieces) -> Pieces:
    """The pieces without a full stop at their end."""
    text = skeleton(pieces)
    return cut(pieces, 0, len(text.rstrip("。")))


def has_item(sentence: str) -> bool:
    """Whether a sentence begins an item of an enumeration in the text: 一是…, 二是…."""
    return _ITEM.search(sentence) is not None


def enumerated(text: str) -> bool:
    """Whether the items of a paragraph are numbered 一是, 二是, … without a gap."""
    found = [match.group(1) for match in _ITEM.finditer(text)]
    return len(found) > 1 and found == [numeral(n) for n in range(1, len(found) + 1)]


def renumbered(pieces: Pieces) -> Pieces:
    """The pieces with the items of their enumeration counted from 一 again."""
    spans = [match.span(1) for match in _ITEM.finditer(skeleton(pieces))]
    edges = [0, *(edge for span in spans for edge in span), len(skeleton(pieces))]
    out: list[Piece] = []
    for index, part in enumerate(slices(pieces, list(pairwise(edges)))):
        counted = numeral(index // 2 + 1)
        out += part if index % 2 == 0 else [replace(p, text=counted) for p in part if isinstance(p, Text)]
    return tuple(out)
