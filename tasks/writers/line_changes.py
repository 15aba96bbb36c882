"""Two texts line by line: which lines stayed, changed, moved, came or went, and which words in them.

A word is a character, a Latin word, a number with its unit, or a figure, which is never split.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, groupby

from tasks.differences import in_order, paired, steps
from tasks.writers.lines import Line, Piece, Role

_WORDS = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9]+)*%?|.", re.DOTALL)
_NUMBERING = re.compile(r"（[一二三四五六七八九十百]+）|[一二三四五六七八九十百]+、|\d+\.(?!\d)")
_ONCE = (Role.TITLE, Role.ADDRESSEE, Role.SIGNATORY, Role.DATE)


class Fate(StrEnum):
    """What became of a word."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Word:
    """What is compared whole. `look`: the role that its letters are set in."""

    text: str
    look: Role
    numbering: bool = False
    pieces: tuple[Piece, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A word and what became of it."""

    word: Word
    fate: Fate


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after; one of both is None where it came or went.

    `elsewhere` is the line's other form where it moved: such a line is told twice, where it was and where
    it is.
    """

    before: Line | None
    after: Line | None
    parts: tuple[Part, ...]
    elsewhere: Line | None = None

    @property
    def line(self) -> Line:
        """The line as it is, or as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 one of both is always there
        return found

    @property
    def changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return any(part.fate is not Fate.KEPT for part in self.parts)


def line_changes(before: Sequence[Line], after: Sequence[Line]) -> tuple[LineChange, ...]:
    """All lines of both texts in one order: what went stands before what came in its place."""
    head, tail = _ONCE[:2], _ONCE[2:]
    return tuple(
        chain(
            *(_single(role, before, after) for role in head),
            _ordered(_others(before), _others(after)),
            *(_single(role, before, after) for role in tail),
        )
    )


def change_of(before: Line | None, after: Line | None) -> LineChange:
    """One line that became another, came or went."""
    old, new = words(before), words(after)
    parts = [
        part for step in steps(old, new) for part in _parts(old, new, step.same, step.before, step.after)
    ]
    return LineChange(before, after, tuple(parts))


def words(line: Line | None) -> tuple[Word, ...]:
    """A line as the words that are compared."""
    if line is None:
        return ()
    body = Role.BODY if line.role is Role.LEVEL3 else line.role
    numbered = line.role in (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3)
    return (*_words(line.heading, line.role, numbered=numbered), *_words(line.body, body))


def _words(pieces: Iterable[Piece], look: Role, *, numbered: bool = False) -> Iterator[Word]:
    for figure, group in groupby(pieces, key=lambda piece: piece.figure):
        together = tuple(group)
        text = "".join(piece.text for piece in together)
        if figure:
            yield Word(text, look, pieces=together)
            continue
        number = _NUMBERING.match(text) if numbered else None
        if number:
            yield Word(number[0], look, numbering=True, pieces=(Piece(number[0]),))
        yield from _plain(together, look, number.end() if number else 0)
        numbered = False


def _plain(pieces: Iterable[Piece], look: Role, skipped: int) -> Iterator[Word]:
    for piece in pieces:
        text = piece.text[skipped:]
        skipped = max(0, skipped - len(piece.text))
        for found in [text] if piece.keep else _WORDS.findall(text):
            if found:
                yield Word(found, look, pieces=(replace(piece, text=found),))


def _parts(
    old: Sequence[Word], new: Sequence[Word], same: bool, before: tuple[int, int], after: tuple[int, int]
) -> Iterator[Part]:
    if same:
        yield from (Part(word, Fate.KEPT) for word in new[slice(*after)])
        return
    yield from (Part(word, Fate.REMOVED) for word in old[slice(*before)])
    yield from (Part(word, Fate.ADDED) for word in new[slice(*after)])


def _single(role: Role, before: Sequence[Line], after: Sequence[Line]) -> Iterator[LineChange]:
    """A line of which a text has one: its two forms belong together however little they share."""
    old = next((line for line in before if line.role is role), None)
    new = next((line for line in after if line.role is role), None)
    if old or new:
        yield change_of(old, new)


def _others(text: Sequence[Line]) -> list[Line]:
    return [line for line in text if line.role not in _ONCE]


def _ordered(before: Sequence[Line], after: Sequence[Line]) -> Iterator[LineChange]:
    pairing = paired([_keys(line) for line in before], [_keys(line) for line in after])
    gone = {one: after[other] for one, other in pairing.moved}
    come = {other: before[one] for one, other in pairing.moved}
    for one, other in in_order(pairing.kept, len(before), len(after)):
        was = None if one is None else before[one]
        now = None if other is None else after[other]
        elsewhere = gone.get(one) if one is not None and now is None else None
        elsewhere = come.get(other) if other is not None and was is None else elsewhere
        yield replace(change_of(was, now), elsewhere=elsewhere)


def _keys(line: Line) -> Sequence[Hashable]:
    """A line as it is matched: by its words, whatever number it bears."""
    return [word for word in words(line) if not word.numbering]
