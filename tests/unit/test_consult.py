"""征求意见 in a town: a draft goes out, replies come back in several ways, disputes are settled."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.model import RegionYear
from tasks.pipeline.ingest import collect
from tasks.pipeline.opinions.consult import Consulted, NothingToAsk, consult
from tasks.pipeline.render import Rendered, render
from tasks.pipeline.status import Status, status
from tasks.store.records import ActKind
from tasks.store.registry import open_registry
from tests.opinions import SENT, reply, sheet_of
from tests.town import YEARS, Town, judged_and_curated, new_town

KEY = RegionYear("hongmei", 2023)
CASES = {"1661宗": ("应修改", "全年平台办案总数为1650宗。", "重复登记11宗")}
ENFORCEMENT = "综合行政执法分局"


def send(town: Town, version: str = "") -> Consulted:
    done = consult(town.settings, "hongmei", 2023, version)
    assert isinstance(done, Consulted)
    return done


def run(town: Town) -> Status:
    """What a run does but for the documents."""
    collect(town.settings, "hongmei", YEARS)
    judged_and_curated(town.settings, YEARS)
    town.answer()
    return status(town.settings, "hongmei", 2023)


def disputed(now: Status) -> list[str]:
    return [one.observed for one in now.findings if one.rule == "opinion.disputed"]


def answer_to(town: Town, department: str) -> str:
    path = town.settings.returns / "洪梅镇" / "2023" / department / "征求意见表答复.txt"
    return path.read_text(encoding="utf-8-sig")


def adoption(town: Town) -> Path:
    return town.settings.data.joinpath(*SENT) / "意见采纳情况表.xlsx"


def decide(town: Town, words: str, *cells: str, name: str = "采纳.xlsx") -> None:
    """Fill in the row of an opinion and drop the workbook into the inbox."""
    book = load_workbook(adoption(town))
    sheet = book.worksheets[0]
    row = next(row for row in range(6, sheet.max_row + 1) if words in str(sheet.cell(row, 5).value))
    for column, text in enumerate(cells, start=7):
        sheet.cell(row, column).value = text
    inbox = town.settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir(exist_ok=True)
    book.save(inbox / name)


def column(sheet: Worksheet, number: int) -> list[object]:
    return [sheet.cell(row, number).value for row in range(6, sheet.max_row + 1)]


def test_before_a_draft_there_is_nothing_to_ask(tmp_path: Path) -> None:
    empty = new_town(tmp_path / "data", landing=False)
    assert isinstance(consult(empty.settings, "hongmei", 2023), NothingToAsk)


def test_the_same_version_again_writes_nothing_and_nothing_of_ours_is_inside(fresh: Town) -> None:
    done = send(fresh)
    assert len(done.departments) == 14
    folder = fresh.settings.data.joinpath(*SENT)
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()
    }
    assert send(fresh).written == ()
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}
    (draft,) = folder.glob("*（征求意见稿）.docx")
    inside = load_docx(draft)
    assert "（征求意见稿）" in inside
    assert "comments.xml" not in inside
    assert "附件2：" not in inside, "no file of a department is named"
    sheet = load_workbook(sheet_of(fresh, ENFORCEMENT)).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.cell(6, 6).protection.locked
    assert sheet.cell(6, 3).protection.locked


def load_docx(path: Path) -> str:
    with ZipFile(path) as archive:
        names = archive.namelist()
        text = archive.read("word/document.xml").decode()
    return "".join((text, *names))


def acts(town: Town) -> list[tuple[str, str]]:
    """Opinions on record, in order."""
    with open_registry(town.settings.registry_url) as registry:
        return [(one.subject, one.content) for one in registry.acts(KEY, ActKind.OPINION)]


def test_replies_are_known_wherever_they_lie_once_and_never_arrive(fresh: Town) -> None:
    send(fresh)
    path = reply(fresh, ENFORCEMENT, CASES, folder=f"2023/{ENFORCEMENT}", name="随便什么名字.xlsx")
    shutil.copy2(path, path.with_name("又一份.xlsx"))
    inbox = fresh.settings.landing / "洪梅镇" / "收件箱"
    inbox.mkdir(exist_ok=True)
    shutil.copy2(path, inbox / "三.xlsx")
    assert collect(fresh.settings, "hongmei", YEARS).arrivals == 0
    assert collect(fresh.settings, "hongmei", YEARS).arrivals == 0
    assert len(acts(fresh)) == 1
    assert "意见 1 条" in answer_to(fresh, ENFORCEMENT)


def test_runs_in_several_splits_lead_to_the_same_record(fresh: Town, tmp_path: Path) -> None:
    send(fresh)
    shutil.copytree(fresh.settings.data, tmp_path / "other")
    other = new_town(tmp_path / "other", landing=False)
    for town, between in ((fresh, True), (other, False)):
        for number, (department, answers, nothing) in enumerate(
            (
                (ENFORCEMENT, CASES, ""),
                (ENFORCEMENT, {}, "无意见"),
                ("司法分局", {}, "无意见"),
                (ENFORCEMENT, CASES, ""),
            )
        ):
            path = reply(town, department, answers, nothing=nothing, name=f"{number}.xlsx")
            os.utime(path, (1_700_000_000 + number,) * 2)
            if number == 3:  # the first file once more is no new reply
                shutil.copy(path.with_name("0.xlsx"), path)
                os.utime(path, (1_700_000_000 + number,) * 2)
            if between:
                collect(town.settings, "hongmei", YEARS)
        collect(town.settings, "hongmei", YEARS)
    told = [[subject for subject, _ in acts(town)] for town in (fresh, other)]
    assert told == [["enforcement", "enforcement", "justice"]] * 2
    assert "无意见。" in answer_to(fresh, ENFORCEMENT)
    assert answer_to(fresh, ENFORCEMENT) == answer_to(other, ENFORCEMENT)


def test_a_dispute_from_the_reply_to_what_becomes_of_it(fresh: Town) -> None:
    """Found; not adopted with a reason, which settles it; disputed anew, corrected, and so adopted."""
    send(fresh)
    reply(fresh, ENFORCEMENT, CASES, name="一.xlsx")
    now = run(fresh)
    (told,) = disputed(now)
    assert "1661宗" in told
    assert "1650宗" in told
    assert now.opinions is not None
    assert (now.opinions.asks, len(now.opinions.silent), now.unclaimed) == (1, 13, 0)
    assert len(now.opinions.undecided) == 1

    decide(fresh, "1650宗", "不采纳", "以平台数为准，见13800138000", "张某", "2024-01-20")
    now = run(fresh)
    assert disputed(now) == []
    assert any("以平台数为准" in one.settlement for one in now.settled)
    assert now.opinions is not None
    assert now.opinions.undecided == ()
    filed = load_docx(adoption(fresh).with_suffix(".docx"))
    assert "不采纳 1 条" in filed
    assert "13800138000" not in filed
    record = fresh.settings.site / "expectations/corrections/hongmei/2023.yaml"
    once = record.read_bytes()
    assert b"13800138000" not in once

    again = {"1661宗": ("应修改", "全年平台办案总数为1600宗。", "再次核对")}
    reply(fresh, ENFORCEMENT, again, name="改.xlsx")
    assert len(disputed(run(fresh))) == 1, "what it says now was not decided"
    assert record.read_bytes() == once, "the same workbook is taken once"

    fresh.settle(correct)
    now = run(fresh)
    assert disputed(now) == []
    sheet = load_workbook(adoption(fresh)).worksheets[0]
    assert [column(sheet, number)[0] for number in (7, 8)] == ["采纳", "已按意见更正"]


def test_an_opinion_that_waits_for_a_decision_is_told_with_every_version(fresh: Town) -> None:
    def told() -> list[str]:
        rendered = render(fresh.settings, "hongmei", 2023)
        assert isinstance(rendered, Rendered)
        assert not any("征求意见" in one for one in rendered.blockers)
        return [one for one in rendered.warnings if one.startswith("征求意见")]

    send(fresh)
    reply(fresh, ENFORCEMENT, {"1661宗": ("应修改", "本句文字太长，请精简。", "太长")}, name="一.xlsx")
    run(fresh)
    (hint,) = told()
    assert "有 1 条意见还没有写明是否采纳（综合行政执法分局）" in hint
    decide(fresh, "请精简", "不采纳", "篇幅合适", "张某", "2024-01-20")
    run(fresh)
    assert told() == []


def correct(book: Workbook) -> None:
    """更正 of what is disputed, in the office's 问题处理单."""
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[3]}
    observed = [str(sheet.cell(row, heads["情况"]).value) for row in range(4, sheet.max_row + 1)]
    row = 4 + next(at for at, text in enumerate(observed) if "1600宗" in text)
    said = ("更正", "1600", "核对属实", "张某", "2024-01-20")
    for name, text in zip(("处理方式", "更正为", "理由", "处理人", "日期"), said, strict=True):
        sheet.cell(row, heads[name]).value = text


