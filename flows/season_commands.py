"""The commands of the season between the first draft and the published report."""

from pathlib import Path

import typer

from flows import adopting, consulting, first_year, purging, signing
from flows.arguments import (
    AdoptedGiven,
    AnswerGiven,
    MadeVersion,
    PublishedAt,
    PublishedGiven,
    ReceiptGiven,
    RegionGiven,
    ReleasedOn,
    ReleasedVersion,
    ReplaceGiven,
    ScanGiven,
    SentTo,
    StartGiven,
    StartOut,
    TitleYear,
    UntilGiven,
    VersionGiven,
    YearGiven,
)
from flows.commands import Exit
from flows.given import code_of
from flows.pages import Command
from flows.purging_arguments import ApproverGiven, DoneGiven, PurgedGiven, WhyGiven
from flows.signing_arguments import (
    AcceptGiven,
    DayGiven,
    DecisionGiven,
    ExaminerGiven,
    FinalVersion,
    NotPassed,
    RemarksGiven,
    ReviewedVersionGiven,
    ReviewerGiven,
    SignedGiven,
    SignedScan,
    SignerGiven,
    StepGiven,
)

season = typer.Typer()


@season.command("import-last-year", cls=Command)
def import_last_year(
    file: PublishedGiven, year: TitleYear = None, replace: ReplaceGiven = False, region: RegionGiven = ""
) -> Exit:
    """第一年用：把上年公开的报告里的数对上指标，作为上年数；写出核对表"""
    return first_year.import_last_year(file, code_of(region) if region else None, year, replace=replace)


@season.command(cls=Command)
def consult(
    year: YearGiven, version: VersionGiven = "", until: UntilGiven = "", region: RegionGiven = ""
) -> Exit:
    """征求意见：由一稿写出征求意见稿，和每个单位一份的征求意见表"""
    return consulting.consult(code_of(region), year, version, until)


@season.command(cls=Command)
def record(
    year: YearGiven,
    version: ReleasedVersion = "",
    sent_to: SentTo = "",
    published_at: PublishedAt = "",
    date: ReleasedOn = "",
    receipt: ReceiptGiven = "",
    scan: ScanGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """登记已签发的报告何时上报给谁，或者何时在哪里公开"""
    if bool(sent_to or receipt) == bool(published_at):
        raise typer.BadParameter("请写明登记哪一件：--sent-to 或 --receipt 登记上报，--published-at 登记公开")
    from flows.releasing import record as recorded
    from tasks.pipeline.release import Said

    said = Said(version, sent_to or published_at, date, receipt, scan)
    return recorded(code_of(region), year, said, published=bool(published_at))


@season.command("secrecy-review", cls=Command)
def secrecy_review(
    year: YearGiven,
    step: StepGiven,
    by: ReviewerGiven,
    not_passed: NotPassed = False,
    date: DayGiven = "",
    remarks: RemarksGiven = "",
    version: ReviewedVersionGiven = "",
    region: RegionGiven = "",
) -> Exit:
    """登记一步保密审查（初审、复审、批准），针对所选版本的文字"""
    return signing.review_secrecy(
        code_of(region), year, step, by, date, remarks, version, passed=not not_passed
    )


@season.command(cls=Command)
def approve(
    year: YearGiven,
    decision: DecisionGiven,
    reviewer: ExaminerGiven,
    version: FinalVersion = "",
    signer: SignerGiven = "",
    date: DayGiven = "",
    remarks: RemarksGiven = "",
    scan: SignedScan = None,
    file: SignedGiven = None,
    accept_differences: AcceptGiven = "",
    region: RegionGiven = "",
) -> Exit:
    """登记送审稿的审核签发：同意的成为定稿，退回的下次另出一个号；可附扫描件和签署的文件"""
    return signing.approve(
        code_of(region),
        year,
        decision,
        version=version,
        reviewer=reviewer,
        signer=signer,
        dated=date,
        remarks=remarks,
        scan=scan,
        file=file,
        accept=accept_differences,
    )


@season.command("purge", cls=Command)
def purge(
    what: PurgedGiven, by: ApproverGiven, reason: WhyGiven, yes: DoneGiven = False, region: RegionGiven = ""
) -> Exit:
    """清除一份不该收的文件和由它产生的一切；不加 --yes 只列出要清除什么"""
    return purging.purge(code_of(region), what, by, reason, yes=yes)


@season.command("adopt", cls=Command)
def adopt(
    file: AdoptedGiven,
    year: TitleYear = None,
    version: MadeVersion = "",
    out: AnswerGiven = None,
    region: RegionGiven = "",
) -> Exit:
    """收回改稿：把在 Word 里改过的报告收回到年度底稿，字句照改，数据仍由系统印"""
    return adopting.adopt(file, code_of(region) if region else None, year, version, out)


@season.command(cls=Command)
def start(file: StartGiven = None, out: StartOut = None) -> Exit:
    """第一年用：生成空白的单位和指标建档表；加上填好的表，写入新镇街"""
    return first_year.start(file, out or Path())
