"""All places of all findings, where they are more than a slip lists and marks: a CSV for Excel and WPS."""

import csv
import io
from collections.abc import Sequence

from tasks.catalogue.wording import AnswersFile
from tasks.cell_text import clean
from tasks.forms.answers import Question
from tasks.forms.places import LISTED, MARKED, all_cells

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def needs_list(questions: Sequence[Question], *, marked: bool) -> bool:
    """Whether some place is named nowhere else: `marked` says whether the slip has a copy."""
    most = MARKED if marked else 1
    return len(questions) > LISTED or any(q.finding.count > most and q.finding.places for q in questions)


def register_list(questions: Sequence[Question], words: AnswersFile) -> bytes:
    """One line a place, numbered as in 问题清单; UTF-8 with a byte order mark."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(words.slip.csv_headings)
    for number, question in enumerate(questions, 1):
        finding = question.finding
        for cell in all_cells(finding) if finding.address.cell else ("",):
            line = (finding.severity.label, finding.address.sheet, cell, question.title, finding.mend)
            writer.writerow([number, *map(_as_text, line)])
    return target.getvalue().encode("utf-8-sig")


def _as_text(text: str) -> str:
    """What a spreadsheet shows as it stands, and never computes."""
    words = clean(text)
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) else words
