"""Curation: sound rows of the current datasets → the year's values, narrative and registers.

Registers counted, base years chosen, derived indicators computed exactly. Pure functions.
"""

from tasks.curation.build import Curated, build, texts_of
from tasks.curation.dataset import Dataset
from tasks.curation.shares import by_category

__all__ = ["Curated", "Dataset", "build", "by_category", "texts_of"]
