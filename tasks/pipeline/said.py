"""A version's text as the check of an edited one takes it: lines, and where the figures stand in them."""

from collections.abc import Iterator, Sequence

from tasks.model import Block, Chart, Document, FigureRun, Run, Table
from tasks.review.verify import Line, Ours, Span
from tasks.writers.annex_lines import ChartLines, TableLines, annex_lines
from tasks.writers.lines import Line as Written
from tasks.writers.lines import lines


def said_by(document: Document) -> Ours:
    """What a document says; figures that only the bars of charts show may stand in no text."""
    written = [_line((one,)) for one in lines(document)]
    annexed = list(_annexes(document))
    bars = {
        bar.figure
        for annex in document.annexes
        for part in annex.parts
        if isinstance(part, Chart)
        for bar in part.bars
    }
    text = {run.figure for run in _runs(document) if isinstance(run, FigureRun)}
    return Ours((*written, *annexed), document.figures, document.values, frozenset(bars - text))


def _runs(document: Document) -> Iterator[Run]:
    """All runs of the text and of tables."""
    parts = [*document.blocks, *(part for annex in document.annexes for part in annex.parts)]
    for part in parts:
        match part:
            case Block():
                yield from (*part.heading, *part.body)
            case Table():
                yield from (run for row in part.rows for cell in row for run in cell)


def _annexes(document: Document) -> Iterator[Line]:
    for annex in annex_lines(document):
        yield _line((annex.mark,))
        yield _line((annex.title,))
        for part in annex.parts:
            match part:
                case Written():
                    yield _line((part,))
                case TableLines():
                    yield _line(part.columns)
                    yield from (_line(row) for row in part.rows)
                case ChartLines():
                    yield _line((part.caption,))
                    yield from (_line((bar.label, bar.figure)) for bar in part.bars)


def _line(cells: Sequence[Written]) -> Line:
    """A line, or a table's row with its cells apart."""
    text = ""
    spans: list[Span] = []
    for number, cell in enumerate(cells):
        text += " " if number else ""
        for piece in cell.pieces:
            if piece.figure and spans and spans[-1].figure == piece.figure and spans[-1].end == len(text):
                spans[-1] = Span(spans[-1].start, len(text) + len(piece.text), piece.figure)
            elif piece.figure:
                spans.append(Span(len(text), len(text) + len(piece.text), piece.figure))
            text += piece.text
    return Line(text, tuple(spans))
