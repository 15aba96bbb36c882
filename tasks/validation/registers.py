"""Registers judged: one batch a register over all submissions, one finding a rule and column."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import Address, Finding, RegisterTable, register_kind
from tasks.validation.checked import Checked, Submission
from tasks.validation.engine import Failure, columns_of, failures
from tasks.validation.messages import finding
from tasks.validation.places import ranges
from tasks.validation.register_frame import Part, frame, parts
from tasks.validation.register_suite import suite

ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class RegisterFindings:
    """A submission's findings on one table, and for each the positions of the rows that it strikes."""

    submission: int
    findings: tuple[Finding, ...]
    rows: tuple[Sequence[int], ...]
    table: RegisterTable


def judge_registers(
    submissions: Sequence[Submission], catalogue: Catalogue, suites: Mapping[str, Mapping[str, Any]]
) -> Iterator[RegisterFindings]:
    """Judge every register over all submissions at once: one batch a register.

    `suites` may hold expectations of a register's own, as "registers/<code>".
    """
    by_register: dict[str, list[tuple[Submission, RegisterTable]]] = defaultdict(list)
    for submission in submissions:
        for table in submission.reading.registers:
            by_register[table.register].append((submission, table))
    for code in sorted(by_register):
        register, batch = catalogue.registers[code], parts(by_register[code])
        asked = suite(register, suites.get(f"registers/{code}", {}).get("expectations", ()))
        wanted = {name: None for one in asked["expectations"] for name in columns_of(one["kwargs"])}
        failed = failures(frame(batch, register, wanted), asked)
        yield from (_of(part, failed, register, catalogue) for part in batch)


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
    table, specs = part.table, _specs(failure, register)
    # a column that the table does not have: at the row's beginning
    letter = table.letters.get(specs[0].code) or min(table.letters.values(), key=lambda one: (len(one), one))
    checked = Checked(
        submission=part.submission.id,
        dataset=register_kind(register.code),
        address=Address(part.submission.reading.file, table.sheet, f"{letter}{table.rows[rows[0]]}"),
        columns={},
        fields=partial(_fields, part, specs, register, rows),
    )
    sheet_rows = [table.rows[row] for row in rows]
    counted = finding(failure, checked, catalogue, count=len(rows))
    places = ranges(letter, sheet_rows) if len(sheet_rows) > 1 else ""
    return replace(_with_rows(counted, sheet_rows), places=places, column=specs[0].code)


def _specs(failure: Failure, register: Register) -> list[RegisterColumnSpec]:
    """The columns that an expectation looks at, the one where it is told first."""
    by_code = {column.code: column for column in register.columns}
    codes = dict.fromkeys([failure.column, *(name.partition(":")[0] for name in failure.columns)])
    return [by_code[code] for code in codes if code in by_code] or [by_code[register.key[0]]]


def _fields(
    part: Part, specs: Sequence[RegisterColumnSpec], register: Register, rows: Sequence[int]
) -> Mapping[str, object]:
    column, other = specs[0], specs[1] if len(specs) > 1 else specs[0]
    return {
        "register": register.name,
        "column": column.name,
        "count": len(rows),
        "raw": _raw(part, column, rows[0]),
        "other": other.name,
        "other_raw": _raw(part, other, rows[0]),
        "codes": "、".join(column.codes),
        "year": part.submission.place.year,
        "unit": column.unit,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }


def _raw(part: Part, column: RegisterColumnSpec, row: int) -> str:
    read = part.table.columns.get(column.code)
    return read.raw[row] if read else ""


def _with_rows(counted: Finding, sheet_rows: Sequence[int]) -> Finding:
    """Add where to look: the first rows by number."""
    listed = "、".join(map(str, sheet_rows[:ROWS_NAMED]))
    rest = "等" if len(sheet_rows) > ROWS_NAMED else ""
    return replace(counted, mend=f"{counted.mend}（第 {listed} 行{rest}）")
