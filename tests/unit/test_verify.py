"""What becomes of the numbers of a report that somebody edited."""

from collections.abc import Mapping, Sequence

import pytest

from tasks.model import Document
from tasks.pipeline.said import said_by
from tasks.review.reading import Edited, Mark, Paragraph
from tasks.review.verify import Known, Outcome, Verified, verify
from tasks.wording.naming import Figures, figure
from tests.edited import checked, edited, paragraphs, wrong
from tests.edition import CATALOGUE, composed, item, values

NAMES = ("“1310”具体部署", "12345热线")
THIS_YEAR = {
    "cases": "1661",
    "staff": "123",
    "lectures": "460余",
    "meetings": "20",
    "visitors": "47000",
    "amount": "815000000",
}
RATES = {"windows": "95", "accepted": "100", "answered": "100", "content": "100"}
LAST_YEAR = {"cases": "293", "meetings": "25", "staff": "55"}
TEXT = """全镇落实“1310”具体部署，讲授专题党课{{ 党课场次 }}，召开会议{{ 会议次数 }}，{{ 会议次数 | 同比 }}。

{PLATFORM}人均办案量为{{ 人均办案量 }}，普法活动参与{{ 参与人次 }}，受理12345热线来电。

授信金额达{{ 授信金额 }}，综窗比例达{{ 综窗比例 }}，{RATES}{{ 均达(及时受理率, 按期答复率, 群众满意率) }}。"""
TEXT = TEXT.replace("{RATES}", "及时受理率、按期答复率、群众满意率")
TEXT = TEXT.replace(
    "{PLATFORM}", "各单位认真履行职责，全年平台办案总数为{{ 办案总数 }}，{{ 办案总数 | 同比 }}。"
)


def document(text: str = TEXT, this: Mapping[str, str] = THIS_YEAR | RATES) -> Document:
    return composed(text, values(this, LAST_YEAR))


def known(this: Mapping[str, str] = THIS_YEAR | RATES) -> Known:
    all_values = values(this, LAST_YEAR)
    named = [
        figure(CATALOGUE.indicators[one.indicator], one.period, one.value, one.hedge, one.step)
        for one in all_values
    ]
    figures = Figures(
        2023,
        "洪梅镇",
        [one for one in named if one.period == "2023"],
        {one.indicator.code: one for one in named if one.period == "2022"},
    )
    return Known(lambda: figures, lambda key: f"来源 {key}", lambda one: f"来源 {one.keys[0]}")


def held(*changes: tuple[str, str], text: str = TEXT) -> Verified:
    """The document with each change made by hand, held against itself."""
    made = said_by(document(text))
    said = "\n".join(line.text for line in made.lines)
    for old, new in changes:
        assert old in said, (old, said)
        said = said.replace(old, new, 1)
    texts = tuple(Paragraph(line) for line in said.split("\n"))
    return verify(Edited(texts), made, known(), NAMES)


def test_an_untouched_report_is_clean() -> None:
    verified = held()
    assert not verified.wrong
    assert {one.outcome for one in verified.results} == {Outcome.UNCHANGED}
    assert len(verified.results) == len(document().figures)
    assert verified.kept == 1


@pytest.mark.parametrize(
    "typed",
    [
        "1,661宗",
        "１６６１宗",
        "1 661宗".replace(" ", "\u2009"),
        "一千六百六十一宗",
        "0.1661万宗",
        "1661 宗",
        "1，661宗",
    ],
)
def test_another_writing_of_the_same_number_is_the_same(typed: str) -> None:
    verified = held(("1661宗", typed))
    assert not verified.wrong
    assert verified.count(Outcome.SAME, Outcome.UNCHANGED) == len(document().figures)


