"""Texts made to be read for ever: what is looked for in them takes time in proportion to their length."""

from decimal import Decimal
from time import process_time

import pytest

from tasks.quantity import Quantity, scan
from tasks.validation.marks import is_hedged_exact, leftovers
from tasks.validation.mentions import mention_rows
from tasks.wording.secrecy import secret_marks
from tests.unit.test_mentions import shipped, submission

_CELL = 32_767  # characters that a cell may hold
_SECONDS = 20  # each took minutes before, or would not have ended


def full_of(part: str) -> str:
    return (part * _CELL)[: _CELL - 12] + "行政复议案件某14宗"


@pytest.mark.parametrize("part", ["1宗", "行政复议案件数", "有全镇", "均达100%"])
def test_a_cell_full_of_one_thing_is_judged_in_time(part: str) -> None:
    began = process_time()
    assert list(mention_rows(submission(full_of(part)), shipped()))
    assert process_time() - began < _SECONDS


@pytest.mark.parametrize("part", ["。1.", "；(1)", "20212025年", "X", "×", "\n秘密", "【秘密", "“1”", " "])
def test_a_cell_full_of_one_thing_is_searched_in_time(part: str) -> None:
    text, began = full_of(part), process_time()
    assert scan(text, shipped().names)[-1].text == "14宗"
    list(leftovers(text))
    secret_marks(text, shipped().secrecy)
    assert process_time() - began < _SECONDS


def test_a_name_is_known_among_words_that_can_be_parted_in_many_ways() -> None:
    text = "有全镇" * 40 + "共计有洪梅镇全年受理行政复议案件14宗。"
    (row,) = mention_rows(submission(text), shipped())
    first, last = map(int, row.span.split("-"))
    assert (text[first - 1 : last], row.indicator) == ("14宗", "admin_reconsideration_cases")


@pytest.mark.parametrize(
    "words",
    [
        "秘　密",
        "机 密 ★10年",
        "秘\u200b密★1年",
        "公开属性：不予公开",
        "公开方式: 不公开",
        "（内部使用）",
        "（此件不公开）",
        "此件依申请公开",
        "密级／秘密",
    ],
)
def test_marks_are_known_however_they_are_printed(words: str) -> None:
    assert secret_marks(f"某某情况\n{words}\n正文。", shipped().secrecy)


@pytest.mark.parametrize(
    "words",
    [
        "保守国家秘密、密切联系群众",
        "加盖“秘密★1年”",
        "依法不予公开5件",
        "注意保密纪律",
        "依申请公开答复5件，不宜公开的2件",
        "公开方式改为网上公开，不公开的2件",
    ],
)
def test_words_about_secrecy_are_no_marks(words: str) -> None:
    assert secret_marks(f"某某情况\n{words}。\n正文。", shipped().secrecy) == []


@pytest.mark.parametrize(
    ("value", "exact"), [("578", True), ("570", False), ("1E+30", False), ("1E+400", False)]
)
def test_a_hedged_number_may_be_longer_than_decimals_are_computed(value: str, exact: bool) -> None:
    assert is_hedged_exact(Quantity(Decimal(value), "场次", "约", Decimal(1))) is exact
