"""Finals: what keeps a report from being one, told all at once; and that one is kept as it was made."""

import json
import shutil
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
import yaml
from openpyxl import load_workbook

from flows import commands
from flows.cli import run_command
from tasks.model import Address, Block, Document, Finding, RegionYear, Scope, Severity, Text
from tasks.pipeline import blockers, drafts
from tasks.pipeline.findings import Open
from tasks.pipeline.ingest import collect
from tasks.pipeline.purposes import Purpose, by_purpose, purpose_of
from tasks.pipeline.render import Blocked, Rendered, render
from tasks.quantity import Found
from tasks.report.contents import Required
from tasks.review.numbers import Unbound
from tasks.settings import HOUSE
from tasks.store import files
from tasks.writers.annex_lines import plain_text
from tests.build import catalogue
from tests.town import YEAR, YEARS, Town, value_cell

EDITION = Path("templates/editions/hongmei/2023")


def made(town: Town, *, final: bool = False) -> Rendered:
    outcome = town.final() if final else render(town.settings, "hongmei", YEAR)
    assert isinstance(outcome, Rendered)
    return outcome


def blocked(town: Town) -> tuple[str, ...]:
    outcome = render(town.settings, "hongmei", YEAR, final=True)
    assert isinstance(outcome, Blocked)
    return outcome.reasons


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a version but the manifest, which names the version."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != drafts.MANIFEST}


def write_edition(town: Town, text: str, **changed: object) -> None:
    """An edition of the site's own in the place of the shipped one; `text` is added to its text."""
    folder = town.settings.site / EDITION
    folder.mkdir(parents=True, exist_ok=True)
    declared = yaml.safe_load((HOUSE / EDITION / "edition.yaml").read_text(encoding="utf-8"))
    (folder / "edition.yaml").write_text(
        yaml.safe_dump(declared | changed, allow_unicode=True), encoding="utf-8"
    )
    shipped = (HOUSE / EDITION / "report.md").read_text(encoding="utf-8")
    (folder / "report.md").write_text(f"{shipped}\n\n{text}\n", encoding="utf-8")


# --- each reason, and what is none ---------------------------------------------------------------

FINDING = Finding(
    rule="value.swing",
    severity=Severity.CRITICAL,
    scope=Scope.CELL,
    dataset="indicators",
    address=Address("表13800138000.xlsx", "数据", "D5"),
    observed="写的是-3，张某手机13800138000。",
    mend="请改。",
)


def test_an_open_critical_finding_is_a_reason_with_its_place_and_without_personal_numbers() -> None:
    (said,) = blockers.finding_reasons([Open("justice", FINDING)], catalogue())
    assert "严重问题没有处理：司法分局《表" in said
    assert "数据 D5，写的是-3" in said
    assert "13800138000" not in said


def test_many_findings_alike_are_one_reason_with_their_number() -> None:
    few = list(blockers.finding_reasons([Open("justice", FINDING)] * 3, catalogue()))
    assert len(few) == 3
    many = [Open("justice", FINDING)] * 40 + [Open("justice", replace(FINDING, rule="value.missing"))]
    alike, other = blockers.finding_reasons(many, catalogue())
    assert alike.endswith("；同样的问题共 40 处，逐处见问题清单")
    assert "共" not in other


@pytest.mark.parametrize("more", [{"severity": Severity.WARNING}, {"settlement": "说明后采用：张某"}])
def test_a_warning_or_a_settled_finding_is_none(more: dict[str, object]) -> None:
    found = [Open("justice", replace(FINDING, **more))]  # type: ignore[arg-type]
    assert list(blockers.finding_reasons(found, catalogue())) == []


def test_files_that_wait_to_be_judged_are_one_reason() -> None:
    assert list(blockers.waiting_reasons([("信访办", "甲.xlsx"), ("交警大队", "乙.csv")], 2023)) == [
        "2 份报送文件还没有审核（信访办《甲.xlsx》、交警大队《乙.csv》），请先运行 fazhi run 2023"
    ]
    assert list(blockers.waiting_reasons([], 2023)) == []


def test_what_every_report_must_hold_is_a_reason_where_it_is_missing_or_empty() -> None:
    blocks = (
        Block(1, "一、", heading=(Text("成效"),)),
        Block(1, "二、", heading=(Text("问题"),)),
        Block(0, body=(Text("有。"),)),
    )
    document = Document("hongmei", 2023, (), blocks)
    wanted = [
        Required("主要举措", "成效"),
        Required("存在的不足", "问题"),
        Required("下年安排", "计划"),
        Required("其他", none="没有"),
    ]
    assert list(blockers.content_reasons(document, wanted)) == [
        "规定必须有的内容“主要举措”：标题下没有内容",
        "规定必须有的内容“下年安排”：缺少“计划”，这一部分没有可用的数据和文字",
    ]


