"""The blocks of a new edition in order: what is as it was, what is new, and what prints nothing beside it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.review.adopt.types import Base, Piece


def with_silent(base: Base, pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces with comments, and with paragraphs that had fallen away, where they stood; and those of the
    latter that stood in what is gone.
    """
    printing = sorted({place for places in base.places for place in places})
    silent = [place for place in range(len(base.source)) if place not in printing]
    kept = {piece.place for piece in pieces if piece.place is not None}
    before: dict[int | None, list[int]] = {}
    after: dict[int | None, list[int]] = {}
    dropped: list[str] = []
    in_line = _following(pieces)
    for place in silent:
        prev = max((one for one in printing if one < place), default=None)
        following = min((one for one in printing if one > place), default=None)
        as_it_was = prev in kept and (following is None or in_line.get(prev) == following)
        if as_it_was or (prev is None and not base.source[place].comment):
            after.setdefault(prev, []).append(place)
        elif base.source[place].comment and following in kept:
            before.setdefault(following, []).append(place)
        elif prev in kept or (base.source[place].comment and prev is None):
            after.setdefault(prev, []).append(place)
        elif base.source[place].comment:
            after.setdefault(max((one for one in kept if one < place), default=None), []).append(place)
        else:
            dropped.append(base.source[place].text)
    return list(_woven(base, pieces, before, after)), dropped


def _following(pieces: Sequence[Piece]) -> dict[int | None, int | None]:
    return {one.place: other.place for one, other in pairwise(pieces)}


def _woven(
    base: Base,
    pieces: Sequence[Piece],
    before: dict[int | None, list[int]],
    after: dict[int | None, list[int]],
) -> Iterator[Piece]:
    yield from (Piece(base.source[place].text, place) for place in after.get(None, ()))
    for piece in pieces:
        if piece.place is not None:
            yield from (Piece(base.source[place].text, place) for place in before.get(piece.place, ()))
        yield piece
        if piece.place is not None:
            yield from (Piece(base.source[place].text, place) for place in after.get(piece.place, ()))
