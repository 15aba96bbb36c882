"""改稿 from the folder to the report: what was changed in Word is printed by the same run."""

import io
from copy import deepcopy
from pathlib import Path

import docx

from tasks.model import RegionYear
from tasks.pipeline.base_draft import export_draft
from tasks.pipeline.materials import Written, write_materials
from tasks.pipeline.redraft_takers import TAKERS
from tasks.pipeline.redrafts import Redrafts, take_redrafts
from tasks.pipeline.render import Rendered, render
from tasks.writers.annex_lines import plain_text
from tests.town import Town
from tests.word import names, part, text_of

KEY = RegionYear("hongmei", 2023)
EDITION = "templates/editions/hongmei/2023/report.md"


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    """A Word file with words of its paragraphs replaced, as Word saves it."""
    word = docx.Document(io.BytesIO(data))
    for old, new in changes:
        (found,) = [one for one in word.paragraphs if old in one.text]
        said = found.text.replace(old, new)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = said
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def drop(town: Town, name: str, data: bytes) -> None:
    path = town.settings.landing / "洪梅镇" / "改稿" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def taken(town: Town) -> Redrafts:
    return take_redrafts(town.settings, "hongmei", (2022, 2023), TAKERS)


def comments(data: bytes) -> list[str]:
    found = [name for name in names(data) if "comments" in name and name.endswith(".xml")]
    return [text_of(one) for name in found for one in part(data, name)]


def answer(town: Town, name: str) -> bytes:
    return (town.settings.returns / "洪梅镇" / "改稿" / name).read_bytes()


def test_what_was_reworded_in_word_is_printed_by_the_same_run(fresh: Town) -> None:
    data = export_draft(fresh.settings, KEY)
    was = "把依法行政要求贯穿政府工作各领域各环节"
    now = "把依法行政的要求贯穿到政府工作的每个环节"
    drop(fresh, "底稿（镇长改）.docx", edited(data, (was, now)))
    (line,) = taken(fresh).lines
    assert (line.year, line.changed, line.fault) == (2023, True, False)
    assert line.said == "已写进洪梅镇 2023 年的底稿。"
    assert "改写 1 段" in answer(fresh, "底稿（镇长改）_回执.txt").decode("utf-8-sig")
    rendered = render(fresh.settings, "hongmei", 2023)
    assert isinstance(rendered, Rendered)
    assert now in plain_text(fresh.document())
    assert taken(fresh) == Redrafts(folder=fresh.settings.returns / "洪梅镇" / "改稿")


def test_an_untouched_draft_changes_nothing(fresh: Town) -> None:
    drop(fresh, "底稿.docx", export_draft(fresh.settings, KEY))
    (line,) = taken(fresh).lines
    assert (line.said, line.changed) == ("与洪梅镇 2023 年的底稿一样，没有要改的。", False)
    assert not (fresh.settings.site / EDITION).exists()


def test_a_wrong_name_is_answered_in_the_file_and_nothing_is_written(fresh: Town) -> None:
    draft = export_draft(fresh.settings, KEY)
    drop(fresh, "底稿.docx", edited(draft, ("【专题党课场次】", "【专题党客场次】")))
    (line,) = taken(fresh).lines
    assert line.said.startswith("没有写进洪梅镇 2023 年的底稿，有 1 处要改")
    assert any("相近的名称有：专题党课场次" in text for text in comments(answer(fresh, "底稿_批注.docx")))
    assert not (fresh.settings.site / EDITION).exists()


def test_two_drafts_of_one_base_are_put_together(fresh: Town) -> None:
    data = export_draft(fresh.settings, KEY)
    drop(fresh, "甲.docx", edited(data, ("原原本本学习", "认认真真学习")))
    drop(fresh, "乙.docx", edited(data, ("抓住领导干部", "紧紧抓住领导干部")))
    assert [line.changed for line in taken(fresh).lines] == [True, True]
    text = (fresh.settings.site / EDITION).read_text(encoding="utf-8")
    assert "认认真真学习" in text
    assert "紧紧抓住领导干部" in text


def test_a_draft_of_another_town_is_told_where_it_belongs(fresh: Town) -> None:
    drop(fresh, "底稿.docx", export_draft(fresh.settings, RegionYear("qinghe", 2024)))
    (line,) = taken(fresh).lines
    assert line.said == "没有收：这是青禾镇的底稿，请放进那个镇街的“改稿”文件夹。"
    assert not (fresh.settings.site / "templates").exists()


def test_what_is_no_document_that_can_be_taken_back_gets_a_sentence_and_stops_nobody(fresh: Town) -> None:
    draft = export_draft(fresh.settings, KEY)
    other = io.BytesIO()
    docx.Document().save(other)
    given = {
        "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        "坏的.docx": draft[:3000],
        "空.docx": b"",
        "表.xlsx": fresh.form("司法分局").read_bytes(),
        "图.png": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
        "别的.docx": other.getvalue(),
        "底稿.docx": edited(draft, ("原原本本学习", "认认真真学习")),
    }
    for name, data in given.items():
        drop(fresh, name, data)
    found = {line.file: line for line in taken(fresh).lines}
    assert set(found) == set(given)
    assert not any(line.fault for line in found.values())
    assert [name for name, line in found.items() if line.changed] == ["底稿.docx"]
    assert all(found[name].said.startswith("没有收：") for name in given if name != "底稿.docx")
    for name in ("旧.doc", "坏的.docx", "空.docx", "表.xlsx", "图.png"):
        assert ".doc、.wps 请先另存为 .docx" in found[name].said
        assert "核对" not in found[name].said


def pasted(draft: bytes, materials: bytes, after: str, *beginnings: str) -> bytes:
    """A base draft with paragraphs of 材料汇编 pasted behind one of its own, just as they stand there."""
    target, source = docx.Document(io.BytesIO(draft)), docx.Document(io.BytesIO(materials))
    (place,) = [one for one in target.paragraphs if after in one.text]
    for beginning in reversed(beginnings):
        found = next(
            one for one in source.paragraphs if beginning in one.text and one.text.startswith("【出自")
        )
        place._p.addnext(deepcopy(found._p))
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def test_paragraphs_pasted_from_the_materials_keep_origin_and_bindings(fresh: Town, tmp_path: Path) -> None:
    found = write_materials(fresh.settings, KEY)
    assert isinstance(found, Written)
    draft = export_draft(fresh.settings, KEY)
    draft = pasted(draft, found.path.read_bytes(), "抓住领导干部这个", "志愿服务", "二是执法程序")
    drop(fresh, "底稿.docx", draft)
    (line,) = taken(fresh).lines
    assert line.changed, line
    text = (fresh.settings.site / EDITION).read_text(encoding="utf-8")
    assert '\n\n{{ 出自("justice", "problems", 2) }}二是执法程序意识有待增强。' in text
    assert any(
        line.startswith("{{ 出自(") and "等志愿服务{{ 志愿服务活动次数 }}" in line
        for line in text.splitlines()
    )
