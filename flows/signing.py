"""`fazhi secrecy-review` and `fazhi approve`: what was entered, or why not. Does not import Prefect."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from flows.commands import Exit
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.privacy import masked
from tasks.settings import load

if TYPE_CHECKING:
    from tasks.pipeline.approve import Approved, Differs, Outcome
    from tasks.pipeline.secrecy_review import NotReviewed, Reviewed


def review_secrecy(
    region: str, year: int, step: str, by: str, dated: str, remarks: str, version: str, *, passed: bool
) -> Exit:
    """Enter one step of 保密审查. Raises BadParameter."""
    from tasks.pipeline.reviews import Step
    from tasks.pipeline.secrecy_review import NotReviewed, ReviewGiven, review
    from tasks.pipeline.status.pages import write_pages

    if step not in set(Step):
        raise typer.BadParameter(f"步骤“{step}”不对：应为{'、'.join(Step)}中的一个")
    given = ReviewGiven(Step(step), passed, by, dated, remarks, version)
    outcome = review(load(), RegionYear(region, year), given)
    if isinstance(outcome, NotReviewed):
        complain("\n".join(of_not_reviewed(outcome)))
        return Exit.USAGE
    write_pages(load(), region, year)
    say(*of_reviewed(outcome))
    return Exit.CLEAN if outcome.review.passed else Exit.FINDINGS


def approve(region: str, year: int, decision: str, **entered: Any) -> Exit:
    """Enter the decision about a final; `entered` as `Decision` has it. Raises BadParameter."""
    from tasks.pipeline.approval_entries import Decision
    from tasks.pipeline.approvals import Decided
    from tasks.pipeline.approve import Approved, Differs
    from tasks.pipeline.approve import approve as enter
    from tasks.pipeline.status.pages import write_pages

    if decision not in set(Decided):
        raise typer.BadParameter(f"审核结果“{decision}”不对：应为{'或者'.join(Decided)}")
    given = Decision(decision=Decided(decision), **entered)
    outcome = enter(load(), RegionYear(region, year), given)
    if isinstance(outcome, Approved):
        write_pages(load(), region, year)
        say(*of_decision(outcome))
        return Exit.CLEAN
    if isinstance(outcome, Differs):
        say(*of_decision(outcome))
        return Exit.FINDINGS
    complain("\n".join(of_decision(outcome)))
    return Exit.USAGE


def of_reviewed(reviewed: "Reviewed") -> Iterator[str]:
    """The step that stands, and what is still to be done."""
    known = "" if reviewed.new else "（已经登记过）"
    yield f"{reviewed.review.version} 保密审查：{reviewed.review.words()}{known}"
    if reviewed.lacking:
        yield f"还缺：{'、'.join(reviewed.lacking)}"
    else:
        yield f"保密审查已做完。生成送审稿：fazhi render {reviewed.year} --final"


def of_not_reviewed(refused: "NotReviewed") -> Iterator[str]:
    """Why nothing was entered."""
    yield "没有登记："
    yield from (f"　　　{reason}" for reason in refused.reasons)


def of_decision(outcome: "Outcome") -> Iterator[str]:
    """What stands now; or all that is in the way, of a file number by number."""
    from tasks.pipeline.approve import Approved, Differs

    if isinstance(outcome, Approved):
        yield from _approved(outcome)
    elif isinstance(outcome, Differs):
        yield from _differs(outcome)
    else:
        yield "没有登记："
        yield from (f"　　　{reason}" for reason in outcome.reasons)


def _approved(outcome: "Approved") -> Iterator[str]:
    approval = outcome.approval
    yield f"{approval.words()}{'' if outcome.new else '（已经登记过，没有新的内容）'}"
    if approval.scan is not None:
        yield f"扫描件：《{approval.scan.name}》，SHA-256 {approval.scan.sha256}"
    if approval.file is not None:
        yield f"签署的文件：《{approval.file.name}》，SHA-256 {approval.file.sha256}"
        if approval.file.accepted:
            unmet = f"，{len(approval.file.unmet)} 项没有做到" if approval.file.unmet else ""
            yield f"　　　{len(approval.file.wrong)} 处不符{unmet}，说明：{approval.file.accepted}"
    yield from (f"注意：{note}" for note in outcome.notes)


def _differs(outcome: "Differs") -> Iterator[str]:
    from tasks.pipeline.verify_files import against
    from tasks.review.said import in_context, more, told

    wrong = outcome.checked.verified.wrong
    yield f"没有登记：《{masked(outcome.checked.file.name)}》{against(outcome.checked)}，不符 {len(wrong)} 处"
    for number, one in enumerate(wrong, 1):
        yield masked(f"{number}. {told(one)}")
        yield from (f"　　　{line}" for line in more(one))
        yield f"　　　{'原句' if one.paragraph < 0 else '原文'}：{masked(in_context(one))}"
    yield from (f"还没有做到：{reason}" for reason in outcome.unmet)
    yield "改好后再登记；确认就用这一份的，写明原因（--accept-differences），记录在案"
