"""Great Expectations at work: one batch, one suite, the failing rows by our rule codes (decision 10).

GX decides every row: what is asked of it is the condition of an expectation's map metric, a boolean a row.
Its own results would cost 8 ms an expectation and 90 µs a failing row, for JSON that nobody reads.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read by GX at import; no calls home

import pandas as pd
from great_expectations.exceptions.exceptions import GreatExpectationsError
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.registry import get_expectation_impl, get_metric_kwargs
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.metrics_calculator import MetricsCalculator

import tasks.validation.expectations  # noqa: F401 registers our own
from tasks.catalogue import CatalogueError
from tasks.model import Scope, Severity

logging.getLogger("great_expectations").setLevel(logging.CRITICAL)  # it quotes values; we raise ourselves


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that some rows fail. `rows` are positions in the batch, ascending; `columns` what it
    looks at, and `column` where its finding stands if its `meta` says so.
    """

    rule: str
    severity: Severity
    scope: Scope
    column: str
    columns: tuple[str, ...]
    rows: tuple[int, ...]


def failures(frame: pd.DataFrame, suite: Mapping[str, Any]) -> list[Failure]:
    """The expectations of `suite` that rows of `frame` fail, in the suite's order.

    `frame` must have a RangeIndex. `suite` is in GX's own shape with `rule`, `severity` and `scope` in
    each `meta`. Raises CatalogueError where an expectation is none of GX's, does not judge row by row or
    names a column that is not there, RuntimeError where it could not be computed.
    """
    if frame.empty:
        return []
    asked = [_Asked.of(spec, suite["name"], frame) for spec in suite["expectations"]]
    # An engine of its own for each call: one shared between threads evaluates the wrong table.
    engine = PandasExecutionEngine(batch_data_dict={one.batch: frame[one.columns] for one in asked})
    found, raised = MetricsCalculator(engine).compute_metrics([one.condition for one in asked])
    failed: list[Failure] = []
    for one in asked:
        if one.condition.id not in found:
            raise RuntimeError(f"{one.name} could not be computed: {_first(raised)}")
        if rows := _positions(found[one.condition.id]):
            failed.append(one.failure(rows))
    return failed


@dataclass(frozen=True, slots=True)
class _Asked:
    """An expectation, the columns that it looks at, and GX's condition for each row of them."""

    name: str
    meta: Mapping[str, str]
    columns: list[str]
    batch: str
    condition: MetricConfiguration

    @classmethod
    def of(cls, spec: Mapping[str, Any], suite: str, frame: pd.DataFrame) -> "_Asked":
        name = f"suite {suite}, {spec['meta']['rule']}, {spec['type']}"
        columns = columns_of(spec["kwargs"])
        if missing := [column for column in columns if column not in frame]:
            raise CatalogueError(f"{name}: no column {', '.join(missing)}")
        # GX copies all of a batch's columns to leave out rows: it is given those that count
        batch = ",".join(columns)
        return cls(name, spec["meta"], columns, batch, _condition(spec, name, batch))

    def failure(self, rows: tuple[int, ...]) -> Failure:
        severity, scope = Severity(self.meta["severity"]), Scope(self.meta["scope"])
        column, columns = self.meta.get("column", ""), tuple(self.columns)
        return Failure(self.meta["rule"], severity, scope, column, columns, rows)


def columns_of(kwargs: Mapping[str, Any]) -> list[str]:
    """The columns that an expectation looks at, with those of its `row_condition`."""
    single = (kwargs[key] for key in ("column", "column_A", "column_B") if key in kwargs)
    where = kwargs.get("row_condition") or {}
    return list(dict.fromkeys([*single, *kwargs.get("column_list", ()), *_named(where)]))


def _named(condition: Mapping[str, Any]) -> Iterator[str]:
    if "column" in condition:
        yield condition["column"]["name"]
    for part in condition.get("conditions", ()):
        yield from _named(part)


def _condition(spec: Mapping[str, Any], name: str, batch: str) -> MetricConfiguration:
    """The metric that says of each row whether it fails the expectation."""
    try:
        metric = f"{_map_metric(spec)}.condition"
        configuration = ExpectationConfiguration(
            type=spec["type"], kwargs={**spec["kwargs"], "batch_id": batch}, meta=dict(spec["meta"])
        )
        kwargs = get_metric_kwargs(metric, configuration=configuration)
    except (GreatExpectationsError, ValueError) as error:
        raise CatalogueError(f"{name}: {error}") from error
    return MetricConfiguration(metric, kwargs["metric_domain_kwargs"], kwargs["metric_value_kwargs"])


def _map_metric(spec: Mapping[str, Any]) -> str:
    metric: str | None = getattr(get_expectation_impl(spec["type"]), "map_metric", None)
    if metric is None or spec["kwargs"].get("mostly", 1) != 1:
        raise ValueError("judges a whole column, not each row")
    return metric


def _positions(condition: Any) -> tuple[int, ...]:
    """The rows for which a condition is true. GX leaves out rows that it does not judge."""
    unexpected, *_ = condition
    return tuple(unexpected.index[unexpected.to_numpy(dtype=bool, na_value=False)].tolist())


def _first(raised: Mapping[Any, Any]) -> str:
    """What the first metric that could not be computed raised."""
    return next((str(one["exception_info"].exception_message) for one in raised.values()), "no reason given")
