"""The document as a PDF in GB/T 9704-2012 layout, by Typst: tagged, with bookmarks, for keeping.

PDF/A-2a (archiving) and PDF/UA-1 (accessible) at once. Text reaches Typst as JSON data and is never
markup. Typst is given exactly the chosen font files, so equal input gives equal bytes.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

from tasks.model import Document, Frame
from tasks.writers.annex_lines import AnnexLines, ChartLines, Part, TableLines, annex_lines
from tasks.writers.charts import chart_data
from tasks.writers.fonts import FontChoice
from tasks.writers.glyphs import check_glyphs
from tasks.writers.lines import Line, Role, clean, lines, written_on
from tasks.writers.placement import (
    attachment_indents,
    closing_indents,
    column_widths,
    organ_size,
    title_lines,
)
from tasks.writers.style import Layout, Style
from tasks.writers.typesetting import pairs, typeset

_SET_APART = (Role.TITLE, Role.ATTACHMENT, Role.SIGNATORY, Role.DATE)
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
    """What the template reads: text as lines of (words, keep), measures in points or characters."""
    text = lines(document)
    title = next((line for line in text if line.role is Role.TITLE), None)
    return {
        "title": title.text if title else "",
        "title_lines": title_lines(title.pieces, layout) if title else (),
        "lines": [_line(line) for line in text if line.role not in _SET_APART],
        "attachments": _attachments(text, layout),
        "closing": _closing(text, layout),
        "annexes": [_annex(annex, layout) for annex in annex_lines(document)],
        "frame": _frame(document.frame, layout) if document.frame else None,
    }


def _attachments(text: Sequence[Line], layout: Layout) -> list[dict[str, Any]]:
    """附件说明: where each line begins and where it goes on once turned over, in characters."""
    found = [line for line in text if line.role is Role.ATTACHMENT]
    indents = attachment_indents(text, layout)
    return [
        {**_line(line), "indent": begin, "below": below}
        for line, (begin, below) in zip(found, indents, strict=True)
    ]


def _closing(text: Sequence[Line], layout: Layout) -> list[dict[str, Any]]:
    indents = closing_indents(text, layout)
    return [{**_line(line), "indent": indents[line.role]} for line in text if line.role in indents]


def _line(line: Line) -> dict[str, Any]:
    return {
        "role": line.role.value,
        "depth": line.depth,
        "heading": pairs(line.heading),
        "body": pairs(line.body),
    }


def _annex(annex: AnnexLines, layout: Layout) -> dict[str, Any]:
    return {
        "mark": annex.mark.text,
        "title_lines": title_lines(annex.title.pieces, layout, "annex_title"),
        "parts": [_part(part, layout) for part in annex.parts],
    }


def _part(part: Part, layout: Layout) -> dict[str, Any]:
    match part:
        case Line():
            return _line(part)
        case TableLines():
            return {"role": "table", **_table(part, layout)}
        case ChartLines():
            return {"role": "chart", **chart_data(part)}


def _table(table: TableLines, layout: Layout) -> dict[str, Any]:
    return {
        "widths": column_widths(table, layout),
        "numeric": table.numeric,
        "columns": [pairs(column.pieces) for column in table.columns],
        "rows": [[pairs(cell.pieces) for cell in row] for row in table.rows],
    }


def _frame(frame: Frame, layout: Layout) -> dict[str, Any]:
    """版头 and 版记, with the size of 发文机关标志 in points."""
    told = {name: clean(words) for name, words in asdict(frame).items()}
    return {**told, "organ_size": organ_size(told["organ"], layout)}