@pytest.mark.parametrize(
    ("printed", "typed", "note"),
    [
        ("1661宗", "1681宗", "数字改动"),
        ("1661宗", "1661件", "单位改动"),
        ("1661宗", "1700宗", "数字改动"),
        ("460余场次", "460场次", "概数用语改动，与数据不符"),
        ("460余场次", "470余场次", "数字改动"),
        ("467%", "467.0%", "写得比数据精确"),
        ("467%", "476%", "数字改动"),
        ("90%以上", "50%以上", "数字改动"),
        ("4.7万人次", "4.8万人次", "数字改动"),
        ("4.7万人次", "4.7人次", "数字改动"),
        ("均达100%", "均达99%", "数字改动"),
        ("8.15亿元", "8.1亿元", "数字改动"),
        ("13.5宗", "13.6宗", "数字改动"),
    ],
)
def test_another_number_hedge_or_unit_is_told_with_what_it_was(printed: str, typed: str, note: str) -> None:
    verified = held((printed, typed))
    assert len(verified.wrong) == 1
    found = verified.wrong[0]
    assert found.outcome is Outcome.CHANGED
    assert printed.endswith(found.was)
    assert typed.endswith(found.now)
    assert found.source.startswith("来源 2023/")
    assert found.note == note


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("467%", "466.9%"),  # 1661 against 293 is 466.894…
        ("1661宗", "1600余宗"),
        ("1661宗", "近1700宗"),
        ("90%以上", "95%"),
        ("4.7万人次", "47000人次"),
        ("均达100%", "均达百分之百"),
        ("8.15亿元", "8.2亿元"),
        ("8.15亿元", "81500万元"),
        ("460余场次", "460多场次"),
        ("460余场次", "400余场次"),
    ],
)
def test_another_precision_that_is_true_of_the_value_is_the_same(printed: str, typed: str) -> None:
    verified = held((printed, typed))
    assert not verified.wrong
    assert verified.count(Outcome.SAME) == 1


@pytest.mark.parametrize(
    ("printed", "typed", "right"),
    [
        ("同比增长467%", "同比下降467%", "增长"),
        ("同比下降20%", "同比提高20%", "下降"),
        ("人均办案量为13.5宗", "人均办案量降至13.5宗", "增加"),
    ],
)
def test_a_word_of_growth_against_the_sign(printed: str, typed: str, right: str) -> None:
    verified = held((printed, typed))
    assert [(one.outcome, one.was) for one in verified.wrong] == [(Outcome.WORDS, right)]


def test_another_word_for_the_same_growth_is_no_matter() -> None:
    assert not held(("同比增长467%", "同比上升467%"), ("同比下降20%", "较上年减少20%")).wrong


EVEN = "召开会议{{ 会议次数 }}，{{ 会议次数 | 同比 }}。全年平台办案总数为{{ 办案总数 }}，成效良好。"


def test_a_figure_in_words_that_was_written_over() -> None:
    made = said_by(composed(EVEN, values({"meetings": "25", "cases": "9"}, {"meetings": "25"})))
    said = [line.text for line in made.lines]
    assert "与上年持平" in "".join(said)
    untouched = verify(Edited(tuple(map(Paragraph, said))), made, known(), NAMES)
    assert not untouched.wrong
    typed = tuple(Paragraph(line.replace("与上年持平", "同比增长8%")) for line in said)
    found = verify(Edited(typed), made, known(), NAMES).wrong
    assert ("与上年持平", Outcome.CHANGED) in {(one.was, one.outcome) for one in found}


def test_a_deleted_sentence_lists_its_figures_once() -> None:
    verified = held(("人均办案量为13.5宗，普法活动参与4.7万人次，受理12345热线来电。", ""))
    assert [(one.outcome, one.was, one.paragraph) for one in verified.wrong] == [
        (Outcome.MISSING, "13.5宗", -1),
        (Outcome.MISSING, "4.7万人次", -1),
    ]


def test_a_deleted_number_is_missing_and_its_neighbours_are_not() -> None:
    verified = held(("召开会议20次，", "召开会议，"))
    assert [(one.outcome, one.was) for one in verified.wrong] == [(Outcome.MISSING, "20次")]


def test_sentences_put_together_parted_and_reworded() -> None:
    verified = held(
        ("同比增长467%。人均", "同比增长467%，人均"),
        ("全镇落实“1310”具体部署，讲授", "全镇落实“1310”具体部署。领导班子成员带头讲授"),
        ("各单位认真履行职责，全年", "执法队伍尽职尽责，"),
    )
    assert not verified.wrong
    assert verified.count(Outcome.UNCHANGED) == len(document().figures)


