"""Figures numbered in reading order, and pieces as the runs of a document."""

from dataclasses import replace

from tasks.model import Figure, FigureRun, Run, Text
from tasks.report.pieces import Pieces

Figures = dict[str, Figure]
"""By id, in reading order."""


def numbered(figure: Figure, figures: Figures) -> FigureRun:
    """Give a figure the next number and add it to `figures`."""
    given = replace(figure, id=f"f{len(figures) + 1:03d}")
    figures[given.id] = given
    return FigureRun(given.id)


def runs(pieces: Pieces, figures: Figures) -> tuple[Run, ...]:
    """Pieces as runs; new figures are numbered and added to `figures`."""
    found: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Figure):
            found.append(numbered(piece, figures))
        elif isinstance(piece, Text):
            _append(found, piece)
    return tuple(found)


def _append(found: list[Run], words: Text) -> None:
    last = found[-1] if found else None
    if isinstance(last, Text) and replace(last, text="") == replace(words, text=""):
        found[-1] = replace(last, text=last.text + words.text)
    elif words.text:
        found.append(words)
