"""Where the figures of a document stand: the part of the text, and the sentence or row of a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.model import Document
from tasks.writers.annex_lines import AnnexLines, ChartLines, TableLines, annex_lines
from tasks.writers.lines import Line, Piece, Role, lines

_ENDS = "。！？；"
_BETWEEN = "　"  # cells of a row
_OPENING = "开头"


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure (Figure.id) in its place: the words of its sentence before it, it, and after it."""

    figure: str
    section: str
    before: str
    text: str
    after: str

    @property
    def sentence(self) -> str:
        """The whole sentence, or row of a table."""
        return self.before + self.text + self.after


def standings(document: Document) -> tuple[Standing, ...]:
    """All places of figures in reading order, those of annexes last; a figure may have several."""
    annexes = (place for annex in annex_lines(document) for place in _in_annex(annex))
    return (*_in_text(lines(document)), *annexes)


def places(document: Document) -> Mapping[str, tuple[Standing, ...]]:
    """Where each figure (Figure.id) stands; the figures in reading order, so that its place among them is
    the figure's number: 第12个数据."""
    found: dict[str, tuple[Standing, ...]] = {}
    for one in standings(document):
        found[one.figure] = (*found.get(one.figure, ()), one)
    return found


def _in_text(text: Iterable[Line]) -> Iterator[Standing]:
    above: list[Line] = []
    for line in text:
        if line.depth:
            above = [*above[: line.depth - 1], line]
        yield from _in_line(line.pieces, "标题" if line.role is Role.TITLE else _section(above))


def _section(above: Sequence[Line]) -> str:
    """Headings that a line stands under: of those above the last, the numbers: 三、（二）1.规范…程序"""
    if not above:
        return _OPENING
    numbers = [line.heading[0].text for line in above[:-1] if line.heading]
    return "".join([*numbers, *(piece.text for piece in above[-1].heading)]).rstrip("。")


def _in_annex(annex: AnnexLines) -> Iterator[Standing]:
    section = f"{annex.mark.text}　{annex.title.text}"
    for part in annex.parts:
        match part:
            case Line():
                yield from _in_line(part.pieces, section)
            case TableLines():
                for row in part.rows:
                    yield from _in_line(_joined(row), section, ends="")
            case ChartLines():
                for bar in part.bars:
                    yield from _in_line(_joined((part.caption, bar.label, bar.figure)), section, ends="")


def _joined(cells: Iterable[Line]) -> tuple[Piece, ...]:
    pieces = [piece for cell in cells if cell.text for piece in (Piece(_BETWEEN), *cell.pieces)]
    return tuple(pieces[1:])


def _in_line(pieces: Sequence[Piece], section: str, *, ends: str = _ENDS) -> Iterator[Standing]:
    text = "".join(piece.text for piece in pieces)
    end = 0
    for figure, group in groupby(pieces, key=lambda piece: piece.figure):
        start, end = end, end + sum(len(piece.text) for piece in group)
        if figure:
            first = max((text.rfind(mark, 0, start) for mark in ends), default=-1) + 1
            stops = [at for mark in ends if (at := text.find(mark, end)) >= 0]
            last = min(stops) + 1 if stops else len(text)
            yield Standing(figure, section, text[first:start], text[start:end], text[end:last])
