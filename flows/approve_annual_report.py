"""Flow `approve-annual-report`: the decision about a final is entered."""

from typing import Any, cast

from prefect import flow
from prefect.states import Completed

from flows.artifacts import show_lines
from flows.given import path_of
from flows.parameters import (
    DEFAULT_REGION,
    Accepted,
    Day,
    DecisionAsked,
    Examiner,
    FilePath,
    RegionName,
    Remarks,
    ScanPath,
    SignedVersion,
    Signer,
    Year,
    run_name,
)
from flows.regions import region_code
from flows.review_secrecy import NOT_ENTERED
from flows.signing import of_decision
from tasks import steps
from tasks.pipeline.approval_entries import Decision
from tasks.pipeline.approvals import Decided
from tasks.pipeline.approve import Differs, Outcome, Refused
from tasks.settings import load

SIGNED = "已签发"
RETURNED = "已退回"
"""Names of the states in which a run ends that entered a decision."""


@flow(
    name="approve-annual-report",
    flow_run_name=run_name("审核签发"),
    description="登记送审稿的审核签发：同意的成为定稿，退回的下次另出一个号。可以附签字页扫描件和最后签署的文件。",
    persist_result=False,
)
def approve_annual_report(
    year: Year,
    decision: DecisionAsked,
    reviewer: Examiner,
    version: SignedVersion = "",
    signer: Signer = "",
    date: Day = "",
    remarks: Remarks = "",
    scan: ScanPath = "",
    file: FilePath = "",
    accept: Accepted = "",
    region: RegionName = DEFAULT_REGION,
) -> Outcome:
    """Enter the decision about a version. Raises UnknownRegionError."""
    code = region_code(load(), region)
    given = Decision(
        version,
        Decided(decision),
        reviewer,
        signer,
        date,
        remarks,
        path_of(scan),
        path_of(file),
        accept,
    )
    outcome = steps.approve(code, year, given)
    steps.show(code, (year,))
    return cast("Outcome", _ended(code, outcome))


def _ended(region: str, outcome: Outcome) -> Any:
    lines = list(of_decision(outcome))
    show_lines(region, outcome.year, "approval", "审核签发", lines)
    match outcome:
        case Refused():
            return Completed(name=NOT_ENTERED, message="；".join(outcome.reasons), data=outcome)
        case Differs():
            return Completed(name=NOT_ENTERED, message=f"{lines[0]}，逐处见“审核签发”", data=outcome)
    name = SIGNED if outcome.approval.decision is Decided.APPROVED else RETURNED
    return Completed(name=name, message=lines[0], data=outcome)
