"""Caps that hold for the sheets of every format, and sheets made under them."""

from collections.abc import Iterable, Sequence
from typing import Final

from tasks.intake.cells import Box, Cell, Marks, Position, Sheet
from tasks.intake.formats import RefusedError
from tasks.model import ReadState
from tasks.settings import Limits

UNCACHED: Final = "公式没有计算结果"

ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""As every program shows them, also where a format has nothing but text."""


def check_extent(rows: int, columns: int, limits: Limits) -> None:
    """Raises RefusedError where a sheet from A1 to its last filled cell is too large."""
    if columns > limits.columns:
        raise RefusedError(ReadState.TOO_LARGE, f"有内容的列上限为 {limits.columns} 列")
    if rows > limits.rows:
        raise RefusedError(ReadState.TOO_LARGE, f"有内容的行上限为 {limits.rows} 行")
    if rows * columns > limits.cells:
        raise RefusedError(ReadState.TOO_LARGE, f"一张工作表的单元格上限为 {limits.cells} 个")


def check_sheets(count: int, limits: Limits) -> None:
    """Raises RefusedError where a workbook has too many sheets, or a document too many tables."""
    if count > limits.sheets:
        raise RefusedError(ReadState.TOO_LARGE, f"工作表上限为 {limits.sheets} 张")


def check_text(text: str, limits: Limits) -> str:
    """The text of a cell; raises RefusedError where it is longer than a cell may be."""
    if len(text) > limits.cell_characters:
        raise RefusedError(ReadState.TOO_LARGE, f"一个单元格的文字上限为 {limits.cell_characters} 字")
    return text


def whole(written: str, otherwise: int) -> int:
    """A whole number as markup writes one (a span, a count, an index); `otherwise` where it is none."""
    if not (written.isascii() and written.isdigit()):
        return otherwise
    return int(written) if len(written) < 10 else 10**9  # past every cap; longer ones are slow to read


class Rows:
    """The rows of a sheet while it is read, from the top; empty ones at the end take no room."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows: list[Sequence[Cell]] = []
        self._empty = 0
        self._width = 0

    @property
    def next(self) -> int:
        """Index of the row that `add` adds."""
        return len(self._rows) + self._empty

    def add(self, cells: Sequence[Cell], times: int = 1) -> None:
        """Add a row, `times` times; raises RefusedError where the sheet gets too large."""
        filled = len(cells)
        while filled and cells[filled - 1] == "":
            filled -= 1
        if not filled:
            self._empty += times
            return
        self._width = max(self._width, filled)
        check_extent(self.next + times, self._width, self._limits)
        self._rows.extend([()] * self._empty)
        self._rows.extend([cells[:filled]] * times)
        self._empty = 0

    def sheet(self, name: str, marks: Marks) -> Sheet:
        """The sheet with all rows equally long."""
        width = max(self._width, max((column + 1 for _, column in marks.faults), default=0))
        height = max(len(self._rows), max((row + 1 for row, _ in marks.faults), default=0))
        check_extent(height, width, self._limits)
        rows = [[*row, *[""] * (width - len(row))] for row in self._rows]
        rows.extend([""] * width for _ in range(height - len(self._rows)))
        return Sheet(name, rows, marks)


def written_faults(sheet_rows: Iterable[Sequence[Cell]]) -> dict[Position, str]:
    """Errors in a format that has only texts."""
    return {
        (number, column): cell
        for number, row in enumerate(sheet_rows)
        for column, cell in enumerate(row)
        if type(cell) is str and cell[:1] == "#" and cell in ERRORS
    }


def boxes_within(boxes: Iterable[Box], rows: int) -> tuple[Box, ...]:
    """Merged ranges cut off at a sheet's last row; without those of one cell."""
    cut = ((top, left, min(bottom, rows - 1), right) for top, left, bottom, right in boxes if top < rows)
    return tuple(box for box in cut if box[:2] != box[2:])
