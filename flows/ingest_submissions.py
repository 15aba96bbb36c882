"""Flow `ingest-submissions`: take in and judge what departments dropped for one year."""

from dataclasses import dataclass

from prefect import flow

from flows.artifacts import show_redrafts, show_submissions
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.answers import Answered
from tasks.pipeline.ingest import Collected, Judged
from tasks.pipeline.redrafts import Redrafts
from tasks.settings import load


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came in, how it was judged, and what goes back."""

    collected: Collected
    judged: Judged
    answered: Answered
    redrafts: Redrafts


@flow(
    name="ingest-submissions",
    flow_run_name=run_name("接收与审核"),
    description="接收各单位报送的文件，审核并列出全部问题，写好给各单位的答复；收回“改稿”文件夹里的底稿和报告。",
    persist_result=False,
)
def ingest_submissions(year: Year, region: RegionName = DEFAULT_REGION) -> Ingested:
    """Take in and judge one year. Raises UnknownRegionError."""
    code = region_code(load(), region)
    collected = steps.collect(code, (year,))
    judged = steps.judge(code, year)
    redrafts = steps.redraft(code, (year,))
    ingested = Ingested(collected, judged, steps.answer(code, (year,)), redrafts)
    show_submissions(code, year)
    show_redrafts(code, redrafts)
    steps.show(code, (year,))
    return ingested
