"""What a document comes to when it is read again."""

from dataclasses import dataclass, replace

from tasks.model.marks import NOTES_BEGIN


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


def report_alone(edited: Edited) -> Edited:
    """A document without the notes of a review copy, which follow its text from their own title on."""
    found = edited.paragraphs
    begin = next((place for place, one in enumerate(found) if NOTES_BEGIN in one.text), len(found))
    outside = (one for one in found[begin:] if one.where)  # 页眉 and its like, read after the body
    return replace(edited, paragraphs=(*found[:begin], *outside))
