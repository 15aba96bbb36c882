"""What the writing of a value gives away, and what only looks like it."""

from decimal import Decimal

import pytest

from tasks.model import CellState
from tasks.validation.writing import doubt, state
from tests.build import cell, indicator

MEETINGS = indicator("meetings", "会议次数", unit="次", scope_note="本年度召开的会议，按年度计划召开。")
EXACT = indicator("staff", "人数", unit="人", hedge="never")
PLAN = indicator("parks", "计划建设公园数", unit="个", planned=True)
RATE = indicator("rate", "满意率", unit="%", kind="rate", maximum=Decimal(100))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("XX", "leftover"),
        ("××次", "leftover"),
        ("#DIV/0!", "leftover"),
        ("1970-01-01", "leftover"),
        ("待补充", "leftover"),
        ("数据待定", "leftover"),
        ("暂无", "leftover"),
        ("20212025年", "leftover"),
        ("____", "leftover"),
        ("12（十三）", "digits_and_words"),
        ("三次（4次）", "digits_and_words"),
        ("计划4次", "not_a_result"),
        ("拟开展4次", "not_a_result"),
        ("力争5次", "not_a_result"),
        ("4（次）", "not_understood"),
        ("12（十二）", "not_understood"),
        ("见附件", "not_understood"),
        ("2023-05-06", "not_understood"),
        ("虚拟会议2场", "not_understood"),
        ("3次、4次", "not_understood"),
    ],
)
def test_a_cell_that_gives_no_value_is_told_by_what_is_the_matter(raw: str, wanted: str) -> None:
    assert state(cell("D4", "meetings", state=CellState.NOT_UNDERSTOOD, raw=raw), MEETINGS) == wanted


def test_where_a_plan_is_asked_for_a_plan_is_no_mistake_of_its_own() -> None:
    planned = cell("D4", "parks", state=CellState.NOT_UNDERSTOOD, raw="计划4个")
    assert state(planned, PLAN) == "not_understood"
    assert doubt(cell("D4", "parks", "4", hedge="不少于", step=Decimal(1)), PLAN) is None


def test_two_years_run_together_are_a_leftover_whatever_unit_they_are_taken_for() -> None:
    run_together = cell("D4", "meetings", raw="20212025年", unit_ok=False, state=CellState.VALUE)
    assert state(run_together, MEETINGS) == "leftover"
    assert state(cell("D4", "meetings", "20212025"), MEETINGS) == "value"


@pytest.mark.parametrize(
    ("note", "planned"),
    [
        ("", False),
        ("计划数", True),
        ("含计划于12月召开的2次", True),
        ("力争年底前完成", True),
        ("目标值", True),
        ("不少于4次", True),
        ("原计划10次，实际12次", False),
        ("预计10次，已召开12次", False),
        ("按普法计划开展", False),
        ("法治建设行动计划培训", False),
        ("目标责任书", False),
        ("含虚拟会场", False),
        ("按年度计划召开", False),  # the catalogue's own words
    ],
)
def test_a_remark_that_tells_of_a_plan_is_asked_about(note: str, planned: bool) -> None:
    one = cell("D4", "meetings", "12", step=Decimal(1), scope_note=note)
    assert doubt(one, MEETINGS) == ("planned" if planned else None)
    last_year = cell("E4", "meetings", "12", step=Decimal(1), scope_note=note, prior=True, period="2022")
    assert doubt(last_year, MEETINGS) is None


@pytest.mark.parametrize(
    ("number", "hedge", "step", "wanted"),
    [
        ("578", "约", "1", "hedged_exact"),
        ("1501", "余", "1", "hedged_exact"),
        ("580", "约", "10", None),
        ("99", "约", "1", None),
        ("578", "超过", "1", None),  # 超过578 is a comparison, not an estimate
        ("578", "", "1", None),
        ("4", "不少于", "1", "planned"),
        ("4", "以上", "1", None),
    ],
)
def test_a_hedge_beside_a_count(number: str, hedge: str, step: str, wanted: str | None) -> None:
    assert doubt(cell("D4", "meetings", number, hedge=hedge, step=Decimal(step)), MEETINGS) == wanted


@pytest.mark.parametrize(
    ("number", "hedge", "wanted"),
    [("100", "以上", "untrue"), ("100", "超过", "untrue"), ("100", "近", None), ("99", "以上", None)],
)
def test_a_share_is_not_above_all(number: str, hedge: str, wanted: str | None) -> None:
    assert doubt(cell("D4", "rate", number, hedge=hedge, step=Decimal(1)), RATE) == wanted


def test_where_an_exact_number_is_needed_the_hedge_itself_is_told() -> None:
    assert doubt(cell("D4", "staff", "578", hedge="约", step=Decimal(1)), EXACT) == "refused"
