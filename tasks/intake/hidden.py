"""What has to be said of a workbook's hidden parts, and of macros."""

from collections.abc import Callable, Iterable, Iterator

from tasks.form_words import LISTS
from tasks.intake.cells import Sheet, Workbook, a1, letters
from tasks.intake.folding import fold
from tasks.intake.words import CODE_HEADERS
from tasks.model import Notice, NoticeKind

NAMED = 10
"""Rows or columns, or runs of them, that a notice names."""

_OF_THE_PROGRAM = ("WpsReserved", "_xl", "Evaluation Warning", LISTS)


def notices(cells: Workbook, *, form: bool) -> Iterator[Notice]:
    """What the reader did with macros and with hidden parts. `cells` are the sheets that gave anything.

    Hidden rows are read, hidden columns and sheets are not. A form of ours hides its lists and codes.
    """
    if cells.macros:
        yield Notice(NoticeKind.MACROS)
    sheets = [name for name in cells.hidden if not name.startswith(_OF_THE_PROGRAM)]
    if sheets and not form:
        yield Notice(NoticeKind.HIDDEN_SHEETS, sheets[0], detail="、".join(f"“{name}”" for name in sheets))
    for sheet in cells.sheets:
        yield from _rows(sheet)
        yield from _columns(sheet)


def _rows(sheet: Sheet) -> Iterator[Notice]:
    hidden = [
        row
        for row in sorted(sheet.marks.hidden_rows)
        if row < len(sheet.rows) and any(cell != "" for cell in sheet.rows[row])
    ]
    if hidden:
        detail = _listed(hidden, lambda row: str(row + 1), "第", "行")
        yield Notice(NoticeKind.HIDDEN_ROWS, sheet.name, a1(hidden[0], 0), detail)


def _columns(sheet: Sheet) -> Iterator[Notice]:
    hidden = [column for column in sorted(sheet.marks.hidden_columns) if _holds_something(sheet, column)]
    if hidden:
        detail = _listed(hidden, letters, "", "列")
        yield Notice(NoticeKind.HIDDEN_COLUMNS, sheet.name, a1(0, hidden[0]), detail)


def _holds_something(sheet: Sheet, column: int) -> bool:
    """Whether anything stands in a column, and it is no code column of ours."""
    cells = [row[column] for row in sheet.rows if column < len(row) and row[column] != ""]
    return bool(cells) and not any(isinstance(cell, str) and fold(cell) in CODE_HEADERS for cell in cells[:5])


def _listed(numbers: Iterable[int], name: Callable[[int], str], before: str, after: str) -> str:
    """第3行、第5—9行, the first few of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [
        f"{before}{name(first)}{after}" if first == last else f"{before}{name(first)}—{name(last)}{after}"
        for first, last in runs[:NAMED]
    ]
    return "、".join(words) + ("等" if len(runs) > NAMED else "")
