"""Intake: which place a file belongs to, what it is, and what it says. Judges nothing.

Light to import, for the reading process imports it too: the catalogue is only passed through.
"""

from tasks.intake.cells import Opened, Scan, Unpacked, Workbook
from tasks.intake.places import INBOX, REDRAFTS, is_ignored, is_inbox, is_redraft, place_of, year_of
from tasks.intake.reader import NoReaderError, Reader
from tasks.intake.recognise import read_file
from tasks.intake.scanned import scanned

__all__ = [
    "INBOX",
    "REDRAFTS",
    "NoReaderError",
    "Opened",
    "Reader",
    "Scan",
    "Unpacked",
    "Workbook",
    "is_ignored",
    "is_inbox",
    "is_redraft",
    "place_of",
    "read_file",
    "scanned",
    "year_of",
]
