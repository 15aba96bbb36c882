"""Flow `curate`: from accepted datasets to the year's tables."""

from prefect import flow

from flows.artifacts import show_submissions
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.curate import Curated
from tasks.settings import load


@flow(
    name="curate",
    flow_run_name=run_name("数据汇总"),
    description="由审核通过的数据集汇总出全年数据：统计台账、选定基期、计算派生指标、核对数据之间的关系。",
    persist_result=False,
)
def curate(year: Year, region: RegionName = DEFAULT_REGION) -> Curated:
    """Curate one year. Raises UnknownRegionError."""
    code = region_code(load(), region)
    curated = steps.curate(code, year)
    steps.answer(code, (year,))  # what is found between datasets is to be settled too
    show_submissions(code, year)
    steps.show(code, (year,))
    return curated
