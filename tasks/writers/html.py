"""The document as one self-contained HTML page: the public text, or the review copy with its sources.

No script, no external resource: the page forbids both. Everything from a department is escaped.
"""

from itertools import groupby

from tasks.model import Document, Finding, Severity
from tasks.writers.annex_lines import all_lines
from tasks.writers.lines import Piece, Role
from tasks.writers.pages import write_page
from tasks.writers.shown import Mark, Words, no_mark, shown
from tasks.writers.sources import Review, Source, findings_on, source
from tasks.writers.style import Style

_TEMPLATE = "document.html"
_Said = tuple[tuple[str, ...], str, str]  # of a figure: keys, text, formula


def write_html(document: Document, style: Style, review: Review | None = None) -> bytes:
    """The bytes of an HTML page that says exactly `plain_text(document)`.

    Without `review`, the public page: words only, no source, no figure ids. With it, the review copy:
    each figure leads to its source, and what was left out and open findings are listed after the text.
    """
    sources: dict[_Said, Source] = {}
    mark = _linked(document, review, sources) if review else no_mark
    page = shown(document, style.layout, mark)
    return write_page(
        style.html,
        _TEMPLATE,
        language=document.language,
        page=page,
        Role=Role,
        layout=style.layout,
        review=review,
        sources=[(one, findings_on(one.figure, document, review)) for one in sources.values()]
        if review
        else (),
        unbound=_unbound(document) if review else 0,
        findings=_by_severity(review),
        settled=review.settled if review else (),
        omissions=document.omissions if review else (),
    )


def _linked(document: Document, review: Review, sources: dict[_Said, Source]) -> Mark:
    """Figures as links to their sources, which are gathered in reading order; what says the same of the same
    values, in the text and in an annex, has one source.
    """
    times: dict[str, int] = {}

    def mark(figure: str, pieces: tuple[Piece, ...]) -> Words:
        times[figure] = times.get(figure, 0) + 1
        anchor = figure if times[figure] == 1 else f"{figure}-{times[figure]}"
        told = document.figures[figure]
        said = told.keys or (figure,), told.text, told.formula
        if said not in sources:
            sources[said] = source(document, told, review)
        concerning = findings_on(told, document, review)
        return Words(pieces, sources[said], anchor, concerning)

    return mark


def _unbound(document: Document) -> int:
    groups = (loose for line in all_lines(document) for loose, _ in groupby(p.unbound for p in line.pieces))
    return sum(groups)


def _by_severity(review: Review | None) -> list[Finding]:
    order = list(Severity)
    return sorted(review.findings, key=lambda finding: order.index(finding.severity)) if review else []
