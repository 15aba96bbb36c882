"""Where the report stands, as status and its page say it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from tasks.model import Block, Document, RegionYear, Text
from tasks.pipeline import drafts
from tasks.pipeline.approvals import Approval, Decided, Request
from tasks.pipeline.persons import EntryError, person
from tasks.pipeline.report_standing import ReportStanding, Stage, report_standing
from tasks.pipeline.reviews import Review, Step, digest_of, secrecy_reasons, subject_of
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry
from tests.build import catalogue

KEY = RegionYear("hongmei", 2023)
CATALOGUE = catalogue()
DAY = date(2024, 2, 20)
NOW = datetime(2024, 2, 20, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"FAZHI_DATA": str(tmp_path), "FAZHI_SITE": str(tmp_path / "site")})


def text(words: str) -> Document:
    return Document("hongmei", 2023, (), (Block(0, body=(Text(words),)),))


def version(settings: Settings, name: str, words: str, *blockers: str) -> None:
    """A version that is there and is the last one."""
    folder = drafts.folder_of(settings, CATALOGUE, KEY)
    document = text(words)
    model = drafts.to_json(document)
    manifest = drafts.Manifest(
        version=name,
        inputs={},
        files={drafts.MODEL: drafts.digest(model)},
        documents=(),
        figures=0,
        omissions=0,
        unbound=(),
        warnings=(),
        blockers=blockers,
        text=digest_of(document),
    )
    drafts.keep(folder / name, {drafts.MODEL: model}, manifest)
    drafts.set_latest(folder, name)


def record(settings: Settings, kind: ActKind, subject: str, content: BaseModel) -> None:
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(KEY, "test", lambda: datetime.now(UTC)) as lease,
    ):
        lease.record_acts([Act(kind, subject, content.model_dump_json(), NOW)])


def review(words: str, step: Step, by: str, *, passed: bool = True, version: str = "draft-1") -> Review:
    return Review(step=step, passed=passed, by=by, dated=DAY, version=version, text=digest_of(text(words)))


def reviewed(settings: Settings, *reviews: Review) -> None:
    for one in reviews:
        record(settings, ActKind.SECRECY_REVIEW, subject_of(one.text, one.step), one)


def decide(settings: Settings, version: str, decision: Decided) -> None:
    made = Approval(version=version, decision=decision, reviewer="李明", signer="王强", dated=DAY)
    record(settings, ActKind.APPROVAL, version, made)


def now(settings: Settings) -> ReportStanding:
    with open_registry(settings.registry_url) as registry:
        return report_standing(settings, registry, CATALOGUE, KEY)


def test_from_nothing_to_signed_and_back_to_work(settings: Settings) -> None:
    assert now(settings) == ReportStanding(Stage.NOTHING, "", "还没有生成报告")
    version(settings, "draft-1", "甲。", "缺内容", "有问题")
    assert now(settings).words == "草稿 draft-1，还不能定稿，正文和数据有 2 条原因"
    version(settings, "draft-2", "乙。")
    assert now(settings).words == "待保密审查：draft-2，还缺初审、复审、批准"
    reviewed(
        settings, *(review("乙。", step, by) for step, by in zip(Step, ("陈静", "李明", "王强"), strict=True))
    )
    assert now(settings).stage is Stage.REVIEWED
    version(settings, "v1", "乙。")
    record(settings, ActKind.APPROVAL_REQUEST, "v1", Request(version="v1", manifest="m"))
    assert now(settings) == ReportStanding(Stage.PENDING, "v1", "待签发：v1 已送审")
    version(settings, "draft-3", "丙。")
    assert now(settings).more == ("最近生成的 draft-3 与 v1 文字不同",)
    decide(settings, "v1", Decided.RETURNED)
    assert (now(settings).stage, now(settings).version) == (Stage.SECRECY, "draft-3")
    assert now(settings).more == ("已退回：v1 退回（审核人李明，签发人王强，2024-02-20）",)
    record(settings, ActKind.APPROVAL_REQUEST, "v2", Request(version="v2", manifest="m"))
    decide(settings, "v2", Decided.APPROVED)
    signed = now(settings)
    assert (signed.stage, signed.version) == (Stage.SIGNED, "v2")
    record(settings, ActKind.APPROVAL_REQUEST, "v3", Request(version="v3", manifest="m"))
    assert now(settings).stage is Stage.PENDING
    assert now(settings).more[0].startswith("现行定稿：v2 同意（审核人李明，签发人王强")


def test_a_text_is_reviewed_in_three_steps_by_more_than_one_person() -> None:
    ours = digest_of(text("甲。"))
    assert list(secrecy_reasons([], ours)) == ["保密审查没有做完，还缺初审、复审、批准"]
    first = review("甲。", Step.FIRST, "陈静")
    assert list(secrecy_reasons([first], ours)) == ["保密审查没有做完，还缺复审、批准"]
    alone = [first, review("甲。", Step.SECOND, "陈静"), review("甲。", Step.APPROVED, "陈静")]
    assert list(secrecy_reasons(alone, ours)) == ["保密审查的初审、复审、批准都是陈静一人，至少要有两个人"]
    both = [*alone[:2], review("甲。", Step.APPROVED, "王强")]
    assert list(secrecy_reasons(both, ours)) == []
    no = [*both, review("甲。", Step.SECOND, "李明", passed=False)]
    assert list(secrecy_reasons(no, ours)) == ["保密审查没有通过：复审不通过（李明，2024-02-20）"]
    assert list(secrecy_reasons([*no, review("甲。", Step.SECOND, "李明")], ours)) == []


def test_a_changed_text_needs_a_new_review_and_says_so() -> None:
    old = [review("甲。", step, by) for step, by in zip(Step, ("陈静", "李明", "王强"), strict=True)]
    assert list(secrecy_reasons(old, digest_of(text("乙。")))) == [
        "保密审查没有做完，还缺初审、复审、批准（draft-1 审查过，文字后来有改动，要重新审查）"
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" 王 强 ", "王强"),
        ("买买提·艾合买提", "买买提·艾合买提"),
        ("J. Smith", "J. Smith"),
        ("Ｌｉ Wei", "Li Wei"),
    ],
)
def test_a_name_is_kept_as_people_write_it(given: str, kept: str) -> None:
    assert person(given, "审核人") == kept


@pytest.mark.parametrize(
    "given",
    ["", "   ", "\u3000", "王", "——", "？？", "\u200b\u200b", "王强13800138000", "12", "王强<b>", "王" * 31],
)
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(EntryError, match="签发人"):
        person(given, "签发人")
