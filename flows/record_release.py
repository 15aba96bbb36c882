"""Flow `record-release`: 上报 or 公开 of an approved report, put on record from Prefect's pages."""

from pathlib import Path
from typing import Annotated, Any, Literal, cast

from prefect import flow
from prefect.states import Completed
from pydantic import Field

from flows.parameters import DEFAULT_REGION, RegionName, Year, run_name
from flows.regions import region_code
from tasks import steps
from tasks.pipeline.release import NotRecorded, Recorded, Said
from tasks.settings import load

REFUSED = "没有登记"
"""The name of the state in which a run ends that could record nothing."""


def _field(title: str, description: str) -> Any:
    return Field(json_schema_extra={"title": title, "description": description})


What = Annotated[Literal["上报", "公开"], _field("事项", "登记上报，还是登记公开。")]
Where = Annotated[
    str,
    _field("上报给谁、在哪里公开", "上报写收文单位，公开写网址或者公开栏；补登其他内容时可以不填。"),
]
Dated = Annotated[str, _field("日期", "例如 2024-02-26；不填是今天，补登时不填则不变。")]
Version = Annotated[str, _field("版本", "例如 v1；不填是已签发的最近一版。")]
Receipt = Annotated[str, _field("回执号", "上报的收文回执号，可以以后补登。")]
Scan = Annotated[
    str, _field("扫描件", "回执的扫描件或者网页截图：在运行本系统的电脑上的完整路径，可以不填。")
]


@flow(
    name="record-release",
    flow_run_name=run_name("登记上报公开"),
    description="登记已签发的报告何时上报给谁、何时在哪里公开；没有签发的版本不能登记。",
    persist_result=False,
)
def record_release(
    year: Year,
    what: What,
    region: RegionName = DEFAULT_REGION,
    where: Where = "",
    dated: Dated = "",
    version: Version = "",
    receipt: Receipt = "",
    scan: Scan = "",
) -> Recorded | NotRecorded:
    """Put on record that a report was sent or published. Raises UnknownRegionError."""
    code = region_code(load(), region)
    given = (
        Path(scan.strip().strip('"')) if scan.strip() else None
    )  # Windows copies a path in quotation marks
    said = Said(version, where, dated, receipt, given)
    done = steps.record_release(code, year, said, published=what == "公开")
    steps.show(code, (year,))
    if isinstance(done, NotRecorded):
        return cast("NotRecorded", Completed(name=REFUSED, message=done.reason, data=done))
    return cast("Recorded", Completed(message=done.words, data=done))
