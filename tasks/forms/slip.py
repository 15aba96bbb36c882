"""审核反馈: a copy of the clerk's own file with every wrong cell marked, and the list of all findings."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty

from tasks.catalogue.wording import AnswersFile
from tasks.forms.answers import NoCopy, Question, Slip
from tasks.forms.copying import copy_of, more_cells_than
from tasks.forms.grids import book_of
from tasks.forms.identity import PREFIX, Identity
from tasks.forms.marks import Mark, set_marks, take_off
from tasks.forms.packing import repacked, sheet_name
from tasks.forms.places import LISTED, marked_cells
from tasks.forms.question_sheet import add_question_sheet, heads
from tasks.model import Grid


class NotCopiedError(ValueError):
    """openpyxl cannot read the file; its cells may still be written anew."""


def slip_on_file(slip: Slip, data: bytes, words: AnswersFile) -> bytes:
    """The slip on a clerk's .xlsx or .xlsm; a list only where it has more cells than the limit.

    Raises NotCopiedError where the file cannot be copied.
    """
    if more_cells_than(data, slip.cells_limit):
        return slip_alone(replace(slip, why_no_copy=NoCopy.TOO_LARGE), words)
    try:
        book = copy_of(data)
        take_off(book, words.author, [heads(words)])
        return _finished(book, slip, words)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises anything on a file it does not take
        raise NotCopiedError(str(error)) from error


def slip_on_cells(slip: Slip, grids: Sequence[Grid], words: AnswersFile) -> bytes:
    """The slip on the cells of a file that is no .xlsx (or one that cannot be copied)."""
    if sum(len(row) for grid in grids for row in grid.rows) > slip.cells_limit:
        return slip_alone(replace(slip, why_no_copy=NoCopy.TOO_LARGE), words)
    book = book_of(grids)
    take_off(book, words.author, [heads(words)])
    return _finished(book, slip, words)


def slip_alone(slip: Slip, words: AnswersFile) -> bytes:
    """The list without a copy; `slip.why_no_copy` says why."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return _finished(book, slip, words)


def _finished(book: Workbook, slip: Slip, words: AnswersFile) -> bytes:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for name, marks in _marks(slip.questions[:LISTED], words).items():
        if name in sheets:
            set_marks(sheets[name], marks, words.author)
    add_question_sheet(book, slip, words)
    sent = slip.sent
    _carry(book, Identity(sent.region, sent.year, sent.department, sent.sha256))
    at = sent.received.astimezone(UTC).replace(tzinfo=None)
    book.properties.created, book.properties.lastModifiedBy = at, words.author
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue(), at)


def _carry(book: Workbook, identity: Identity) -> None:
    """Set the identity, in the place of an older one; the file's own properties stay."""
    properties: CustomPropertyList[StringProperty] = vars(book)["custom_doc_props"]
    for old in [name for name in properties.names if name.startswith(PREFIX)]:
        del properties[old]
    for name, value in asdict(identity).items():
        properties.append(StringProperty(name=PREFIX + name, value=str(value)))


def _marks(questions: Sequence[Question], words: AnswersFile) -> Mapping[str, Mapping[str, list[Mark]]]:
    """Sheet → cell → its marks, in the order of the questions."""
    found: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        finding = question.finding
        mark = Mark(finding.severity, "\n".join(_comment(question, words)))
        for cell in marked_cells(finding) if finding.address.sheet else ():
            found[sheet_name(finding.address.sheet)][cell].append(mark)
    return found


def _comment(question: Question, words: AnswersFile) -> Iterator[str]:
    finding, said = question.finding, words.slip.comment
    yield f"〔{finding.severity.label}〕{question.title}"
    yield said.seen.format(observed=finding.observed)
    yield said.expected.format(mend=finding.mend)
    if question.example:
        yield said.example.format(example=question.example)
