"""The documents of a version, written from one text."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tasks.model import Document, Text
from tasks.pipeline.purposes import Purpose
from tasks.writers.charts import chart_pictures
from tasks.writers.docx import write_docx
from tasks.writers.fonts import FontChoice
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.source_sheet import write_sources
from tasks.writers.sources import Review
from tasks.writers.style import Style
from tasks.writers.text import write_text
from tasks.writers.xbrl import write_xbrl

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Making:
    """What the documents of a version are written from. `marked` is the same text with what is unbound
    marked, for inside; `changes` says by Figure.id what became of it since the version before.
    """

    document: Document
    marked: Document
    review: Review
    changes: Mapping[str, str]
    style: Style
    fonts: FontChoice

    @property
    def title(self) -> str:
        """The report's title, which begins the file names."""
        return "".join(run.text for run in self.document.title if isinstance(run, Text))


def write_copies(making: Making) -> dict[str, bytes]:
    """All documents by file name, those for outside first."""
    written: dict[str, bytes] = {}
    for purpose, extension, data in _copies(making):
        name = purpose.file(making.title, extension)
        written[name] = data
        log.info("已写好：%s（%d KB）", name, -(-len(data) // 1024))
    return written


def _copies(making: Making) -> Iterator[tuple[Purpose, str, bytes]]:
    style, fonts, review = making.style, making.fonts, making.review
    public = replace(making.document, frame=None)
    inside = replace(making.marked, frame=None)
    pictures = chart_pictures(public, style, fonts)
    yield Purpose.PUBLIC, "docx", write_docx(public, style, pictures=pictures)
    yield Purpose.PUBLIC, "pdf", write_pdf(public, style, fonts)
    yield Purpose.PUBLIC, "html", write_html(public, style)
    yield Purpose.PUBLIC, "txt", write_text(public)
    if making.document.frame:
        yield Purpose.ISSUE, "docx", write_docx(making.document, style, pictures=pictures)
        yield Purpose.ISSUE, "pdf", write_pdf(making.document, style, fonts)
    yield Purpose.REVIEW, "docx", write_docx(inside, style, review=review, pictures=pictures)
    yield Purpose.REVIEW, "html", write_html(inside, style, review)
    yield Purpose.SOURCES, "xlsx", write_sources(public, review, making.changes)
    schema_file = Purpose.MACHINE.file(making.title, "xsd")
    page, schema = write_xbrl(public, style, review.indicators, schema_file)
    yield Purpose.MACHINE, "html", page
    yield Purpose.MACHINE, "xsd", schema
