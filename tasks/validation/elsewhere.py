"""Personal numbers and marks of secrecy outside 文字材料: in 口径, in registers, in names and titles."""

import re
from collections.abc import Iterator
from functools import partial

from tasks.catalogue import Catalogue
from tasks.model import INDICATORS, Address, IndicatorCell, RegisterTable, register_kind
from tasks.validation.checked import Checked, Submission
from tasks.validation.clean import sheets, words_with_numbers
from tasks.validation.places import ranges
from tasks.wording.secrecy import secret_marks

PERSONAL_NOTE = "personal_note"
PERSONAL_COLUMN = "personal_column"
SECRET_NOTE = "secret_note"  # noqa: S105 a kind of mark
SECRET_FILE = "secret_file"  # noqa: S105 a kind of mark

_MASKED = re.compile(r"[0-9]{3}\*{6,}")
"""What was a personal number before the 口径 was read."""


def rows_elsewhere(submission: Submission, catalogue: Catalogue) -> Iterator[tuple[str, Checked]]:
    """A kind of mark and its row (columns aside), for each mark of a submission."""
    for cell in submission.reading.indicators:
        if cell.scope_note:
            yield from _notes(submission, cell, catalogue)
    for table in submission.reading.registers:
        yield from _columns(submission, table, catalogue)
    yield from _names(submission, catalogue)


def _notes(
    submission: Submission, cell: IndicatorCell, catalogue: Catalogue
) -> Iterator[tuple[str, Checked]]:
    note = cell.scope_note
    personal = not cell.prior and _MASKED.search(note) is not None  # once a row
    secret = secret_marks(note, catalogue.secrecy)
    if not personal and not secret:
        return
    row = Checked(
        submission=submission.id,
        dataset=INDICATORS,
        address=Address(submission.reading.file, cell.sheet, cell.cell),
        columns={},
        fields=partial(dict, label=cell.label, note=note),
        subject=cell,
        indicator=cell.indicator or "",
        period=cell.period,
    )
    if personal:
        yield PERSONAL_NOTE, row
    if secret:
        yield SECRET_NOTE, row


def _columns(
    submission: Submission, table: RegisterTable, catalogue: Catalogue
) -> Iterator[tuple[str, Checked]]:
    """One for each column of a register, at its first cell, with all cells as ranges."""
    register = catalogue.registers[table.register]
    names = {column.code: column.name for column in register.columns}
    for code, rows in words_with_numbers(table, register).items():
        letter, sheet_rows = table.letters[code], [table.rows[at] for at in rows]
        yield (
            PERSONAL_COLUMN,
            Checked(
                submission=submission.id,
                dataset=register_kind(register.code),
                address=Address(submission.reading.file, table.sheet, f"{letter}{sheet_rows[0]}"),
                columns={},
                fields=partial(dict, label=register.name, column=names[code], count=len(rows)),
                count=len(rows),
                places=ranges(letter, sheet_rows) if len(rows) > 1 else "",
            ),
        )


def _names(submission: Submission, catalogue: Catalogue) -> Iterator[tuple[str, Checked]]:
    """The file's name, its sheets' names, and the lines above its tables."""
    reading = submission.reading
    stem = reading.file.rpartition("/")[2].rpartition(".")[0]
    said = [("", "", stem), *((sheet, "", sheet) for sheet in sorted(sheets(reading))), *reading.titles]
    for sheet, cell, text in said:
        if secret_marks(text, catalogue.secrecy):
            yield (
                SECRET_FILE,
                Checked(
                    submission=submission.id,
                    dataset="",
                    address=Address(reading.file, sheet, cell),
                    columns={},
                    fields=partial(dict, text=text),
                ),
            )
