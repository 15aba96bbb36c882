"""审核、签发: a final is approved or sent back once; the file that was signed is held against the data."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tasks.model import RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.approval_entries import Decision
from tasks.pipeline.approvals import FOREIGN, Decided, read_approvals
from tasks.pipeline.approve import Approved, Differs, Outcome, Refused, approve
from tasks.pipeline.render import Rendered, render
from tasks.pipeline.report_standing import Stage, report_standing
from tasks.pipeline.reviews import Step
from tasks.pipeline.secrecy_review import NotReviewed, Reviewed, ReviewGiven, review
from tasks.store import files
from tasks.store.registry import Lease, open_registry
from tests.town import YEAR, Town, new_town
from tests.unit.test_finals import write_edition

KEY = RegionYear("hongmei", YEAR)
GIVEN = Decision("v1", Decided.APPROVED, "李明", "王强", "2024-02-21")
PDF = b"%PDF-1.7\nscan\n%%EOF"


def made(town: Town) -> Rendered:
    outcome = town.final()
    assert isinstance(outcome, Rendered)
    return outcome


@pytest.fixture(scope="module")
def made_town(ready_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town whose final v1 waits for its approval; not to be changed."""
    data = tmp_path_factory.mktemp("waiting") / "data"
    shutil.copytree(ready_town.settings.data, data)
    town = new_town(data, landing=False)
    made(town)
    return town


@pytest.fixture
def waiting(made_town: Town, tmp_path: Path) -> Town:
    """A copy of that town, to be changed."""
    shutil.copytree(made_town.settings.data, tmp_path / "data")
    return new_town(tmp_path / "data", landing=False)


def decided(town: Town, given: Decision = GIVEN) -> Outcome:
    return approve(town.settings, KEY, given)


def approved(town: Town, given: Decision = GIVEN) -> Approved:
    outcome = decided(town, given)
    assert isinstance(outcome, Approved), outcome
    return outcome


def refused(town: Town, given: Decision) -> str:
    outcome = decided(town, given)
    assert isinstance(outcome, Refused), outcome
    return "；".join(outcome.reasons)


def stage(town: Town) -> tuple[Stage, str]:
    with open_registry(town.settings.registry_url) as registry:
        now = report_standing(town.settings, registry, town.catalogue, KEY)
    return now.stage, now.version


def acts(town: Town) -> int:
    with open_registry(town.settings.registry_url) as registry:
        return len(registry.acts(KEY))


def word(town: Town, change: dict[str, str], name: str = "签发稿.docx") -> Path:
    """The public copy of the last version as somebody saved it again, with words replaced."""
    folder = drafts.folder_of(town.settings, town.catalogue, KEY)
    version = folder / str(drafts.latest(folder))
    public = next(path for path in sorted(version.glob("*报告.docx")))
    book = docx.Document(str(public))
    book.core_properties.author = "别人"
    for node in book.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        for old, new in change.items():
            node.text = (node.text or "").replace(old, new)
    data = io.BytesIO()
    book.save(data)
    path = town.settings.data.parent / name
    path.write_bytes(data.getvalue())
    return path


def test_a_final_waits_and_is_the_report_once_it_is_approved(ready: Town) -> None:
    final = made(ready)
    assert (final.kind, final.waits, stage(ready)) == ("送审稿", True, (Stage.PENDING, "v1"))
    first = approved(ready)
    assert (first.new, first.notes, stage(ready)) == (True, (), (Stage.SIGNED, "v1"))
    count = acts(ready)
    again = approved(ready)
    assert (again.new, again.approval, acts(ready)) == (False, first.approval, count)
    assert approved(ready, replace(GIVEN, dated="")).new is False, "no day given: the one that stands"
    same = made(ready)
    assert (same.version, same.kind, same.changed) == ("v1", "定稿", False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"decision": Decided.RETURNED, "remarks": "改"}, "审核结果"),
        ({"reviewer": "陈静"}, "审核人"),
        ({"signer": "陈静"}, "签发人"),
        ({"dated": "2024-02-22"}, "日期"),
    ],
)
def test_what_contradicts_is_refused_and_says_what_stands(
    waiting: Town, change: dict[str, object], told: str
) -> None:
    approved(waiting)
    count = acts(waiting)
    said = refused(waiting, replace(GIVEN, **change))  # type: ignore[arg-type]
    assert said == (
        f"已经登记过：v1 同意（审核人李明，签发人王强，2024-02-21）。这次填写的{told}不同，没有登记"
    )
    assert acts(waiting) == count


