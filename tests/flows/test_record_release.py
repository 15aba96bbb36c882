"""登记上报公开 as a run: what an operator fills in is put on record, and a refusal is no failure."""

from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient

from flows.deployments import deployments
from flows.record_release import REFUSED, record_release
from tasks.pipeline import release
from tasks.pipeline.release import NotRecorded, Recorded, Said
from tests.flows.fakes import Pipeline, pipeline
from tests.flows.test_flows import last_run, task_names

__all__ = ["pipeline"]


def test_it_is_recorded_and_the_pages_are_renewed(
    client: SyncPrefectClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Said] = []

    def recorded(_settings: object, _key: object, said: Said) -> Recorded:
        asked.append(said)
        return Recorded("v1", "已上报：v1", changed=True)

    monkeypatch.setattr(release, "record_sent", recorded)
    record_release(2023, "上报", "洪梅", where="市府", receipt="7号", scan='"扫描/回执.pdf"')
    assert asked == [Said("", "市府", "", "7号", Path("扫描/回执.pdf"))]
    assert pipeline.said == ["show hongmei 2023"]
    run = last_run(client)
    assert run.state is not None
    assert (run.name, run.state.message) == ("洪梅镇 2023 登记上报公开", "已上报：v1")
    assert task_names(client, run) == ["登记 洪梅镇 2023 年报告的上报、公开", "更新 洪梅镇 2023 年进度页"]


def test_a_refusal_is_a_completed_run_that_says_why(
    client: SyncPrefectClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pipeline.said == []
    refusal = NotRecorded("没有登记：2023 年的报告没有签发。")
    monkeypatch.setattr(release, "record_published", lambda *_: refusal)
    record_release(2023, "公开", "洪梅", where="http://x")
    state = last_run(client).state
    assert state is not None
    assert (state.name, state.message, state.is_completed()) == (REFUSED, refusal.reason, True)


def test_the_form_asks_in_chinese() -> None:
    (served,) = (one for one in deployments("洪梅镇") if one.name == "record-release")
    fields = served._parameter_openapi_schema.properties
    assert {field["title"] for field in fields.values()} == {
        *("年份", "镇街", "事项", "上报给谁、在哪里公开", "日期", "版本", "回执号", "扫描件")
    }
    assert fields["what"]["enum"] == ["上报", "公开"]
