"""What an edition says of figures in sentences that people wrote themselves: that one must be there, a figure
without the words that its phrase chooses, a number outside the catalogue by its name.

An edited sentence is not to fall away unseen, and not to say 增长 of what has fallen since.
"""

from dataclasses import replace

from tasks.catalogue.settlement_checks import supplement_code
from tasks.model import Figure, Text
from tasks.report.book import Book
from tasks.report.errors import Misuse
from tasks.report.phrases import Phrase, Quantity, figures
from tasks.report.pieces import Missing, Pieces


def must_be(book: Book, given: object) -> Phrase:
    """`X | 必有`, behind any other word: where it is missing, that is listed as what keeps a final back."""
    pieces = _pieces(book, given, "必有")
    return Phrase(tuple(replace(p, required=True) if isinstance(p, Missing) else p for p in pieces))


def alone(book: Book, given: object, words: str = "", place: int = 1) -> Phrase:
    """`X | 同比 | 只印数("同比增长")`: the figure without the words before it, which the sentence says in its
    own way; of a phrase of several the one in that place.

    Missing where the data choose other words than these, for the sentence would be untrue.
    """
    pieces = _pieces(book, given, "只印数")
    lacking = next((piece for piece in pieces if isinstance(piece, Missing)), None)
    if lacking is not None:
        return Phrase((lacking,))
    found = [piece for piece in pieces if isinstance(piece, Figure)]
    if len(found) < place or found[place - 1].words != words:
        return Phrase((Missing((_otherwise(pieces, found, words),)),))
    return Phrase((found[place - 1],))


def _otherwise(pieces: Pieces, found: list[Figure], words: str) -> str:
    name = found[0].name if found else ""
    now = "".join(piece.text for piece in pieces if isinstance(piece, Text | Figure))
    return f"{name}（句子按“{words}”写的，现在应是“{now}”）" if words else f"{name}（现在应是“{now}”）"


def supplement(book: Book, name: str) -> Phrase:
    """`补充("名称")`: a number outside the catalogue that the office gives; missing until it has."""
    indicator = book.catalogue.indicators.get(supplement_code(name))
    if indicator is None:
        return Phrase((Missing((f"{name}（补充数据，还没有填）",), required=True),))
    return must_be(book, Quantity(indicator, book.region_year.year))


def _pieces(book: Book, given: object, word: str) -> Pieces:
    if isinstance(given, Quantity):
        return figures(book, given)
    if isinstance(given, Phrase):
        return given.pieces
    raise Misuse(f"“{word}”只能用在指标和写指标的话上")
