"""What changed in the words of a text, sentence by sentence, under the heading where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tasks.writers.annex_changes import AnnexChange, TableChange
from tasks.writers.line_changes import Fate, LineChange, Part, Word, change_of
from tasks.writers.lines import Line, Role

_ENDS = frozenset("。！？；")
_GAP = Part(Word("　", Role.BODY), Fate.KEPT)  # between cells
_OUTSIDE = (Role.TITLE, Role.ADDRESSEE, Role.ATTACHMENT, Role.SIGNATORY, Role.DATE)
_HEADINGS = (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3)


class TextKind(StrEnum):
    """What became of a sentence, as people read it."""

    EDITED = "修改"
    ADDED = "新增"
    REMOVED = "删去"
    MOVED = "移动"
    MOVED_AND_EDITED = "移动并修改"
    RENUMBERED = "序号"


_ROWS = {Fate.KEPT: TextKind.EDITED, Fate.ADDED: TextKind.ADDED, Fate.REMOVED: TextKind.REMOVED}


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence, or a whole line that moved, with its words before and after."""

    kind: TextKind
    where: str  # the nearest heading above
    parts: tuple[Part, ...]

    @property
    def was(self) -> str:
        """As it was; empty for what is new."""
        return "" if self.kind is TextKind.ADDED else _said(self.parts, Fate.ADDED)

    @property
    def now(self) -> str:
        """As it is; empty for what went."""
        return "" if self.kind is TextKind.REMOVED else _said(self.parts, Fate.REMOVED)


def text_changes(changes: Iterable[LineChange]) -> Iterator[TextChange]:
    """The sentences that changed, in order; what moved is told where it is now."""
    where = ""
    for change in changes:
        if change.line.role in _HEADINGS:
            where = "".join(piece.text for piece in change.line.heading)
        at = where if change.line.role not in _OUTSIDE else ""
        if change.elsewhere and change.after:
            yield _moved(change.elsewhere, change.after, at)
        elif not change.elsewhere:
            for parts in _sentences(change.parts):
                if any(part.fate is not Fate.KEPT for part in parts):
                    yield TextChange(_kind(parts), at, parts)


def annex_text_changes(changes: Iterable[AnnexChange]) -> Iterator[TextChange]:
    """The same of annexes; a table's row is told whole, and an annex that came or went by its title."""
    for annex in changes:
        where = annex.title.line.text
        yield from (replace(one, where=where) for one in text_changes((annex.mark, annex.title)))
        for part in annex.parts if annex.title.before and annex.title.after else ():
            found = _rows(part) if isinstance(part, TableChange) else text_changes((part,))
            yield from (replace(one, where=where) for one in found)


def _rows(table: TableChange) -> Iterator[TextChange]:
    for row in table.rows:
        if any(cell.changed for cell in row.cells):
            parts = tuple(part for cell in row.cells for part in (*cell.parts, _GAP))[:-1]
            yield TextChange(_ROWS[row.fate], "", parts)


def _moved(before: Line, after: Line, where: str) -> TextChange:
    parts = change_of(before, after).parts
    changed = [part for part in parts if part.fate is not Fate.KEPT and not part.word.numbering]
    return TextChange(TextKind.MOVED_AND_EDITED if changed else TextKind.MOVED, where, parts)


def _sentences(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The words cut after each sentence; where a change spans the end of one, after the change."""
    start = 0
    for at, part in enumerate(parts, start=1):
        ended = part.word.text in _ENDS
        within = part.fate is not Fate.KEPT and at < len(parts) and parts[at].fate is not Fate.KEPT
        if ended and not within:
            yield tuple(parts[start:at])
            start = at
    if start < len(parts):
        yield tuple(parts[start:])


def _kind(parts: Sequence[Part]) -> TextKind:
    changed = [part for part in parts if part.fate is not Fate.KEPT]
    if all(part.word.numbering for part in changed):
        return TextKind.RENUMBERED
    fates = {part.fate for part in parts}
    if fates == {Fate.ADDED}:
        return TextKind.ADDED
    return TextKind.REMOVED if fates == {Fate.REMOVED} else TextKind.EDITED


def _said(parts: Sequence[Part], unlike: Fate) -> str:
    return "".join(part.word.text for part in parts if part.fate is not unlike)
