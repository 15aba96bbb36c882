"""The marks of a review copy: each figure in a content control, a bookmark and a comment.

The comment is anchored outside the control: anchored inside, LibreOffice loses the control when it saves
(measured, as is what survives of each mark: see `tasks.model.marks`). Nothing is locked: locked text
takes no tracked changes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.model import Document
from tasks.model.marks import bookmark_name, control_alias, control_tag
from tasks.writers.lines import Piece
from tasks.writers.sources import Review
from tasks.writers.word_comments import UNBOUND, commented, figure_note
from tasks.writers.word_runs import highlight
from tasks.writers.word_xml import w


class FigureMarks:
    """A marking of runs (`word_runs.Marking`) that collects the comments it refers to."""

    def __init__(self, document: Document, review: Review) -> None:
        self.notes: list[tuple[str, ...]] = []  # the lines of each comment, by its id
        self._document = document
        self._review = review
        self._seen: Counter[str] = Counter()

    def __call__(self, pieces: Sequence[Piece], runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
        """The runs of one figure, or of an unbound quantity, with their marks; other runs as they are."""
        first = pieces[0]
        if first.figure:
            return self._figure(first.figure, runs)
        return self._unbound(runs) if first.unbound else runs

    def _figure(self, key: str, runs: Sequence[BaseOxmlElement]) -> Iterator[BaseOxmlElement]:
        figure = self._document.figures[key]
        self._seen[key] += 1
        mark = self._seen.total()
        control = w(
            "sdtPr",
            w("alias", val=control_alias(figure)),
            w("tag", val=control_tag(figure)),
            w("id", val=mark),
        )
        return self._commented(
            figure_note(self._document, figure, self._review),
            w("bookmarkStart", id=mark, name=bookmark_name(figure, self._seen[key])),
            w("sdt", control, w("sdtContent", *runs)),
            w("bookmarkEnd", id=mark),
        )

    def _unbound(self, runs: Sequence[BaseOxmlElement]) -> Iterator[BaseOxmlElement]:
        for run in runs:
            highlight(run)
        return self._commented(UNBOUND, *runs)

    def _commented(self, note: tuple[str, ...], *content: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        self.notes.append(note)
        return commented(len(self.notes) - 1, *content)
