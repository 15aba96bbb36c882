"""Three lines to paste into a chat: the result, where the answer lies, by when. No figures of data."""

from tasks.catalogue.wording import AnswersFile, Lines
from tasks.cell_text import clean
from tasks.forms.answers import Slip
from tasks.forms.dates import day_in_words
from tasks.model import Verdict


def message(slip: Slip, department: str, folder: str, answer: str, words: AnswersFile) -> bytes:
    """The text for a file's answer, as Notepad opens it: UTF-8 with a byte order mark, lines ended by CR LF.

    department: as people call it; folder: where the answer lies; answer: the file to open.
    """
    due = day_in_words(slip.due, words.words)
    file = clean(slip.sent.file)
    lines = [
        line.format(department=department, file=file, folder=folder, answer=answer, due=due)
        for line in _lines(slip, words)
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _lines(slip: Slip, words: AnswersFile) -> Lines:
    said = words.message
    if slip.verdict is Verdict.RETURNED and slip.why_no_copy is not None:
        return said.list_only
    lines: Lines = getattr(said, slip.outcome)
    return lines