def test_one_that_was_sent_back_is_followed_by_the_next_number(ready: Town) -> None:
    first = made(ready)
    sent_back = Decision("v1", Decided.RETURNED, "李明", dated="2024-02-21", remarks="第三部分再压缩")
    assert approved(ready, sent_back).new
    assert stage(ready)[0] is Stage.REVIEWED
    assert "v1 退回（审核人李明，2024-02-21）" in refused(ready, GIVEN)
    second = made(ready)
    assert (second.version, second.changed) == ("v2", True)
    assert first.documents[0].read_bytes() == second.documents[0].read_bytes(), "nothing else changed"
    assert made(ready).version == "v2"
    write_edition(ready, "继续努力。")
    newer = render(ready.settings, "hongmei", YEAR)
    assert isinstance(newer, Rendered)
    done = approved(ready, replace(GIVEN, version="v2"))
    assert (done.new, done.notes) == (
        True,
        (f"最近生成的 {newer.version} 与 v2 文字不同，请核对签的是不是这一版",),
    )
    assert stage(ready) == (Stage.SIGNED, "v2")


def test_all_that_is_wrong_with_an_entry_is_told_at_once(waiting: Town) -> None:
    said = refused(waiting, Decision("v1", Decided.APPROVED, " ", "——", dated="2999-01-01"))
    name, day, signer = said.split("；")
    assert (name, day) == ("没有写审核人的姓名", "日期 2999-01-01 还没有到")
    assert signer.startswith("签发人“——”不是姓名")
    assert "不能都是李明" in refused(waiting, replace(GIVEN, signer="李 明"))
    assert "写明原因" in refused(waiting, Decision("v1", Decided.RETURNED, "李明"))
    assert "没有名为“v7”的送审稿；已有的送审稿：v1" in refused(waiting, replace(GIVEN, version="v7"))
    assert "请写明版本：v1" in refused(waiting, replace(GIVEN, version=""))
    assert "没有这个文件：没有.pdf" in refused(waiting, replace(GIVEN, scan=Path("没有.pdf")))
    assert stage(waiting)[0] is Stage.PENDING


def test_no_draft_no_damaged_final_and_none_whose_review_was_taken_back_is_approved(ready: Town) -> None:
    folder = made(ready).folder
    draft = render(ready.settings, "hongmei", YEAR)
    assert isinstance(draft, Rendered)
    assert "没有名为" in refused(ready, replace(GIVEN, version=draft.version))
    no = ReviewGiven(Step.APPROVED, passed=False, by="王强", remarks="有一处要核", version="v1")
    assert isinstance(review(ready.settings, KEY, no), Reviewed)
    assert "保密审查没有通过：批准不通过（王强" in refused(ready, GIVEN)
    ready.review()
    (folder / "extra.txt").write_text("kept by nobody")
    changed = next(path for path in folder.glob("*报告.docx"))
    changed.write_bytes(b"edited")
    assert "文件缺失或已被改动" in refused(ready, GIVEN)


def test_a_scan_is_kept_by_its_bytes_and_may_follow(waiting: Town, tmp_path: Path) -> None:
    approved(waiting)
    scan = tmp_path / "签发页13800138000.pdf"
    scan.write_bytes(PDF)
    added = approved(waiting, replace(GIVEN, scan=scan))
    assert added.new
    kept = added.approval.scan
    assert kept is not None
    assert "13800138000" not in kept.name
    assert files.archived(waiting.settings.archive, kept.sha256).read_bytes() == PDF
    assert approved(waiting, replace(GIVEN, scan=scan)).new is False
    scan.write_bytes(PDF + b"another")
    assert "这次填写的扫描件不同" in refused(waiting, replace(GIVEN, scan=scan))
    scan.write_text("not a scan")
    assert "不是扫描件" in refused(waiting, replace(GIVEN, scan=scan))


