"""The one text: a document as lines of pieces, which every writer writes and nothing else.

A line is the title, the addressee, a block, a name of an annex, the signatory or the date; annexes follow
(`annex_lines`). A piece is words that stand
together: a number with its unit is one piece that must not be split (GB/T 15835-2011, 5.1.7.2).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tasks.model import Block, Document, FigureRun, Run
from tasks.quantity import hedges
from tasks.quantity.units import COUNTED, MEASURES


class Role(StrEnum):
    """What a line is; level 3 is a heading run into its paragraph."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    BODY = "body"
    ATTACHMENT = "attachment"
    SIGNATORY = "signatory"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one kind. `keep`: never split across lines. `figure`: Figure.id or empty."""

    text: str
    keep: bool = False
    figure: str = ""
    unbound: bool = False  # a quantity that nothing stands behind


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the text. `depth` is its place in the outline, 0 outside, without gaps."""

    role: Role
    heading: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()
    depth: int = 0

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Heading and body in reading order."""
        return self.heading + self.body

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(piece.text for piece in self.pieces)


_RUN_IN = 3  # the level whose heading runs into its paragraph
_LEVELS = {0: Role.BODY, 1: Role.LEVEL1, 2: Role.LEVEL2, 3: Role.LEVEL3}

# Control, format (zero-width, direction), surrogate and line separator characters are no text: they
# break XML or deceive a reader.
_NO_TEXT = frozenset(("Cc", "Cf", "Cn", "Cs", "Zl", "Zp"))

# A number with what belongs to it: 约332万元, 460余场次, 90%以上; of a range, each number alone (2023—).
_NO_AMOUNTS = ("年度", "时", "分", "秒", "号", "站")
_UNITS = sorted({*COUNTED, *MEASURES, *_NO_AMOUNTS} - {"%"}, key=lambda unit: (-len(unit), unit))
_UNIT = "|".join(map(re.escape, _UNITS))
_NUMBER = re.compile(
    rf"[约近超逾]?\d+(?:[.,]\d+)*%?(?:[—～~-](?=\d)|[余多]?[万亿千百]*[余多]?(?:{_UNIT})?(?:以上|以下)?)"
)
# A hedge of a word or more before the number may end a line: 不到, 超过.
_HEDGE_WORDS = tuple(word for word in hedges.BEFORE if len(word) > 1)
_DATE = re.compile(r"(\d+)年(\d+)月(\d+)日")
_LONGEST_KEPT = 14  # a longer figure than half a line is kept together number by number only


def lines(document: Document) -> tuple[Line, ...]:
    """All lines of a document before its annexes, in reading order; empty ones left out."""
    return tuple(line for line in _all_lines(document) if line.text)


def written_on(document: Document) -> date:
    """成文日期 as a date; without one, the first day after the reported year."""
    found = _DATE.fullmatch(document.date)
    return date(*map(int, found.groups())) if found else date(document.year + 1, 1, 1)


def _all_lines(document: Document) -> Iterator[Line]:
    yield Line(Role.TITLE, heading=pieces(document, document.title))
    if document.addressee:
        yield Line(Role.ADDRESSEE, body=(Piece(clean(document.addressee) + "："),))
    yield from block_lines(document, document.blocks)
    yield from _attachments(document)
    yield Line(Role.SIGNATORY, body=(Piece(clean(document.signatory)),))
    yield Line(Role.DATE, body=(Piece(clean(document.date), keep=True),))


def _attachments(document: Document) -> Iterator[Line]:
    """附件说明: 附件：名称, or 附件：1.名称 and 2.名称 below it (GB/T 9704-2012, 7.3.4)."""
    several = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, start=1):
        head = "附件：" if number == 1 else ""
        counted = f"{number}." if several else ""
        yield Line(Role.ATTACHMENT, body=(Piece(f"{head}{counted}{clean(annex.title)}"),))


def block_lines(document: Document, blocks: Iterable[Block]) -> Iterator[Line]:
    """Blocks as lines."""
    depth = 0
    for block in blocks:
        if block.level:
            depth = min(block.level, depth + 1)
        yield _line(document, block, depth if block.level else 0)


def _line(document: Document, block: Block, depth: int) -> Line:
    heading = (Piece(clean(block.number)), *pieces(document, block.heading))
    heading = tuple(piece for piece in heading if piece.text)
    body = pieces(document, block.body)
    if block.level == 0:
        heading, body = (), heading + body
    elif block.level < _RUN_IN:
        heading, body = heading + body, ()
    return Line(_LEVELS[block.level], heading, body, depth)


def pieces(document: Document, runs: Iterable[Run]) -> tuple[Piece, ...]:
    return tuple(piece for run in runs for piece in _run(document, run) if piece.text)


def _run(document: Document, run: Run) -> Iterator[Piece]:
    if not isinstance(run, FigureRun):
        yield from (replace(piece, unbound=run.unbound) for piece in _split(clean(run.text), ""))
        return
    text = clean(document.figures[run.figure].text)
    if len(text) > _LONGEST_KEPT:
        yield from _split(text, run.figure)
        return
    hedge = next((word for word in _HEDGE_WORDS if text.startswith(word)), "")
    yield Piece(hedge, figure=run.figure)
    yield Piece(text.removeprefix(hedge), keep=True, figure=run.figure)


def _split(text: str, figure: str) -> Iterator[Piece]:
    end = 0
    for match in _NUMBER.finditer(text):
        yield Piece(text[end : match.start()], figure=figure)
        yield Piece(match.group(), keep=True, figure=figure)
        end = match.end()
    yield Piece(text[end:], figure=figure)


def clean(text: str) -> str:
    """Text without control, zero-width and direction characters."""
    return "".join(c for c in text if unicodedata.category(c) not in _NO_TEXT)
