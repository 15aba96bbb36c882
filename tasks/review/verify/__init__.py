"""The check of a report that somebody edited: are its numbers still right?"""

from tasks.review.verify.check import FOREIGN, verify
from tasks.review.verify.sentences import Span
from tasks.review.verify.types import Known, Line, Ours, Outcome, Result, Verified

__all__ = ["FOREIGN", "Known", "Line", "Ours", "Outcome", "Result", "Span", "Verified", "verify"]
