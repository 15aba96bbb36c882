"""From an edition, curated values and departments' texts to the one document that all writers write."""

from collections.abc import Sequence

from tasks.catalogue import Catalogue
from tasks.model import Block, Document, Figure, NarrativeText, Text, Value
from tasks.report.annexes import compose_annexes
from tasks.report.blocks import drafts
from tasks.report.book import Book, open_book, resting_on
from tasks.report.declared import written
from tasks.report.edition import Edition
from tasks.report.errors import EditionError
from tasks.report.numbering import runs
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
    title = runs(_title(book, edition), figures)
    blocks = tuple(
        Block(
            block.level,
            block.number,
            runs(block.heading, figures),
            runs(block.body, figures),
            block.draft.lines,
        )
        for block in made.blocks
    )
    annexes, left_out = compose_annexes(book, edition.annexes, edition.annex_places, figures)
    return Document(
        region=edition.region_year.region,
        year=edition.region_year.year,
        title=title,
        blocks=blocks,
        addressee=edition.addressee,
        signatory=edition.signatory,
        date=written(edition.date),
        figures=figures,
        annexes=annexes,
        frame=edition.frame,
        values=resting_on(book, (key for figure in figures.values() for key in figure.keys)),
        omissions=(*made.omissions, *left_out),
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
