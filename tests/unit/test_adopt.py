"""An edited text taken back: what becomes of words, figures, numbers, headings and departments' texts."""

import pytest

from tasks.pipeline.adopt_declared import merged
from tests.adopting import (
    LAST,
    NARRATIVE,
    TEXT,
    THIS,
    YAML,
    back,
    edited,
    made,
    paragraphs,
    version,
    version_of,
)
from tests.edition import item, values

CASES = "全年办理案件1661宗，同比增长467%"
LAST_SENTENCE = "研究解决执法中的难题。"


def test_an_untouched_text_changes_no_byte() -> None:
    found = back(paragraphs())
    assert found.texts == version()[0].texts
    assert found.taken.said == ()


def test_unchanged_sentences_keep_their_source_and_edited_ones_keep_their_figures() -> None:
    found = back(edited((CASES, "一年来办结案件1661宗，较上年大幅增长467%")))
    assert (
        "一年来办结案件{{ 办案总数 | 必有 }}，"
        '较上年大幅增长{{ 办案总数 | 同比 | 只印数("同比增长") | 必有 }}，人均办案{{ 人均办案量 | 必有 }}。'
        "全镇执法人员持证上岗{{ 执法人数 }}。"
    ) in found.text
    assert "定期召开联席会议{{ 会议次数 }}[[，{{ 会议次数 | 增减 }}]]，" in found.text


def test_a_phrase_whose_words_stayed_stays_whole() -> None:
    found = back(edited(("全年办理案件1661宗", "一年来办结案件1661宗")))
    assert "{{ 办案总数 | 必有 }}，{{ 办案总数 | 同比 | 必有 }}" in found.text


def test_an_adopted_sentence_that_would_be_untrue_is_missing_and_required() -> None:
    found = back(edited((CASES, "办结案件1661宗，较上年大幅增长467%")))
    later = made(values(THIS | {"cases": "88"}, LAST | {"cases": "100"}), found.text)
    document = later.document(later.edition)
    assert any(one.required and "办结案件88宗" in one.text for one in document.omissions)


def test_labels_stay_labels_in_edited_sentences() -> None:
    found = back(edited(("2024年，洪梅镇将继续完善制度，补齐短板", "2024年，洪梅镇将着力完善制度、补齐短板")))
    assert "{{ 下年 }}年，{{ 镇街 }}将着力完善制度、补齐短板。" in found.text


def test_the_base_year_within_an_edited_comparison_stays_a_label() -> None:
    found = back(edited(("依法办理行政复议案件", "依法办结行政复议案件"), ("宗相比", "宗相较")))
    assert "依法办结行政复议案件{{ 行政复议宗数 | 必有 }}" in found.text
    assert "与{{ 上年 }}年的{{ 行政复议宗数 | 上年 | 必有 }}相较" in found.text


def test_a_changed_number_is_listed_and_the_edition_stays_as_it_was() -> None:
    found = back(edited(("1661宗", "1665宗")))
    (one,) = found.taken.numbers.changed
    assert (one.typed, one.printed, one.keys) == ("1665宗", "1661宗", ("2023/cases",))
    assert found.texts == version()[0].texts


def test_another_writing_of_a_number_is_told_and_printed_our_way() -> None:
    found = back(edited(("1661宗", "1,661宗")))
    (one,) = found.taken.numbers.restyled
    assert (one.typed, one.printed) == ("1,661宗", "1661宗")
    assert found.texts == version()[0].texts


def test_a_new_number_is_named_and_missing_until_it_is_given() -> None:
    found = back(edited((LAST_SENTENCE, f"{LAST_SENTENCE}选聘法治副校长12名，覆盖全部学校。")))
    (new,) = found.taken.numbers.new
    assert (new.name, new.value, new.unit) == ("选聘法治副校长", "12名", "名")
    assert '选聘法治副校长{{ 补充("选聘法治副校长") }}，覆盖全部学校。' in found.text
    given = values(THIS, LAST)
    assert not any("副校长" in line for line in found.lines(given))
    assert any("选聘法治副校长12名，覆盖全部学校。" in line for line in found.lines(given, (new,)))


