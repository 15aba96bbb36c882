"""What falls away where a figure is missing, what is left reads well, and all is listed."""

import pytest

from tasks.model import Omission
from tests.edition import composed, item, lines, values

GIVEN = values({"cases": "1661", "meetings": "4"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办案{{ 办案总数 }}[[，党课{{ 党课场次 }}]]。", "办案1661宗。"),
        ("[[党课{{ 党课场次 }}，]]办案{{ 办案总数 }}。", "办案1661宗。"),
        ("[[党课{{ 党课场次 }}]]，办案{{ 办案总数 }}。", "办案1661宗。"),
        ("办案{{ 办案总数 }}，[[党课{{ 党课场次 }}]]，会议{{ 会议次数 }}。", "办案1661宗，会议4次。"),
        ("办案{{ 办案总数 }}、[[党课{{ 党课场次 }}]]。", "办案1661宗。"),
        ("办案{{ 办案总数 }}（[[党课{{ 党课场次 }}]]）。", "办案1661宗。"),
        ("办案{{ 办案总数 }}[[；党课{{ 党课场次 }}]][[；会议{{ 会议次数 }}]]。", "办案1661宗；会议4次。"),
        ("[[党课{{ 党课场次 }}]]，[[党课{{ 党课场次 }}]]。办案{{ 办案总数 }}。", "办案1661宗。"),
        ("党课{{ 党课场次 }}，办案{{ 办案总数 }}。会议{{ 会议次数 }}。", "会议4次。"),
        ("会议{{ 会议次数 }}。“党课{{ 党课场次 }}。”办案{{ 办案总数 }}。", "会议4次。办案1661宗。"),
        ("会议（党课。{{ 党课场次 }}）。办案{{ 办案总数 }}！", "办案1661宗！"),
        ("会议{{ 会议次数 }}。党课{{ 党课场次 }}", "会议4次。"),
        ("“不成对。会议{{ 会议次数 }}。党课{{ 党课场次 }}。", "“不成对。会议4次。"),
    ],
)
def test_a_clause_falls_else_its_sentence_and_no_mark_is_left_behind(text: str, expected: str) -> None:
    assert lines(composed(text, GIVEN)) == [expected]


def test_everything_left_out_is_listed_with_its_words_its_names_and_its_place() -> None:
    body = "办案{{ 办案总数 }}[[，人均{{ 人均办案量 }}]]。办案人员{{ 执法人数 }}。"
    text = f"# 措施\n\n## 办案\n\n{body}\n\n党课{{{{ 党课场次 }}}}。"
    assert composed(text, GIVEN).omissions == (
        Omission("分句", "，人均【人均办案量】", ("人均办案量",), "（一）办案"),
        Omission("句子", "办案人员【执法人数】。", ("执法人数",), "（一）办案"),
        Omission("段落", "党课【党课场次】。", ("党课场次",), "（一）办案"),
    )


def test_an_emptied_item_goes_with_its_heading_and_the_rest_renumbers() -> None:
    text = """引言。
# 一章
## 空节
### 空条。
党课{{ 党课场次 }}。
### 又一空条。
党课{{ 党课场次 }}。
## 实节
### 空条。
党课{{ 党课场次 }}。
### 实条。
办案{{ 办案总数 }}。
# 空章

党课{{ 党课场次 }}。

# 末章

会议{{ 会议次数 }}。
"""
    document = composed(text, GIVEN)
    assert lines(document) == [
        "引言。",
        "一、一章",
        "（一）实节",
        "1.实条。办案1661宗。",
        "二、末章",
        "会议4次。",
    ]
    dropped = [(o.text, o.where) for o in document.omissions if o.what == "标题"]
    assert dropped == [
        ("空节", "一、一章"),
        ("空条。", "一、一章"),
        ("又一空条。", "一、一章"),
        ("空条。", "（一）实节"),
        ("空章", "1.实条"),
    ]


