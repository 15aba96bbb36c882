"""意见采纳情况表 for the file: A4 across, the counts, a table, a line to sign.

The typefaces are those of the report (GB/T 9704-2012).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from tasks.writers.lines import clean
from tasks.writers.style import Layout, RoleName, Style
from tasks.writers.word_properties import font_properties, off_grid, twips
from tasks.writers.word_settings import font_table, settings
from tasks.writers.word_styles import style_sheet
from tasks.writers.word_tables import after_table, cell, grid, row
from tasks.writers.word_xml import empty_package, rezipped, w

_SIGNATURES: Final = "填表人：　　　　　　　　审核人：　　　　　　　　日期：　　　　年　　月　　日"
_MARGIN: Final = 20.0  # mm, on all sides
_POINTS: Final = 72 / 25.4
_SHARES: Final = (5, 10, 30, 23, 12, 8, 12)  # per cent of the width that a column has
_TITLE, _TEXT, _CELL = 20, 12, 10.5  # points of type
_LINES: Final = {_TITLE: 36, _TEXT: 22, _CELL: 15}  # points of a line


@dataclass(frozen=True, slots=True)
class AdoptionRecord:
    """What is filed: title, paragraphs of counts, column names and rows; `dated` is for the properties."""

    title: str
    counts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    dated: datetime


def write_adoption_record(record: AdoptionRecord, style: Style) -> bytes:
    """The bytes of a .docx. Equal input, equal bytes."""
    layout = style.layout
    word = docx.Document(
        io.BytesIO(empty_package(style_sheet(layout), settings(layout, ()), font_table(layout)))
    )
    end, page = word.element.body[-1], layout.page
    end.addprevious(_paragraph(layout, record.title, "title", _TITLE, align="center"))
    for text in record.counts:
        end.addprevious(_paragraph(layout, text, "body", _TEXT))
    end.addprevious(_table(record, layout))
    end.addprevious(after_table())
    end.addprevious(_paragraph(layout, _SIGNATURES, "body", _TEXT))
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(page.height), Mm(page.width)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    properties = word.core_properties
    properties.title, properties.language = record.title, "zh-CN"
    properties.created = properties.modified = datetime.combine(record.dated.date(), time.min, UTC)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _table(record: AdoptionRecord, layout: Layout) -> BaseOxmlElement:
    across = (layout.page.height - 2 * _MARGIN) * _POINTS
    widths = [twips(across * share / sum(_SHARES)) for share in _SHARES]
    head = row(
        (
            cell(width, _paragraph(layout, name, "level1", _CELL, align="center"))
            for width, name in zip(widths, record.columns, strict=True)
        ),
        head=True,
    )
    body = (
        row(
            cell(width, *(_paragraph(layout, line, "body", _CELL) for line in text.split("\n")))
            for width, text in zip(widths, texts, strict=True)
        )
        for texts in record.rows
    )
    return grid(widths, layout, head, *body)


def _paragraph(
    layout: Layout, text: str, role: RoleName, size: float, *, align: str = "left"
) -> BaseOxmlElement:
    words = w("t")
    words.text = clean(text)
    fonts = font_properties(layout, layout.roles[role].typeface, size)
    return w("p", off_grid(_LINES[size], before=2, after=2, align=align), w("r", fonts, words))