def test_the_file_that_was_signed_is_held_against_the_data_before_it_is_kept(waiting: Town) -> None:
    wrong = word(waiting, {"1661": "1616"})
    outcome = decided(waiting, replace(GIVEN, file=wrong))
    assert isinstance(outcome, Differs)
    assert any("1616" in one.now for one in outcome.checked.verified.wrong)
    assert (
        stage(waiting)[0],
        files.is_whole(waiting.settings.archive, drafts.digest(wrong.read_bytes())),
    ) == (
        Stage.PENDING,
        False,
    )
    accepted = approved(waiting, replace(GIVEN, file=wrong, accept="笔误，已另行更正，13800138000"))
    kept = accepted.approval.file
    assert kept is not None
    assert (kept.against, len(kept.wrong) > 0) == ("v1", True)
    assert kept.accepted == "笔误，已另行更正，138********"
    right = word(waiting, {}, "另一份.docx")
    assert "签署的文件不同" in refused(waiting, replace(GIVEN, file=right))


def test_a_file_with_a_mark_of_secrecy_is_neither_kept_nor_told(waiting: Town) -> None:
    marked = word(waiting, {"1661": "9999"}, "秘密★1年 签发稿.docx")
    said = refused(waiting, replace(GIVEN, file=marked))
    assert said == "给出的文件带有密级标志，没有登记，也没有留存。请按保密规定处理这份文件"
    assert not files.is_whole(waiting.settings.archive, drafts.digest(marked.read_bytes()))
    assert stage(waiting)[0] is Stage.PENDING


def test_a_clean_file_is_registered_with_what_it_came_to(waiting: Town) -> None:
    right = word(waiting, {})
    done = approved(waiting, replace(GIVEN, file=right, accept="不需要"))
    kept = done.approval.file
    assert kept is not None
    assert (kept.sha256, kept.accepted, kept.wrong, kept.against) == (
        drafts.digest(right.read_bytes()),
        "",
        (),
        "v1",
    )
    assert kept.counts["unchanged"] > 80
    assert files.is_whole(waiting.settings.archive, kept.sha256)
    assert approved(waiting, replace(GIVEN, file=right)).new is False


def test_the_pdf_of_a_final_may_be_what_was_signed(ready: Town) -> None:
    public = next(path for path in made(ready).documents if path.name.endswith("报告.pdf"))
    done = approved(ready, replace(GIVEN, file=public))
    assert done.approval.file is not None
    assert (done.approval.file.against, done.approval.file.wrong) == ("v1", ())


def test_a_report_from_elsewhere_is_registered_where_there_was_no_final(ready: Town, tmp_path: Path) -> None:
    theirs = word(ready, {})
    assert "没有送审稿；登记在别处签署的报告" in refused(ready, replace(GIVEN, version=""))
    given = replace(GIVEN, version="", file=theirs)
    outcome = decided(ready, given)
    assert isinstance(outcome, Differs)
    assert outcome.checked.verified.wrong == ()
    assert outcome.unmet == ("本系统没有这份文件的保密审查记录",)
    done = approved(ready, replace(given, accept="保密审查在纸质审批单上"))
    assert done.approval.file is not None
    assert done.approval.file.unmet == outcome.unmet
    assert stage(ready) == (Stage.SIGNED, FOREIGN)
    assert approved(ready, replace(given, accept="又一次")).new is False


def test_where_nothing_was_rendered_it_is_held_against_the_years_values(ready: Town) -> None:
    theirs = word(ready, {"1661": "1616"})
    shutil.rmtree(ready.settings.reports)
    given = replace(GIVEN, version="", file=theirs)
    outcome = decided(ready, given)
    assert isinstance(outcome, Differs)
    assert outcome.checked.version == ""
    assert any("1616" in one.now for one in outcome.checked.verified.wrong)
    kept = approved(ready, replace(given, accept="已另行更正")).approval.file
    assert kept is not None
    assert (kept.against, len(kept.wrong)) == ("", len(outcome.checked.verified.wrong))
    assert stage(ready) == (Stage.SIGNED, FOREIGN)


