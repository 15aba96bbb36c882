"""The flows as Prefect's pages offer them: names, what they do, the form's defaults."""

from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows.annual_report import annual_report
from flows.approve_annual_report import approve_annual_report
from flows.collect_materials import collect_materials
from flows.consult_departments import consult_departments
from flows.curate import curate
from flows.export_base_draft import export_base_draft
from flows.ingest_submissions import ingest_submissions
from flows.record_release import record_release
from flows.render_annual_report import render_annual_report
from flows.review_secrecy import review_secrecy

_SERVED: dict[str, Flow[Any, Any]] = {
    "生成报告": render_annual_report,
    "一次完成": annual_report,
    "接收审核": ingest_submissions,
    "汇总数据": curate,
    "材料汇编": collect_materials,
    "征求意见": consult_departments,
    "登记上报公开": record_release,
    "保密审查": review_secrecy,
    "审核签发": approve_annual_report,
    "导出底稿": export_base_draft,
}
"""By the Chinese tag that the lists show beside the flow's name."""


def deployments(region: str) -> list[RunnerDeployment]:
    """One deployment a flow, named like it; `region` (Chinese) is what the form offers."""
    return [
        RunnerDeployment.from_flow(
            flow,
            name=flow.name,
            tags=[tag],
            parameters={"region": region},
            entrypoint_type=EntrypointType.MODULE_PATH,  # runs from any folder
        )
        for tag, flow in _SERVED.items()
    ]
