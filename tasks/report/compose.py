"""From an edition, curated values and departments' texts to the one document that all writers write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks.catalogue import Catalogue
from tasks.model import Block, Document, Figure, FigureRun, NarrativeText, Run, Text, Value
from tasks.report.blocks import drafts
from tasks.report.book import Book, open_book, resting_on
from tasks.report.edition import Edition
from tasks.report.errors import EditionError
from tasks.report.outline import outline
from tasks.report.pieces import Piece, Pieces
from tasks.report.template import render


def compose(
    edition: Edition, catalogue: Catalogue, values: Sequence[Value], narrative: Sequence[NarrativeText]
) -> Document:
    """Compose the text of a RegionYear.

    `values` are its curated rows (of several sources; `chosen` ones count), `narrative` the accepted
    texts in order. Figures are numbered in reading order of what is left after what is missing fell
    away. Raises EditionError where the edition is wrong, ValueError where two values count for a key.
    """
    book = open_book(catalogue, edition.region_year, values, narrative)
    made = outline(drafts(render(book, edition.text, edition.text_file)))
    figures: dict[str, Figure] = {}
    title = _runs(_title(book, edition), figures)
    blocks = tuple(
        Block(block.level, block.number, _runs(block.heading, figures), _runs(block.body, figures))
        for block in made.blocks
    )
    return Document(
        region=edition.region_year.region,
        year=edition.region_year.year,
        title=title,
        blocks=blocks,
        addressee=edition.addressee,
        signatory=edition.signatory,
        date=_written(edition.date),
        figures=figures,
        values=resting_on(book, (key for figure in figures.values() for key in figure.keys)),
        omissions=made.omissions,
    )


def _title(book: Book, edition: Edition) -> Pieces:
    """The title's words. It may hold the year and the town, nothing that can be missing."""
    file = f"{edition.file} 的 title"
    found = drafts(render(book, edition.title, file))
    if len(found) != 1 or found[0].level or not all(_is_words(piece) for piece in found[0].body):
        raise EditionError(f"{file}：应是一行文字，只能用 {{{{ 镇街 }}}} 和 {{{{ 年 }}}}，不能用指标。")
    return found[0].body


def _is_words(piece: Piece) -> bool:
    return isinstance(piece, Text) and not piece.narrative


def _runs(pieces: Pieces, figures: dict[str, Figure]) -> tuple[Run, ...]:
    """Pieces as runs; new figures are numbered and added to `figures`."""
    runs: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Figure):
            numbered = replace(piece, id=f"f{len(figures) + 1:03d}")
            figures[numbered.id] = numbered
            runs.append(FigureRun(numbered.id))
        elif isinstance(piece, Text):
            _append(runs, piece)
    return tuple(runs)


def _append(runs: list[Run], words: Text) -> None:
    last = runs[-1] if runs else None
    if isinstance(last, Text) and replace(last, text="") == replace(words, text=""):
        runs[-1] = replace(last, text=last.text + words.text)
    elif words.text:
        runs.append(words)


def _written(day: date) -> str:
    """成文日期 by GB/T 9704-2012, 7.3.5.4: Arabic, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"
