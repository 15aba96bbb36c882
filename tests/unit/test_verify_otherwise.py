"""Numbers that stand as they were while the words say another thing, and files that would cost hours."""

from pathlib import Path

import pytest

from tasks.pipeline.edited import open_edited
from tasks.pipeline.said import said_by
from tasks.review.reading import Edited, Paragraph, UnreadableError
from tasks.review.reading.html import read_html
from tasks.review.verify import verify
from tasks.review.verify.tidy import tidied
from tasks.settings import Limits
from tests.edited import NOTHING_KNOWN, checked, edited, wrong
from tests.edition import composed, values
from tests.unit.test_verify_reading import RUN, opened, word


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("21件次", "21余件次"),
        ("100%，以", "超过100%，以"),
        ("100%，以", "近100%，以"),
        ("68宗", "68多宗"),
        ("85.02亿元", "不到85.02亿元"),
    ],
)
def test_a_hedge_that_leaves_out_the_number_itself_is_not_true_of_it(printed: str, typed: str) -> None:
    (one,) = wrong(checked(edited((printed, typed))))
    assert one[0] == "changed"


@pytest.mark.parametrize(
    ("printed", "typed", "right"),
    [
        ("同比增长385%", "增长到385%", "增长"),
        ("同比增长385%", "是上年的385%", "增长"),
        ("同比增长385%", "环比增长385%", "同比"),
        ("较上年提升40%", "较2020年提升40%", "同比"),
        ("增加1177宗", "少1177宗", "增加"),
    ],
)
def test_a_growth_told_as_another_thing(printed: str, typed: str, right: str) -> None:
    assert ("words", right) in {(what, was) for what, _, was in wrong(checked(edited((printed, typed))))}


def test_a_growth_against_last_year_by_its_number_is_the_same() -> None:
    assert wrong(checked(edited(("较上年提升40%", "较2022年提升40%")))) == []
    assert wrong(checked(edited(("增加1177宗", "多1177宗")))) == []


OURS = "全年涉及行政复议案件{{ 行政复议宗数 }}、行政诉讼案件{{ 行政诉讼宗数 }}，讲授专题党课{{ 党课场次 }}。"
GIVEN = {"reviews": "13", "suits": "3", "lectures": "460余"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("行政诉讼案件13宗、行政复议案件3宗", [("13宗", "3宗"), ("3宗", "13宗")]),
        ("行政诉讼案件3宗、行政复议案件13宗", []),
        ("行政复议案件13宗、行政诉讼案件3宗", []),
    ],
)
def test_names_that_changed_places_take_their_numbers_along(typed: str, said: list[tuple[str, str]]) -> None:
    before = said_by(composed(OURS, values(GIVEN)))
    text = f"全年涉及{typed}，讲授专题党课460余场次。"
    found = verify(Edited((Paragraph(before.lines[0].text), Paragraph(text))), before, NOTHING_KNOWN, ())
    assert [(one.now, one.was) for one in found.wrong] == said


def test_a_minus_sign_is_read_as_one() -> None:
    assert tidied("\u221217%").text == tidied("-17%").text


def test_what_is_struck_out_of_a_page_is_not_read() -> None:
    assert [one.text for one in read_html("<p>办案<del>9</del>1661宗</p>").paragraphs] == ["办案1661宗"]


def test_a_file_within_a_word_file_is_told_of(tmp_path: Path) -> None:
    (note,) = opened(word(RUN.format("全年办案1661宗") + "<w:altChunk/>"), tmp_path).notes
    assert "没有核对" in note


def test_more_numbers_than_a_report_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("办案1宗，" * 10_001, encoding="utf-8")
    with pytest.raises(UnreadableError, match="数字超过"):
        open_edited(path, Limits())
