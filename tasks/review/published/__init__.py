"""A report that was never rendered here: which indicators its numbers are."""

from tasks.review.published.binding import Bound, Why, bind
from tasks.review.published.said import Said, said_numbers

__all__ = ["Bound", "Said", "Why", "bind", "said_numbers"]
