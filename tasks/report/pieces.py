"""Text under composition: a sequence of words, figures and missing figures.

Punctuation rules work on a *skeleton*: the same sequence as a string in which every figure or missing
figure is one private-use character, so that a span found there can be cut out of the sequence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.model import Figure, Text

OBJECT = "\ue000"
CLAUSE_OPEN = "\ue001"
CLAUSE_CLOSE = "\ue002"


@dataclass(frozen=True, slots=True)
class Missing:
    """Where a figure or a department's text should stand. `names` are Chinese, for the omission; `required`
    where the edition says that it must not be missing, `made` as in Text.
    """

    names: tuple[str, ...]
    required: bool = False
    made: str = ""


Piece = Text | Figure | Missing
Pieces = tuple[Piece, ...]


def skeleton(pieces: Sequence[Piece]) -> str:
    """The pieces as a string, one character for each that is not words."""
    return "".join(piece.text if isinstance(piece, Text) else OBJECT for piece in pieces)


def slices(pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]) -> list[Pieces]:
    """The pieces in each of some spans of their skeleton, which are in order and do not overlap."""
    out: list[Pieces] = []
    waiting = iter(pieces)
    piece, at = next(waiting, None), 0  # where `piece` starts
    for start, end in spans:
        part: list[Piece] = []
        while piece is not None and at < end:
            length = len(piece.text) if isinstance(piece, Text) else 1
            part.extend(_within(piece, start - at, end - at))
            if at + length > end:
                break
            piece, at = next(waiting, None), at + length
        out.append(tuple(part))
    return out


def _within(piece: Piece, start: int, end: int) -> Pieces:
    if not isinstance(piece, Text):
        return (piece,) if start <= 0 < end else ()
    words = piece.text[max(start, 0) : max(end, 0)]
    return (replace(piece, text=words),) if words else ()


def cut(pieces: Sequence[Piece], start: int, end: int) -> Pieces:
    """The pieces between two offsets of their skeleton."""
    return slices(pieces, [(start, end)])[0]


def without(pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]) -> Pieces:
    """The pieces less some spans of their skeleton, which are in order and do not overlap."""
    edges = [(0, 0), *spans, (len(skeleton(pieces)),) * 2]
    kept = slices(pieces, [(start, end) for (_, start), (end, _) in pairwise(edges)])
    return tuple(piece for part in kept for piece in part)


def missing(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The names of everything missing, each once, in order."""
    return tuple(
        dict.fromkeys(name for piece in pieces if isinstance(piece, Missing) for name in piece.names)
    )


def required(pieces: Iterable[Piece]) -> bool:
    """Whether something is missing that must not be."""
    return any(isinstance(piece, Missing) and piece.required for piece in pieces)


def made_by(pieces: Iterable[Piece], expression: str) -> Pieces:
    """The pieces that an expression of the edition came to."""
    return tuple(replace(piece, made=expression) for piece in pieces)


def shown(pieces: Iterable[Piece]) -> str:
    """The pieces as people read them in the list of what was left out: what is missing as 【指标名】."""
    return "".join(_shown(piece) for piece in pieces).translate(_NO_MARKS)


_NO_MARKS = str.maketrans("", "", CLAUSE_OPEN + CLAUSE_CLOSE)


def _shown(piece: Piece) -> str:
    if isinstance(piece, Missing):
        return "".join(f"【{name}】" for name in piece.names)
    return piece.text
