"""Flow `render-annual-report`: the documents from what is curated."""

from typing import Any

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_documents
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.render import NothingToRender, Rendered
from tasks.settings import load

NOTHING = "无可生成内容"
"""The name of the state in which a run ends that found nothing to write."""


def render(region: str, year: int) -> Rendered | NothingToRender:
    """Write the documents and show where they are."""
    rendered = steps.render(region, year)
    if isinstance(rendered, Rendered):
        show_documents(region, rendered)
    return rendered


def nothing(because: NothingToRender, result: object) -> Any:
    """What a flow returns where there is nothing to write: it is complete, its state says so in plain
    words, and its caller gets `result`."""
    return Completed(name=NOTHING, message=because.reason, data=result)


@flow(
    name="render-annual-report",
    flow_run_name=run_name("生成报告"),
    description="由已汇总的数据、文字材料和年度底稿生成公文、PDF 和网页。",
    persist_result=False,
)
def render_annual_report(year: Year, region: RegionName = DEFAULT_REGION) -> Rendered | NothingToRender:
    """Render one year, from what is curated. Raises UnknownRegionError."""
    code = region_code(load(), region)
    rendered = render(code, year)
    steps.show(code, (year,))
    return nothing(rendered, rendered) if isinstance(rendered, NothingToRender) else rendered
