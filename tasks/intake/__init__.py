"""Intake: which place a file belongs to, what it is, and what it says. Judges nothing.

Light to import, for the reading process imports it too: the catalogue is only passed through.
"""

from tasks.intake.cells import Opened, Workbook
from tasks.intake.places import INBOX, is_ignored, is_inbox, place_of, year_of
from tasks.intake.reader import Reader
from tasks.intake.recognise import read_file

__all__ = [
    "INBOX",
    "Opened",
    "Reader",
    "Workbook",
    "is_ignored",
    "is_inbox",
    "place_of",
    "read_file",
    "year_of",
]
