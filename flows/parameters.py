"""What the flows are asked for: a year and a region, as the form in Prefect's pages shows them."""

from collections.abc import Callable
from typing import Annotated, Literal

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
StepAsked = Annotated[
    Literal["初审", "复审", "批准"],
    Field(json_schema_extra={"title": "审查步骤", "description": "依次为初审、复审、批准。"}),
]
Passed = Annotated[
    Literal["通过", "不通过"],
    Field(json_schema_extra={"title": "审查结论", "description": "不通过的，请在备注里写明原因。"}),
]
Reviewer = Annotated[
    str, Field(json_schema_extra={"title": "审查人", "description": "姓名。三步至少由两个人做。"})
]
DecisionAsked = Annotated[
    Literal["同意", "退回"],
    Field(json_schema_extra={"title": "审核结果", "description": "退回的，请在备注里写明原因。"}),
]
Examiner = Annotated[str, Field(json_schema_extra={"title": "审核人", "description": "姓名。"})]
Signer = Annotated[
    str,
    Field(json_schema_extra={"title": "签发人", "description": "姓名，与审核人不是同一人；退回的可以空着。"}),
]
Day = Annotated[
    str, Field(json_schema_extra={"title": "日期", "description": "例如 2024-02-20，空着就是今天。"})
]
Remarks = Annotated[str, Field(json_schema_extra={"title": "备注", "description": "可以空着。"})]
ReviewedVersion = Annotated[
    str, Field(json_schema_extra={"title": "版本", "description": "审查的是哪一版，空着就是最近生成的。"})
]
SignedVersion = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "版本",
            "description": "送审稿的版本，例如 v1。报告在别处定稿、这里没有送审稿的，空着。",
        }
    ),
]
ScanPath = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "扫描件",
            "description": "签字页扫描件（PDF、图片）在本机的完整路径，可以空着，以后再补。",
        }
    ),
]
FilePath = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "签署的文件",
            "description": "最后签署的报告（.docx、.pdf）在本机的完整路径，可以空着；与数据核对后登记。",
        }
    ),
]
Accepted = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "接受不符的原因",
            "description": "签署的文件与数据有不符、仍要登记的，写明原因；没有的空着。",
        }
    ),
]
AskedVersion = Annotated[
    str,
    Field(json_schema_extra={"title": "版本", "description": "征求哪一稿的意见，空着就是最近生成的。"}),
]
Until = Annotated[
    str,
    Field(
        json_schema_extra={
            "title": "反馈截止日期",
            "description": "例如 2024-01-20；空着就不写，同一稿再次生成时沿用上次的。",
        }
    ),
]
DEFAULT_REGION = default_region(load())


def run_name(what: str) -> Callable[[], str]:
    """How runs of a flow are called: 某某镇 2023 年度报告."""

    def name() -> str:
        given = flow_run.parameters
        return f"{region_name(region_code(load(), given['region']))} {given['year']} {what}"

    return name
