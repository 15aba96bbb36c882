"""The document as a PDF in GB/T 9704-2012 layout, by Typst: tagged, with bookmarks, for keeping.

PDF/A-2a (archiving) and PDF/UA-1 (accessible) at once. Text reaches Typst as JSON data and is never
markup. Typst is given exactly the chosen font files, so equal input gives equal bytes.
"""

from datetime import UTC, datetime, time
from typing import Any

from tasks.model import Document
from tasks.writers.fonts import FontChoice
from tasks.writers.glyphs import check_glyphs
from tasks.writers.lines import Line, Role, lines, written_on
from tasks.writers.placement import closing_indents, title_lines
from tasks.writers.style import Layout, Style
from tasks.writers.typesetting import pairs, typeset

_CLOSING = (Role.SIGNATORY, Role.DATE)
_MAIN = "document.typ"


def write_pdf(document: Document, style: Style, fonts: FontChoice) -> bytes:
    """The bytes of a PDF that says exactly `plain_text(document)`; equal input and fonts, equal bytes.

    A character that no font has is printed as 〓; `check_glyphs` names it. Raises typst.TypstError where
    the style's template is wrong: a fault.
    """
    made: bytes = typeset(
        style,
        _MAIN,
        fonts,
        _data(document, style.layout),
        check_glyphs(document, style, fonts).missing,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(written_on(document), time.min, UTC),
    )
    return made


def _data(document: Document, layout: Layout) -> dict[str, Any]:
    """What the template reads: text as lines of (words, keep)."""
    text = lines(document)
    indents = closing_indents(text, layout)
    title = next((line for line in text if line.role is Role.TITLE), None)
    return {
        "title": title.text if title else "",
        "title_lines": title_lines(title.pieces, layout) if title else (),
        "lines": [_line(line) for line in text if line.role not in (*_CLOSING, Role.TITLE)],
        "closing": [{**_line(line), "indent": indents[line.role]} for line in text if line.role in _CLOSING],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "role": line.role.value,
        "depth": line.depth,
        "heading": pairs(line.heading),
        "body": pairs(line.body),
    }
