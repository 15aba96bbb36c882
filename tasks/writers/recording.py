"""Recorded changes of WordprocessingML: runs, paragraphs and rows that came or went (ECMA-376-1, 17.13.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.line_changes import Fate, LineChange, Part
from tasks.writers.lines import Line, Piece, Role
from tasks.writers.word_comments import AUTHOR
from tasks.writers.word_xml import w

_TAGS = {Fate.ADDED: "ins", Fate.REMOVED: "del"}


@dataclass(frozen=True, slots=True)
class Tracked(Piece):
    """A piece and what became of it."""

    fate: Fate = Fate.KEPT


class Recorder:
    """Marks what came and what went; a marking of runs (`word_runs.Marking`)."""

    def __init__(self, written: date) -> None:
        self._said = {"author": AUTHOR, "date": f"{written.isoformat()}T00:00:00Z"}
        self._count = 0

    def __call__(self, pieces: Sequence[Piece], made: Sequence[BaseOxmlElement]) -> Iterator[BaseOxmlElement]:
        """The runs of some pieces, those that came or went together inside a mark that says so."""
        told = zip(pieces, made, strict=True)
        for fate, group in groupby(told, key=lambda each: getattr(each[0], "fate", Fate.KEPT)):
            elements = [element for _, element in group]
            if fate is Fate.KEPT:
                yield from elements
            else:
                yield self._mark(fate, *(map(_removed, elements) if fate is Fate.REMOVED else elements))

    def whole(self, paragraph: BaseOxmlElement, fate: Fate) -> BaseOxmlElement:
        """A paragraph whose end came or went as well."""
        if fate is not Fate.KEPT:
            paragraph.find(qn("w:pPr")).append(w("rPr", self._mark(fate)))
        return paragraph

    def mark(self, properties: BaseOxmlElement, fate: Fate) -> None:
        """Mark a row as come or gone, by its properties."""
        if fate is not Fate.KEPT:
            properties.append(self._mark(fate))

    def _mark(self, fate: Fate, *content: BaseOxmlElement) -> BaseOxmlElement:
        self._count += 1
        return w(_TAGS[fate], *content, id=self._count, **self._said)


def merged(change: LineChange) -> Line:
    """Both forms of a line in one; its pieces know what became of them."""
    heads = [part for part in change.parts if part.word.look in _HEADED]
    rest = [part for part in change.parts if part.word.look not in _HEADED]
    role = Role.LEVEL3 if any(part.word.look is Role.LEVEL3 for part in heads) else change.line.role
    return replace(change.line, role=role, heading=tuple(_pieces(heads)), body=tuple(_pieces(rest)))


def fate_of(change: LineChange) -> Fate:
    """What became of a line as a whole."""
    if change.before and change.after:
        return Fate.KEPT
    return Fate.ADDED if change.after else Fate.REMOVED


_HEADED = (Role.TITLE, Role.LEVEL1, Role.LEVEL2, Role.LEVEL3)


def _pieces(parts: Iterable[Part]) -> Iterator[Tracked]:
    """Words of one fate that may be split anywhere are one piece; one that went is never kept together."""
    loose = ((part.fate, piece) for part in parts for piece in part.word.pieces)
    for (fate, whole), group in groupby(loose, key=_joined):
        pieces = [piece for _, piece in group]
        if whole is None:
            yield Tracked("".join(piece.text for piece in pieces), fate=fate)
        else:
            yield from (Tracked(p.text, p.keep and fate is not Fate.REMOVED, fate=fate) for p in pieces)


def _joined(each: tuple[Fate, Piece]) -> tuple[Fate, int | None]:
    fate, piece = each
    return fate, id(piece) if piece.keep or piece.figure else None


def _removed(made: BaseOxmlElement) -> BaseOxmlElement:
    """A run whose text went."""
    for text in made.iter(qn("w:t")):
        text.tag = qn("w:delText")
    return made
