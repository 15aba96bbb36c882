"""An edition's text taken apart: joined it is the same, and what is kept keeps its bytes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.report.source import Chosen, Kind, kind_of, rebuilt, said_blocks, source_blocks
from tasks.settings import HOUSE

LINES = st.sampled_from(
    [
        "",
        "  ",
        "# 一级",
        "## 二级",
        "### 三级。",
        "全年{{ 办案总数 }}。",
        "  一是首先。",
        "%% 说明",
        "%%",
        "二是。",
    ]
)
TEXTS = st.builds(
    lambda lines, ends, bom: bom + "".join(line + end for line, end in zip(lines, ends, strict=False)),
    st.lists(LINES, max_size=12),
    st.lists(st.sampled_from(["\n", "\r\n", "\n", "\n"]), min_size=12, max_size=12),
    st.sampled_from(["", "\ufeff"]),
)
EDITIONS = sorted(HOUSE.glob("templates/editions/*/*/report.md"))


def all_of(text: str) -> list[Chosen]:
    return [Chosen(block.said, place) for place, block in enumerate(said_blocks(text))]


@given(TEXTS)
def test_joined_blocks_are_the_text(text: str) -> None:
    blocks = source_blocks(text)
    assert "".join(block.text for block in blocks) == text
    lines = text.removeprefix("\ufeff").splitlines()
    assert all(kind_of(lines[block.line - 1]) is block.kind for block in blocks if block.text != "\ufeff")


@given(TEXTS)
def test_all_blocks_chosen_are_the_text(text: str) -> None:
    if said_blocks(text):
        assert rebuilt(text, all_of(text)) == text


@given(TEXTS, st.data())
def test_what_is_chosen_is_what_is_read_again(text: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(all_of(text)), unique=True)) if said_blocks(text) else []
    new = [Chosen(one.text) if data.draw(st.booleans()) else one for one in chosen]
    again = [block.said.splitlines() for block in said_blocks(rebuilt(text, new))]
    assert [line for block in again for line in block] == [
        line for one in new for line in one.text.splitlines()
    ]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_shipped_editions_come_back(path: Path) -> None:
    text = path.read_bytes().decode()
    assert rebuilt(text, all_of(text)) == text


TEXT = "%% 说明\n\n# 甲\n\n一段。\n\n### 乙。\n接着。\n\n末段。\n"


def test_a_changed_block_changes_only_itself() -> None:
    chosen = all_of(TEXT)
    chosen[2] = Chosen("改了。", 2)
    assert rebuilt(TEXT, chosen) == TEXT.replace("一段。", "改了。")


def test_a_paragraph_that_came_is_one_of_its_own() -> None:
    chosen = all_of(TEXT)
    chosen.insert(3, Chosen("来了。"))
    assert rebuilt(TEXT, chosen) == TEXT.replace("一段。\n", "一段。\n\n来了。\n")


def test_text_behind_a_new_third_level_heading_runs_in() -> None:
    made = rebuilt(
        TEXT, [*all_of(TEXT), Chosen("### 丙。"), Chosen("%% 记"), Chosen("正文。"), Chosen("又一段。")]
    )
    assert made == f"{TEXT}\n### 丙。\n%% 记\n正文。\n\n又一段。\n"


def test_a_paragraph_parted_by_a_comment_stays_one_without_it() -> None:
    text = "前半，\n%% 记\n后半。\n"
    first, comment, second = all_of(text)
    assert rebuilt(text, [first, comment, second]) == text
    assert rebuilt(text, [first, second]) == "前半，\n后半。\n"


def test_only_blank_lines_say_nothing() -> None:
    assert {block.kind for block in source_blocks("\n \n")} == {Kind.BLANK}
    assert rebuilt("\n \n", []) == ""