def test_an_older_version_is_taken_and_told_what_changed_since(fresh: Town) -> None:
    first = send(fresh).version
    shutil.copy2(sheet_of(fresh, ENFORCEMENT), fresh.settings.data / "旧.xlsx")
    newer(fresh, first, "draft-aaaaaaaaaaaa", "617项", "618项")
    send(fresh, "draft-aaaa")
    answers = {"617项": ("应修改", "分类梳理权责事项620项，涉及行业部门10个。", "漏算")}
    reply(fresh, ENFORCEMENT, answers, source=fresh.settings.data / "旧.xlsx")
    collect(fresh.settings, "hongmei", YEARS)
    said = answer_to(fresh, ENFORCEMENT)
    assert "draft-aaaaaaaaaaaa" in said
    assert "618项" in said
    assert [subject for subject, _ in acts(fresh)] == ["enforcement"]
    assert list((fresh.settings.data.joinpath(*SENT) / "历史").glob(f"{first}_征求意见表*")), "kept"


def newer(town: Town, version: str, name: str, was: str, now: str) -> None:
    """Another version, in which a number reads otherwise."""
    folder = town.settings.reports / "洪梅镇" / "2023"
    shutil.copytree(folder / version, folder / name)
    model = (folder / name / "model.json").read_text(encoding="utf-8").replace(was, now)
    (folder / name / "model.json").write_text(model, encoding="utf-8")
    manifest = json.loads((folder / name / "manifest.json").read_bytes())
    manifest["files"]["model.json"] = hashlib.sha256(model.encode()).hexdigest()
    manifest["version"] = name
    (folder / name / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_sheet_that_says_nothing_gets_an_answer_and_counts_as_none(fresh: Town) -> None:
    send(fresh)
    reply(fresh, "信访办", {}, name="空.xlsx")
    collect(fresh.settings, "hongmei", YEARS)
    assert "没有填写任何内容" in answer_to(fresh, "信访办")
    book = load_workbook(sheet_of(fresh, "信访办"))
    sheet = book.worksheets[0]
    sheet.cell(6, 8).value = "改过"
    sheet.cell(6, 6).value = "应为90%"
    book.save(fresh.settings.landing / "洪梅镇" / "收件箱" / "改.xlsx")
    collect(fresh.settings, "hongmei", YEARS)
    assert "第6行的识别码被改动" in answer_to(fresh, "信访办")
    assert acts(fresh) == []
