"""A change that is large both in percent and by itself.

Takes `column_list: [change, amount, floor]`, all without a sign: the change in percent, or in points of a
percentage; what it amounts to; the row's own floor, where it has one. `percent` and `floor` are the limits;
a change within either is modest, and one that is missing is none.
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


class _ChangeIsModest(MulticolumnMapMetricProvider):
    condition_metric_name = "column_change.modest"
    condition_value_keys = ("percent", "floor")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(
        cls,  # noqa: N805 GX's own shape
        column_list: pd.DataFrame,
        percent: float,
        floor: float,
        **_: Any,
    ) -> "pd.Series[bool]":
        change, amount, own = (column for _, column in column_list.items())
        known = change.notna()
        modest = pd.Series(True, index=change.index)
        limit = own[known].where(own[known].notna(), floor)
        modest[known] = (change[known] <= percent) | (amount[known] <= limit)
        return modest


class ExpectColumnChangeToBeModest(MulticolumnMapExpectation):
    """Expect a change to be at most `percent`, or to amount to no more than `floor`."""

    percent: float
    floor: float

    map_metric: ClassVar[str] = "column_change.modest"
    success_keys: ClassVar[tuple[str, ...]] = ("percent", "floor")
    ignore_row_if: Literal["never"] = "never"