@pytest.mark.parametrize(("narrative", "whose"), [("", "底稿"), ("justice/problems/1", "司法分局的文字材料")])
def test_an_unbound_number_is_a_reason_that_says_whose_words_it_is_in(narrative: str, whose: str) -> None:
    loose = Unbound("“一、成效”", Found(3, 6, "30宗"), "另有30宗。", narrative)
    (said,) = blockers.number_reasons([loose], catalogue())
    assert said.startswith(f"“一、成效”里的“30宗”没有数据依据（“另有30宗。”，来自{whose}）")
    assert "expectations/names.yaml" in said


def test_a_character_without_a_glyph_is_a_reason_that_says_where_it_stands() -> None:
    document = Document(
        "hongmei", 2023, (), (Block(0, body=(Text("甲。"),)), Block(0, body=(Text("聘请𰻞某"),)))
    )
    assert list(blockers.glyph_reasons(["𰻞"], document)) == [
        "“𰻞”没有字体能印，PDF 中印作〓（在“聘请𰻞某…”一段），请改用别的字或者补装字体"
    ]


# --- finals of the shipped submissions --------------------------------------------------------------


def test_departments_that_have_not_confirmed_stand_in_the_way_in_one_line(fresh: Town) -> None:
    confirming, reviewing = blocked(fresh)
    names = [one.short for one in fresh.catalogue.departments.values()]
    assert confirming.startswith(f"{len(names)} 个单位还没有确认数据")
    assert confirming.endswith("、".join(names))
    assert reviewing == "保密审查没有做完，还缺初审、复审、批准"


def test_a_final_has_the_bytes_of_the_draft_and_a_number(ready: Town) -> None:
    draft = made(ready)
    final = made(ready, final=True)
    assert (final.version, final.changed, final.blockers, final.is_draft) == ("v1", True, (), False)
    assert contents(final.folder) == contents(draft.folder)
    assert drafts.whole_manifest(final.folder) is not None
    assert drafts.latest(final.folder.parent) == "v1"


def test_asked_again_with_nothing_changed_it_is_the_same_final(ready: Town) -> None:
    made(ready, final=True)
    before = ready.files()
    again = made(ready, final=True)
    assert (again.version, again.changed) == ("v1", False)
    draft = made(ready)
    assert not draft.changed, "what was made final is no other draft"
    assert drafts.latest(draft.folder.parent) == draft.version, "the last rendered, draft or final"
    made(ready, final=True)
    assert ready.files() == before


def test_another_final_is_compared_with_the_one_before(ready: Town) -> None:
    made(ready, final=True)
    ready.edit("交警大队", lambda sheet: sheet.__setitem__(value_cell(sheet, "日常巡逻人次"), 999))
    ready.run()
    second = made(ready, final=True)
    assert (second.version, made(ready, final=True).changed) == ("v2", False)
    sheet = load_workbook(second.folder / Purpose.SOURCES.file("", "xlsx")).worksheets[0]
    said = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert [words for words in said if words.startswith("上一送审稿为")]
    assert json.loads((second.folder / drafts.MANIFEST).read_bytes())["inputs"]["since"] == "v1"


def test_a_final_whose_files_someone_changed_is_left_and_the_next_is_made(ready: Town) -> None:
    first = made(ready, final=True)
    first.documents[0].write_bytes(b"edited in Word")
    again = made(ready, final=True)
    assert (again.version, again.changed) == ("v2", True)
    assert first.documents[0].read_bytes() == b"edited in Word"


def test_a_damaged_final_holds_up_no_later_version(ready: Town, caplog: pytest.LogCaptureFixture) -> None:
    first = made(ready, final=True)
    (first.folder / drafts.MODEL).unlink()
    write_edition(ready, "继续努力。")
    assert made(ready, final=True).version == "v2"
    assert "v1 的文件缺失或已损坏" in caplog.text


@pytest.mark.parametrize("lost", ["manifest.json", ""])
def test_a_number_is_given_once_even_if_its_folder_or_manifest_is_gone(ready: Town, lost: str) -> None:
    first = made(ready, final=True)
    (first.folder / lost).unlink() if lost else shutil.rmtree(first.folder)
    assert made(ready, final=True).version == "v2"
    assert drafts.latest(first.folder.parent) == "v2"


def test_a_kill_while_a_final_is_written_leaves_no_folder_of_it(
    ready: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path, data: bytes) -> None:
        if path.suffix == ".html":
            raise KeyboardInterrupt
        path.write_bytes(data)

    folder = made(ready).folder.parent
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_atomic", killed)
        with pytest.raises(KeyboardInterrupt):
            made(ready, final=True)
    assert not (folder / "v1").exists()
    assert made(ready, final=True).version == "v1"


