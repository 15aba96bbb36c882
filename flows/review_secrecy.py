"""Flow `review-secrecy`: one step of 保密审查 is entered."""

from typing import Any, cast

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_lines
from flows.parameters import (
    DEFAULT_REGION,
    Day,
    Passed,
    RegionName,
    Remarks,
    ReviewedVersion,
    Reviewer,
    StepAsked,
    Year,
    run_name,
)
from flows.regions import region_code
from flows.signing import of_not_reviewed, of_reviewed
from tasks import steps
from tasks.pipeline.reviews import Step
from tasks.pipeline.secrecy_review import NotReviewed, Reviewed, ReviewGiven
from tasks.settings import load

ENTERED = "已登记"
NOT_ENTERED = "没有登记"
"""Names of the states in which a run ends that entered something, or had reasons not to."""


@flow(
    name="review-secrecy",
    flow_run_name=run_name("保密审查"),
    description="登记保密审查的一步：初审、复审、批准。针对所选版本的文字，文字改了要重新审查。",
    persist_result=False,
)
def review_secrecy(
    year: Year,
    step: StepAsked,
    by: Reviewer,
    passed: Passed = "通过",
    version: ReviewedVersion = "",
    date: Day = "",
    remarks: Remarks = "",
    region: RegionName = DEFAULT_REGION,
) -> Reviewed | NotReviewed:
    """Enter one step about a version's words. Raises UnknownRegionError."""
    code = region_code(load(), region)
    given = ReviewGiven(Step(step), passed == "通过", by, date, remarks, version)
    outcome = steps.review_secrecy(code, year, given)
    steps.show(code, (year,))
    return cast("Reviewed | NotReviewed", _ended(code, outcome))


def _ended(region: str, outcome: Reviewed | NotReviewed) -> Any:
    if isinstance(outcome, NotReviewed):
        show_lines(region, outcome.year, "secrecy", "保密审查", of_not_reviewed(outcome))
        return Completed(name=NOT_ENTERED, message="；".join(outcome.reasons), data=outcome)
    lines = list(of_reviewed(outcome))
    show_lines(region, outcome.year, "secrecy", "保密审查", lines)
    return Completed(name=ENTERED, message="；".join(lines), data=outcome)
