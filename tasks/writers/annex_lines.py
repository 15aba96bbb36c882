"""Annexes as lines: what every writer writes after the text, each annex on a page of its own.

GB/T 9704-2012, 7.3.7: 附件 and its number, then the title. A table's cells and a chart's bars are lines
too, so that one text stands in all formats.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks.model import Annex, Block, Chart, Document, FigureRun, Run, Table
from tasks.writers.lines import Line, Piece, Role, block_lines, clean, lines, pieces


@dataclass(frozen=True, slots=True)
class TableLines:
    """A table: its column names, its cells row by row, which columns (from 0) hold numbers."""

    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BarLines:
    """A bar: its label, its figure as printed, its length."""

    label: Line
    figure: Line
    value: Decimal


@dataclass(frozen=True, slots=True)
class ChartLines:
    """A chart: its caption and its bars."""

    caption: Line
    bars: tuple[BarLines, ...]


Part = Line | TableLines | ChartLines


@dataclass(frozen=True, slots=True)
class AnnexLines:
    """An annex: 附件 with its number where there are several, its title, its parts."""

    mark: Line
    title: Line
    parts: tuple[Part, ...]


def annex_lines(document: Document) -> tuple[AnnexLines, ...]:
    """The annexes of a document in order."""
    several = len(document.annexes) > 1
    return tuple(
        _annex(document, annex, f"附件{number}" if several else "附件")
        for number, annex in enumerate(document.annexes, start=1)
    )


def plain_text(document: Document) -> str:
    """The canonical text: a line per title, addressee, block, attachment, signatory and date; then of each
    annex its mark, title and paragraphs, a table's cells and a chart's caption, labels and figures.
    """
    return "\n".join(line.text for line in all_lines(document))


def all_lines(document: Document) -> tuple[Line, ...]:
    """The lines of the canonical text: the text's, then the annexes' with every cell, label and figure."""
    text = [*lines(document), *(line for annex in annex_lines(document) for line in _flat(annex))]
    return tuple(line for line in text if line.text)


def _annex(document: Document, annex: Annex, mark: str) -> AnnexLines:
    parts = tuple(part for each in annex.parts for part in _parts(document, each))
    return AnnexLines(_words(mark), _words(annex.title), parts)


def _parts(document: Document, part: Block | Table | Chart) -> Iterator[Part]:
    match part:
        case Block():
            yield from (line for line in block_lines(document, (part,)) if line.text)
        case Table():
            rows = tuple(tuple(_cell(document, cell) for cell in row) for row in part.rows)
            yield TableLines(tuple(map(_words, part.columns)), rows, part.numeric)
        case Chart():
            bars = tuple(
                BarLines(_words(bar.label), _cell(document, (FigureRun(bar.figure),)), bar.value)
                for bar in part.bars
            )
            yield ChartLines(_words(part.caption), bars)


def _words(text: str) -> Line:
    return Line(Role.BODY, body=(Piece(clean(text)),))


def _cell(document: Document, runs: tuple[Run, ...]) -> Line:
    return Line(Role.BODY, body=pieces(document, runs))


def _flat(annex: AnnexLines) -> Iterator[Line]:
    yield from (annex.mark, annex.title)
    for part in annex.parts:
        match part:
            case Line():
                yield part
            case TableLines():
                yield from part.columns
                yield from (cell for row in part.rows for cell in row)
            case ChartLines():
                yield part.caption
                yield from (line for bar in part.bars for line in (bar.label, bar.figure))
