"""收回改稿: an edited text taken back into the edition."""

from tasks.review.adopt.adopt import adopt, share_kept
from tasks.review.adopt.layout import as_read, cleaned
from tasks.review.adopt.types import (
    Adopted,
    Base,
    BaseLine,
    New,
    Number,
    Numbers,
    Piece,
    Printer,
    Said,
    Stop,
    UnprintableError,
)

__all__ = [
    "Adopted",
    "Base",
    "BaseLine",
    "New",
    "Number",
    "Numbers",
    "Piece",
    "Printer",
    "Said",
    "Stop",
    "UnprintableError",
    "adopt",
    "as_read",
    "cleaned",
    "share_kept",
]