def test_a_heading_that_never_had_anything_under_it_stays() -> None:
    assert lines(composed("# 一章\n\n# 二章\n\n党课{{ 党课场次 }}。\n\n会议{{ 会议次数 }}。", GIVEN)) == [
        "一、一章",
        "二、二章",
        "会议4次。",
    ]


def test_a_heading_whose_own_figure_is_missing_takes_its_section_with_it() -> None:
    document = composed("# 党课{{ 党课场次 }}\n\n会议{{ 会议次数 }}。\n\n# 末章\n\n办案。", GIVEN)
    assert lines(document) == ["一、末章", "办案。"]
    assert ("段落", "会议4次。") in [(o.what, o.text) for o in document.omissions]


def test_a_lead_in_goes_with_all_that_it_leads_to() -> None:
    plans = "# 计划\n\n做好以下工作：\n\n{{ 材料('plans', 'justice') }}\n\n# 末章\n\n会议{{ 会议次数 }}。"
    assert lines(composed(plans, GIVEN)) == ["一、末章", "会议4次。"]
    problems = "# 问题\n\n问题如下：{{ 材料('problems', 'justice', 合并=True) }}\n\n会议{{ 会议次数 }}。"
    assert lines(composed(problems, GIVEN)) == ["一、问题", "会议4次。"]


def test_figures_are_numbered_in_the_order_of_what_is_left() -> None:
    document = composed("党课{{ 党课场次 }}。会议{{ 会议次数 }}。\n\n办案{{ 办案总数 }}。", GIVEN)
    assert [(f.id, f.text) for f in document.figures.values()] == [("f001", "4次"), ("f002", "1661宗")]


def test_items_of_an_enumeration_are_counted_anew() -> None:
    narrative = [
        item("一是法治队伍不强。党课【党课场次】。"),
        item("二是普法【执法人数】。形式单一。", ordinal=2),
        item("三是办案【办案总数】。", ordinal=3),
    ]
    document = composed("存在以下问题：{{ 材料('problems', 'justice', 合并=True) }}", GIVEN, narrative)
    assert lines(document) == ["存在以下问题：一是法治队伍不强。二是办案1661宗。"]
    assert [o.text for o in document.omissions] == ["党课【党课场次】。", "二是普法【执法人数】。形式单一。"]


def test_an_editions_heading_of_an_item_goes_with_all_that_it_heads() -> None:
    text = (
        "一是普法。党课{{ 党课场次 }}。\n二是执法。办案{{ 办案总数 }}。\n"
        "三是队伍{{ 会议次数 }}。人数{{ 执法人数 }}。"
    )
    document = composed(text, GIVEN)
    assert lines(document) == ["一是执法。办案1661宗。二是队伍4次。"]
    assert [o.text for o in document.omissions] == ["一是普法。党课【党课场次】。", "人数【执法人数】。"]


def test_an_item_that_says_more_than_its_subject_stays_by_itself() -> None:
    text = "一是普法，进村入户。党课{{ 党课场次 }}。二是执法。"
    assert lines(composed(text, GIVEN)) == ["一是普法，进村入户。二是执法。"]


def test_a_lead_in_in_the_sentence_goes_with_the_last_of_its_items() -> None:
    narrative = [item("一是普法【执法人数】。"), item("二是【党课场次】。", ordinal=2)]
    text = "会议{{ 会议次数 }}。存在以下问题：{{ 材料('problems', 'justice', 合并=True) }}"
    document = composed(text, GIVEN, narrative)
    assert lines(document) == ["会议4次。"]
    assert "存在以下问题：" in [o.text for o in document.omissions]


def test_a_clause_made_of_sentences_loses_only_those_that_lack_something() -> None:
    text = "会议{{ 会议次数 }}。[[{{ 材料('problems', 'justice', 合并=True) }}]]"
    assert lines(composed(text, GIVEN, [item("甲。党课【党课场次】。乙。")])) == ["会议4次。甲。乙。"]
    assert lines(composed(text, GIVEN)) == ["会议4次。"]
