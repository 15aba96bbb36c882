"""Tables of WordprocessingML, as wide as the type area.

Word reads a table's width from tblW and tcW, WPS from gridCol: all are written. Rows are never split
over pages; header rows are repeated.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.annex_lines import ChartLines, TableLines
from tasks.writers.lines import Line, Role
from tasks.writers.placement import column_widths
from tasks.writers.style import Layout
from tasks.writers.word_properties import twips
from tasks.writers.word_runs import Marking, paragraph, runs
from tasks.writers.word_style_names import AFTER_TABLE, TABLE_HEAD, TABLE_TEXT
from tasks.writers.word_xml import w

_MOST_ROWS = 8  # of a chart's numbers, one bar in each
_EIGHTHS = 8  # of a point, in which Word measures rules
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def annex_table(table: TableLines, layout: Layout, mark: Marking) -> tuple[BaseOxmlElement, ...]:
    """A table of an annex, its column names (if it has any) as header row, and what must follow a table."""
    widths = [twips(width) for width in column_widths(table, layout)]
    names = [paragraph(TABLE_HEAD, *runs(name.pieces, mark)) for name in table.columns]
    named = any(name.text for name in table.columns)
    head = [row(map(cell, widths, names), head=True)] if named else []
    body = (
        row(
            cell(width, _words(line, mark, right=column in table.numeric))
            for column, (width, line) in enumerate(zip(widths, lines, strict=True))
        )
        for lines in table.rows
    )
    return (grid(widths, layout, *head, *body), after_table())


def _words(line: Line, mark: Marking, *, right: bool = False) -> BaseOxmlElement:
    aligned = [w("jc", val="right")] if right else []
    return paragraph(TABLE_TEXT, *runs(line.pieces, mark), properties=aligned)


def chart_table(chart: ChartLines, layout: Layout, mark: Marking) -> tuple[BaseOxmlElement, ...]:
    """The numbers of a chart: a bar's label and its number, beside it the next bar's where there are many."""
    beside = 2 if len(chart.bars) > _MOST_ROWS else 1
    empty = Line(Role.BODY)
    pairs = [(bar.label, bar.figure) for bar in chart.bars]
    pairs += [(empty, empty)] * (-len(pairs) % beside)
    rows = tuple(tuple(chain(*pairs[at : at + beside])) for at in range(0, len(pairs), beside))
    return annex_table(
        TableLines((empty, empty) * beside, rows, tuple(range(1, 2 * beside, 2))), layout, mark
    )


def grid(widths: Sequence[int], layout: Layout, *rows: BaseOxmlElement) -> BaseOxmlElement:
    """A table with columns of so many twips, ruled all round."""
    rule = {"val": "single", "sz": round(layout.table.rule * _EIGHTHS), "space": 0, "color": "auto"}
    beside = {"w": twips(layout.table.beside), "type": "dxa"}
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=0, type="dxa"),
            w("tblBorders", *(w(side, **rule) for side in _SIDES)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", **beside), w("right", **beside)),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *rows,
    )


def row(cells: Iterable[BaseOxmlElement], *, head: bool = False) -> BaseOxmlElement:
    """A row that is not split over pages; a header row is repeated on each."""
    return w("tr", w("trPr", w("cantSplit"), *([w("tblHeader")] if head else [])), *cells)


def cell(width: int, *content: BaseOxmlElement) -> BaseOxmlElement:
    """A cell, its words in the middle of its height."""
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")), *content)


def after_table() -> BaseOxmlElement:
    """A paragraph without height: Word needs one between tables and after the last."""
    return paragraph(AFTER_TABLE)
