"""What changed in the annexes: words, rows and cells of tables, charts told in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.differences import in_order, paired
from tasks.writers.annex_lines import AnnexLines, ChartLines, Part, TableLines
from tasks.writers.line_changes import Fate, LineChange, change_of, line_changes, words
from tasks.writers.lines import Line


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that stayed (its cells may have changed), came or went."""

    fate: Fate
    cells: tuple[LineChange, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table; the first row holds the names of its columns, which a chart has none of."""

    fate: Fate
    headed: bool
    rows: tuple[RowChange, ...]
    numeric: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnnexChange:
    """An annex that stayed, came or went: its mark, its title, and the rest in order."""

    mark: LineChange
    title: LineChange
    parts: tuple[LineChange | TableChange, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table or a chart as rows of cells."""

    headed: bool
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...]

    @property
    def columns(self) -> list[str]:
        return [cell.text for cell in self.rows[0]] if self.headed else []


def annex_changes(before: Sequence[AnnexLines], after: Sequence[AnnexLines]) -> tuple[AnnexChange, ...]:
    """All annexes of both documents in one order; one that moved is told as gone and come."""
    kept = paired([words(one.title) for one in before], [words(one.title) for one in after]).kept
    return tuple(
        _changed(None if one is None else before[one], None if other is None else after[other])
        for one, other in in_order(kept, len(before), len(after))
    )


def _changed(before: AnnexLines | None, after: AnnexLines | None) -> AnnexChange:
    old, new = (_stretches(one.parts) if one else [] for one in (before, after))
    return AnnexChange(
        mark=change_of(before.mark if before else None, after.mark if after else None),
        title=change_of(before.title if before else None, after.title if after else None),
        parts=tuple(_parts(old, new)),
    )


def _stretches(parts: Iterable[Part]) -> list[_Table | list[Line]]:
    """Lines, then a table and lines in turn; a chart is its caption and a table of its bars."""
    text: list[Line] = []
    found: list[_Table | list[Line]] = [text]
    for part in parts:
        match part:
            case Line():
                text.append(part)
                continue
            case TableLines():
                table = _Table(True, (part.columns, *part.rows), part.numeric)
            case ChartLines():
                text.append(part.caption)
                table = _Table(False, tuple((bar.label, bar.figure) for bar in part.bars), (1,))
        text = []
        found += (table, text)
    return found


def _parts(
    before: Sequence[_Table | list[Line]], after: Sequence[_Table | list[Line]]
) -> Iterator[LineChange | TableChange]:
    """Tables of the same columns in the same order are compared, else all came and went."""
    if [_columns(one) for one in before] != [_columns(one) for one in after]:
        yield from _came_or_went(before, Fate.REMOVED)
        yield from _came_or_went(after, Fate.ADDED)
        return
    for old, new in zip(before, after, strict=True):
        if isinstance(old, _Table) and isinstance(new, _Table):
            yield TableChange(Fate.KEPT, new.headed, tuple(_rows(old, new)), new.numeric)
        elif isinstance(old, list) and isinstance(new, list):
            yield from line_changes(old, new)


def _columns(part: _Table | list[Line]) -> list[str] | None:
    return part.columns if isinstance(part, _Table) else None


def _came_or_went(parts: Iterable[_Table | list[Line]], fate: Fate) -> Iterator[LineChange | TableChange]:
    for part in parts:
        if isinstance(part, _Table):
            rows = tuple(_row(row, fate) for row in part.rows)
            yield TableChange(fate, part.headed, rows, part.numeric)
        else:
            yield from (_line(line, fate) for line in part)


def _rows(before: _Table, after: _Table) -> Iterator[RowChange]:
    """Rows belong together by their first cell."""
    kept = paired([words(row[0]) for row in before.rows], [words(row[0]) for row in after.rows]).kept
    for one, other in in_order(kept, len(before.rows), len(after.rows)):
        if one is None or other is None:
            row = before.rows[one] if one is not None else after.rows[other or 0]
            yield _row(row, Fate.ADDED if one is None else Fate.REMOVED)
            continue
        pairs = zip(before.rows[one], after.rows[other], strict=True)
        yield RowChange(Fate.KEPT, tuple(change_of(was, now) for was, now in pairs))


def _row(cells: Iterable[Line], fate: Fate) -> RowChange:
    return RowChange(fate, tuple(_line(cell, fate) for cell in cells))


def _line(line: Line, fate: Fate) -> LineChange:
    return change_of(line, None) if fate is Fate.REMOVED else change_of(None, line)
