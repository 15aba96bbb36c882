"""A report that was never rendered here: which indicators its numbers are, and which are left."""

from dataclasses import replace

import pytest

from tests import published
from tests.published import bound, trial

PLANS = "六、下一年度工作安排"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return published.lines()


def test_most_numbers_of_a_report_are_bound_and_none_wrongly(lines: list[str]) -> None:
    found = trial(bound(lines))
    assert found.wrong == ()
    assert found.right >= 62, found.left


def test_a_number_whose_indicator_nobody_declared_is_not_given_to_another(lines: list[str]) -> None:
    every = published.catalogue()
    for code in {key.partition("/")[2] for _, keys in published.figures() for key in keys}:
        less = replace(every, indicators={one: i for one, i in every.indicators.items() if one != code})
        assert trial(bound(lines, less), gone=code).wrong == (), code


SAYS = {
    "全年共受理行政复议案件13宗。": ["admin_reconsideration_cases"],
    "全年办理行政诉讼案件3宗、行政复议案件13宗。": ["admin_litigation_cases", "admin_reconsideration_cases"],
    "调解各类矛盾纠纷，成功调解矛盾纠纷249宗，协议涉及金额约332万元。": [
        "disputes_mediated",
        "mediation_amount",
    ],
    "企业获得融资，授信金额达8.15亿元。": ["enterprise_credit_amount"],
    "综窗比例达90%以上。": ["integrated_window_ratio"],
    "参加培训的学员踊跃，培训学员11539人次。": ["rol_training_attendance"],
    "2023年，召开全面依法治镇委员会会议4次。": ["rol_committee_meetings"],
}


@pytest.mark.parametrize("sentence", SAYS)
def test_names_beside_numbers_bind(sentence: str) -> None:
    assert [code for one in bound([sentence]) for code in one.indicators] == SAYS[sentence]


def test_one_number_for_several_named_rates_is_each_of_theirs() -> None:
    (one,) = bound(["信访事项及时受理率、按期答复率、责任部门群众满意率均达100%。"])
    assert set(one.indicators) == {
        "petition_timely_acceptance_rate",
        "petition_ontime_reply_rate",
        "petition_satisfaction_rate",
    }


LEFT = {
    "growth": "行政复议案件同比增长13%。",
    "increase": "行政复议案件比上年增加13宗。",
    "points": "综窗比例提高5个百分点。",
    "earlier": "2022年，全年受理行政复议案件15宗。",
    "last_year": "去年受理行政复议案件15宗。",
    "half": "2023年上半年受理行政复议案件6宗。",
    "of_them": "其中行政复议案件6宗。",
    "monthly": "平均每月受理行政复议案件1宗。",
    "elsewhere": "黎洲角村受理行政复议案件2宗。",
    "summed": "受理行政复议、行政诉讼案件共16宗。",
    "added": "行政复议和行政诉讼案件16宗。",
    "one_for_several": "信访事项及时受理率、某某达标率均达100%。",
    "in_turn": "行政复议、行政诉讼案件分别为13宗、3宗。",
    "one_of": "作为全省6个案例之一。",
    "other_unit": "行政复议案件涉案金额13亿元。",
    "limited": "按期办结行政复议案件13宗。",
    "unread": "开展普法活动数十场次。",
}


@pytest.mark.parametrize("sentence", LEFT.values(), ids=LEFT)
def test_what_may_be_another_number_is_left(sentence: str) -> None:
    assert [one.indicators for one in bound([sentence]) if one.indicators] == []


def test_next_years_plans_are_not_this_years_numbers() -> None:
    (one,) = bound([PLANS, "召开全面依法治镇委员会会议4次。"])
    assert one.why is one.why.PLAN


def test_an_indicator_that_is_said_twice_with_two_numbers_is_left() -> None:
    found = bound(["受理行政复议案件13宗。", "其他工作。受理行政复议案件12宗。"])
    assert [one.why.name for one in found] == ["TWICE", "TWICE"]
    assert all("admin_reconsideration_cases" in one.candidates for one in found)


def test_the_same_number_said_twice_is_bound_once() -> None:
    first, second = bound(["受理行政复议案件13宗。", "如前所述，受理行政复议案件13宗。"])
    assert (first.indicators, second.indicators) == (("admin_reconsideration_cases",), ())


def test_hedges_and_units_are_kept_as_printed() -> None:
    texts = [one.said.text for one in bound(["专题党课460余场次，普法活动约578场次，参与4.7万人次。"])]
    assert texts == ["460余场次", "约578场次", "4.7万人次"]
