"""Expectations of our own, as GX classes: what the built-in ones do not say.

Importing this package registers them; suites name them by `type`, as they name GX's own.
"""

from tasks.validation.expectations.changes import ExpectColumnChangeToBeModest
from tasks.validation.expectations.intervals import ExpectColumnIntervalsToOverlap

__all__ = ["ExpectColumnChangeToBeModest", "ExpectColumnIntervalsToOverlap"]
