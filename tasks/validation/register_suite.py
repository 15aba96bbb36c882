"""What a register's columns must hold, as declared in YAML: a frame for all rows, and the expectations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import RegisterTable, register_kind
from tasks.validation.checked import Submission

NOT_IN = "expect_column_values_to_not_be_in_set"
PAIR_EQUAL = "expect_column_pair_values_to_be_equal"
PAIR_ORDERED = "expect_column_pair_values_a_to_be_greater_than_b"
EITHER = {"ignore_row_if": "either_value_is_missing"}


@dataclass(frozen=True, slots=True)
class Part:
    """One submission's table within a register's batch: rows `start` to before `end`."""

    submission: Submission
    table: RegisterTable
    start: int
    end: int


def frame(parts: Sequence[Part], register: Register) -> pd.DataFrame:
    """All rows of all parts: submission, year, and for each column its values and what is judged of them."""
    return pd.concat([_part_frame(part, register) for part in parts], ignore_index=True)


def _part_frame(part: Part, register: Register) -> pd.DataFrame:
    size = len(part.table.rows)
    data: dict[str, Sequence[object]] = {
        "submission": [part.submission.id] * size,
        "year": [part.submission.place.year] * size,
    }
    for column in register.columns:
        read = part.table.columns.get(column.code)
        data[column.code] = read.values if read else [None] * size
        data[f"{column.code}:state"] = read.states if read else [None] * size
        if column.in_period:
            data[f"{column.code}:year"] = [_year(v) for v in data[column.code]]
        for name, bound in _bounds(column):
            data[f"{column.code}:{name}"] = [bound] * size
    whole = pd.DataFrame(data, dtype=object)
    for column in register.columns:
        if column.required_where:
            wanted = [whole[code].isin(codes) for code, codes in column.required_where.items()]
            asked = pd.concat(wanted, axis=1).all(axis=1)
            whole[f"{column.code}:asked"] = whole[f"{column.code}:state"].where(asked, None)
    return whole


def _year(value: object) -> int | None:
    return value.year if isinstance(value, date) else None


def _bounds(column: RegisterColumnSpec) -> Iterator[tuple[str, object]]:
    if column.numeric and column.minimum is not None:
        yield "minimum", column.minimum
    if column.numeric and column.maximum is not None:
        yield "maximum", column.maximum


def suite(register: Register) -> dict[str, object]:
    """The expectations on every column of a register, and on its key."""
    expectations = [e for column in register.columns for e in _column(column)]
    key = {"column_list": ["submission", *register.key], "ignore_row_if": "any_value_is_missing"}
    unique = "expect_compound_columns_to_be_unique"
    expectations.append(_expectation(unique, key, "register.key", register.key[0]))
    return {"name": register_kind(register.code), "expectations": expectations}


def _column(column: RegisterColumnSpec) -> Iterator[dict[str, object]]:
    code = column.code
    not_understood = {"column": f"{code}:state", "value_set": ["not_understood"]}
    yield _expectation(NOT_IN, not_understood, "register.not_understood", code)
    if column.required or column.required_where:
        state = f"{code}:asked" if column.required_where else f"{code}:state"
        blank = {"column": state, "value_set": _no_answer(column)}
        yield _expectation(NOT_IN, blank, "register.required", code)
    if column.codes:
        codes = {"column": code, "value_set": list(column.codes)}
        yield _expectation("expect_column_values_to_be_in_set", codes, "register.code", code)
    if column.in_period:
        years = {"column_A": f"{code}:year", "column_B": "year", **EITHER}
        yield _expectation(PAIR_EQUAL, years, "register.period", code)
    for name, _ in _bounds(column):
        high, low = (code, f"{code}:minimum") if name == "minimum" else (f"{code}:maximum", code)
        ordered = {"column_A": high, "column_B": low, "or_equal": True, **EITHER}
        rule = "register.below_minimum" if name == "minimum" else "register.above_maximum"
        yield _expectation(PAIR_ORDERED, ordered, rule, code)


def _no_answer(column: RegisterColumnSpec) -> list[str]:
    """States of a required cell that answer nothing; of a number, — (不适用) is an answer: there is none."""
    return ["blank"] if column.numeric else ["blank", "not_applicable"]


def _expectation(kind: str, kwargs: Mapping[str, object], rule: str, column: str) -> dict[str, object]:
    meta = {"rule": rule, "severity": "critical", "scope": "row", "column": column}
    return {"type": kind, "kwargs": dict(kwargs), "meta": meta}
