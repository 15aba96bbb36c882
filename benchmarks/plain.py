"""The checks of our suites in plain pandas, as somebody without a library would write them."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

Given = Mapping[str, Any]


def known(kind: str) -> bool:
    """Whether a type of expectation is written here."""
    return kind in _CHECKS


def holds(frame: pd.DataFrame, kind: str, given: Given) -> "pd.Series[bool]":
    """Whether each row passes an expectation of a type that our suites use. Raises KeyError for another."""
    passes = _CHECKS[kind](frame, given)
    return passes if "row_condition" not in given else passes | ~_asked(frame, given["row_condition"])


def _asked(frame: pd.DataFrame, condition: Given) -> "pd.Series[bool]":
    parameter = condition["parameter"]
    wanted = parameter if condition["operator"] == "IN" else [parameter]
    return frame[condition["column"]["name"]].isin(wanted)


def _in_set(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    column = frame[given["column"]]
    return column.isin(given["value_set"]) | column.isna()


def _not_in_set(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    return ~frame[given["column"]].isin(given["value_set"])


def _null(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    return frame[given["column"]].isna()


def _not_null(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    return frame[given["column"]].notna()


def _between(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    column = frame[given["column"]]
    low, high = given.get("min_value"), given.get("max_value")
    return _where(column.notna(), lambda known: _within(column[known], low, high))


def _within(column: "pd.Series[Any]", low: Any, high: Any) -> "pd.Series[bool]":
    above = pd.Series(True, index=column.index) if low is None else column >= low
    return above if high is None else above & (column <= high)


def _equal(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    a, b = frame[given["column_A"]], frame[given["column_B"]]
    return _where(a.notna() & b.notna(), lambda known: a[known] == b[known])


def _greater(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    a, b = frame[given["column_A"]], frame[given["column_B"]]
    if given.get("or_equal"):
        return _where(a.notna() & b.notna(), lambda known: a[known] >= b[known])
    return _where(a.notna() & b.notna(), lambda known: a[known] > b[known])


def _pair_in_set(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    a, b = frame[given["column_A"]], frame[given["column_B"]]
    pairs = pd.MultiIndex.from_arrays([a, b])
    allowed = pairs.isin([tuple(pair) for pair in given["value_pairs_set"]])
    return pd.Series(allowed, index=frame.index) | a.isna() | b.isna()


def _unique(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    columns = frame[given["column_list"]]
    return ~columns.duplicated(keep=False) | columns.isna().any(axis=1)


def _overlap(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    low_a, high_a, low_b, high_b = (frame[name] for name in given["column_list"])
    return _at_most(low_a, high_b) & _at_most(low_b, high_a)


def _at_most(low: "pd.Series[Any]", high: "pd.Series[Any]") -> "pd.Series[bool]":
    return _where(low.notna() & high.notna(), lambda known: low[known] <= high[known])


def _where(
    known: "pd.Series[bool]", check: Callable[["pd.Series[bool]"], "pd.Series[bool]"]
) -> "pd.Series[bool]":
    passes = pd.Series(True, index=known.index)
    passes[known] = check(known)
    return passes


_CHECKS: dict[str, Callable[[pd.DataFrame, Given], "pd.Series[bool]"]] = {
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_not_be_in_set": _not_in_set,
    "expect_column_values_to_be_null": _null,
    "expect_column_values_to_not_be_null": _not_null,
    "expect_column_values_to_be_between": _between,
    "expect_column_pair_values_to_be_equal": _equal,
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
    "expect_column_pair_values_to_be_in_set": _pair_in_set,
    "expect_compound_columns_to_be_unique": _unique,
    "expect_column_intervals_to_overlap": _overlap,
}
