"""Flows that record what people decide: the form reaches the record, the run says what stands."""

from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.exceptions import ParameterTypeError

from flows.approve_annual_report import approve_annual_report
from flows.render_annual_report import WAITING, render_annual_report
from flows.review_secrecy import review_secrecy
from tasks.model import RegionYear
from tasks.pipeline import approve as approving
from tasks.pipeline import secrecy_review as reviewing
from tasks.pipeline.approval_entries import Decision
from tasks.pipeline.approvals import Approval, Decided
from tasks.pipeline.approve import Approved, Outcome, Refused
from tasks.pipeline.render import Rendered
from tasks.pipeline.reviews import Review, Step
from tasks.pipeline.secrecy_review import NotReviewed, Reviewed, ReviewGiven
from tasks.settings import Settings
from tests.flows.fakes import FOLDER, Pipeline, pipeline
from tests.flows.test_flows import artifacts_of, last_run

__all__ = ["pipeline"]

KEY = RegionYear("hongmei", 2023)
DAY = date(2024, 2, 20)


def test_a_final_ends_as_a_run_that_waits(client: SyncPrefectClient, pipeline: Pipeline) -> None:
    pipeline.rendered = Rendered(2023, "v1", FOLDER.with_name("v1"), (), 88, 0, changed=True, warnings=())
    render_annual_report(2023, final=True)
    run = last_run(client)
    assert run.state is not None
    assert (run.state.name, run.state.is_completed()) == (WAITING, True)
    assert "v1 已送审" in str(run.state.message)
    shown = str(artifacts_of(client, run)["documents-hongmei-2023"].data)
    assert "送审稿 v1" in shown
    assert "approve-annual-report" in shown


@pytest.mark.parametrize("refuses", [False, True])
def test_a_decision_is_entered_with_a_form(
    client: SyncPrefectClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, *, refuses: bool
) -> None:
    asked: list[object] = []

    def approve(_settings: Settings, key: RegionYear, given: Decision) -> Outcome:
        asked.append((key, given))
        made = Approval(version="v1", decision=Decided.APPROVED, reviewer="李明", signer="王强", dated=DAY)
        return Refused(2023, ("没有写签发人的姓名",)) if refuses else Approved(2023, made, new=True)

    monkeypatch.setattr(approving, "approve", approve)
    approve_annual_report(2023, "同意", "李明", "v1", "王强", scan=' "/data/签字页.pdf" ')
    scan = Path("/data/签字页.pdf")
    assert asked == [(KEY, Decision("v1", Decided.APPROVED, "李明", "王强", scan=scan))]
    assert pipeline.said == ["show hongmei 2023"]
    run = last_run(client)
    assert run.state is not None
    assert (run.name, run.state.is_completed()) == ("洪梅镇 2023 审核签发", True)
    assert run.state.name == ("没有登记" if refuses else "已签发")
    said = "没有写签发人的姓名" if refuses else "v1 同意（审核人李明，签发人王强，2024-02-20）"
    assert said in str(run.state.message)
    assert said in str(artifacts_of(client, run)["approval-hongmei-2023"].data)
    with pytest.raises(ParameterTypeError):
        approve_annual_report(2023, "可以", "李明")  # type: ignore[arg-type]


@pytest.mark.parametrize("refuses", [False, True])
def test_a_step_of_secrecy_is_entered_with_a_form(
    client: SyncPrefectClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, *, refuses: bool
) -> None:
    asked: list[object] = []

    def review(_settings: Settings, key: RegionYear, given: ReviewGiven) -> Reviewed | NotReviewed:
        asked.append((key, given))
        made = Review(step=Step.FIRST, passed=True, by="陈静", dated=DAY, version="draft-1", text="t")
        done = Reviewed(2023, made, new=True, lacking=(Step.SECOND, Step.APPROVED))
        return NotReviewed(2023, ("没有写审查人的姓名",)) if refuses else done

    monkeypatch.setattr(reviewing, "review", review)
    review_secrecy(2023, "初审", "陈静", "不通过", remarks="有敏感地名")
    assert asked == [(KEY, ReviewGiven(Step.FIRST, passed=False, by="陈静", remarks="有敏感地名"))]
    run = last_run(client)
    assert run.state is not None
    assert (run.name, run.state.is_completed()) == ("洪梅镇 2023 保密审查", True)
    assert run.state.name == ("没有登记" if refuses else "已登记")
    assert ("没有写审查人的姓名" if refuses else "还缺：复审、批准") in str(run.state.message)
