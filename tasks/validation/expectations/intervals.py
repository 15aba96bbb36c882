"""Two quantities as they were written, each the interval of what it may mean: 460余 is 461 to 469.

Takes `column_list: [low_A, high_A, low_B, high_B]`. A missing bound is an open one (90%以上), and so a
quantity that is missing altogether contradicts nothing.
"""

from typing import Any, ClassVar, Literal

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)


class _IntervalsOverlap(MulticolumnMapMetricProvider):
    condition_metric_name = "column_intervals.overlap"

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> "pd.Series[bool]":  # noqa: N805 GX's own shape
        low_a, high_a, low_b, high_b = (column for _, column in column_list.items())
        return _at_most(low_a, high_b) & _at_most(low_b, high_a)


def _at_most(low: "pd.Series[Any]", high: "pd.Series[Any]") -> "pd.Series[bool]":
    """Whether low ≤ high, where both are there; true where one is missing."""
    known = low.notna() & high.notna()
    holds = pd.Series(True, index=low.index)
    holds[known] = low[known] <= high[known]
    return holds


class ExpectColumnIntervalsToOverlap(MulticolumnMapExpectation):
    """Expect what A may mean and what B may mean to have a value in common: they may be equal."""

    map_metric: ClassVar[str] = "column_intervals.overlap"
    ignore_row_if: Literal["never"] = "never"
