"""Our engine finds what GX's own validation finds, for all suites and all cases."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
import pytest
from great_expectations.data_context.types.base import ProgressBarsConfig

from tasks.validation import engine
from tasks.validation.engine import Failure
from tests.rules.judging import found
from tests.rules.spec import cases


def test_every_suite_is_a_suite_of_gx_and_fails_the_same_rows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    judged: dict[str, list[tuple[pd.DataFrame, Mapping[str, Any], list[Failure]]]] = {}

    def noted(frame: pd.DataFrame, suite: Mapping[str, Any]) -> list[Failure]:
        failed = engine.failures(frame, suite)
        if not frame.empty:
            judged.setdefault(suite["name"], []).append((frame, suite, failed))
        return failed

    for module in ("curated", "judge", "opinions", "registers", "settling"):
        monkeypatch.setattr(import_module(f"tasks.validation.{module}"), "failures", noted)
    found(cases(), tmp_path)
    assert {"file", "cover", "dataset", "indicators", "relations", "narrative", "mentions"} < judged.keys()
    assert {
        "ledger",
        "curated",
        "opinions",
        "settlements",
        "register:yuezhifa",
        "register:hotline",
    } < judged.keys()
    for name, runs in judged.items():
        for frame, suite, failed in runs:
            ours = sorted((f.rule, f.column, list(f.rows)) for f in failed)
            assert ours == by_validation(frame, suite), name


def by_validation(frame: pd.DataFrame, suite: Mapping[str, Any]) -> list[tuple[str, str, list[int]]]:
    """Rule, column and failing rows of each expectation that fails, by a validation of the batch."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("source").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("run").get_batch(batch_parameters={"dataframe": frame})
    asked = gx.ExpectationSuite(name=suite["name"], expectations=[dict(e) for e in suite["expectations"]])
    results = batch.validate(asked, result_format={"result_format": "COMPLETE"}).to_json_dict()["results"]
    failing = []
    for result in results:
        meta = result["expectation_config"]["meta"]
        if not result["success"]:
            rows = sorted(result["result"]["unexpected_index_list"])
            failing.append((meta["rule"], meta.get("column", ""), rows))
    return sorted(failing)
