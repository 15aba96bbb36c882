"""The document as a Word file in GB/T 9704-2012 layout, by python-docx.

A number and its unit stay on one line without anything added to the text: Word and WPS read the
characters that may not begin a line from the settings; LibreOffice does not, and takes a word joiner
from the fallback of an AlternateContent whose choice, for Word, is empty.
"""

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph

from tasks.model import Document
from tasks.writers import word_styles as styles
from tasks.writers.lines import Line, Piece, Role, lines, written_on
from tasks.writers.placement import closing_indents, title_lines
from tasks.writers.style import POINTS_PER_MM, Layout, Style
from tasks.writers.word_xml import empty_package, rezipped, w

_STYLES = {
    Role.TITLE: styles.TITLE,
    Role.ADDRESSEE: styles.ADDRESSEE,
    Role.LEVEL1: styles.LEVEL1,
    Role.LEVEL2: styles.LEVEL2,
    Role.LEVEL3: styles.BODY,
    Role.BODY: styles.BODY,
    Role.SIGNATORY: styles.SIGNATORY,
    Role.DATE: styles.DATE,
}
# What may begin a line in a figure: all before its first digit, and a hedge after it.
_UNIT_WORDS = re.compile(r"^\D*|以上|以下|\d")
_NO_LANGUAGE = "x-none"
_JOINER = parse_xml(
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing">'
    '<mc:Choice Requires="wp14"/><mc:Fallback><w:t>\u2060</w:t></mc:Fallback></mc:AlternateContent>'
)
_ATOMS = re.compile(r"[!-~]+|[^!-~]")  # what may not be split anyway: ASCII words, single characters
_DASH_ABOVE_FOOTER = 0.55  # height of the dash's middle above the footer's lower edge, in em


def write_docx(document: Document, style: Style) -> bytes:
    """The bytes of a .docx that says exactly `plain_text(document)`; equal input, equal bytes."""
    layout = style.layout
    text = lines(document)
    package = empty_package(
        styles.style_sheet(layout),
        styles.settings(layout, _unit_characters(text)),
        styles.font_table(layout),
    )
    word = docx.Document(io.BytesIO(package))
    _set_properties(word, document, text)
    _set_page(word.sections[0], layout)
    for line in text:
        paragraph = word.add_paragraph(style=_STYLES[line.role])
        _fill(paragraph, line, layout)
    _place_closing(word.paragraphs, text, layout)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _unit_characters(text: Sequence[Line]) -> set[str]:
    """What follows a number in this document's figures and in dates, and so never begins a line.

    Only these: each character kept from the line's beginning costs a line that is one character short.
    """
    figures = [piece.text for line in text for piece in line.pieces if piece.figure and piece.keep]
    after = {
        character for words in figures for character in _UNIT_WORDS.sub("", words) if character.isalpha()
    }
    return after | set("年月日")


def _set_properties(word: WordDocument, document: Document, text: Sequence[Line]) -> None:
    written = datetime.combine(written_on(document), time.min, UTC)
    properties = word.core_properties
    properties.title = next((line.text for line in text if line.role is Role.TITLE), "")
    properties.language = document.language
    properties.created = properties.modified = written


def _set_page(section: Section, layout: Layout) -> None:
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
    odd = _page_number(section.footer)
    odd.alignment, odd.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, indent
    even = _page_number(section.even_page_footer)
    even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, indent


def _page_number(footer: _Footer) -> Paragraph:
    """— 1 — as a field."""
    footer.is_linked_to_previous = False
    paragraph: Paragraph = footer.paragraphs[0]
    paragraph.add_run("— ")
    paragraph._p.append(w("fldSimple", w("r", w("t")), instr=" PAGE "))  # noqa: SLF001
    paragraph.add_run(" —")
    return paragraph


def _fill(paragraph: Paragraph, line: Line, layout: Layout) -> None:
    if line.role is Role.TITLE:
        for number, words in enumerate(title_lines(line.pieces, layout)):
            if number:
                paragraph.add_run().add_break()
            _add_run(paragraph, Piece(words))
        return
    for piece in line.heading:
        _add_run(paragraph, piece, styles.RUN_IN if line.role is Role.LEVEL3 else "")
    for piece in line.body:
        _add_run(paragraph, piece)


def _add_run(paragraph: Paragraph, piece: Piece, character_style: str = "") -> None:
    atoms = _ATOMS.findall(piece.text) if piece.keep else [piece.text]
    run = paragraph.add_run(atoms[0], style=character_style or None)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")  # else “ ” — … may take a Latin shape
    if len(atoms) > 1:
        properties.append(w("lang", eastAsia=_NO_LANGUAGE))
    for atom in atoms[1:]:
        run._r.append(deepcopy(_JOINER))  # noqa: SLF001
        run._r.append(_words(atom))  # noqa: SLF001


def _words(text: str) -> BaseOxmlElement:
    element = w("t")
    element.text = text
    return element


_SPARE = 2  # characters


def _place_closing(paragraphs: Sequence[Paragraph], text: Sequence[Line], layout: Layout) -> None:
    """Signatory and date: blank line above, indents, and at least a line of the body on their page."""
    closing = [place for place, line in enumerate(text) if line.role in (Role.SIGNATORY, Role.DATE)]
    if not closing:
        return
    first = closing[0]
    paragraphs[first].paragraph_format.space_before = Twips(layout.signature.blank_before * layout.line_twips)
    paragraphs[max(0, first - 1)].paragraph_format.keep_with_next = True
    indents = closing_indents(text, layout)
    for place in closing:
        left = styles.characters(layout, indents[text[place].role])
        paragraphs[place].paragraph_format.left_indent = Twips(left)
        # A stand-in font with wider digits may run into the margin, but never breaks the date.
        paragraphs[place].paragraph_format.right_indent = Twips(-styles.characters(layout, _SPARE))
