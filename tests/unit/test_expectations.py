"""Our own expectations, each on its own: by its type, as a suite names it."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from tasks.validation.engine import failures

OVERLAP = "expect_column_intervals_to_overlap"
MODEST = "expect_column_change_to_be_modest"
BOUNDS = ["low_a", "high_a", "low_b", "high_b"]

Interval = tuple[object, object]


def failing(kind: str, rows: list[tuple[Interval, Interval]]) -> tuple[int, ...]:
    frame = pd.DataFrame([(*a, *b) for a, b in rows], columns=BOUNDS, dtype=object)
    meta = {"rule": "test.rule", "severity": "critical", "scope": "cell"}
    expectation = {"type": kind, "kwargs": {"column_list": BOUNDS}, "meta": meta}
    suite: dict[str, Any] = {"name": "test", "expectations": [expectation]}
    return tuple(row for failure in failures(frame, suite) for row in failure.rows)


def exact(text: str) -> Interval:
    return Decimal(text), Decimal(text)


WRITTEN = (Decimal(461), Decimal(469))  # 460余
ABOVE = (Decimal(90), None)  # 90%以上
ABSENT = (None, None)


def test_intervals_overlap_where_one_value_may_be_meant_by_both() -> None:
    rows = [
        (WRITTEN, exact("461")),
        (WRITTEN, exact("469")),
        (exact("469"), WRITTEN),
        (WRITTEN, WRITTEN),
        (exact("331.86"), (Decimal("331.5"), Decimal("332.5"))),  # 约332
    ]
    assert failing(OVERLAP, rows) == ()


def test_intervals_fail_at_exactly_the_rows_that_have_nothing_in_common() -> None:
    rows = [(WRITTEN, exact("460")), (WRITTEN, exact("465")), (exact("470"), WRITTEN)]
    assert failing(OVERLAP, rows) == (0, 2)


def test_a_missing_bound_is_open_and_a_missing_quantity_contradicts_nothing() -> None:
    rows = [(ABOVE, exact("95.5")), (ABOVE, exact("89.9")), (ABSENT, exact("1")), (ABSENT, ABSENT)]
    assert failing(OVERLAP, rows) == (1,)


def test_a_column_that_is_missing_throughout_contradicts_nothing() -> None:
    assert failing(OVERLAP, [(ABSENT, exact("1")), (ABSENT, WRITTEN)]) == ()


def test_a_change_is_modest_within_either_limit_and_within_the_rows_own_floor() -> None:
    columns = ["change", "amount", "own"]
    rows = [
        (Decimal(30), Decimal(900), None),
        (Decimal("30.1"), Decimal(11), None),
        (Decimal(900), Decimal(10), None),
        (Decimal(75), Decimal(3), Decimal(2)),
        (Decimal(50), Decimal(2), Decimal(2)),
        (None, None, None),
    ]
    meta = {"rule": "test.rule", "severity": "warning", "scope": "cell"}
    kwargs = {"column_list": columns, "percent": 30, "floor": 10}
    suite = {"name": "test", "expectations": [{"type": MODEST, "kwargs": kwargs, "meta": meta}]}
    found = failures(pd.DataFrame(rows, columns=columns, dtype=object), suite)
    assert [tuple(failure.rows) for failure in found] == [(1, 3)]


def test_an_interval_needs_all_four_bounds_named() -> None:
    with pytest.raises(RuntimeError, match=r"test\.rule"):
        failing_with_columns(["low_a", "high_a"])


def failing_with_columns(columns: list[str]) -> None:
    frame = pd.DataFrame([[1, 2]], columns=["low_a", "high_a"], dtype=object)
    meta = {"rule": "test.rule", "severity": "critical", "scope": "cell"}
    expectation = {"type": OVERLAP, "kwargs": {"column_list": columns}, "meta": meta}
    failures(frame, {"name": "test", "expectations": [expectation]})
