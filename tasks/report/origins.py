"""`出自`: whose text the words of an edition were taken from.

Words that someone took over from a department's text are the edition's: written, edited and signed for there.
The mark keeps what cannot be seen in them any more, so that a doubtful number is asked of who wrote it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.model import Text
from tasks.report.book import Book
from tasks.report.narrative import described
from tasks.report.phrases import Phrase
from tasks.report.pieces import Piece, Pieces

ORIGIN = "出自"
_MARK = re.compile(rf"\{{\{{\s*{ORIGIN}\s*\([^{{}}]*\)\s*\}}\}}")


def origin(book: Book, department: str, topic: str, ordinal: int) -> Phrase:
    """`出自("department", "topic", 3)`: prints nothing; what follows was taken from that text.

    The department may have sent another text since, or one that ends before: the words stay. Raises Misuse
    where topic or department is unknown.
    """
    described(book, topic, department)
    return Phrase((Text("", narrative=f"{department}/{topic}/{ordinal}"),))


def traced(parts: Sequence[Pieces]) -> tuple[Pieces, ...]:
    """The parts of a paragraph (its heading, its body), each word with the origin last marked before it.

    A text that is put in as it stands keeps its own. The marks are gone.
    """
    source = ""
    out: list[Pieces] = []
    for part in parts:
        found: list[Piece] = []
        for piece in part:
            if isinstance(piece, Text) and not piece.text:
                source = piece.narrative
            elif isinstance(piece, Text) and source and not piece.narrative:
                found.append(replace(piece, narrative=source))
            else:
                found.append(piece)
        out.append(tuple(found))
    return tuple(out)


def has_origin(text: str) -> bool:
    """Whether something in an edition's text is marked."""
    return _MARK.search(text) is not None


def without_origins(text: str) -> str:
    """An edition's text without its marks, line for line: next year they would name other texts."""
    return _MARK.sub(lambda mark: "\n" * mark.group().count("\n"), text)
