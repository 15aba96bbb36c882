"""The header of a table whose indicators run across: what stands over each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.intake.cells import Sheet
from tasks.intake.folding import LABEL, split_unit
from tasks.intake.lookup import Label, Lookup
from tasks.intake.meanings import Meaning, meaning
from tasks.intake.stacked import DEEPEST, spread
from tasks.intake.values import Named
from tasks.intake.words import is_aside, is_total
from tasks.quantity import Reason, Refusal, read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its indicator, its unit, and the period that stands over it."""

    number: int
    named: Named
    unit: str
    period: Meaning | None


def header_end(sheet: Sheet, first: int) -> int:
    """The row after the run of rows of words that begins at `first`."""
    row = first
    while row < len(sheet.rows) and is_words(sheet, row):
        row += 1
    return row


def top_of(sheet: Sheet, first: int, end: int) -> int:
    """The first row of the header that ends before `end`: titles and 填报单位：… stand above it."""
    row = end - 1
    while row > max(first, end - DEEPEST) and _heads_columns(sheet.rows[row - 1]):
        row -= 1
    return row


def _heads_columns(cells: Sequence[object]) -> bool:
    filled = [cell for cell in cells if isinstance(cell, str) and cell]
    return len(filled) > 1 and not any("：" in cell or ":" in cell for cell in filled)


def is_words(sheet: Sheet, row: int) -> bool:
    """Whether a row holds names or units, and neither values nor the period that begins a row of values."""
    filled = [cell for cell in sheet.rows[row] if cell != ""]
    if not filled or not all(type(cell) is str and _is_word(cell) for cell in filled):
        return False
    first = str(filled[0])
    return len(filled) == 1 or not (meaning(first[:LABEL]).is_period and not _repeats_period(filled))


def _repeats_period(filled: Sequence[object]) -> bool:
    """Whether more than one cell names a period: 本年数, 上年数 over names, and no row of values."""
    return sum(isinstance(cell, str) and meaning(cell[:LABEL]).is_period for cell in filled) > 1


def _is_word(text: str) -> bool:
    return len(text) > LABEL or not is_value(text)


@lru_cache(maxsize=8192)
def is_value(text: str) -> bool:
    """Whether a text is a value, or would be one if it were clearer."""
    outcome = read(text, unit="")
    return not (isinstance(outcome, Refusal) and outcome.reason in (Reason.NOT_UNDERSTOOD, Reason.UNSIGNED))


def columns_of(sheet: Sheet, first: int, end: int, lookup: Lookup) -> list[Column]:
    """The columns between header rows `first` and `end` that name something, known or not."""
    paths: dict[int, tuple[tuple[int, str], ...]] = {}
    groups: dict[int, tuple[int, str]] = {}
    for row in range(first, end):
        texts = {
            column: sheet.text(row, column)
            for column, cell in enumerate(sheet.rows[row])
            if cell != "" and column not in sheet.marks.hidden_columns
        }
        for column, text in texts.items():
            over = paths.get(column) or ((groups[column],) if column in groups else ())
            paths[column] = (*over, (row, text))
        groups |= spread({c: (row, text) for c, text in texts.items() if text}, len(sheet.rows[row]))
    columns = [_column(column, paths[column], lookup) for column in sorted(paths)]
    known = [column.number for column in columns if column.named.label.indicator]
    return [c for c in columns if known and c.number >= known[0] and not is_aside(c.named.text)]


def _column(number: int, path: Sequence[tuple[int, str]], lookup: Lookup) -> Column:
    """A column by what stands over it: names, a period, a unit alone."""
    meant = [(row, text, meaning(text[:LABEL])) for row, text in path]
    period = next((m for _, _, m in reversed(meant) if m.is_period), None)
    unit = next((m.unit for _, _, m in reversed(meant) if m.is_unit), "")
    texts = [(row, text) for row, text, m in meant if not m.is_period] or [path[-1]]
    names = [(row, text) for row, text, m in meant if not (m.is_period or m.is_unit)] or texts
    label, text = _named(texts, lookup)
    if label.indicator is None and names != texts:  # 场次 is a unit here, and not the end of a name
        texts = names
        label, text = _named(texts, lookup)
    return Column(number, Named(label, text, texts[-1][0], number), unit or label.unit, period)


def _named(texts: Sequence[tuple[int, str]], lookup: Lookup) -> tuple[Label, str]:
    """A name under its group: by itself, together, and 合计 as the group itself."""
    text = texts[-1][1]
    group = texts[-2][1] if len(texts) > 1 else ""
    label = lookup.label(text)
    if label.indicator is not None or not group:
        return label, text
    name, unit = split_unit(group)
    if is_total(split_unit(text)[0]):
        whole = lookup.label(group)
        its = split_unit(text)[1] or whole.unit
        return Label(whole.indicator, whole.period, its), group
    together = lookup.within(label, text, (name,))
    return Label(together.indicator, together.period, together.unit or unit), text
