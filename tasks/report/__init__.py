"""The report: an edition, curated figures and departments' texts composed into one document.

How an edition is written: docs/decisions/0004-edition-format.md.
"""

from tasks.report.compose import compose
from tasks.report.edition import Edition, load_edition
from tasks.report.errors import EditionError

__all__ = ["Edition", "EditionError", "compose", "load_edition"]