def test_a_kill_before_the_request_is_mended_by_the_next_run(
    ready: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(ready.settings, "hongmei", YEAR)
    ready.review()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Lease, "record_acts", killed)
        with pytest.raises(KeyboardInterrupt):
            render(ready.settings, "hongmei", YEAR, final=True)
    assert stage(ready)[0] is not Stage.PENDING
    assert made(ready).version == "v1"
    assert stage(ready) == (Stage.PENDING, "v1")


def test_a_decision_records_the_request_that_a_kill_left_out(
    ready: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(ready.settings, "hongmei", YEAR)
    ready.review()
    with monkeypatch.context() as patched:
        patched.setattr(Lease, "record_acts", lambda *_: [])
        render(ready.settings, "hongmei", YEAR, final=True)
    assert approved(ready).new
    with open_registry(ready.settings.registry_url) as registry:
        assert list(read_approvals(registry.acts(KEY)).requests) == ["v1"]


def test_steps_of_secrecy_come_in_order_once_and_from_more_than_one_person(ready: Town) -> None:
    def enter(step: Step, by: str, **more: object) -> Reviewed | NotReviewed:
        return review(ready.settings, KEY, ReviewGiven(step, True, by, **more))  # type: ignore[arg-type]

    early = enter(Step.SECOND, "李明")
    assert isinstance(early, NotReviewed)
    assert "初审还没有通过，不能登记复审" in early.reasons[0]
    first = enter(Step.FIRST, "陈静", dated="2024-02-20")
    assert isinstance(first, Reviewed)
    assert first.lacking == (Step.SECOND, Step.APPROVED)
    again = enter(Step.FIRST, "陈静")
    assert isinstance(again, Reviewed)
    assert (again.new, again.review) == (False, first.review)
    assert isinstance(enter(Step.SECOND, "陈静"), Reviewed)
    alone = enter(Step.APPROVED, "陈静")
    assert alone == NotReviewed(YEAR, ("初审、复审、批准不能都是陈静一人",))
    wrong = review(ready.settings, KEY, ReviewGiven(Step.APPROVED, False, "", dated="昨天", version="v9"))
    assert isinstance(wrong, NotReviewed)
    assert len(wrong.reasons) == 4
    last = enter(Step.APPROVED, "王强")
    assert isinstance(last, Reviewed)
    assert last.lacking == ()
    write_edition(ready, "继续努力。")
    changed = render(ready.settings, "hongmei", YEAR)
    assert isinstance(changed, Rendered)
    (said,) = changed.blockers
    assert said.startswith("保密审查没有做完，还缺初审、复审、批准（draft-")
    assert said.endswith("审查过，文字后来有改动，要重新审查）")


def test_a_final_that_was_replaced_as_a_whole_after_it_went_to_be_signed_is_not_approved(ready: Town) -> None:
    made(ready)
    folder = drafts.folder_of(ready.settings, ready.catalogue, KEY) / "v1"
    page = next(folder.glob("*.txt"))
    page.write_text("别的话", encoding="utf-8")
    manifest = drafts.read_manifest(folder)
    assert manifest is not None
    forged = {**manifest.files, page.name: drafts.digest(page.read_bytes())}
    drafts.keep(folder, {}, manifest.model_copy(update={"files": forged}))
    assert "送审以后被整个换过" in refused(ready, GIVEN)
    assert stage(ready)[0] is Stage.PENDING


def test_words_that_nobody_reviewed_are_not_approved_whatever_the_manifest_says_of_them(ready: Town) -> None:
    ready.review()
    folder = drafts.folder_of(ready.settings, ready.catalogue, KEY)
    reviewed = drafts.read_manifest(folder / (drafts.latest(folder) or ""))
    write_edition(ready, "继续努力。")
    other = render(ready.settings, "hongmei", YEAR)
    assert isinstance(other, Rendered)
    manifest = drafts.read_manifest(other.folder)
    assert reviewed is not None
    assert manifest is not None
    shutil.copytree(other.folder, folder / "v1")  # made by hand, never sent to be signed
    drafts.keep(folder / "v1", {}, manifest.model_copy(update={"version": "v1", "text": reviewed.text}))
    assert "保密审查没有做完" in refused(ready, GIVEN)
