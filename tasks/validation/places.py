"""Cells of one column as compact A1 ranges: C5:C17 C20."""

from collections.abc import Sequence


def ranges(letter: str, rows: Sequence[int]) -> str:
    """Ascending sheet rows of the column `letter`, runs of them as ranges, parted by spaces."""
    runs: list[str] = []
    first = last = -1
    for row in rows:
        if row != last + 1:
            runs.append(_run(letter, first, last))
            first = row
        last = row
    return " ".join([*runs, _run(letter, first, last)][1:]) if rows else ""


def _run(letter: str, first: int, last: int) -> str:
    return f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
