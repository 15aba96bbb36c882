"""Flow `collect-materials`: departments' accepted texts as one Word file to pick from."""

from typing import Any, cast

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_materials
from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from flows.render_annual_report import NOTHING
from tasks import steps
from tasks.pipeline.materials import NoMaterials, Written
from tasks.settings import load


@flow(
    name="collect-materials",
    flow_run_name=run_name("材料汇编"),
    description="把各单位采用的文字材料按栏目编成一份 Word，可以逐段复制到年度底稿，出处和数据都跟着走。",
    persist_result=False,
)
def collect_materials(year: Year, region: RegionName = DEFAULT_REGION) -> Written | NoMaterials:
    """Write one year's accepted texts. Raises UnknownRegionError."""
    code = region_code(load(), region)
    outcome = steps.materials(code, year)
    if isinstance(outcome, NoMaterials):
        ended: Any = Completed(name=NOTHING, message=outcome.reason, data=outcome)
        return cast("NoMaterials", ended)
    show_materials(code, year, outcome)
    return outcome
