"""What differs between two sequences, and which items of two lists are one another's later form."""

from tasks.differences.pairing import Pairing, in_order, paired
from tasks.differences.steps import Step, steps

__all__ = ["Pairing", "Step", "in_order", "paired", "steps"]
