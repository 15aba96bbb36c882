"""The flows on a real Prefect server, with a pipeline that does nothing."""

import errno
import json
from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import Artifact, FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ParameterTypeError
from prefect.states import Failed

from flows.annual_report import Report, annual_report
from flows.collect_materials import collect_materials
from flows.consult_departments import NOTHING as NOTHING_ASKED
from flows.consult_departments import consult_departments
from flows.curate import curate
from flows.deployments import deployments
from flows.export_base_draft import export_base_draft
from flows.history import wait_until_recorded
from flows.ingest_submissions import ingest_submissions
from flows.regions import UnknownRegionError
from flows.render_annual_report import BLOCKED, NOTHING, render_annual_report
from tasks import steps
from tasks.pipeline import base_draft, editions, materials
from tasks.pipeline import render as rendering
from tasks.pipeline.editions import Checked, NoEdition
from tasks.pipeline.errors import LeaseHeldError
from tasks.pipeline.materials import NoMaterials, Written
from tasks.pipeline.opinions import consult as consulting
from tasks.pipeline.opinions.consult import Consulted
from tasks.pipeline.redrafts import RedraftLine, Redrafts
from tasks.pipeline.render import Blocked, NothingToRender, Outcome
from tasks.report.yearly import Look
from tasks.settings import Settings
from tests.flows.fakes import FINDING, RENDERED, Pipeline, pipeline

__all__ = ["pipeline"]


def last_run(client: SyncPrefectClient) -> FlowRun:
    """The run that was started last, all of it on record."""
    assert wait_until_recorded(steps.started())
    return client.read_flow_runs(sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=1)[0]


def task_names(client: SyncPrefectClient, run: FlowRun) -> list[str]:
    only = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    runs = client.read_task_runs(flow_run_filter=only)
    return [one.name for one in sorted(runs, key=lambda one: str(one.expected_start_time))]


def artifacts_of(client: SyncPrefectClient, run: FlowRun) -> dict[str, Artifact]:
    only = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
    return {one.key or "": one for one in client.read_artifacts(artifact_filter=only)}


def test_annual_report_takes_earlier_years_first_and_is_all_on_record(
    client: SyncPrefectClient, pipeline: Pipeline
) -> None:
    report = annual_report(2023, "洪梅")
    assert isinstance(report, Report)
    assert report.rendered == RENDERED
    assert [one.year for one in report.curated] == [2021, 2022, 2023]
    assert pipeline.said == [
        "collect hongmei [2021, 2022, 2023]",
        "judge hongmei 2021",
        "curate hongmei 2021",
        "judge hongmei 2022",
        "curate hongmei 2022",
        "judge hongmei 2023",
        "curate hongmei 2023",
        "redraft hongmei [2021, 2022, 2023]",
        "answer hongmei [2021, 2022, 2023]",
        "render hongmei 2023",
        "show hongmei 2021",
        "show hongmei 2022",
        "show hongmei 2023",
    ]
    run = last_run(client)
    assert (run.name, run.state_name) == ("洪梅镇 2023 年度报告", "Completed")
    assert task_names(client, run) == [
        "接收 洪梅镇 2021、2022、2023 年报送文件",
        "审核 洪梅镇 2021 年报送文件",
        "汇总 洪梅镇 2021 年数据",
        "审核 洪梅镇 2022 年报送文件",
        "汇总 洪梅镇 2022 年数据",
        "审核 洪梅镇 2023 年报送文件",
        "汇总 洪梅镇 2023 年数据",
        "收回 洪梅镇 的改稿",
        "答复 洪梅镇 2021、2022、2023 年各单位",
        "生成 洪梅镇 2023 年度报告",
        "更新 洪梅镇 2021、2022、2023 年进度页",
    ]
    logs = client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))
    assert "2023 信访办：退回修改" in [line.message for line in logs]


def test_what_an_operator_reads_is_chinese_and_departments_words_are_not_markup(
    client: SyncPrefectClient, pipeline: Pipeline
) -> None:
    annual_report(2023, "hongmei")
    shown = artifacts_of(client, last_run(client))
    years = (2021, 2022, 2023)  # the base years' findings are shown too
    tables = [f"{kind}-hongmei-{year}" for kind in ("findings", "submissions") for year in years]
    assert sorted(shown) == ["documents-hongmei-2023", *tables]
    submissions = json.loads(str(shown["submissions-hongmei-2023"].data))
    assert submissions[0]["填报单位"] == "信访办"
    assert (submissions[0]["数据集"], submissions[0]["审核结果"]) == ("指标数据", "退回修改")
    finding = json.loads(str(shown["findings-hongmei-2023"].data))[0]
    assert finding["级别"] == "严重"
    assert finding["怎样修改"] == FINDING.mend
    assert not set("[]<>*`") & set("".join(finding.values()))
    assert "http://" not in finding["情况"]
    assert "严重 1 个" in str(shown["findings-hongmei-2023"].description)
    documents = str(shown["documents-hongmei-2023"].data)
    assert "/data/reports/洪梅镇/2023/draft-1/报告.docx" in documents
    assert "印出数据 88 个" in documents
    assert "缺字体。" in documents
    assert documents.index("公开稿：") < documents.index("报告.docx") < documents.index("核稿本：")
    assert "还不能定稿的原因（1 条）" in documents
    assert "1. “30宗”没有数据依据" in documents


