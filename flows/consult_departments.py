"""Flow `consult-departments`: a version of the report goes out for opinions."""

from typing import Any, cast

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_lines
from flows.consulting import day_of, of_consulted
from flows.parameters import DEFAULT_REGION, AskedVersion, RegionName, Until, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.opinions.consult import Consulted, NothingToAsk
from tasks.pipeline.versions import VersionError
from tasks.settings import load

NOTHING = "没有可征求意见的"
"""The name of the state in which a run ends that sent nothing out."""


@flow(
    name="consult-departments",
    flow_run_name=run_name("征求意见"),
    description="由报告的一稿写出征求意见稿，和每个单位一份的征求意见表；单位填好后放回收件箱。",
    persist_result=False,
)
def consult_departments(
    year: Year, version: AskedVersion = "", until: Until = "", region: RegionName = DEFAULT_REGION
) -> Consulted | NothingToAsk:
    """Send a version out. Raises UnknownRegionError."""
    code = region_code(load(), region)
    try:
        done = steps.consult(code, year, version, day_of(until))
    except (VersionError, ValueError) as error:
        done = NothingToAsk(str(error))
    steps.show(code, (year,))
    return cast("Consulted | NothingToAsk", _ended(code, year, done))


def _ended(region: str, year: int, done: Consulted | NothingToAsk) -> Any:
    if isinstance(done, NothingToAsk):
        return Completed(name=NOTHING, message=done.reason, data=done)
    show_lines(region, year, "opinions", "征求意见", list(of_consulted(done)))
    return done
