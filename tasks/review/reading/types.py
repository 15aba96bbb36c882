"""What a document comes to when it is read again."""

from dataclasses import dataclass


class UnreadableError(Exception):
    """A document that cannot be read again; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure's bookmark of the review copy that is still there, by offsets in its paragraph."""

    start: int
    end: int
    figure: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a table's row with its cells apart. `where` says what it is where it is no text of
    the body: 页眉, 页脚, 脚注, 尾注.
    """

    text: str
    where: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A document's paragraphs in reading order, and what to say of how it was read. `quoted` is False where
    quotation marks may have lost their places.
    """

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = ()
    quoted: bool = True
