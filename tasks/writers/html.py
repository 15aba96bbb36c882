"""The document as one self-contained HTML page: the public text, or the review copy with its sources.

No script, no external resource: the page forbids both. Everything from a department is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import DictLoader, Environment, StrictUndefined

from tasks.model import Document, Finding, Severity
from tasks.writers.lines import Line, Piece, Role, lines
from tasks.writers.placement import closing_indents, title_lines
from tasks.writers.sources import Review, Source, source
from tasks.writers.style import Style

_TEMPLATE = "document.html"


@dataclass(frozen=True, slots=True)
class Words:
    """Pieces that belong together: plain text, or one figure where it stands."""

    pieces: tuple[Piece, ...]
    source: Source | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the template shows it; `indent` in characters for signatory and date."""

    line: Line
    heading: tuple[Words, ...]
    body: tuple[Words, ...]
    indent: float = 0


def write_html(document: Document, style: Style, review: Review | None = None) -> bytes:
    """The bytes of an HTML page that says exactly `plain_text(document)`.

    Without `review`, the public page: words only, no source, no figure ids. With it, the review copy:
    each figure leads to its source, and what was left out and open findings are listed after the text.
    """
    text = lines(document)
    indents = closing_indents(text, style.layout)
    anchors: dict[str, int] = {}
    shown = [
        Shown(
            line,
            tuple(_words(line.heading, document, review, anchors)),
            tuple(_words(line.body, document, review, anchors)),
            indents.get(line.role, 0),
        )
        for line in text
    ]
    title = next((line for line in text if line.role is Role.TITLE), None)
    page = _environment(style).get_template(_TEMPLATE)
    return page.render(
        language=document.language,
        title=title.text if title else "",
        title_lines=title_lines(title.pieces, style.layout) if title else (),
        lines=shown,
        Role=Role,
        layout=style.layout,
        review=review,
        sources=_sources(shown),
        findings=_by_severity(review),
        settled=review.settled if review else (),
        omissions=document.omissions if review else (),
    ).encode()


def _environment(style: Style) -> Environment:
    return Environment(
        loader=DictLoader(dict(style.html)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _words(
    pieces: Sequence[Piece], document: Document, review: Review | None, anchors: dict[str, int]
) -> Iterator[Words]:
    for figure, group in groupby(pieces, key=lambda piece: piece.figure):
        if not figure or review is None:
            yield Words(tuple(group))
            continue
        anchors[figure] = anchors.get(figure, 0) + 1
        anchor = figure if anchors[figure] == 1 else f"{figure}-{anchors[figure]}"
        yield Words(tuple(group), source(document, document.figures[figure], review), anchor)


def _sources(shown: Sequence[Shown]) -> list[Source]:
    """The sources of all figures in reading order, each once."""
    found: dict[str, Source] = {}
    for words in (words for line in shown for words in (*line.heading, *line.body)):
        if words.source:
            found.setdefault(words.source.figure.id, words.source)
    return list(found.values())


def _by_severity(review: Review | None) -> list[Finding]:
    order = list(Severity)
    return sorted(review.findings, key=lambda finding: order.index(finding.severity)) if review else []
