"""What a register's columns must hold, as declared in registers/*.yaml: the expectations on them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import register_kind

NOT_IN = "expect_column_values_to_not_be_in_set"
PAIR_EQUAL = "expect_column_pair_values_to_be_equal"
PAIR_ORDERED = "expect_column_pair_values_a_to_be_greater_than_b"
EITHER = {"ignore_row_if": "either_value_is_missing"}


def suite(register: Register, own: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The expectations on every column of a register and on its key, and its `own` ones from
    `expectations/suites/registers/<code>.yaml`.
    """
    expectations = [e for column in register.columns for e in _column(column)]
    key = {"column_list": ["submission", *register.key], "ignore_row_if": "any_value_is_missing"}
    unique = "expect_compound_columns_to_be_unique"
    expectations.append(_expectation(unique, key, "register.key", register.key[0]))
    return {"name": register_kind(register.code), "expectations": [*expectations, *own]}


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
    if column.numeric and column.minimum is not None:
        ordered = {"column_A": code, "column_B": f"{code}:minimum", "or_equal": True, **EITHER}
        yield _expectation(PAIR_ORDERED, ordered, "register.below_minimum", code)
    if column.numeric and column.maximum is not None:
        ordered = {"column_A": f"{code}:maximum", "column_B": code, "or_equal": True, **EITHER}
        yield _expectation(PAIR_ORDERED, ordered, "register.above_maximum", code)


def _no_answer(column: RegisterColumnSpec) -> list[str]:
    """States of a required cell that answer nothing; of a number, — (不适用) is an answer: there is none."""
    return ["blank"] if column.numeric else ["blank", "not_applicable"]


def _expectation(kind: str, kwargs: Mapping[str, object], rule: str, column: str) -> dict[str, object]:
    meta = {"rule": rule, "severity": "critical", "scope": "row", "column": column}
    return {"type": kind, "kwargs": dict(kwargs), "meta": meta}
