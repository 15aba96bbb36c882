"""The text of a later document with all changes since an earlier one recorded, as Word records them.

Accepting all changes gives the later text, rejecting all the earlier one (ECMA-376-1, 17.13.5). What moved
is recorded as removed and added; a chart is told in words. Author and date are constant, so equal input
gives equal bytes.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.model import Document
from tasks.writers.annex_changes import AnnexChange, RowChange, TableChange, annex_changes
from tasks.writers.annex_lines import TableLines, annex_lines
from tasks.writers.docx import write_docx
from tasks.writers.line_changes import LineChange, line_changes
from tasks.writers.lines import Role, lines, written_on
from tasks.writers.placement import column_widths
from tasks.writers.recording import Recorder, fate_of, merged
from tasks.writers.style import Layout, Style
from tasks.writers.word_properties import twips
from tasks.writers.word_runs import paragraph, runs
from tasks.writers.word_style_names import ANNEX_MARK, ANNEX_TITLE, TABLE_HEAD, TABLE_TEXT, TITLE
from tasks.writers.word_tables import after_table, cell, grid, row
from tasks.writers.word_text import text_paragraph, text_paragraphs
from tasks.writers.word_xml import rezipped, w


def write_redline(before: Document, after: Document, style: Style) -> bytes:
    """The bytes of a .docx in the layout of `after`, without 版头 and 版记."""
    plain = write_docx(replace(after, frame=None, annexes=()), style)
    word = docx.Document(io.BytesIO(plain))
    word.core_properties.title += "（修订稿，不公开）"
    body = word.element.body
    end = body[-1]
    for element in list(body)[:-1]:
        body.remove(element)
    record = Recorder(written_on(after))
    for element in _elements(before, after, style.layout, record):
        end.addprevious(element)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _elements(
    before: Document, after: Document, layout: Layout, record: Recorder
) -> Iterator[BaseOxmlElement]:
    yield from _text(line_changes(lines(before), lines(after)), layout, record)
    for annex in annex_changes(annex_lines(before), annex_lines(after)):
        yield from _annex(annex, layout, record)


def _text(changes: Sequence[LineChange], layout: Layout, record: Recorder) -> Iterator[BaseOxmlElement]:
    text = [merged(change) for change in changes]
    for change, line, element in zip(changes, text, text_paragraphs(text, layout, record), strict=True):
        if line.role is Role.TITLE and change.changed:  # words that differ are not broken into lines
            yield record.whole(paragraph(TITLE, *runs(line.pieces, record)), fate_of(change))
        else:
            yield record.whole(element, fate_of(change))


def _annex(annex: AnnexChange, layout: Layout, record: Recorder) -> Iterator[BaseOxmlElement]:
    for change, style in ((annex.mark, ANNEX_MARK), (annex.title, ANNEX_TITLE)):
        yield record.whole(_paragraph(style, change, record), fate_of(change))
    for part in annex.parts:
        if isinstance(part, TableChange):
            yield from _table(part, layout, record)
        else:
            yield record.whole(text_paragraph(merged(part), layout, record), fate_of(part))


def _table(table: TableChange, layout: Layout, record: Recorder) -> Iterator[BaseOxmlElement]:
    texts = [tuple(merged(change) for change in each.cells) for each in table.rows]
    widths = [
        twips(width) for width in column_widths(TableLines(texts[0], tuple(texts[1:]), table.numeric), layout)
    ]
    rows = (
        _row(each, widths, table.numeric, record, head=table.headed and not at)
        for at, each in enumerate(table.rows)
    )
    yield grid(widths, layout, *rows)
    yield record.whole(after_table(), table.fate)


def _row(
    change: RowChange, widths: Iterable[int], numeric: Sequence[int], record: Recorder, *, head: bool
) -> BaseOxmlElement:
    cells = []
    for column, (width, each) in enumerate(zip(widths, change.cells, strict=True)):
        aligned = [w("jc", val="right")] if column in numeric and not head else []
        words = _paragraph(TABLE_HEAD if head else TABLE_TEXT, each, record, aligned)
        cells.append(cell(width, record.whole(words, change.fate)))
    made = row(cells, head=head)
    record.mark(made.find(qn("w:trPr")), change.fate)
    return made


def _paragraph(
    style: str, change: LineChange, record: Recorder, properties: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    return paragraph(style, *runs(merged(change).pieces, record), properties=properties)