def test_a_new_number_that_an_indicator_says_is_bound_to_it() -> None:
    found = back(edited((LAST_SENTENCE, f"{LAST_SENTENCE}全年授信金额815万元。")))
    assert [one.name for one in found.taken.numbers.bound] == ["授信金额"]
    assert "全年授信金额{{ 授信金额 | 必有 }}。" in found.text


def test_new_years_and_dates_are_words() -> None:
    found = back(edited((LAST_SENTENCE, f"{LAST_SENTENCE}2023年12月4日举行宪法宣誓。")))
    assert "2023年12月4日举行宪法宣誓。" in found.text
    assert found.taken.numbers.new == ()


def test_deleted_figures_are_listed() -> None:
    found = back(edited(("，人均办案13.5宗", ""), ("全镇执法人员持证上岗123人。", "")))
    assert [(one.name, one.printed) for one in found.taken.deleted] == [
        ("人均办案量", "13.5宗"),
        ("执法人数", "123人"),
    ]
    assert "人均办案量" not in found.text


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("同比增长467%", "同比下降467%", "写作“下降”，数据是增长，请改正"),
        (LAST_SENTENCE, f"{LAST_SENTENCE}走访数十家企业。", "没有写明是多少"),
        ("情况报告如下", "情况【报告】如下", "“【”不能写进底稿"),
        ("情况报告如下", "情况{{ 报告 }}如下", "“{{”不能写进底稿"),
        (LAST_SENTENCE, "[[研究解决]]难题。", "“[[”不能写进底稿"),
    ],
)
def test_what_cannot_be_taken_stops_everything_and_says_where(old: str, new: str, why: str) -> None:
    found = back(edited((old, new), ("一线人员偏少", "基层人员偏少")))
    assert found.texts == {}
    assert any(why in one.why for one in found.taken.stops)
    assert all(one.paragraph >= 0 for one in found.taken.stops)


def test_all_that_stops_is_told_at_once() -> None:
    found = back(edited(("同比增长467%", "同比下降467%"), ("情况报告如下", "情况【报告】如下")))
    assert len({one.paragraph for one in found.taken.stops}) == 2


def test_a_departments_text_stays_a_slot_until_it_is_edited_and_keeps_its_origin_then() -> None:
    found = back(edited(("一线人员偏少", "基层一线人员偏少")))
    assert '材料("problems", "justice")' not in found.text
    assert (
        '## 执法力量不足\n\n{{ 出自("justice", "problems", 1) }}执法力量分布不够均衡，'
        "全年办案{{ 办案总数 | 必有 }}，基层一线人员偏少。\n"
    ) in found.text
    assert '## 普法实效不强\n\n{{ 出自("justice", "problems", 2) }}普法方式比较单一' in found.text


def test_a_text_within_a_paragraph_is_the_editions_own_once_edited_and_keeps_its_origin() -> None:
    text = TEXT.replace("补齐短板。\n", "补齐短板。").replace(
        "扩大覆盖面。", '扩大覆盖面。[[{{ 材料("plans", "justice", 合并=True) }}]]'
    )
    plans = item(
        "选派年轻干部到一线锻炼。全年办案1661宗的经验要推广到各村。",
        "锻炼",
        "plans",
        1,
        ("17-21=2023/cases",),
    )
    with version_of(text, (*NARRATIVE, plans)):
        found = back(edited(("推广到各村", "推广到各个村居")))
    assert found.taken.stops == ()
    assert (
        '扩大覆盖面。{{ 出自("justice", "plans", 1) }}选派年轻干部到一线锻炼。'
        "全年办案{{ 办案总数 | 必有 }}的经验要推广到各个村居。"
    ) in found.text


def test_what_was_taken_back_can_be_edited_and_taken_back_again() -> None:
    first = back(edited((CASES, "办结案件1661宗，较上年大幅增长467%"), ("一线人员偏少", "基层一线人员偏少")))
    with version_of(first.text, NARRATIVE):
        assert back(paragraphs()).text == first.text
        second = back(edited(("较上年大幅增长", "比上年明显增长"), ("基层一线人员", "基层人员")))
    assert '比上年明显增长{{ 办案总数 | 同比 | 只印数("同比增长") | 必有 }}，' in second.text
    assert (
        '{{ 出自("justice", "problems", 1) }}执法力量分布不够均衡，'
        "全年办案{{ 办案总数 | 必有 }}，基层人员偏少。\n"
    ) in second.text
    assert second.text.count("出自") == first.text.count("出自")


