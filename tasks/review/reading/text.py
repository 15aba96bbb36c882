"""A plain text, already decoded."""

from tasks.review.reading.joining import joined
from tasks.review.reading.types import Edited, Paragraph


def read_text(text: str) -> Edited:
    """Its paragraphs; lines that were only broken are put together."""
    return Edited(tuple(Paragraph(one) for one in joined(text.splitlines())))
