"""What falls away where a figure is missing: the marked clause, else the sentence; all is kept on a list.

A sentence that opens an item of an enumeration (一是…) takes the rest of the item with it; one that only
heads its item goes with the rest. The items are counted anew, as headings are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.model import Text
from tasks.report.pieces import (
    CLAUSE_CLOSE,
    CLAUSE_OPEN,
    Piece,
    Pieces,
    cut,
    missing,
    required,
    shown,
    skeleton,
    slices,
)
from tasks.report.sentences import ENDS, enumerated, has_item, renumbered, sentences, stopped, tidy

_CLAUSE = re.compile(f"{CLAUSE_OPEN}[^{CLAUSE_CLOSE}]*{CLAUSE_CLOSE}")
_MARK = re.compile(f"[{CLAUSE_OPEN}{CLAUSE_CLOSE}]")


@dataclass(frozen=True, slots=True)
class Loss:
    """An omission before it is known where it stands. `what` is 分句, 句子, 段落 or 标题."""

    what: str
    text: str
    missing: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Pruned:
    """What is left of a paragraph or heading, perhaps nothing, and what was lost."""

    pieces: Pieces
    losses: tuple[Loss, ...]


def prune(pieces: Pieces) -> Pruned:
    """Leave out what is missing, with the punctuation that has lost its words."""
    text = _MARK.sub("", skeleton(pieces))
    kept, clauses = _without_clauses(pieces)
    left, lost = _without_sentences(kept)
    left = _mended(left, text)
    if skeleton(left).endswith("：") and not text.endswith("："):
        start, end = sentences(skeleton(left))[-1]
        lost = (*lost, Loss("句子", shown(cut(left, start, end)), missing(pieces), required(pieces)))
        left = cut(left, 0, start)
    if pieces and not left:
        return Pruned((), (_loss("段落", pieces),))
    return Pruned(left, (*clauses, *lost))


def _mended(left: Pieces, text: str) -> Pieces:
    """What is left of `text`, punctuated, ended and counted as it was."""
    left = tidy(left)
    left = stopped(left) if text.endswith(tuple(ENDS)) else left
    return renumbered(left) if enumerated(text) else left


def _without_clauses(pieces: Pieces) -> tuple[Pieces, tuple[Loss, ...]]:
    text = skeleton(pieces)
    kept: list[Piece] = []
    losses: list[Loss] = []
    end = 0
    for match in _CLAUSE.finditer(text):
        left, lost = _clause(cut(pieces, match.start() + 1, match.end() - 1))
        kept += (*cut(pieces, end, match.start()), *left)
        losses += lost
        end = match.end()
    return (*kept, *cut(pieces, end, len(text))), tuple(losses)


def _clause(pieces: Pieces) -> tuple[Pieces, tuple[Loss, ...]]:
    """A clause goes whole; one that is made of sentences (a department's text) loses only some."""
    if not missing(pieces):
        return pieces, ()
    if skeleton(pieces).endswith(tuple(ENDS)):
        return _without_sentences(pieces)
    return (), (_loss("分句", pieces),)


def _without_sentences(pieces: Pieces) -> tuple[Pieces, tuple[Loss, ...]]:
    spans = sentences(skeleton(pieces))
    parts = slices(pieces, spans)
    marked = list(zip(_gone(parts), parts, strict=True))
    losses = tuple(
        _loss("句子", tuple(piece for _, part in run for piece in part))
        for number, run in groupby(marked, key=lambda item: item[0])
        if number
    )
    return tuple(piece for number, part in marked if not number for piece in part), losses


def _gone(parts: Sequence[Pieces]) -> list[int]:
    """For each sentence 0 if it stays, else the number of the loss it belongs to."""
    gone: list[int] = []
    for item in _items(parts):
        lacks = [bool(missing(part)) for part in item]
        first = len(gone) + 1
        whole = has_item(skeleton(item[0])) and (lacks[0] or (_is_heading(item[0]) and _all_lost(lacks[1:])))
        gone += [first if whole else number if lack else 0 for number, lack in enumerate(lacks, start=first)]
    return gone


def _items(parts: Sequence[Pieces]) -> list[list[Pieces]]:
    """Sentences by item of their enumeration; what stands before the first is by itself."""
    items: list[list[Pieces]] = []
    for part in parts:
        if not items or has_item(skeleton(part)):
            items.append([])
        items[-1].append(part)
    return items


def _is_heading(opening: Pieces) -> bool:
    """Whether an item's first sentence only says what the item is about: 三是规范信访办理。

    One of a department's own says what it found, and stays.
    """
    own = all(isinstance(piece, Text) and not piece.narrative for piece in opening)
    return own and not _SAYS_MORE.search(skeleton(opening))


_SAYS_MORE = re.compile("[，；：]")


def _all_lost(lacks: Sequence[bool]) -> bool:
    return bool(lacks) and all(lacks)


def _loss(what: str, pieces: Pieces) -> Loss:
    return Loss(what, shown(pieces), missing(pieces), required(pieces))
