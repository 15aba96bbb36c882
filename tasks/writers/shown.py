"""A document as the HTML templates show it: lines and annexes, every figure marked in one of several ways.

`mark` says what becomes of a figure: nothing, a link to its source, a fact for machines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.model import Document, Finding
from tasks.writers.annex_lines import AnnexLines, ChartLines, Part, TableLines, annex_lines
from tasks.writers.charts import Span, drawing
from tasks.writers.lines import Line, Piece, Role, lines
from tasks.writers.placement import attachment_indents, closing_indents, title_lines
from tasks.writers.sources import Source
from tasks.writers.style import Layout


@dataclass(frozen=True, slots=True)
class Tag:
    """An element round a figure for machines: a fact of inline XBRL, and its attributes."""

    element: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Pieces that belong together: plain text, or one figure where it stands."""

    pieces: tuple[Piece, ...]
    source: Source | None = None
    anchor: str = ""
    findings: tuple[Finding, ...] = ()  # open ones on what it rests on
    tags: tuple[Tag, ...] = ()  # the outermost first
    number: tuple[str, str, str] | None = None  # where these stand round digits alone: before, digits, after

    @property
    def unbound(self) -> bool:
        """Whether they are a quantity that nothing stands behind."""
        return self.pieces[0].unbound


Mark = Callable[[str, tuple[Piece, ...]], Words]
Say = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line; `indent` in characters for signatory, date and 附件说明, `below` where that goes on."""

    line: Line
    heading: Say
    body: Say
    indent: float = 0
    below: float = 0


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table: columns and rows of cells, and the columns (from 0) that hold numbers."""

    columns: tuple[Say, ...]
    rows: tuple[tuple[Say, ...], ...]
    numeric: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownBar:
    """A bar: label, figure, where it is drawn."""

    label: Say
    figure: Say
    span: Span


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart: caption, where its axis stands, bars."""

    caption: Say
    axis: float
    bars: tuple[ShownBar, ...]


@dataclass(frozen=True, slots=True)
class ShownAnnex:
    """An annex."""

    mark: str
    title_lines: tuple[str, ...]
    parts: tuple[ShownLine | ShownTable | ShownChart, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document."""

    title: str
    title_lines: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    annexes: tuple[ShownAnnex, ...]


def no_mark(_figure: str, pieces: tuple[Piece, ...]) -> Words:
    """Figures as plain words: the public page."""
    return Words(pieces)


def shown(document: Document, layout: Layout, mark: Mark = no_mark) -> Shown:
    """A document for the templates; figures are marked in reading order."""
    text = lines(document)
    title = next((line for line in text if line.role is Role.TITLE), None)
    return Shown(
        title.text if title else "",
        title_lines(title.pieces, layout) if title else (),
        tuple(_lines(text, layout, mark)),
        tuple(_annex(annex, layout, mark) for annex in annex_lines(document)),
    )


def _lines(text: Sequence[Line], layout: Layout, mark: Mark) -> Iterator[ShownLine]:
    closing = closing_indents(text, layout)
    attached = iter(attachment_indents(text, layout))
    for line in text:
        if line.role is Role.ATTACHMENT:
            indent, below = next(attached)
        else:
            indent, below = closing.get(line.role, 0), 0
        yield _line(line, mark, indent, below)


def _line(line: Line, mark: Mark, indent: float = 0, below: float = 0) -> ShownLine:
    return ShownLine(line, _say(line.heading, mark), _say(line.body, mark), indent, below)


def _annex(annex: AnnexLines, layout: Layout, mark: Mark) -> ShownAnnex:
    titled = title_lines(annex.title.pieces, layout, "annex_title")
    return ShownAnnex(annex.mark.text, titled, tuple(_part(part, mark) for part in annex.parts))


def _part(part: Part, mark: Mark) -> ShownLine | ShownTable | ShownChart:
    match part:
        case Line():
            return _line(part, mark)
        case TableLines():
            columns = tuple(_say(column.pieces, mark) for column in part.columns)
            rows = tuple(tuple(_say(cell.pieces, mark) for cell in row) for row in part.rows)
            return ShownTable(columns, rows, part.numeric)
        case ChartLines():
            drawn = drawing([bar.value for bar in part.bars])
            bars = tuple(
                ShownBar(_say(bar.label.pieces, mark), _say(bar.figure.pieces, mark), span)
                for bar, span in zip(part.bars, drawn.spans, strict=True)
            )
            return ShownChart(_say(part.caption.pieces, mark), drawn.axis, bars)


def _say(pieces: Sequence[Piece], mark: Mark) -> Say:
    groups = groupby(pieces, key=lambda piece: (piece.figure, piece.unbound))
    return tuple(
        mark(figure, tuple(group)) if figure else Words(tuple(group)) for (figure, _), group in groups
    )