def test_a_departments_text_under_another_heading_is_the_editions_own() -> None:
    lines = paragraphs()
    found = back([line for line in lines if line != "二、存在的问题"])
    assert found.taken.stops == ()
    assert "## 执法力量不足" in found.text


def test_a_moved_section_takes_its_source_and_its_comment_with_it() -> None:
    lines = paragraphs()
    at = lines.index("（二）化解行政争议")
    moved = [*lines[:3], *lines[at : at + 2], *lines[3:at], *lines[at + 2 :]]
    found = back(moved)
    assert "%% 下面一段说明复议\n## 化解行政争议" in found.text
    assert found.text.index("## 化解行政争议") < found.text.index("## 严格规范执法")
    assert sorted(found.text.split()) == sorted(version()[0].texts["report.md"].split())


def test_headings_title_and_date_are_taken_over_where_they_are_declared() -> None:
    found = back(
        edited(
            ("法治政府建设年度报告", "法治政府建设情况报告"),
            ("存在的问题", "存在的主要问题"),
            ("2024年1月31日", "2024年2月5日"),
        )
    )
    assert found.texts["edition.yaml"] == YAML.replace(
        '"{{ 镇街 }}{{ 年 }}年法治政府建设年度报告"', '"{{ 镇街 }}{{ 年 }}年法治政府建设情况报告"'
    ).replace("heading: 存在的问题", "heading: 存在的主要问题").replace("2024-01-31", "2024-02-05")
    assert "# 存在的主要问题\n" in found.text


def test_a_new_heading_is_known_by_its_number_and_numbers_are_never_text() -> None:
    lines = edited(
        (LAST_SENTENCE, f"{LAST_SENTENCE}\n2.落实工作责任。层层压实责任。"), ("\n2.办好", "\n3.办好")
    )
    found = back(lines)
    assert "### 落实工作责任。\n层层压实责任。" in found.text


def test_a_text_of_somebody_else_is_not_taken() -> None:
    found = back(["某镇工作总结", *(f"与本报告毫不相干的第{n}句话。" for n in "甲乙丙丁戊"), "2024年1月31日"])
    assert found.texts == {}
    assert "没有收回" in found.taken.stops[0].why


def test_what_word_leaves_between_characters_is_no_change() -> None:
    lines = [line.replace("办理案件1661宗", "办理案件\u2060166\u20601宗") + "\u200b" for line in paragraphs()]
    assert back(lines).texts == version()[0].texts


def test_what_two_people_declared_is_put_together_and_the_same_key_told() -> None:
    theirs = YAML.replace("年度报告", "情况报告")
    mine = YAML.replace("洪梅镇人民政府", "中共洪梅镇委员会")
    assert merged(YAML, theirs, mine) == (mine.replace("年度报告", "情况报告"), [])
    again = YAML.replace("年度报告", "工作报告")
    text, (conflict,) = merged(YAML, theirs, again)
    assert text == again
    assert "情况报告" in conflict
    assert "工作报告" in conflict


@pytest.mark.parametrize(
    "said", ["走访2-3家。", "走访10~20家。", "走访A12家。", "减少-12家。", "[1661宗]。", "走访1，234人。"]
)
def test_a_number_that_cannot_be_told_is_no_text(said: str) -> None:
    found = back(edited((LAST_SENTENCE, LAST_SENTENCE + said)))
    assert found.texts == {}
    assert len(found.taken.stops) == 1


def test_a_figure_set_in_brackets_is_still_that_figure_or_nothing_is_taken() -> None:
    assert back(edited(("1661宗", "[1661宗]"))).texts == {}


def test_a_day_and_an_ordinal_may_be_words_and_are_told() -> None:
    found = back(edited((LAST_SENTENCE, f"{LAST_SENTENCE}第18次会议于3月5日召开。")))
    assert "第18次会议于3月5日召开。" in found.text
    told = [said for _, said in found.taken.said if "没有数据依据" in said]
    assert len(told) == 2
