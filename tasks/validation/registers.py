"""Registers: what each column must hold is declared in YAML and becomes expectations here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import Address, Finding, RegisterTable, register_kind
from tasks.validation.checked import Checked, Submission
from tasks.validation.engine import Failure, failures
from tasks.validation.messages import finding

ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One submission's table within a register's batch: rows `start` to before `end`."""

    submission: Submission
    table: RegisterTable
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RegisterFindings:
    """A submission's findings on one table, and the positions of its rows that are struck."""

    submission: int
    findings: tuple[Finding, ...]
    struck: frozenset[int]
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
        failed = failures(_frame(parts, register), _suite(register))
        yield from (_of(part, failed, register, catalogue) for part in parts)


def _parts(tables: Sequence[tuple[Submission, RegisterTable]]) -> list[Part]:
    parts: list[Part] = []
    start = 0
    for submission, table in tables:
        parts.append(Part(submission, table, start, start + len(table.rows)))
        start += len(table.rows)
    return parts


def _frame(parts: Sequence[Part], register: Register) -> pd.DataFrame:
    frames = [_part_frame(part, register) for part in parts]
    return pd.concat(frames, ignore_index=True)


def _part_frame(part: Part, register: Register) -> pd.DataFrame:
    size = len(part.table.rows)
    data: dict[str, Sequence[object]] = {
        "submission": [part.submission.id] * size,
        "year": [part.submission.place.year] * size,
    }
    for column in register.columns:
        read = part.table.columns.get(column.code)
        data[column.code] = read.values if read else [None] * size
        data[f"{column.code}:state"] = [str(s) for s in read.states] if read else [None] * size
        if column.in_period:
            data[f"{column.code}:year"] = [_year(v) for v in data[column.code]]
    return pd.DataFrame(data, dtype=object)


def _year(value: object) -> int | None:
    return value.year if isinstance(value, date) else None


def _suite(register: Register) -> dict[str, object]:
    expectations = [e for column in register.columns for e in _column(column)]
    expectations.append(
        _expectation(
            "expect_compound_columns_to_be_unique",
            {"column_list": ["submission", *register.key], "ignore_row_if": "any_value_is_missing"},
            "register.key",
            register.key[0],
        )
    )
    return {"name": register_kind(register.code), "expectations": expectations}


def _column(column: RegisterColumnSpec) -> Iterator[dict[str, object]]:
    state = f"{column.code}:state"
    not_in = "expect_column_values_to_not_be_in_set"
    yield _expectation(
        not_in, {"column": state, "value_set": ["not_understood"]}, "register.not_understood", column.code
    )
    if column.required:
        blank = {"column": state, "value_set": ["blank", "not_applicable"]}
        yield _expectation(not_in, blank, "register.required", column.code)
    if column.codes:
        codes = {"column": column.code, "value_set": list(column.codes)}
        yield _expectation("expect_column_values_to_be_in_set", codes, "register.code", column.code)
    if column.in_period:
        years = {
            "column_A": f"{column.code}:year",
            "column_B": "year",
            "ignore_row_if": "either_value_is_missing",
        }
        yield _expectation("expect_column_pair_values_to_be_equal", years, "register.period", column.code)


def _expectation(kind: str, kwargs: Mapping[str, object], rule: str, column: str) -> dict[str, object]:
    meta = {"rule": rule, "severity": "critical", "scope": "row", "column": column}
    return {"type": kind, "kwargs": dict(kwargs), "meta": meta}


def _of(part: Part, failed: Sequence[Failure], register: Register, catalogue: Catalogue) -> RegisterFindings:
    found: list[Finding] = []
    struck: set[int] = set()
    for failure in failed:
        rows = [row - part.start for row in failure.rows if part.start <= row < part.end]
        if rows:
            struck.update(rows)
            found.append(_finding(part, failure, rows, register, catalogue))
    return RegisterFindings(part.submission.id, tuple(found), frozenset(struck), part.table)


def _finding(
    part: Part, failure: Failure, rows: Sequence[int], register: Register, catalogue: Catalogue
) -> Finding:
    column = next(c for c in register.columns if c.code == failure.column)
    table = part.table
    checked = Checked(
        submission=part.submission.id,
        dataset=register_kind(register.code),
        address=Address(
            part.submission.reading.file, table.sheet, f"{table.letters[column.code]}{table.rows[rows[0]]}"
        ),
        columns={},
        fields=_fields(part, column, register, rows),
    )
    counted = finding(failure, checked, catalogue, count=len(rows))
    return _with_rows(counted, [table.rows[row] for row in rows])


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
    }


def _with_rows(counted: Finding, sheet_rows: Sequence[int]) -> Finding:
    """Add where to look: the first rows by number."""
    listed = "、".join(map(str, sheet_rows[:ROWS_NAMED]))
    rest = "等" if len(sheet_rows) > ROWS_NAMED else ""
    return replace(counted, mend=f"{counted.mend}（第 {listed} 行{rest}）")
