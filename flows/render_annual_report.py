"""Flow `render-annual-report`: the documents from what is curated."""

from typing import Any, cast

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_blocked, show_documents
from flows.parameters import DEFAULT_REGION, Final, RegionName, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.render import Blocked, NothingToRender, Outcome, Rendered
from tasks.settings import load

NOTHING = "无可生成内容"
"""The name of the state in which a run ends that found nothing to write."""

BLOCKED = "还不能定稿"
"""The name of the state in which a run ends that was asked for a final and may make none."""

WAITING = "待签发"
"""The name of the state in which a run ends that made a final: it waits for somebody to approve it."""


def render(region: str, year: int, *, final: bool = False) -> Outcome:
    """Write the documents and show where they are, or why there is no final."""
    outcome = steps.render(region, year, final)
    match outcome:
        case Rendered():
            show_documents(region, outcome)
        case Blocked():
            show_blocked(region, outcome)
    return outcome


def ended(outcome: Outcome, result: object) -> Any:
    """What a flow returns: `result`, where nothing was written as a completed run whose state says so in
    plain words."""
    match outcome:
        case NothingToRender():
            return Completed(name=NOTHING, message=outcome.reason, data=result)
        case Blocked():
            said = f"有 {len(outcome.reasons)} 条原因，没有生成送审稿，逐条见“还不能定稿的原因”"
            return Completed(name=BLOCKED, message=said, data=result)
        case Rendered() if outcome.waits:
            said = f"{outcome.version} 已送审，等待审核、签发；请用 approve-annual-report 登记结果"
            return Completed(name=WAITING, message=said, data=result)
    return result


@flow(
    name="render-annual-report",
    flow_run_name=run_name("生成报告"),
    description="由已汇总的数据、文字材料和年度底稿生成公文、PDF 和网页。",
    persist_result=False,
)
def render_annual_report(year: Year, region: RegionName = DEFAULT_REGION, final: Final = False) -> Outcome:
    """Render one year, from what is curated, as a draft or a final. Raises UnknownRegionError."""
    code = region_code(load(), region)
    outcome = render(code, year, final=final)
    steps.show(code, (year,))
    return cast("Outcome", ended(outcome, outcome))
