"""What differs between two sequences, which items of two lists are one another's later form, and merging."""

from tasks.differences.merging import Part, Side, merge
from tasks.differences.pairing import Pairing, in_order, paired
from tasks.differences.steps import Step, common, steps

__all__ = ["Pairing", "Part", "Side", "Step", "common", "in_order", "merge", "paired", "steps"]
