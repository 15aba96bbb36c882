"""The engine: GX decides every row, and what it cannot decide is nobody's finding."""

from decimal import Decimal
from typing import Any

import great_expectations as gx
import pandas as pd
import pytest

from tasks.catalogue import CatalogueError
from tasks.model import Scope, Severity
from tasks.validation.engine import failures

META = {"rule": "test.rule", "severity": "warning", "scope": "row", "column": "a"}

FRAME = pd.DataFrame(
    {
        "submission": [1, 1, 1, 2, 2, 2],
        "a": [Decimal(1), Decimal("2.5"), None, Decimal(3), Decimal(1), Decimal("0.1")],
        "b": [Decimal("1.0"), Decimal(2), Decimal(7), None, Decimal(2), Decimal("0.10")],
        "code": ["x", "y", "y", None, "z", "x"],
        "day": pd.to_datetime(["2023-01-02", "2023-12-31", None, "2022-05-01", "2023-01-02", "2023-06-30"]),
        "due": pd.to_datetime(["2023-01-01", "2023-12-31", "2023-01-01", None, "2024-01-01", "2023-06-29"]),
    }
)
NUMBERS = FRAME.columns[1:3]
FRAME[NUMBERS] = FRAME[NUMBERS].astype(object)

EITHER = {"ignore_row_if": "either_value_is_missing"}
X = {"type": "comparison", "column": {"name": "code"}, "operator": "==", "parameter": "x"}
GIVEN = {"type": "nullity", "column": {"name": "a"}, "is_null": False}

EXPECTATIONS: list[tuple[str, dict[str, Any], tuple[int, ...]]] = [
    ("expect_column_values_to_be_null", {"column": "code"}, (0, 1, 2, 4, 5)),
    ("expect_column_values_to_not_be_null", {"column": "code"}, (3,)),
    ("expect_column_values_to_be_in_set", {"column": "code", "value_set": ["x", "y"]}, (4,)),
    ("expect_column_values_to_not_be_in_set", {"column": "code", "value_set": ["x"]}, (0, 5)),
    ("expect_column_values_to_match_regex", {"column": "code", "regex": "^[xy]$"}, (4,)),
    ("expect_column_values_to_be_unique", {"column": "code"}, (0, 1, 2, 5)),
    ("expect_column_pair_values_to_be_equal", {"column_A": "a", "column_B": "b", **EITHER}, (1, 4)),
    (
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "due", "column_B": "day", "or_equal": True, **EITHER},
        (0, 5),
    ),
    (
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "due", "column_B": "day", "or_equal": True, **EITHER, "row_condition": X},
        (0, 5),
    ),
    (
        "expect_column_values_to_be_null",
        {"column": "due", "row_condition": {"type": "and", "conditions": [X, GIVEN]}},
        (0, 5),
    ),
    (
        "expect_compound_columns_to_be_unique",
        {"column_list": ["submission", "code"], "ignore_row_if": "any_value_is_missing"},
        (1, 2),
    ),
]


def suite(kind: str, kwargs: dict[str, Any], **meta: str) -> dict[str, Any]:
    return {"name": "test", "expectations": [{"type": kind, "kwargs": kwargs, "meta": META | meta}]}


@pytest.mark.parametrize(("kind", "kwargs", "rows"), EXPECTATIONS)
def test_the_rows_that_fail_are_those_of_gx_itself(
    kind: str, kwargs: dict[str, Any], rows: tuple[int, ...]
) -> None:
    expected = ("test.rule", Severity.WARNING, Scope.ROW, "a", rows)
    (failed,) = failures(FRAME, suite(kind, kwargs))
    assert (failed.rule, failed.severity, failed.scope, failed.column, failed.rows) == expected
    assert tuple(by_validation(kind, kwargs)) == rows


def by_validation(kind: str, kwargs: dict[str, Any]) -> list[int]:
    """The same by GX's own way: a validation of the batch, with all rows located."""
    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("source").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("run").get_batch(batch_parameters={"dataframe": FRAME})
    asked = gx.ExpectationSuite("test", [{"type": kind, "kwargs": kwargs}])
    (result,) = batch.validate(asked, result_format={"result_format": "COMPLETE"}).to_json_dict()["results"]
    return sorted(result["result"]["unexpected_index_list"])


def test_failures_keep_the_order_of_the_suite_and_of_the_rows() -> None:
    both = suite("expect_column_values_to_be_null", {"column": "code"}, rule="test.second")
    both["expectations"] += suite("expect_column_values_to_not_be_null", {"column": "a"})["expectations"]
    assert [(f.rule, f.rows[-1]) for f in failures(FRAME, both)] == [("test.second", 5), ("test.rule", 2)]


def test_no_rows_fail_nothing() -> None:
    asked = suite("expect_column_values_to_be_null", {"column": "code"})
    assert failures(FRAME.iloc[:0], asked) == failures(pd.DataFrame(), asked) == []


@pytest.mark.parametrize(
    ("kind", "kwargs", "told"),
    [
        ("expect_column_values_to_be_nul", {"column": "code"}, "expect_column_values_to_be_nul not found"),
        ("expect_column_values_to_be_null", {"column": "gone"}, "no column gone"),
        ("expect_column_values_to_be_null", {"colum": "code"}, "column"),
        ("expect_column_values_to_be_in_set", {"column": "code", "values": ["x"]}, "values"),
        ("expect_column_sum_to_be_between", {"column": "a", "min_value": 0}, "not each row"),
        ("expect_column_values_to_be_null", {"column": "code", "mostly": 0.9}, "not each row"),
    ],
)
def test_an_expectation_that_is_none_names_suite_rule_and_what_is_wrong(
    kind: str, kwargs: dict[str, Any], told: str
) -> None:
    with pytest.raises(CatalogueError, match=rf"suite test, test\.rule, {kind}: .*") as caught:
        failures(FRAME, suite(kind, kwargs))
    assert told in str(caught.value)


def test_an_expectation_that_cannot_be_computed_is_our_fault() -> None:
    pair = {"column_A": "a", "column_B": "code", **EITHER}
    with pytest.raises(RuntimeError, match=r"test\.rule.* could not be computed: Invalid comparison"):
        failures(FRAME, suite("expect_column_pair_values_a_to_be_greater_than_b", pair))
