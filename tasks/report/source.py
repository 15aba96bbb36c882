"""The text of an edition as written, taken apart and put together again without losing a byte.

A comment line, a heading line, the lines of a paragraph and blank lines are blocks; joined they are the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

COMMENT_MARK = "%%"
HEADING_MARK = "#"
_RUN_IN = "###"  # a heading that runs into the paragraph on the next line
_BYTE_ORDER_MARK = "\ufeff"


class Kind(Enum):
    """What a block of source is. BLANK says nothing: it stands between the others."""

    BLANK = "空行"
    COMMENT = "说明"
    HEADING = "标题"
    PARAGRAPH = "段落"


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block as written, with its line ends; `line` is its first line's number, from 1."""

    kind: Kind
    text: str
    line: int

    @property
    def said(self) -> str:
        """The text without its last line end."""
        return self.text.rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A block of a new text, without its last line end. `place` counts the blocks of the old text that say
    something: the one that this is, or takes the place of; None for one that came.
    """

    text: str
    place: int | None = None


def source_blocks(text: str) -> tuple[SourceBlock, ...]:
    """All blocks of a text in order; joined they are the text."""
    return tuple(_blocks(text))


def said_blocks(text: str) -> tuple[SourceBlock, ...]:
    """The blocks that say something, in order: all but the blank ones."""
    return tuple(block for block in _blocks(text) if block.kind is not Kind.BLANK)


def kind_of(line: str) -> Kind:
    """What a line of an edition's text is (as `template.prepared` and `blocks` read it)."""
    if line.startswith(COMMENT_MARK):
        return Kind.COMMENT
    words = line.strip()
    if not words:
        return Kind.BLANK
    return Kind.HEADING if words.startswith(HEADING_MARK) else Kind.PARAGRAPH


def rebuilt(source: str, chosen: Sequence[Chosen]) -> str:
    """A new text of chosen blocks. Between blocks that followed one another in the old text, all stays as it
    was; a paragraph that came is set off by a blank line. Of all old blocks, the old text.
    """
    old = source_blocks(source)
    between = _between(old)
    end = "\r\n" if "\r\n" in source else "\n"
    if not chosen:
        return ""
    out = [between[0] if chosen[0].place == 0 else ""]
    run_in = False
    for one, following in zip(chosen, [*chosen[1:], None], strict=True):
        out.append(one.text)
        run_in = _is_run_in(one.text) or (run_in and kind_of(one.text) is Kind.COMMENT)
        if following is not None:
            out.append(_kept(between, old, one, following) or _usual(one, following, end, run_in=run_in))
    last = chosen[-1].place == len(between) - 2
    out.append(between[-1] or ("" if last else end))
    return "".join(out)


def _blocks(text: str) -> Iterator[SourceBlock]:
    number = 1
    if text.startswith(_BYTE_ORDER_MARK):
        text = text[1:]
        yield SourceBlock(Kind.BLANK, _BYTE_ORDER_MARK, number)
    for kind, group in groupby(text.splitlines(keepends=True), key=kind_of):
        lines = list(group)
        single = kind in (Kind.COMMENT, Kind.HEADING)
        for part in ([line] for line in lines) if single else [lines]:
            yield SourceBlock(kind, "".join(part), number)
            number += len(part)


def _between(old: Sequence[SourceBlock]) -> list[str]:
    """What stands before, between and after the blocks that say something."""
    out = [""]
    for block in old:
        if block.kind is Kind.BLANK:
            out[-1] += block.text
        else:
            out.append(block.text[len(block.said) :])
    return out


def _kept(between: Sequence[str], old: Sequence[SourceBlock], one: Chosen, following: Chosen) -> str:
    """What stood between two blocks: as it was, or a line end where only comments parted one paragraph."""
    if one.place is None or following.place is None or following.place <= one.place:
        return ""
    gaps = between[one.place + 1 : following.place + 1]
    if len(gaps) == 1:
        return gaps[0]
    said = [block for block in old if block.kind is not Kind.BLANK][one.place + 1 : following.place]
    glued = all(len(gap.splitlines()) == 1 for gap in gaps)
    return gaps[0] if glued and all(block.kind is Kind.COMMENT for block in said) else ""


def _usual(one: Chosen, following: Chosen, end: str, *, run_in: bool) -> str:
    kinds = kind_of(one.text), kind_of(following.text)
    if kinds == (Kind.COMMENT, Kind.COMMENT) or (run_in and kinds[1] is not Kind.HEADING):
        return end
    return end * 2


def _is_run_in(text: str) -> bool:
    words = text.strip()
    return words.startswith(_RUN_IN) and not words.startswith(f"{_RUN_IN}#")