@pytest.mark.parametrize("flow", [annual_report, render_annual_report])
def test_nothing_to_render_is_a_completed_run_that_says_so(
    client: SyncPrefectClient, pipeline: Pipeline, flow: object
) -> None:
    pipeline.rendered = NothingToRender("还没有通过审核的数据。")
    result = flow(2023) if callable(flow) else None
    assert getattr(result, "rendered", result) == pipeline.rendered
    run = last_run(client)
    assert run.state is not None
    assert run.state.is_completed()
    assert (run.state.name, run.state.message) == (NOTHING, "还没有通过审核的数据。")


def test_a_final_is_asked_for_by_a_switch_of_the_form(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    assert render_annual_report(2023, final=True) == RENDERED
    assert pipeline.said == ["render hongmei 2023 final", "show hongmei 2023"]
    with pytest.raises(ParameterTypeError):
        render_annual_report(2023, final="定")  # type: ignore[arg-type]


def test_a_blocked_final_is_a_completed_run_that_lists_every_reason(
    client: SyncPrefectClient, pipeline: Pipeline
) -> None:
    pipeline.rendered = Blocked(2023, ("“一、成效”里的“30宗”没有数据依据", "<b>字</b>没有字体能印"))
    assert render_annual_report(2023, final=True) == pipeline.rendered
    run = last_run(client)
    assert run.state is not None
    assert run.state.is_completed()
    assert run.state.name == BLOCKED
    assert "有 2 条原因" in str(run.state.message)
    (shown,) = artifacts_of(client, run).values()
    assert str(shown.data).startswith("1. “一、成效”里的“30宗”没有数据依据\n2. ")
    assert "<b>" not in str(shown.data)


def test_a_fault_fails_the_run_and_reaches_the_caller(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    pipeline.fault = ZeroDivisionError("our own bug")
    with pytest.raises(ZeroDivisionError, match="our own bug"):
        render_annual_report(2023)
    assert last_run(client).state_name == "Failed"
    assert pipeline.said == ["render hongmei 2023"], "a fault is not tried again"


def test_a_step_that_waited_for_another_run_goes_on(
    client: SyncPrefectClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = LeaseHeldError.__new__(LeaseHeldError, "洪梅镇 2023年正由另一次运行处理")

    def free_the_second_time(settings: Settings, region: str, year: int, *, final: bool) -> Outcome:
        monkeypatch.setattr(rendering, "render", pipeline.render)
        raise held

    monkeypatch.setattr(rendering, "render", free_the_second_time)
    monkeypatch.setattr(steps.render, "retry_delay_seconds", 0)
    assert render_annual_report(2023) == RENDERED
    run = last_run(client)
    assert run.state_name == "Completed"
    tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
    assert {task.name.partition(" ")[0]: task.run_count for task in tasks} == {"生成": 2, "更新": 1}


def test_the_parts_run_alone(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    ingest_submissions(2023)
    assert last_run(client).name == "洪梅镇 2023 接收与审核"
    curate(2023)
    run = last_run(client)
    assert run.name == "洪梅镇 2023 数据汇总"
    assert "findings-hongmei-2023" in artifacts_of(client, run)
    assert pipeline.said == [
        "collect hongmei [2023]",
        "judge hongmei 2023",
        "redraft hongmei [2023]",
        "answer hongmei [2023]",
        "show hongmei 2023",
        "curate hongmei 2023",
        "answer hongmei [2023]",
        "show hongmei 2023",
    ]


def test_a_base_draft_is_given_out_without_a_terminal(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Path("/data/洪梅镇2024年度底稿.docx")
    look = Look("report.md", 17, "会议、届次", "…召开第*一*届…")
    monkeypatch.setattr(base_draft, "start_and_write_draft", lambda *_: written)
    monkeypatch.setattr(
        editions, "check_edition", lambda *_: Checked(("成文日期还没有填。",), (), 2023, (look,))
    )
    assert export_base_draft(2024, "洪梅镇") == written
    run = last_run(client)
    assert (run.name, run.state_name) == ("洪梅镇 2024 导出年度底稿", "Completed")
    assert str(written) in str(artifacts_of(client, run)["base-draft-hongmei-2024"].data)
    told = str(artifacts_of(client, run)["base-draft-check-hongmei-2024"].data)
    assert "要改的 1 处" in told
    assert "成文日期还没有填。" in told
    assert "第17行　会议、届次：…召开第＊一＊届…" in told
    monkeypatch.setattr(base_draft, "start_and_write_draft", lambda *_: NoEdition("没有可以沿用的底稿。"))
    export_base_draft(2024, "洪梅镇")
    assert last_run(client).state_name == NOTHING


def test_a_region_or_year_that_cannot_be_is_refused(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    with pytest.raises(UnknownRegionError, match="已设置的镇街：洪梅镇"):
        annual_report(2023, "石龙镇")
    with pytest.raises(ParameterTypeError):
        annual_report(1023)
    assert pipeline.said == []


def test_what_became_of_edited_files_is_shown_as_words(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    line = RedraftLine("底稿*1*.docx", "没有收：<b>甲</b>。", 2023, changed=False)
    pipeline.redrafts = Redrafts((line,), 0, Path("/data/returns/洪梅镇/改稿"))
    ingested = ingest_submissions(2023, "洪梅镇")
    assert ingested.redrafts.lines == (line,)
    shown = artifacts_of(client, last_run(client))["redrafts-hongmei"]
    (row,) = json.loads(str(shown.data))
    assert (row["年份"], row["结果"]) == ("2023", "没有收：＜b＞甲＜/b＞。")
    assert "/data/returns/洪梅镇/改稿" in str(shown.description)


def test_materials_are_collected_without_a_terminal(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        materials, "write_materials", lambda *_: Written(Path("/data/材料汇编.docx"), 44, 14, 2)
    )
    assert collect_materials(2023, "洪梅镇") == Written(Path("/data/材料汇编.docx"), 44, 14, 2)
    run = last_run(client)
    assert (run.name, run.state_name) == ("洪梅镇 2023 材料汇编", "Completed")
    shown = str(artifacts_of(client, run)["materials-hongmei-2023"].data)
    assert "14 个单位的 44 条" in shown
    assert "/data/材料汇编.docx" in shown
    assert "没有数据依据的数 2 个" in shown
    monkeypatch.setattr(materials, "write_materials", lambda *_: NoMaterials("还没有文字材料。"))
    collect_materials(2023, "洪梅镇")
    assert last_run(client).state_name == NOTHING


def test_opinions_are_asked_for_without_a_terminal(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Consulted(
        2023, "draft-0a", "2024年1月20日", Path("/data/征求意见"), ("司法分局",), ("表.xlsx",), 3
    )
    asked: list[object] = []
    monkeypatch.setattr(consulting, "consult", lambda *given: asked.append(given[1:]) or sent)
    assert consult_departments(2023, until="2024-01-20", region="洪梅镇") == sent
    assert asked == [("hongmei", 2023, "", date(2024, 1, 20))]
    run = last_run(client)
    assert (run.name, run.state_name) == ("洪梅镇 2023 征求意见", "Completed")
    assert "1 个单位、3 句" in str(artifacts_of(client, run)["opinions-hongmei-2023"].data)
    consult_departments(2023, until="明天", region="洪梅镇")
    nothing = last_run(client)
    assert nothing.state_name == NOTHING_ASKED
    assert nothing.state is not None
    assert "明天" in str(nothing.state.message)


def test_forms_ask_in_chinese() -> None:
    served = {one.name: one for one in deployments("洪梅镇")}
    for one in map(served.__getitem__, OF_A_YEAR):
        schema = one._parameter_openapi_schema
        assert schema.required == ["year"]
        asked = ["年份", "镇街", *(["送审"] if one.name == "render-annual-report" else [])]
        assert [field["title"] for field in schema.properties.values()] == asked
        assert schema.properties["year"]["minimum"] == 2000
        assert one.parameters == {"region": "洪梅镇"}
        assert one.description
    for name, (required, asked) in FORMS.items():
        schema = served[name]._parameter_openapi_schema
        assert schema.required == required
        assert [field["title"] for field in schema.properties.values()] == asked
        assert all(field["description"] for field in schema.properties.values())


OF_A_YEAR = (
    "annual-report",
    "collect-materials",
    "curate",
    "export-base-draft",
    "ingest-submissions",
    "render-annual-report",
)
FORMS = {
    "consult-departments": (["year"], ["年份", "版本", "反馈截止日期", "镇街"]),
    "review-secrecy": (
        ["year", "step", "by"],
        ["年份", "审查步骤", "审查人", "审查结论", "版本", "日期", "备注", "镇街"],
    ),
    "approve-annual-report": (
        ["year", "decision", "reviewer"],
        [
            *("年份", "审核结果", "审核人", "版本", "签发人", "日期", "备注"),
            *("扫描件", "签署的文件", "接受不符的原因", "镇街"),
        ],
    ),
}
"""Forms that ask for more than a year: what must be filled in, and all titles."""


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (OSError(errno.EACCES, "busy", "表.xlsx"), True),
        (OSError(errno.ENOSPC, "full", "表.xlsx"), False),
        (FileNotFoundError(errno.ENOENT, "gone", "表.xlsx"), False),
        (ValueError("bug"), False),
    ],
)
def test_a_step_waits_only_where_waiting_can_help(error: Exception, *, again: bool) -> None:
    assert steps.worth_waiting(None, None, Failed(data=error)) is again


def test_a_step_waits_for_another_run_longer_than_a_killed_one_holds_it_up() -> None:
    held = LeaseHeldError.__new__(LeaseHeldError, "洪梅镇 2023年正由另一次运行处理")
    assert steps.worth_waiting(None, None, Failed(data=held)) is True
    assert steps.WAIT_SECONDS * steps.ATTEMPTS_MORE > 30