def test_clauses_that_changed_places() -> None:
    verified = held(("讲授专题党课460余场次，召开会议20次", "召开会议20次，讲授专题党课460余场次"))
    assert not verified.wrong


def test_numbers_that_changed_places_are_both_wrong() -> None:
    verified = held(("专题党课460余场次", "专题党课20场次"), ("召开会议20次", "召开会议460余次"))
    assert [(one.now, one.was) for one in verified.wrong] == [("20场次", "460余场次"), ("460余次", "20次")]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("全年办案总数1661宗。", Outcome.BOUND),
        ("去年办案总数293宗。", Outcome.BOUND),
        ("全年办案总数1600宗。", Outcome.CHANGED),  # the same figure twice, with different numbers
        ("开展应急演练36次。", Outcome.UNKNOWN),
        ("发放资料数十份，走访约300户。", Outcome.UNKNOWN),
        ("群众满意率、及时受理率均达99%。", Outcome.CHANGED),
        ("群众满意率、及时受理率均达100%。", Outcome.BOUND),
        ("办案由293宗增加到1661宗，增加1368宗。", Outcome.CONSISTENT),
        ("审查合同21件，较上年提升40%。", Outcome.CONSISTENT),
        ("审查合同21件，较上年提升41%。", Outcome.CHANGED),  # no whole number leads there
        ("减少检查194次，降幅达80%。", Outcome.CONSISTENT),
        ("落实“1310”具体部署，接听12345热线。", None),
        ("2022年3月以来，第一议题学习不断深入。", None),
    ],
)
def test_a_new_sentence_is_held_against_the_values(sentence: str, outcome: Outcome | None) -> None:
    verified = held(("受理12345热线来电。", f"受理12345热线来电。{sentence}"))
    new = verified.results[len(document().figures) - 2 :]
    told = {one.outcome for one in verified.results if one.sentence == sentence}
    assert outcome in told if outcome else not told
    assert new
    assert verified.count(Outcome.UNCHANGED) == len(document().figures)


def test_a_figure_said_anew_in_other_words_is_not_missing() -> None:
    verified = held(
        ("各单位认真履行职责，全年平台办案总数为1661宗，同比增长467%。", ""),
        ("受理12345热线来电。", "受理12345热线来电。“粤执法”平台办案总数达1661宗，比上年增长467%。"),
    )
    assert not verified.wrong


def test_a_number_under_another_name() -> None:
    verified = held(("平台办案总数为1661宗", "普法讲座共计1661宗"))
    assert not [one for one in verified.wrong if one.outcome is not Outcome.CHANGED]


PLATFORM = "各单位认真履行职责，全年平台办案总数为1661宗，同比增长467%。"


def test_a_sentence_that_stands_twice_is_held_twice() -> None:
    twice = "受理12345热线来电。" + PLATFORM
    verified = held(("受理12345热线来电。", twice.replace("1661", "1616")))
    assert [(one.outcome, one.now, one.was) for one in verified.wrong] == [
        (Outcome.CHANGED, "1616宗", "1661宗")
    ]
    assert not held(("受理12345热线来电。", twice)).wrong


def test_a_long_value_is_known_in_anybodys_words() -> None:
    verified = held((PLATFORM, "执法队伍查处的各类违法行为多达1661宗。"))
    told = {(one.outcome, one.now or one.was): one.name for one in verified.results}
    assert told[Outcome.BOUND, "1661宗"] == "“粤执法”平台办案总数"
    assert [(one.outcome, one.was) for one in verified.wrong] == [(Outcome.MISSING, "467%")]


def test_numbers_in_another_order_with_their_names_on_the_other_side() -> None:
    text = "检查重点企业{{ 办案总数 }}，{{ 会议次数 }}专题会议推进，开展党课{{ 党课场次 }}。" + TEXT
    verified = held(
        (
            "检查重点企业1661宗，20次专题会议推进，开展党课460余场次。",
            "专题会议20次推进，460余场次党课，重点企业检查1661宗。",
        ),
        text=text,
    )
    assert not verified.wrong


