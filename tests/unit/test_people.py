"""Who reported a file: read from its cover or a line of its table, kept without personal numbers."""

import pytest

from tasks.model import Stated
from tasks.pipeline.people import people_of
from tests.unit.test_intake_forms import cover, data, read, sheet

MEETINGS = (1, "会议次数", "次", 4, 3, None, None, "meetings")
TABLE = (("指标", "本年数"), ("会议次数", 4))


def said(*line: object, above: bool = False) -> dict[str, str]:
    """What is read of a table of a department's own with such a line."""
    rows = (line, *TABLE) if above else (*TABLE, (), line)
    return dict(read(sheet("表", *rows)).stated.people)


@pytest.mark.parametrize(
    ("line", "filled", "checked"),
    [
        (("填报人：温某某　　审核人：萧某某　　分管领导：林某某",), "温某某", "萧某某"),
        (("填报人:温某某审核人:萧某某",), "温某某", "萧某某"),
        (("填表人：", "温某某", None, "复核人（签字）：", "萧某某"), "温某某", "萧某某"),
        (("制表人：买买提·艾力", "审核人：　"), "买买提·艾力", ""),
        (("填报人：张三 联系电话：13800138000",), "张三", ""),
        (("填报人：张三13800138000",), "张三", ""),
        (("填报人：", "填报日期：2024年1月8日"), "", ""),
        (("填报人：", 4), "", ""),
        (("填报人（签字）：", "审核人（签字）："), "", ""),
        (("填报人：____　审核人：____",), "", ""),
        (("填报人", "审核人"), "", ""),  # headers of columns
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_of_the_table_names_them(
    line: tuple[object, ...], filled: str, checked: str, above: bool
) -> None:
    found = said(*line, above=above)
    assert (found.get("填报人", ""), found.get("审核人", "")) == (filled, checked)


def test_they_are_found_below_a_long_table_and_nowhere_in_it() -> None:
    middle = [("会议次数", 4)] * 20 + [("填报人：甲某",)] + [("会议次数", 4)] * 20
    assert read(sheet("表", *TABLE, *middle)).stated.people == ()
    assert dict(read(sheet("表", *TABLE, *middle, ("填报人：乙某",))).stated.people) == {"填报人": "乙某"}


def test_the_first_line_counts() -> None:
    first = sheet("表", *TABLE, ("填报人：甲某",))
    assert dict(read(first, sheet("表2", ("填报人：乙某 审核人：丙某",))).stated.people) == {
        "填报人": "甲某",
        "审核人": "丙某",
    }


def test_a_cover_names_them_in_cells_of_their_own() -> None:
    named = dict(read(cover(), data(MEETINGS, ("填报人：丙某",))).stated.people)
    assert (named["填报人"], named["审核人"]) == ("甲", "乙")


def test_what_is_kept_holds_no_number_and_no_sentence() -> None:
    kept = people_of(
        Stated(people=(("填报人", " 张三 13800138000 "), ("审核人", ""), ("分管领导", "很长的话" * 20)))
    )
    assert [label for label, _ in kept] == ["填报人"]
    assert "张三" in kept[0][1]
    assert "13800138000" not in kept[0][1]
