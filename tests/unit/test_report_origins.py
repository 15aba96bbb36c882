"""出自: words that were taken over from a department's text keep whose they were."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.model import Block, RegionYear, Text
from tasks.pipeline.editions import Checked, Started, check_edition, start_edition
from tasks.report import compose
from tasks.report.coverage import printed_and_asked
from tasks.report.origin_hints import changed_since
from tasks.report.origins import without_origins
from tasks.report.yearly import TAKEN
from tasks.review.numbers import unbound
from tasks.settings import HOUSE, load
from tests.edition import CATALOGUE, composed, edition, item, lines, values
from tests.town import Town

GIVEN = values({"cases": "1661"})
FIRST = "{{ 出自('justice', 'problems', 1) }}"
THIRD = "{{ 出自('justice', 'plans', 3) }}"


def origins(block: Block) -> list[tuple[str, str]]:
    """The words of a block, each with its origin."""
    runs = (*block.heading, *block.body)
    return [(run.text, run.narrative) for run in runs if isinstance(run, Text)]


def test_it_prints_nothing_and_holds_to_the_end_of_its_paragraph() -> None:
    marked = composed(f"甲。{FIRST}乙\n丙。\n\n丁。")
    assert lines(marked) == lines(composed("甲。乙\n丙。\n\n丁。"))
    assert [origins(block) for block in marked.blocks] == [
        [("甲。", ""), ("乙丙。", "justice/problems/1")],
        [("丁。", "")],
    ]


def test_the_next_mark_takes_over() -> None:
    (block,) = composed(f"{FIRST}甲。{THIRD}乙。").blocks
    assert origins(block) == [("甲。", "justice/problems/1"), ("乙。", "justice/plans/3")]


def test_a_run_in_heading_and_its_text_are_one_paragraph_a_heading_alone_is_one_by_itself() -> None:
    document = composed(f"## {FIRST}甲\n\n乙。\n\n### {THIRD}丙。\n丁。")
    assert [origins(block) for block in document.blocks] == [
        [("甲", "justice/problems/1")],
        [("乙。", "")],
        [("丙。", "justice/plans/3"), ("丁。", "justice/plans/3")],
    ]


def test_figures_stay_bound_and_what_is_missing_still_falls_away() -> None:
    text = f"{FIRST}办案{{{{ 办案总数 }}}}[[，会议{{{{ 会议次数 }}}}]]。培训{{{{ 党课场次 }}}}。{THIRD}完。"
    document = composed(text, GIVEN)
    assert lines(document) == ["办案1661宗。完。"]
    assert [figure.keys for figure in document.figures.values()] == [("2023/cases",)]
    assert origins(document.blocks[0]) == [
        ("办案", "justice/problems/1"),
        ("。", "justice/problems/1"),
        ("完。", "justice/plans/3"),
    ]


def test_a_text_put_in_after_a_mark_keeps_its_own_origin() -> None:
    text = f"{THIRD}甲：{{{{ 材料('problems', 'justice', 合并=True) }}}}。乙。"
    (block,) = composed(text, (), [item("丙")]).blocks
    assert origins(block) == [
        ("甲：", "justice/plans/3"),
        ("丙。", "justice/problems/1"),
        ("乙。", "justice/plans/3"),
    ]


def test_a_number_typed_after_a_mark_is_told_as_the_departments() -> None:
    assert [one.narrative for one in unbound(composed(f"另有3宗。{FIRST}办案5宗。"), ())] == [
        "",
        "justice/problems/1",
    ]


def test_an_ordinal_that_is_not_there_any_more_is_no_error() -> None:
    text = edition("{{ 出自('justice', 'problems', 99) }}甲。")
    assert compose(text, CATALOGUE, (), [item("乙。")]).blocks[0].body[0] == Text(
        "甲。", narrative="justice/problems/99"
    )


def test_a_text_that_words_were_taken_from_has_its_place() -> None:
    def unplaced(text: str) -> tuple[tuple[str, str], ...]:
        return printed_and_asked(CATALOGUE, edition(text)).unplaced

    assert ("problems", "justice") in unplaced("甲。")
    assert ("problems", "justice") not in unplaced(f"{FIRST}甲。")


@pytest.mark.parametrize("mark", [FIRST, "{{出自( 'justice','problems' , 1)}}", '{{ 出自("a", "b", 1) }}'])
def test_a_mark_goes_without_a_trace(mark: str) -> None:
    assert without_origins(f"甲。{mark}乙{{{{ 办案总数 }}}}。") == "甲。乙{{ 办案总数 }}。"


def test_lines_stay_where_a_mark_was() -> None:
    assert without_origins("甲\n{{ 出自('a',\n'b', 1) }}乙") == "甲\n\n乙"


def test_next_years_edition_has_no_marks_and_the_words_are_to_be_looked_at(tmp_path: Path) -> None:
    settings = load({"FAZHI_SITE": str(tmp_path), "FAZHI_DATA": str(tmp_path)})
    last = settings.site / "templates/editions/hongmei/2030"
    last.mkdir(parents=True)
    (last / "edition.yaml").write_text("title: 报告\ndate: 2031-01-31\n", encoding="utf-8")
    (last / "report.md").write_text(f"甲。\n\n{FIRST}推行首违不罚。\n", encoding="utf-8")
    started = start_edition(settings, RegionYear("hongmei", 2031))
    assert isinstance(started, Started)
    assert (started.folder / "report.md").read_text(encoding="utf-8") == "甲。\n\n推行首违不罚。\n"
    assert [(one.line, one.words) for one in started.looks if one.kind == TAKEN] == [(3, "推行首违不罚。")]


# --- what departments sent anew -------------------------------------------------------------------------


def hinted(text: str, now: str, before: str, ordinal: int = 1) -> list[str]:
    document = composed(text, GIVEN)
    earlier = [item(before)] if before else []
    return list(changed_since(document, CATALOGUE, [item(now, ordinal=ordinal)], earlier))


def test_words_that_the_department_changed_since_are_told_with_their_line() -> None:
    (hint,) = hinted(
        f"# 一\n\n{FIRST}推行首违不罚，效果明显。", "推行轻微免罚，效果明显。", "推行首违不罚，效果明显。"
    )
    assert hint.startswith("第3行起的一段出自司法分局“存在的问题及原因”第1条：")
    assert "“推行首违不罚”" in hint
    assert "效果明显" not in hint


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("推行首违不罚。", "推行首违不罚。另有新的一句话。", "推行首违不罚。"),  # more was added
        ("大力推行首违不罚制度。", "推行轻微免罚。", "推行首违不罚。"),  # people rewrote it
        ("推行首违不罚。", "推行首违不罚。", "推行轻微免罚。"),  # taken over anew
        ("推行首违不罚。", "推行首违不罚.", ""),  # never sent before
        ("同时，推行首违不罚。", "推行首违不罚。", "同时，推行首违不罚。"),  # a word that says nothing
        ("办案{{ 办案总数 }}件次有余。", "办案1661宗件次有余。", "办案1660宗件次有余。"),
    ],
)
def test_what_is_of_no_concern_is_not_told(text: str, now: str, before: str) -> None:
    assert hinted(f"{FIRST}{text}", now, before) == []


def test_a_text_that_is_not_there_any_more_or_stands_elsewhere_is_told() -> None:
    assert "没有这一条了" in hinted(f"{FIRST}推行首违不罚。", "推行首违不罚。", "", ordinal=2)[0]
    document = composed(f"{FIRST}推行首违不罚。")
    now = [item("另一条很长的话。"), item("推行首违不罚。", ordinal=2)]
    (hint,) = changed_since(document, CATALOGUE, now, [item("推行首违不罚。")])
    assert "现在是第2条" in hint


def test_what_a_slot_puts_in_is_always_todays() -> None:
    document = composed("{{ 材料('problems', 'justice', 合并=True) }}", GIVEN, [item("推行首违不罚。")])
    assert list(changed_since(document, CATALOGUE, [item("别的一句话。")], [item("推行首违不罚。")])) == []


def test_a_department_that_sent_its_texts_anew_is_told_by_the_check(fresh: Town) -> None:
    key = RegionYear("hongmei", 2023)
    folder = fresh.settings.site / "templates/editions/hongmei/2023"
    shutil.copytree(HOUSE / "templates/editions/hongmei/2023", folder)
    mark = '{{ 出自("justice", "problems", 2) }}'
    with (folder / "report.md").open("a", encoding="utf-8") as text:
        text.write(f"\n\n{mark}二是执法程序意识有待增强。部分执法活动特别是行政检查，尚不规范。\n")

    def told() -> list[str]:
        checked = check_edition(fresh.settings, key)
        assert isinstance(checked, Checked)
        assert checked.problems == ()
        return [hint for hint in checked.hints if "出自" in hint]

    assert told() == []
    path = fresh.form("司法分局")
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "执法程序意识有待增强" in cell.value:
                    cell.value = cell.value.replace("执法程序意识有待增强", "执法全过程记录落实不够")
    book.save(path)
    fresh.run()
    (hint,) = told()
    assert "司法分局“存在的问题及原因”第2条" in hint
    assert "“二是执法程序意识有待增强”" in hint
