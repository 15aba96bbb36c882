"""What the flows are asked for: a year and a region, as the form in Prefect's pages shows them."""

from collections.abc import Callable
from typing import Annotated

from prefect.runtime import flow_run
from pydantic import Field

from flows.regions import default_region, region_code, region_name
from tasks.settings import load

# Prefect overwrites a field's title and description, but not what json_schema_extra says.
Year = Annotated[
    int,
    Field(
        ge=2000,
        le=2100,
        json_schema_extra={"title": "年份", "description": "报告所属年份，例如 2023。"},
    ),
]
RegionName = Annotated[
    str,
    Field(
        min_length=1,
        json_schema_extra={"title": "镇街", "description": "镇街的名称、简称或代码。"},
    ),
]
Final = Annotated[
    bool,
    Field(
        json_schema_extra={
            "title": "送审",
            "description": "选中则生成送审稿（v1、v2……），签发后成为定稿；"
            "有一条不符合定稿条件就不生成，并列出全部原因。",
        },
    ),
]
DEFAULT_REGION = default_region(load())


def run_name(what: str) -> Callable[[], str]:
    """How runs of a flow are called: 某某镇 2023 年度报告."""

    def name() -> str:
        given = flow_run.parameters
        return f"{region_name(region_code(load(), given['region']))} {given['year']} {what}"

    return name
