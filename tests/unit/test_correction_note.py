"""更正说明: what changed since what the public has, sentence by sentence; nothing of what is for inside."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import docx

from tasks.model import Block, Document, Figure, FigureRun, RegionYear, Run, Text
from tasks.pipeline import drafts
from tasks.pipeline.approvals import Approval, Decided
from tasks.pipeline.correction_note import correction_note
from tasks.pipeline.purposes import Purpose, purpose_of
from tasks.pipeline.rebuild import rebuild
from tasks.pipeline.release import Recorded, Said, record_published
from tasks.pipeline.render import Rendered, render
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry
from tasks.writers.annex_lines import plain_text
from tests.build import catalogue, indicator, value
from tests.town import YEAR, Town, value_cell
from tests.unit.test_finals import write_edition

KEY = RegionYear("hongmei", YEAR)
NOTE = Purpose.CORRECTION.file("", "docx")
CATALOGUE = catalogue(indicator("cases", "办案数"), indicator("people", "人数"))
DAY = date(2024, 3, 20)


def report(cases: str, *more: Block, words: str = "依法办理案件") -> Document:
    figures = {"f1": Figure("f1", ("2023/cases",), "办案数", f"{cases}宗")}
    head = Block(2, "（一）", (Text("推进“放管服”改革"),))
    body = Block(0, body=(Text(words), FigureRun("f1"), Text("。公开执法结果。")))
    return Document(
        "hongmei",
        2023,
        (Text("2023年报告"),),
        (head, body, *more),
        signatory="洪梅镇人民政府",
        date="2024年1月31日",
        figures=figures,
        values={"2023/cases": value("cases", cases)},
    )


def paragraph(*runs: str | Run) -> Block:
    return Block(0, body=tuple(Text(run) if isinstance(run, str) else run for run in runs))


def told(public: Document, now: Document) -> list[str]:
    note = correction_note(public, now, DAY, CATALOGUE)
    return plain_text(note).splitlines() if note else []


def test_a_figure_is_told_as_it_was_and_is_and_why() -> None:
    assert told(report("1661"), report("1671")) == [
        "关于更正《2023年报告》的说明（代拟稿）",
        "《2023年报告》（以下简称报告）已于2024年3月20日公开。经核实，报告中有1处内容需要更正，现说明如下：",
        "一、关于“推进‘放管服’改革”部分",
        "原为“依法办理案件1661宗”，更正为“依法办理案件1671宗”。有关数据经核实后更正。",
        "报告其他内容不变。更正后的报告全文重新公开，以更正后的内容为准。",
        "特此说明。",
        "洪梅镇人民政府",
    ]


def test_words_what_came_and_what_went_are_told_apart() -> None:
    last, gone = Block(2, "（二）", (Text("加强监督"),)), paragraph("开展联合检查。")
    said = told(
        report("1", last, gone), report("1", last, paragraph("加强普法宣传教育。"), words="规范办理案件")
    )
    assert said[3] == "原为“依法办理案件1宗”，更正为“规范办理案件1宗”。系文字表述调整。"
    assert said[4] == "二、关于“加强监督”部分"
    assert sorted(said[5:7]) == [
        "1.删去“开展联合检查”。系文字表述调整。",
        "2.增加“加强普法宣传教育”。系文字表述调整。",
    ]


def test_a_new_heading_that_only_moves_the_numbers_is_said_once() -> None:
    second = Block(2, "（二）", (Text("加强监督"),))
    renumbered = Block(2, "（三）", (Text("加强监督"),))
    new = (Block(2, "（二）", (Text("创新"),)), paragraph("试点改革。"))
    said = told(report("1", second, paragraph("检查。")), report("1", *new, renumbered, paragraph("检查。")))
    assert "报告其他内容不变，有关序号相应调整。更正后的报告全文重新公开，以更正后的内容为准。" in said
    assert not any("加强监督" in line for line in said)


def test_what_moved_is_said_to_have_moved() -> None:
    long = "这一段文字比较长，讲的是全镇统筹推进法治建设各项工作的情况。"
    other = "那一段文字也比较长，讲的是各部门落实普法责任制的有关做法。"
    said = told(
        report("1", paragraph(long), paragraph(other)), report("1", paragraph(other), paragraph(long))
    )
    assert any(line.endswith("调整了位置，文字不变。") for line in said)


def test_there_is_none_where_nothing_public_changed() -> None:
    assert correction_note(report("1"), report("1"), DAY, CATALOGUE) is None


# --- of the shipped submissions ---------------------------------------------------------------------


def final(town: Town) -> Rendered:
    outcome = town.final()
    assert isinstance(outcome, Rendered), outcome
    return outcome


def publish(town: Town, version: str) -> None:
    dated = date(2024, 2, 20)
    approval = Approval(version=version, decision=Decided.APPROVED, reviewer="陈静", dated=dated)
    act = Act(ActKind.APPROVAL, version, approval.model_dump_json(), datetime.now(UTC))
    with (
        open_registry(town.settings.registry_url) as registry,
        registry.lease(KEY, "test", lambda: datetime.now(UTC)) as lease,
    ):
        lease.record_acts([act])
    said = Said(version, "http://www.dg.gov.cn/x", "2024-03-20")
    assert isinstance(record_published(town.settings, KEY, said), Recorded)


def inputs(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / drafts.MANIFEST).read_bytes())["inputs"]
    return found


def test_a_version_after_publication_has_it_and_is_rebuilt_with_it(ready: Town) -> None:
    first = final(ready)
    assert not (first.folder / NOTE).exists()
    publish(ready, "v1")
    again = final(ready)
    assert (again.version, again.changed) == ("v1", False)  # published, it is still the same final

    ready.edit("交警大队", lambda sheet: sheet.__setitem__(value_cell(sheet, "日常巡逻人次"), 999))
    ready.run()
    second = final(ready)
    assert second.version == "v2"
    assert inputs(second.folder)["corrects"] == {"version": "v1", "published": "2024-03-20"}
    said = [one.text for one in docx.Document(io.BytesIO((second.folder / NOTE).read_bytes())).paragraphs]
    assert any("999" in line and "有关数据经核实后更正" in line for line in said)
    assert not [word for word in ("附件2", "xlsx", "陈静", "SHA") if word in "".join(said)]
    assert purpose_of(NOTE) is Purpose.CORRECTION
    assert rebuild(second.folder).same
    assert final(ready).version == "v2"
    publish(ready, "v2")
    assert (final(ready).version, final(ready).changed) == ("v2", False)


def test_there_is_no_note_where_only_what_is_for_inside_changed(ready: Town) -> None:
    publish(ready, final(ready).version)
    css = ready.settings.site / "templates/html/review.css"
    css.parent.mkdir(parents=True, exist_ok=True)
    css.write_text("p { color: green }", encoding="utf-8")
    outcome = render(ready.settings, "hongmei", YEAR)
    assert isinstance(outcome, Rendered)
    assert outcome.is_draft
    assert inputs(outcome.folder)["corrects"]
    assert not (outcome.folder / NOTE).exists()


def test_a_published_version_that_is_damaged_leaves_the_note_out(ready: Town) -> None:
    first = final(ready)
    publish(ready, "v1")
    (first.folder / drafts.MODEL).write_text("{", encoding="utf-8")
    write_edition(ready, "继续努力。")
    outcome = render(ready.settings, "hongmei", YEAR)
    assert isinstance(outcome, Rendered)
    assert not (outcome.folder / NOTE).exists()
    assert rebuild(outcome.folder).same
