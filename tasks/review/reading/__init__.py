"""The text of a document that somebody edited, as paragraphs, from what the pipeline has unpacked of it.

Nothing is opened here: the parts of a container come checked and without any document type declaration,
a PDF as its bytes, a page or a text decoded. Nothing is executed, no link is followed.
"""

from tasks.review.reading.types import Edited, Mark, Paragraph, UnreadableError, report_alone

__all__ = ["Edited", "Mark", "Paragraph", "UnreadableError", "report_alone"]
