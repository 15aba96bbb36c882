"""The document as a Word file in GB/T 9704-2012 layout, by python-docx: the clean copy or the review copy."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tasks.model import Document
from tasks.writers.annex_lines import AnnexLines, all_lines, annex_lines
from tasks.writers.lines import Line, Role, lines, written_on
from tasks.writers.sources import Review
from tasks.writers.style import POINTS_PER_MM, Layout, Style
from tasks.writers.word_annexes import annex_paragraphs, pictures_of
from tasks.writers.word_comments import UNBOUND, comments_part
from tasks.writers.word_figures import FigureMarks
from tasks.writers.word_frame import head_paragraphs, imprint_paragraphs
from tasks.writers.word_notes import mark_pages, note_paragraphs
from tasks.writers.word_runs import Marking, unmarked
from tasks.writers.word_settings import font_table, settings
from tasks.writers.word_styles import style_sheet
from tasks.writers.word_text import text_paragraphs
from tasks.writers.word_xml import empty_package, rezipped, serialised, w

# What may begin a line in a figure: all before its first digit, and a hedge after it.
_UNIT_WORDS = re.compile(r"^\D*|以上|以下|\d")
_DASH_ABOVE_FOOTER = 0.55  # height of the dash's middle above the footer's lower edge, in em


def write_docx(
    document: Document, style: Style, *, review: Review | None = None, pictures: Sequence[bytes] = ()
) -> bytes:
    """The bytes of a .docx whose body says exactly `plain_text(document)`; equal input, equal bytes.

    `pictures` are PNGs, one for each chart in order, or none. With `document.frame`, 版头 and 版记 are set
    as well. With `review`, the review copy: every figure in a content control, a bookmark and a comment,
    notes after the text (from `NOTES_BEGIN` on), 核稿本 on every page. Raises ValueError where pictures
    are given but not one for each chart.
    """
    layout = style.layout
    text, annexes = lines(document), annex_lines(document)
    units = _unit_characters(all_lines(document))
    package = empty_package(
        style_sheet(layout, review=review is not None), settings(layout, units), font_table(layout)
    )
    word = docx.Document(io.BytesIO(package))
    _set_properties(word, document, text, review)
    set_page(word.sections[0], layout)
    marks = FigureMarks(document, review) if review else None
    drawings = iter(pictures_of(annexes, pictures, word.part, layout))
    end = word.element.body[-1]
    for element in _body(document, text, annexes, layout, marks or unmarked, drawings):
        end.addprevious(element)
    if marks and review:
        mark_pages(word.sections[0])
        for element in note_paragraphs(document, review, marks.notes.count(UNBOUND)):
            end.addprevious(element)
        add_comments(word, comments_part(marks.notes, written_on(document)))
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _body(
    document: Document,
    text: Sequence[Line],
    annexes: Sequence[AnnexLines],
    layout: Layout,
    mark: Marking,
    drawings: Iterator[BaseOxmlElement | None],
) -> Iterator[BaseOxmlElement]:
    """版头, text, annexes, 版记."""
    if document.frame:
        yield from head_paragraphs(document.frame, layout)
    yield from text_paragraphs(text, layout, mark)
    for annex in annexes:
        yield from annex_paragraphs(annex, layout, mark, drawings)
    if document.frame:
        yield from imprint_paragraphs(document.frame, layout)


def _unit_characters(text: Sequence[Line]) -> set[str]:
    """What follows a number in this document's figures and in dates, and so never begins a line.

    Only these: each character kept from the line's beginning costs a line that is one character short.
    """
    figures = [piece.text for line in text for piece in line.pieces if piece.figure and piece.keep]
    after = {
        character for words in figures for character in _UNIT_WORDS.sub("", words) if character.isalpha()
    }
    return after | set("年月日")


def _set_properties(
    word: WordDocument, document: Document, text: Sequence[Line], review: Review | None
) -> None:
    written = datetime.combine(written_on(document), time.min, UTC)
    title = next((line.text for line in text if line.role is Role.TITLE), "")
    properties = word.core_properties
    properties.title = f"{title}（核稿本）" if review else title
    properties.language = document.language
    properties.created = properties.modified = written


def set_page(section: Section, layout: Layout) -> None:
    """Paper, margins, grid and page numbers (GB/T 9704-2012, 5.2 and 7.5)."""
    page = layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.gutter = Mm(page.top / 2), Mm(0)
    size = layout.roles["page_number"].size
    below = (page.bottom - layout.page_number.below) * POINTS_PER_MM
    section.footer_distance = Pt(below - _DASH_ABOVE_FOOTER * size)
    section._sectPr.append(w("docGrid", type="lines", linePitch=layout.line_twips))  # noqa: SLF001
    indent = Pt(layout.page_number.indent * size)
    odd = page_number(section.footer)
    odd.alignment, odd.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, indent
    even = page_number(section.even_page_footer)
    even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, indent


def page_number(footer: _Footer) -> Paragraph:
    """— 1 — as a field, in a footer."""
    footer.is_linked_to_previous = False
    paragraph: Paragraph = footer.paragraphs[0]
    paragraph.add_run("— ")
    paragraph._p.append(w("fldSimple", w("r", w("t")), instr=" PAGE "))  # noqa: SLF001
    paragraph.add_run(" —")
    return paragraph


def add_comments(word: WordDocument, comments: BaseOxmlElement) -> None:
    """Put `word/comments.xml` into the package."""
    part = Part(
        PackURI("/word/comments.xml"),
        CONTENT_TYPE.WML_COMMENTS,
        serialised(comments).encode(),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
