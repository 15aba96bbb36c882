"""数据说明, one page about one figure, for the question asked in March; for inside alone.

The look is that of the report (GB/T 9704-2012: paper, margins, typefaces), the text a table.
"""

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from tasks.model import Document, Figure
from tasks.writers.lines import clean, written_on
from tasks.writers.note_items import Item, Known, Most, note_items
from tasks.writers.placement import width
from tasks.writers.sources import Review
from tasks.writers.style import Layout, RoleName, Style
from tasks.writers.word_properties import font_properties, off_grid, twips
from tasks.writers.word_settings import font_table, settings
from tasks.writers.word_styles import style_sheet
from tasks.writers.word_tables import cell, grid, row
from tasks.writers.word_xml import empty_package, rezipped, w

NAME: Final = "数据说明"
_MARK: Final = "内部使用，不公开"
_LABEL: Final = 78.0  # points, of the column of names
_GAP: Final = 2.0  # points above and below a paragraph
_SIGNATURES: Final = "经办人：　　　　　　　核对人：　　　　　　　日期：　　年　　月　　日"
_MARK_LINE, _TITLE_LINE, _LAST_LINE = 28.0, 44.0, 30.0  # points
_SPARE: Final = 2  # characters by which a line may be shorter: words and punctuation that may not be split


@dataclass(frozen=True, slots=True)
class _Setting:
    """How much is told, in type of so many points on lines of so many."""

    most: Most
    size: float
    line: float


_SETTINGS: Final = (
    _Setting(Most(12, 400), 14, 21),
    _Setting(Most(12, 400), 12, 18),
    _Setting(Most(12, 400), 10.5, 15.5),
    _Setting(Most(5, 200), 10.5, 15.5),
    _Setting(Most(3, 100), 10.5, 15.5),
    _Setting(Most(1, 60), 10.5, 15.5),
)
"""From the best to the shortest, which always stands on a page."""


def write_data_note(document: Document, figure: Figure, review: Review, known: Known, style: Style) -> bytes:
    """The bytes of a .docx of one page; what there is no room for is counted and referred to.

    Equal input, equal bytes: the only date in the properties is 成文日期.
    """
    layout = style.layout
    items, setting = _fitting(document, figure, review, known, layout)
    package = empty_package(style_sheet(layout), settings(layout, ()), font_table(layout))
    word = docx.Document(io.BytesIO(package))
    end = word.element.body[-1]
    end.addprevious(_paragraph(layout, _MARK, "level1", 16, _MARK_LINE))
    end.addprevious(_paragraph(layout, NAME, "title", 22, _TITLE_LINE, align="center"))
    end.addprevious(_table(items, setting, layout))
    end.addprevious(_paragraph(layout, _SIGNATURES, "body", 12, _LAST_LINE))
    section, page = word.sections[0], layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    properties = word.core_properties
    properties.title = f"{NAME}（{_MARK}）"
    properties.language = document.language
    properties.created = properties.modified = datetime.combine(written_on(document), time.min, UTC)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _fitting(
    document: Document, figure: Figure, review: Review, known: Known, layout: Layout
) -> tuple[tuple[Item, ...], _Setting]:
    """The first setting in which everything stands on the page."""
    for setting in _SETTINGS:
        items = note_items(document, figure, review, known, setting.most)
        if sum(_height(item, setting, layout) for item in items) <= _room(layout):
            break
    return items, setting


def _room(layout: Layout) -> float:
    """Points that are left for the table."""
    return layout.text_height - _MARK_LINE - _TITLE_LINE - _LAST_LINE - layout.roles["body"].size


def _height(item: Item, setting: _Setting, layout: Layout) -> float:
    across = (layout.text_width - _LABEL - 2 * layout.table.beside) / setting.size - _SPARE
    count = sum(max(1, math.ceil(width(text) / across)) for text in item.texts)
    return count * setting.line + 2 * _GAP * len(item.texts)


def _table(items: Iterable[Item], setting: _Setting, layout: Layout) -> BaseOxmlElement:
    label, text = twips(_LABEL), twips(layout.text_width - _LABEL)
    size, line = setting.size, setting.line
    rows = (
        row(
            (
                cell(label, _paragraph(layout, item.label, "level1", size, line, align="center")),
                cell(text, *(_paragraph(layout, one, "body", size, line, gap=_GAP) for one in item.texts)),
            )
        )
        for item in items
    )
    return grid((label, text), layout, *rows)


def _paragraph(
    layout: Layout,
    text: str,
    role: RoleName,
    size: float,
    line: float,
    *,
    align: str = "left",
    gap: float = 0,
) -> BaseOxmlElement:
    """A paragraph in a role's typeface, of a size of its own, with lines of exactly so many points."""
    words = w("t")
    words.text = clean(text)
    fonts = font_properties(layout, layout.roles[role].typeface, size)
    return w("p", off_grid(line, before=gap, after=gap, align=align), w("r", fonts, words))
