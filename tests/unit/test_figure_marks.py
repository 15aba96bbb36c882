"""The marks of a figure in a Word file: short enough for Word, told apart, and read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.model import Figure
from tasks.model.marks import bookmark_name, control_alias, control_tag, marked_figure

CODES = st.from_regex(r"[a-z][a-z0-9_]{0,70}", fullmatch=True)
NUMBERS = st.integers(1, 99999)


def figure(number: int, *codes: str, name: str = "办案总数") -> Figure:
    return Figure(f"f{number:03}", tuple(f"2023/{code}" for code in codes), name, "1宗")


def test_a_mark_names_the_code_and_the_figure() -> None:
    assert bookmark_name(figure(12, "cases_yoy")) == "_fig_cases_yoy_12"
    assert bookmark_name(figure(12, "cases_yoy"), 2) == "_fig_cases_yoy_12_x2"


@given(CODES, NUMBERS, st.integers(1, 30))
def test_a_bookmark_is_a_name_word_takes_and_leads_back_to_its_figure(
    code: str, number: int, occurrence: int
) -> None:
    name = bookmark_name(figure(number, code), occurrence)
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name)
    assert marked_figure(name) == f"f{number:03}"


def test_long_codes_that_begin_alike_stay_apart() -> None:
    begin = "administrative_reconsideration_cases_"
    names = {bookmark_name(figure(1, begin + end)) for end in ("accepted", "closed")}
    assert len(names) == 2
    assert all(name.startswith("_fig_administrative_recon") for name in names)


@pytest.mark.parametrize("name", ["_GoBack", "fig_cases_1", "_fig_cases", "_Toc1", "_fig_cases_1b"])
def test_other_bookmarks_are_not_ours(name: str) -> None:
    assert marked_figure(name) is None


@given(st.lists(CODES, min_size=1, max_size=4), st.text("综合执法办案总数", max_size=90))
def test_tag_and_alias_are_no_longer_than_word_takes(codes: list[str], name: str) -> None:
    marked = figure(1, *codes, name=name)
    assert len(control_tag(marked)) <= 64
    assert len(control_alias(marked)) <= 64
    assert control_tag(figure(1, "a", "b")) == "2023/a 2023/b"