def test_a_year_that_was_changed() -> None:
    text = "与{{ 上年 }}年的{{ 办案总数 | 上年 }}相比，全年平台办案总数为{{ 办案总数 }}。" + TEXT
    verified = held(("与2022年的", "与2021年的"), text=text)
    assert [(one.name, one.now, one.was) for one in verified.wrong] == [("年份", "2021年", "2022年")]


def test_a_number_that_never_had_a_source_is_told_only_once_it_changes() -> None:
    text = TEXT + "\n\n{{ 材料('problems', 'justice') }}"
    made = said_by(composed(text, values(THIS_YEAR | RATES, LAST_YEAR), [item("一是只走访了17户企业。")]))
    said = [line.text for line in made.lines]
    assert verify(Edited(tuple(map(Paragraph, said))), made, known(), NAMES).count(Outcome.STANDING) == 1
    typed = tuple(Paragraph(line.replace("17户", "71户")) for line in said)
    found = verify(Edited(typed), made, known(), NAMES).wrong
    assert [(one.outcome, one.now) for one in found] == [(Outcome.UNKNOWN, "71户")]


def test_the_bookmark_of_a_review_copy_settles_what_the_words_leave_open() -> None:
    made = said_by(document())
    said = [line.text for line in made.lines]
    at = next(n for n, line in enumerate(said) if "人均" in line)
    fig = next(each for each, one in made.figures.items() if one.text == "13.5宗")
    typed = "经过努力，工作量保持在14.9宗的水平。"
    start = typed.index("14.9宗")
    said[at] = said[at].replace("人均办案量为13.5宗，", "")
    texts = [*map(Paragraph, said), Paragraph(typed, marks=(Mark(start, start + 5, fig),))]
    found = verify(Edited(tuple(texts)), made, known(), NAMES).wrong
    assert [(one.outcome, one.now, one.was) for one in found] == [(Outcome.CHANGED, "14.9宗", "13.5宗")]


def foreign() -> Sequence[str]:
    return [
        "洪梅镇2023年法治政府建设工作报告",
        "去年我们依托“粤执法”办理的案件，办案总数有了1661宗，而2022年仅293宗，增加1368宗，同比增长467%。",
        "讲授党课460余场次，会议20次。",
    ]


@pytest.mark.parametrize("rendered", [True, False])
def test_a_text_of_others_is_held_against_the_values_alone(rendered: bool) -> None:
    long = (
        TEXT
        + "\n\n"
        + "\n\n".join(f"第{n}项工作按计划推进，办案总数为{{{{ 办案总数 }}}}。" for n in "一二三四五六七八")
    )
    made = said_by(document(long)) if rendered else None
    verified = verify(Edited(tuple(map(Paragraph, foreign()))), made, known(), NAMES)
    assert not verified.count(Outcome.MISSING)
    assert (verified.kept is None) is not rendered


def test_a_report_in_the_wrong_order_of_chapters_is_clean() -> None:
    assert not checked(reversed(paragraphs())).wrong


def test_ten_edits_at_once_are_ten_findings() -> None:
    changes = [("1483宗", "1438宗"), ("306宗", "360宗"), ("213场次", "231场次"), ("95.5%", "99.5%")]
    changes = [(old, new) for old, new in changes if old in "".join(paragraphs())]
    assert [(now, was) for _, now, was in wrong(checked(edited(*changes)))]
    assert len(wrong(checked(edited(*changes)))) == len(changes)


def test_the_same_number_over_and_over_is_checked_in_time() -> None:
    made = said_by(document())
    texts = [Paragraph(line.text) for line in made.lines]
    texts += [Paragraph(f"{'甲乙丙丁'[n % 4]}村办案1宗、{n % 7}件、处理20次。") for n in range(800)]
    verified = verify(Edited(tuple(texts)), made, known(), NAMES)
    assert verified.count(Outcome.UNCHANGED) >= len(made.figures)
