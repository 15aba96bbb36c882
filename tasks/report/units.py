"""What each sentence of an edition was printed as: for those who take an edited text back into it."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from tasks.catalogue import Catalogue
from tasks.model import Figure, NarrativeText, Text, Value
from tasks.model.printed import Part, Printed, Unit
from tasks.report.blocks import drafts
from tasks.report.book import open_book
from tasks.report.edition import Edition
from tasks.report.numbering import Figures, numbered
from tasks.report.origins import ORIGIN
from tasks.report.outline import Numbered, outline
from tasks.report.pieces import CLAUSE_CLOSE, CLAUSE_OPEN, Piece, Pieces, skeleton, slices
from tasks.report.pruning import prune
from tasks.report.sentences import sentences
from tasks.report.template import render


def printed(
    edition: Edition, catalogue: Catalogue, values: Sequence[Value], narrative: Sequence[NarrativeText]
) -> tuple[Printed, ...]:
    """The blocks that `compose` makes, each beside what it was made from. Raises as `compose` does."""
    book = open_book(catalogue, edition.region_year, values, narrative)
    made = outline(drafts(render(book, edition.text, edition.text_file)))
    figures: Figures = {}
    return tuple(_printed(block, figures) for block in made.blocks)


def _printed(block: Numbered, figures: Figures) -> Printed:
    draft = block.draft
    heading = _units(draft.heading, block.heading, figures)
    body = _units(draft.body, block.body, figures)
    return Printed(block.level, heading, body, draft.lines, draft.inserted)


def _units(pieces: Pieces, left: Pieces, figures: Figures) -> tuple[Unit, ...]:
    """A block's sentences; the whole as one where what is left is not what is left of each."""
    if not pieces:
        return ()
    each = slices(pieces, _cuts(skeleton(pieces)))
    kept = [prune(part).pieces for part in each]
    if _said(piece for part in kept for piece in part) != _said(left):
        each, kept = [pieces], [left]
    return tuple(Unit(_source(part), _parts(out, figures)) for part, out in zip(each, kept, strict=True))


def _said(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Text | Figure))


def _cuts(text: str) -> list[tuple[int, int]]:
    """The spans of sentences in a skeleton, none of which ends within a clause."""
    marks = (CLAUSE_OPEN, CLAUSE_CLOSE)
    at = [place for place, sign in enumerate(text) if sign not in marks]
    plain = "".join(text[place] for place in at)
    ends = [0]
    for _, end in sentences(plain):
        place = at[end - 1] + 1
        while text[place : place + 1] == CLAUSE_CLOSE:
            place += 1
        if text.count(CLAUSE_OPEN, 0, place) == text.count(CLAUSE_CLOSE, 0, place):
            ends.append(place)
    return list(pairwise(dict.fromkeys((*ends, len(text)))))


def _source(pieces: Pieces) -> str:
    out, origin = "", ""
    for made, group in groupby(pieces, key=lambda piece: piece.made):
        if made:
            out += f"{{{{ {made} }}}}"
            continue
        for piece in group:
            if isinstance(piece, Text):
                if piece.narrative != origin and piece.narrative:
                    out += origin_mark(piece.narrative)
                origin = piece.narrative
                out += piece.text.replace(CLAUSE_OPEN, "[[").replace(CLAUSE_CLOSE, "]]")
    return out


def origin_mark(narrative: str) -> str:
    """The mark of a text, "department/topic/ordinal", in an edition."""
    department, topic, ordinal = narrative.split("/")
    return f'{{{{ {ORIGIN}("{department}", "{topic}", {ordinal}) }}}}'


def _parts(pieces: Pieces, figures: Figures) -> tuple[Part, ...]:
    out: list[Part] = []
    for _, group in groupby(pieces, key=lambda piece: piece.made):
        place = 0
        for piece in group:
            if isinstance(piece, Text):
                out.append(Part(piece.text, piece.made, piece.label, piece.narrative))
            elif isinstance(piece, Figure):
                place += 1
                run = numbered(piece, figures)
                out.append(
                    Part(
                        piece.text,
                        piece.made,
                        figure=run.figure,
                        keys=piece.keys,
                        words=piece.words,
                        place=place,
                    )
                )
    return tuple(out)
