"""Intake: which place a file belongs to, what it is, and what it says. Judges nothing.

Light to import, for the reading process imports it too: the catalogue is only passed through.
"""

from tasks.intake.places import is_ignored, place_of, year_of
from tasks.intake.reader import Reader
from tasks.intake.recognise import read_file

__all__ = ["Reader", "is_ignored", "place_of", "read_file", "year_of"]
