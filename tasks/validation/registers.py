"""Registers judged: one batch a register over all submissions, one finding a rule and column."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import Address, Finding, RegisterTable, register_kind
from tasks.validation.checked import Checked, Submission
from tasks.validation.engine import Failure, failures
from tasks.validation.messages import finding
from tasks.validation.places import ranges
from tasks.validation.register_suite import Part, frame, suite

ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class RegisterFindings:
    """A submission's findings on one table, and for each the positions of the rows that it strikes."""

    submission: int
    findings: tuple[Finding, ...]
    rows: tuple[Sequence[int], ...]
    table: RegisterTable


def judge_registers(submissions: Sequence[Submission], catalogue: Catalogue) -> Iterator[RegisterFindings]:
    """Judge every register over all submissions at once: one batch a register."""
    by_register: dict[str, list[tuple[Submission, RegisterTable]]] = defaultdict(list)
    for submission in submissions:
        for table in submission.reading.registers:
            by_register[table.register].append((submission, table))
    for code in sorted(by_register):
        register = catalogue.registers[code]
        parts = _parts(by_register[code])
        failed = failures(frame(parts, register), suite(register))
        yield from (_of(part, failed, register, catalogue) for part in parts)


def _parts(tables: Sequence[tuple[Submission, RegisterTable]]) -> list[Part]:
    parts: list[Part] = []
    start = 0
    for submission, table in tables:
        parts.append(Part(submission, table, start, start + len(table.rows)))
        start += len(table.rows)
    return parts


def _of(part: Part, failed: Sequence[Failure], register: Register, catalogue: Catalogue) -> RegisterFindings:
    found: list[Finding] = []
    failing: list[Sequence[int]] = []
    for failure in failed:
        first, end = bisect_left(failure.rows, part.start), bisect_left(failure.rows, part.end)
        rows = [row - part.start for row in failure.rows[first:end]]
        if rows:
            failing.append(rows)
            found.append(_finding(part, failure, rows, register, catalogue))
    return RegisterFindings(part.submission.id, tuple(found), tuple(failing), part.table)


def _finding(
    part: Part, failure: Failure, rows: Sequence[int], register: Register, catalogue: Catalogue
) -> Finding:
    """One finding for all failing rows of a column: at the first cell, with all cells as ranges."""
    column = next(c for c in register.columns if c.code == failure.column)
    table, letter = part.table, part.table.letters[failure.column]
    checked = Checked(
        submission=part.submission.id,
        dataset=register_kind(register.code),
        address=Address(part.submission.reading.file, table.sheet, f"{letter}{table.rows[rows[0]]}"),
        columns={},
        fields=partial(_fields, part, column, register, rows),
    )
    sheet_rows = [table.rows[row] for row in rows]
    counted = finding(failure, checked, catalogue, count=len(rows))
    places = ranges(letter, sheet_rows) if len(sheet_rows) > 1 else ""
    return replace(_with_rows(counted, sheet_rows), places=places)


def _fields(
    part: Part, column: RegisterColumnSpec, register: Register, rows: Sequence[int]
) -> Mapping[str, object]:
    return {
        "register": register.name,
        "column": column.name,
        "count": len(rows),
        "raw": part.table.columns[column.code].raw[rows[0]],
        "codes": "、".join(column.codes),
        "year": part.submission.place.year,
        "unit": column.unit,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }


def _with_rows(counted: Finding, sheet_rows: Sequence[int]) -> Finding:
    """Add where to look: the first rows by number."""
    listed = "、".join(map(str, sheet_rows[:ROWS_NAMED]))
    rest = "等" if len(sheet_rows) > ROWS_NAMED else ""
    return replace(counted, mend=f"{counted.mend}（第 {listed} 行{rest}）")
