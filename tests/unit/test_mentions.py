"""Numbers and marks in 文字材料: what is held against a figure, what is bound, what is left alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from tasks.catalogue import Catalogue
from tasks.catalogue import load as load_catalogue
from tasks.model import Base, CellState, Finding, IndicatorCell, NarrativeItem, Place, Scope, Severity
from tasks.settings import load as load_settings
from tasks.validation import Judged, Submission, judge
from tasks.validation.checked import Batch
from tasks.validation.engine import failures
from tasks.validation.mentions import bound, mention_rows
from tasks.validation.messages import finding
from tests.build import cell, reading, suites, value

HERE = Place("hongmei", 2023, "justice")


@cache
def shipped() -> Catalogue:
    """The shipped catalogue: its names are what texts are matched by."""
    return load_catalogue(load_settings({}))


def stated(code: str, amount: str, *, prior: bool = False, hedge: str = "", step: str = "1") -> IndicatorCell:
    """A value as a department states it."""
    made = cell("D9", code, amount, prior=prior, period="2022" if prior else "2023", state=CellState.VALUE)
    return replace(made, hedge=hedge, step=type(made.value)(step) if made.value is not None else None)


CELLS = (
    stated("admin_reconsideration_cases", "13"),
    stated("admin_reconsideration_cases", "11", prior=True),
    stated("admin_litigation_cases", "3"),
    stated("normative_doc_review_count", "21"),
    stated("normative_doc_review_count", "15", prior=True),
    stated("petition_timely_acceptance_rate", "100"),
    stated("petition_ontime_reply_rate", "99.2"),
    stated("mediation_amount", "332"),
)


def submission(
    *texts: str, cells: Sequence[IndicatorCell] = CELLS, topic: str = "achievements", base: Base | None = None
) -> Submission:
    """A submission with these texts, one a row."""
    items = tuple(
        NarrativeItem("文字材料", f"D{4 + n}", topic, "主要举措和成效", n + 1, "", text)
        for n, text in enumerate(texts)
    )
    return Submission(1, HERE, reading(*cells, narrative=items), base=base or Base())


def judged(*texts: str) -> Judged:
    """The whole judgement."""
    (one,) = judge([submission(*texts)], shipped(), suites())
    return one


def told(*texts: str, topic: str = "achievements", base: Base | None = None) -> list[tuple[str, str, str]]:
    """Rule, the words at its span, and the indicator, of every finding on the texts."""
    rows = list(mention_rows(submission(*texts, topic=topic, base=base), shipped()))
    failed = failures(Batch("mentions", rows).frame(), suites()["mentions"])
    found = [finding(failure, rows[at], shipped()) for failure in failed for at in failure.rows]
    return [(one.rule.removeprefix("narrative."), _words(one, texts), one.indicator) for one in found]


def _words(one: Finding, texts: Sequence[str]) -> str:
    first, last = map(int, one.span.split("-"))
    return texts[int(one.address.cell[1:]) - 4][first - 1 : last]


CASES = "admin_reconsideration_cases"
REVIEWS = "normative_doc_review_count"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年共受理行政复议案件15宗。", [("contradicts", "15宗", CASES)]),
        ("办理行政复议约20宗", [("contradicts", "约20宗", CASES)]),
        ("办理14宗行政复议案件。", [("contradicts", "14宗", CASES)]),
        ("行政复议13宗、行政诉讼4宗。", [("contradicts", "4宗", "admin_litigation_cases")]),
        ("审查规范性文件21件次，较去年增长23%。", [("growth", "23%", REVIEWS)]),
        ("审查规范性文件21件次，较上年减少6件次。", [("growth", "6件次", REVIEWS)]),
        ("及时受理率、按期答复率均达100%。", [("contradicts", "100%", "petition_ontime_reply_rate")]),
    ],
)
def test_what_contradicts_the_file_is_told_at_the_character(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "全年共受理行政复议案件13宗。",
        "办理行政复议10余宗。",
        "办理行政复议约10宗。",
        "2022年行政复议11宗。",
        "审查规范性文件21件次，较去年提升40%，比上年增加6件次。",
        "及时受理率达100%。",
        "深入学习贯彻。",
        "受理12345热线，2023年3月15日印发洪府〔2023〕12号文，第3次会议，24小时政府热线响应模式。",
    ],
)
def test_what_agrees_is_not_spoken_of(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("其中新收行政复议3宗。", "3宗"),
        ("为黎洲角村办理行政复议2宗。", "2宗"),
        ("上半年行政复议6宗。", "6宗"),
        ("行政复议应诉培训3次。", "3次"),
        ("去年行政复议12宗。", "12宗"),
        ("受理12345热线工单3355件。", "3355件"),
        ("行政复议增加5宗。", "5宗"),
        ("行政复议、行政诉讼共16宗。", "16宗"),
        ("满意率均为100%。", "100%"),
        ("审查规范性文件、办理行政复议，较去年增长23%。", "23%"),
        ("审查规范性文件环比增长23%。", "23%"),
        ("办结行政复议12宗。", "12宗"),
        ("成功调解行政复议5宗。", "5宗"),
        ("办理行政复议12宗按期办结。", "12宗"),
        ("麻涌镇行政复议20宗。", "20宗"),
    ],
)
def test_what_is_doubtful_is_listed_and_no_contradiction(text: str, number: str) -> None:
    assert told(text) == [("unbound_number", number, "")]


@pytest.mark.parametrize(
    "text",
    [
        "其中上半年行政复议13宗。",
        "不予受理行政复议13宗。",
        "行政诉讼败诉3宗。",
        "2021年行政复议11宗。",
        "到2025年行政复议控制在13宗以内。",
        "全市行政复议13宗。",
    ],
)
def test_the_same_number_of_something_else_is_not_bound(text: str) -> None:
    assert [rule for rule, _, _ in told(text)] == ["unbound_number"]


def test_what_several_years_come_to_contradicts_nothing() -> None:
    for text in ("近三年受理行政复议30宗。", "累计受理行政复议30宗（近三年）。"):
        assert {rule for rule, _, _ in told(text)} == {"unbound_number"}


def test_a_number_of_one_case_contradicts_nothing() -> None:
    text = "办理行政复议15宗。"
    assert told(text, topic="cases") == [("unbound_number", "15宗", "")]
    assert told(text) == [("contradicts", "15宗", CASES)]


def test_a_text_that_contradicts_is_left_out_and_a_doubtful_one_is_not() -> None:
    one = judged("全年共受理行政复议案件15宗。", "其中新收行政复议3宗。")
    assert [(f.address.cell, f.severity, f.scope) for f in one.findings if f.span] == [
        ("D4", Severity.CRITICAL, Scope.CELL),
        ("D5", Severity.INFO, Scope.CELL),
    ]
    assert [item.cell for item in one.sound.narrative] == ["D5"]


def test_a_growth_is_held_against_last_year_as_curated() -> None:
    base = Base(values={"2022/admin_litigation_cases": value("admin_litigation_cases", "2", "2022")})
    assert told("行政诉讼3宗，同比增长80%。", base=base) == [("growth", "80%", "admin_litigation_cases")]
    assert told("行政诉讼3宗，同比增长50%。", base=base) == []
    assert told("行政诉讼3宗，同比增长80%。") == [("unbound_number", "80%", "")]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("投入经费XX万元。", "leftover", "XX"),
        ("投入××元。", "leftover", "××"),
        ("开展____活动。", "leftover", "____"),
        ("落实20212025年规划。", "leftover", "20212025年"),
        ("成立于1970-01-01。", "leftover", "1970-01-01"),
        ("情况待补充。", "leftover", "待补充"),
        ("投入资金万元，成效明显。", "leftover", "万元"),
        ("设立专班（）。", "leftover", "（）"),
        ("得分N/A。", "leftover", "N/A"),
        ("召开会议三次（4次）。", "digits_and_words", "三次（4次）"),
        ("查处两（3）宗。", "digits_and_words", "两（3）"),
        ("开展活动约578场次。", "hedged_exact", "约578场次"),
        ("计划举办讲座12场。", "planned", "12场"),
        ("每年召开会议不少于4次。", "planned", "不少于4次"),
        ("电话0769-88841234。", "personal_number", "0769-88841234"),
        ("内部资料，注意保存", "secret_mark", "内部资料，注意保存"),
        ("密级：机密", "secret_mark", "密级：机密"),
        ("办结情况良好（内部资料）", "secret_mark", "（内部资料）"),
        ("此件不得公开", "secret_mark", "此件不得公开"),
    ],
)
def test_marks_are_told_at_the_character(text: str, rule: str, words: str) -> None:
    assert (rule, words, "") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "机制有待完善，制度有待补充。",
        "张XX与李XX纠纷得到化解。",
        "数万元损失得到挽回。",
        "商业秘密保护，国家秘密法宣传，保密检查，依法不得公开的信息不公开。",
        "在封面标注“内部资料”字样。",
        "十个村（社区）三次（3次）",
        "将法治建设纳入培训计划，按照计划推进。",
        "立卷归档（2023）",
        "两委（扩大）会议",
        "Windows系统，WiFi覆盖",
    ],
)
def test_ordinary_words_are_no_marks(text: str) -> None:
    assert {rule for rule, _, _ in told(text)} <= {"unbound_number"}


def test_plans_and_problems_may_speak_of_plans() -> None:
    assert told("计划举办讲座12场。", topic="plans") == [("unbound_number", "12场", "")]
    assert told("下一步计划举办讲座12场。", topic="followup") == [("unbound_number", "12场", "")]


def test_a_personal_number_is_masked_in_whatever_the_finding_says() -> None:
    text = "当事人电话13800138000，另一电话13900139000，共3宗。"
    for one in judged(text).findings:
        assert "13800138000" not in one.observed + one.mend
        assert "0138000" not in one.observed


def test_a_heading_is_read_too_at_its_own_cell() -> None:
    item = NarrativeItem(
        "文字材料", "D4", "cases", "典型案例", 1, "热线13800138000", "文。", heading_cell="C4"
    )
    (one,) = judge([Submission(1, HERE, reading(narrative=(item,)))], shipped(), suites())
    (found,) = [f for f in one.findings if f.rule == "narrative.personal_number"]
    assert (found.address.cell, found.span) == ("C4", "3-13")
    assert one.sound.narrative == ()


def test_a_span_counts_from_the_beginning_of_the_cell() -> None:
    item = NarrativeItem("正文", "A7", "cases", "典型案例", 1, "普法", "电话13800138000。", text_at=6)
    (one,) = judge([Submission(1, HERE, reading(narrative=(item,)))], shipped(), suites())
    (found,) = [f for f in one.findings if f.rule == "narrative.personal_number"]
    assert found.span == "9-19"


ACCEPTED, ANSWERED = "2023/petition_timely_acceptance_rate", "2023/petition_ontime_reply_rate"
ALL_REPLIED = (stated("petition_timely_acceptance_rate", "100"), stated("petition_ontime_reply_rate", "100"))


@pytest.mark.parametrize(
    ("text", "cells", "spans"),
    [
        ("及时受理率、按期答复率均达100%。", ALL_REPLIED, (f"14-17={ACCEPTED}", f"14-17={ANSWERED}")),
        ("及时受理率、按期答复率分别为100%、99.2%。", CELLS, (f"15-18={ACCEPTED}", f"20-24={ANSWERED}")),
        ("及时受理率、按期答复率分别为99.2%、100%。", CELLS, ()),  # the other way round: a person looks at it
        ("及时受理率、按期答复率分别为100%、99.2%、98%。", CELLS, ()),
        ("及时受理率、按期答复率、满意率均达100%。", ALL_REPLIED, ()),
        ("去年及时受理率、按期答复率均达100%。", ALL_REPLIED, ()),
    ],
)
def test_one_number_for_several_rates_and_one_for_each_are_bound(
    text: str, cells: Sequence[IndicatorCell], spans: tuple[str, ...]
) -> None:
    (found,) = bound(submission(text, cells=cells), shipped()).values()
    assert found == spans
