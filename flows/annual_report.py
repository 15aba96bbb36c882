"""Flow `annual-report`: the main job, from departments' files to the documents.

Calls the parts as plain functions rather than as subflows: one flow run on one page, and no second
run to start, name and record for each part (docs/decisions/0005).
"""

from dataclasses import dataclass
from typing import cast

from prefect import flow

from flows.artifacts import show_redrafts, show_submissions
from flows.ingest_submissions import Ingested
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from flows.render_annual_report import ended, render
from tasks import steps
from tasks.pipeline.curate import Curated
from tasks.pipeline.ingest import Judged
from tasks.pipeline.render import Outcome
from tasks.pipeline.years import years_of_run
from tasks.settings import load


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole run came to; `curated` by year, ascending."""

    ingested: Ingested
    curated: tuple[Curated, ...]
    rendered: Outcome


@flow(
    name="annual-report",
    flow_run_name=run_name("年度报告"),
    description="从各单位报送的文件到年度报告：接收、审核、汇总、生成，一次完成。",
    persist_result=False,
)
def annual_report(year: Year, region: RegionName = DEFAULT_REGION) -> Report:
    """Make one year's report.

    Earlier years that have submissions are judged and curated first, one after the other: each is what
    the next is judged against. Answers go out when all are.
    Raises UnknownRegionError.
    """
    code = region_code(load(), region)
    years = years_of_run(load(), code, year)
    collected = steps.collect(code, years)
    judged, curated = [], []
    for one in years:
        judged.append(steps.judge(code, one))
        curated.append(steps.curate(code, one))
    redrafts = steps.redraft(code, years)  # before the report is made, which prints what they changed
    ingested = Ingested(collected, Judged.together(judged), steps.answer(code, years), redrafts)
    for one in years:
        show_submissions(code, one)
    show_redrafts(code, redrafts)
    rendered = render(code, year)
    steps.show(code, years)
    report = Report(ingested, tuple(curated), rendered)
    return cast("Report", ended(rendered, report))