def test_a_blocked_final_writes_nothing_and_tells_all_reasons_at_once(
    ready: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ready.edit("信访办", lambda sheet: sheet.__setitem__(value_cell(sheet, "信访及时受理率"), -5))
    ready.run()
    shipped = yaml.safe_load((HOUSE / EDITION / "edition.yaml").read_text(encoding="utf-8"))["contents"]
    del shipped["problems"]
    write_edition(ready, "另外办理30宗，聘请𰻞某。", contents=shipped)
    (ready.landing / "信访办" / "补充.csv").write_text("指标,本年数\n甲,1\n", encoding="utf-8")
    collect(ready.settings, "hongmei", YEARS)
    before = ready.files()
    flow = SimpleNamespace(
        render_annual_report=lambda year, region, final: render(ready.settings, region, year, final=final)
    )
    monkeypatch.setitem(sys.modules, "flows.render_annual_report", flow)
    monkeypatch.setattr(commands, "prefect_session", nullcontext)
    assert run_command(["render", str(YEAR), "--final"]) == 1
    said = capsys.readouterr().out
    assert ready.files() == before
    assert "没有生成送审稿，有 6 条原因" in said
    for words in (
        "1 份报送文件还没有审核（信访办《补充.csv》）",
        "严重问题没有处理：信访办《",
        "规定必须有的内容“",
    ):
        assert words in said
    assert "“30宗”没有数据依据" in said
    assert "“𰻞”没有字体能印" in said
    draft = made(ready)
    assert len(draft.blockers) == 6
    assert draft.blockers[-1] == "保密审查没有做完，还缺初审、复审、批准"
    assert draft.blockers == blocked(ready)
    manifest = drafts.whole_manifest(draft.folder)
    assert manifest is not None
    assert manifest.blockers == draft.blockers[:-1], (
        "what may change while the text does not is no part of it"
    )


def test_a_listed_name_and_a_character_of_the_fallback_font_do_not_block(ready: Town) -> None:
    write_edition(ready, "继续提供“一站式”服务，用好12345热线，聘请李喆、王珺参加。")
    assert made(ready, final=True).version == "v1"


def test_with_annexes_a_final_is_made_and_every_format_says_them(ready: Town) -> None:
    asked = [
        {"kind": "indicators", "title": "主要指标"},
        {"kind": "growth", "title": "主要指标增长情况", "indicators": ["“粤执法”平台办案总数"]},
        {"kind": "months", "title": "各月办案情况", "indicators": ["“粤执法”平台办案总数"]},
    ]
    write_edition(ready, "继续努力。", annexes=asked)
    final = made(ready, final=True)
    document = ready.document()
    assert [annex.title for annex in document.annexes] == [one["title"] for one in asked]
    months = [
        f for f in document.figures.values() if f.keys[0].endswith("/yuezhifa_cases") and "-" in f.keys[0]
    ]
    assert len(months) == 12
    said = plain_text(document)
    text = next(path for path in final.documents if path.suffix == ".txt").read_text(encoding="utf-8-sig")
    assert "".join(text.split()) == "".join(said.split())
    word = docx.Document(str(next(path for path in final.documents if path.suffix == ".docx")))
    assert len(word.inline_shapes) == 2
    before = contents(final.folder)
    shutil.rmtree(final.folder)
    assert contents(made(ready, final=True).folder) == before, "charts and all"


# --- the copies --------------------------------------------------------------------------------------


def test_with_a_frame_there_are_issue_copies_beside_the_public_ones(ready: Town) -> None:
    assert all(purpose_of(path.name) is not Purpose.ISSUE for path in made(ready).documents)
    write_edition(ready, "继续努力。", frame={"organ": "洪梅镇人民政府文件", "number": "洪府〔2024〕1号"})
    framed = made(ready)
    listed = {purpose: {path.suffix for path in paths} for purpose, paths in by_purpose(framed.documents)}
    assert listed[Purpose.ISSUE] == {".docx", ".pdf"}
    public = next(path for path in framed.documents if path.suffix == ".html")
    assert "洪府〔2024〕1号" not in public.read_text(encoding="utf-8")


def test_every_file_is_told_by_whom_it_is_for(town: Town) -> None:
    folder = drafts.folder_of(town.settings, town.catalogue, RegionYear("hongmei", YEAR))
    version = drafts.latest(folder)
    assert version is not None
    manifest = drafts.whole_manifest(folder / version)
    assert manifest is not None
    groups = [purpose for purpose, _ in by_purpose(Path(name) for name in manifest.documents)]
    assert groups == sorted(set(groups), key=list(Purpose).index), "once each, those for outside first"
    others = {Purpose.ISSUE, Purpose.CORRECTION}
    assert {purpose_of(name) for name in manifest.documents} == set(Purpose) - others
