"""Annexes of a Word file (GB/T 9704-2012, 7.3.7): each on a page of its own, with tables and charts.

A chart is a picture with its numbers as a table below: the picture's alternative text says the same, so
nothing is lost on who cannot see it.
"""

import io
from collections.abc import Iterable, Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.shared import Pt

from tasks.writers.annex_lines import AnnexLines, ChartLines, TableLines
from tasks.writers.charts import told
from tasks.writers.lines import Line
from tasks.writers.placement import HIGHEST_PICTURE, title_lines
from tasks.writers.style import Layout
from tasks.writers.word_runs import Marking, broken_lines, paragraph, runs
from tasks.writers.word_style_names import ANNEX_MARK, ANNEX_TITLE, CAPTION, PICTURE
from tasks.writers.word_tables import annex_table, chart_table
from tasks.writers.word_text import text_paragraph
from tasks.writers.word_xml import w


def pictures_of(
    annexes: Iterable[AnnexLines], pictures: Sequence[bytes], part: DocumentPart, layout: Layout
) -> tuple[BaseOxmlElement | None, ...]:
    """The drawing of each chart in order, with its alternative text; none of any where none is given.

    Raises ValueError where pictures are given but not one for each chart.
    """
    charts = [each for annex in annexes for each in annex.parts if isinstance(each, ChartLines)]
    if not pictures:
        return (None,) * len(charts)
    return tuple(
        _drawing(chart, picture, number, part, layout)
        for number, (chart, picture) in enumerate(zip(charts, pictures, strict=True), start=1)
    )


def annex_paragraphs(
    annex: AnnexLines, layout: Layout, mark: Marking, drawings: Iterator[BaseOxmlElement | None]
) -> Iterator[BaseOxmlElement]:
    """An annex: its mark on the first line of a new page, its title on the third, its parts."""
    yield paragraph(ANNEX_MARK, *runs(annex.mark.pieces, mark))
    yield paragraph(ANNEX_TITLE, *broken_lines(title_lines(annex.title.pieces, layout, "annex_title")))
    for part in annex.parts:
        match part:
            case Line():
                yield text_paragraph(part, layout, mark)
            case TableLines():
                yield from annex_table(part, layout, mark)
            case ChartLines():
                yield from _chart(part, next(drawings), layout, mark)


def _chart(
    chart: ChartLines, drawing: BaseOxmlElement | None, layout: Layout, mark: Marking
) -> Iterator[BaseOxmlElement]:
    yield paragraph(CAPTION, *runs(chart.caption.pieces, mark))
    if drawing is not None:
        yield paragraph(PICTURE, w("r", drawing))
    if chart.bars:
        yield from chart_table(chart, layout, mark)


def _drawing(
    chart: ChartLines, picture: bytes, number: int, part: DocumentPart, layout: Layout
) -> BaseOxmlElement:
    inline = part.new_pic_inline(io.BytesIO(picture), width=Pt(layout.text_width))
    highest = Pt(layout.text_height * HIGHEST_PICTURE)
    if inline.extent.cy > highest:
        inline = part.new_pic_inline(io.BytesIO(picture), height=highest)
    described = {"id": str(number), "name": f"图{number}", "descr": told(chart)}
    for name, value in described.items():
        inline.docPr.set(name, value)
    return w("drawing", inline)
