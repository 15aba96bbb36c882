"""Departments' texts are data: put in as plain words, folded to print, never markup or template."""

import time
from dataclasses import replace

import pytest

from tasks.model import Text
from tasks.quantity.numerals import numeral
from tasks.report.typography import folded
from tasks.review.numbers import unbound
from tests.edition import composed, item, lines, values

GIVEN = values({"cases": "1661"})
SLOT = "{{ 材料('problems', 'justice') }}"
INLINE = "问题：{{ 材料('problems', 'justice', 合并=True) }}"


def test_items_become_headings_below_the_current_one() -> None:
    narrative = [
        item("甲。", "一、队伍"),
        item("乙\n丙。", "（二）执法。", ordinal=2),
        item("丁。", ordinal=3),
    ]
    assert lines(composed(f"# 问题\n\n{SLOT}", GIVEN, narrative)) == [
        "一、问题",
        "（一）队伍",
        "甲。",
        "（二）执法",
        "乙。",
        "丙。",
        "丁。",
    ]
    assert lines(composed(f"# 问题\n\n## 原因。\n\n{SLOT}", GIVEN, narrative)) == [
        "一、问题",
        "（一）原因。",
        "1.队伍。甲。",
        "2.执法。乙。",
        "丙。",
        "丁。",
    ]


def test_inserted_headings_end_as_the_editions_own() -> None:
    text = f"# 成效\n\n## 办案。\n\n办案{{{{ 办案总数 }}}}。\n\n# 问题\n\n{SLOT}"
    assert "（一）队伍。" in lines(composed(text, GIVEN, [item("甲。", "队伍")]))


def test_one_item_by_its_heading_runs_into_the_sentence() -> None:
    narrative = [item("甲。", "队伍"), item("乙。", "执法", ordinal=2)]
    text = "先说。{{ 材料('problems', 'justice', 小标题='执法') }}"
    assert lines(composed(text, GIVEN, narrative)) == ["先说。乙。"]
    assert lines(composed(text.replace("执法", "没有"), GIVEN, narrative)) == ["先说。"]


def test_full_stops_do_not_double_where_text_and_edition_meet() -> None:
    text = "{{ 材料('problems', 'justice', 合并=True) }}。另外。"
    assert lines(composed(text, GIVEN, [item("甲")])) == ["甲。另外。"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ 7*7 }}",
        "{% for x in range(9) %}x{% endfor %}",
        "[[甲]]",
        "# 标题",
        "%% 注释",
        "### 一",
        "<b>甲</b>",
        "=1+1",
        "../../etc/passwd",
        "\\ue0100\\ue011",
    ],
)
def test_markup_in_a_departments_text_stays_text(attack: str) -> None:
    document = composed(INLINE, GIVEN, [item(f"{attack}。")])
    assert lines(document) == [f"问题：{attack}。"]
    assert document.blocks[0].level == 0
    assert document.omissions == ()


def test_what_does_not_print_is_left_out() -> None:
    text = "甲\ue0100\ue011\x00\x1b[31m乙\u200b\u202e\ufeff丙\ue001丁\ue002。\r\n"
    assert lines(composed(INLINE, GIVEN, [item(text)])) == ["问题：甲0[31m乙丙丁。"]


@pytest.mark.parametrize("placeholder", ["【办案总数】", "【“粤执法”平台办案总数】", "【 办案总数 】"])
def test_a_placeholder_prints_the_figure(placeholder: str) -> None:
    document = composed(INLINE, GIVEN, [item(f"办案{placeholder}。")])
    assert lines(document) == ["问题：办案1661宗。"]
    assert list(document.figures) == ["f001"]


@pytest.mark.parametrize("name", ["没有的指标", "", "月满意度", "{{ 办案总数 }}", "年", "办案总数同比增减"])
def test_an_unknown_placeholder_takes_its_sentence_and_is_listed(name: str) -> None:
    document = composed(INLINE, GIVEN, [item(f"甲。办案【{name}】。乙。")])
    assert lines(document) == ["问题：甲。乙。"]
    reasons = {"月满意度": "按月填报，不能直接印出", "办案总数同比增减": "与上年的比较由底稿来写"}
    why = reasons.get(name, "无此指标")
    assert document.omissions[0].missing == (f"{name}（{why}）",)


def test_without_text_the_paragraph_falls_and_is_listed_by_department_topic_and_heading() -> None:
    document = composed(f"# 甲\n\n{SLOT}\n\n# 乙\n\n有。", GIVEN, [item("  \n ")])
    assert lines(document) == ["一、乙", "有。"]
    assert document.omissions[-1].missing == ("司法分局·存在的问题及原因",)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("完成15场,参与30人;其中:村(社区)3场.", "完成15场，参与30人；其中：村（社区）3场。"),
        ("甲,乙;丙:丁!戊?", "甲，乙；丙：丁！戊？"),
        ("加强建设.推动落实.", "加强建设。推动落实。"),
        ("投入1,661万元,比例为3:1", "投入1,661万元，比例为3:1"),
        ("网址https://a.cn/b?c=1,d", "网址https://a.cn/b?c=1,d"),
        ('开展"综合查一次"行动', "开展“综合查一次”行动"),
        ("办法(2023)", "办法（2023）"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("４６０场，９５％", "460场，95%"),
        ("共【办案总数】,其中", "共【办案总数】，其中"),
    ],
)
def test_typed_punctuation_is_folded_beside_chinese_only(typed: str, printed: str) -> None:
    assert folded(typed) == printed


def test_words_of_a_department_are_marked_as_such() -> None:
    document = composed(f"# 问题\n\n{SLOT}", GIVEN, [item("甲。", "队伍")])
    said = Text("队伍", narrative="justice/problems/1", made="材料('problems', 'justice')")
    assert document.blocks[1].heading == (said,)
    assert document.blocks[2].body == (replace(said, text="甲。"),)


@pytest.mark.parametrize(
    "text",
    [
        "（" * 16_000 + "）" * 16_000,
        "(" * 16_000 + "中" * 16_000,
        "，" * 32_000,
        " " * 32_000 + "甲",
        "【甲】。" * 8_000,
        "1月2日" * 8_000,
        "【办案总数】。" * 4_000,
        "一" * 32_000,
        "“" * 32_000,
        "".join(f"{numeral(n)}是甲。" for n in range(1, 3_000)),
        "《" * 32_000,
    ],
    ids=range(11),
)
def test_no_text_that_fits_a_cell_holds_up_the_report(text: str) -> None:
    started = time.process_time()  # of our own work, however busy the machine is
    document = composed(INLINE, GIVEN, [item(f"甲。{text}")])
    unbound(document, ("一站式",))
    assert time.process_time() - started < 20, "what goes back and forth over a text takes minutes"
    assert lines(document)[0].startswith("问题：甲。")


def test_more_headings_than_anyone_writes_are_still_numbered() -> None:
    narrative = [item("甲。", f"标题{n}号", ordinal=n) for n in range(1, 121)]
    assert lines(composed(f"# 问题\n\n{SLOT}", GIVEN, narrative))[-2] == "（一百二十）标题120号"


def test_a_typed_number_that_one_value_stands_behind_is_a_figure_and_no_word_changes() -> None:
    text = "全年办案1661宗，另有30宗。"
    told = item(text, bound=("5-9=2023/cases",))
    document = composed(INLINE, GIVEN, [told])
    assert lines(document) == [f"问题：{text}"]
    assert [(figure.text, figure.keys) for figure in document.figures.values()] == [
        ("1661宗", ("2023/cases",))
    ]
    assert [one.found.text for one in unbound(document, ())] == ["30宗"]


@pytest.mark.parametrize("bound", [("5-9=2023/cases",), ("5-9=2023/nothing",)])
def test_a_typed_number_that_is_not_printed_so_stays_as_it_was_typed(bound: tuple[str, ...]) -> None:
    document = composed(INLINE, values({"cases": "1660"}), [item("全年办案1661宗。", bound=bound)])
    assert lines(document) == ["问题：全年办案1661宗。"]
    assert document.figures == {}


def test_a_full_width_number_is_compared_as_it_is_printed() -> None:
    document = composed(INLINE, GIVEN, [item("全年办案１６６１宗。", bound=("5-9=2023/cases",))])
    assert lines(document) == ["问题：全年办案1661宗。"]
    assert len(document.figures) == 1


def test_a_key_between_brackets_that_nobody_bound_is_an_unknown_name() -> None:
    document = composed(INLINE, GIVEN, [item("全年办案【2023/cases】。")])
    assert document.figures == {}


def test_items_of_several_slots_stand_on_one_level() -> None:
    given = [item("甲。", "其一", topic="plans"), item("乙。", "其二"), item("丙。", "其三", ordinal=2)]
    text = "# 安排\n\n{{ 材料('plans', 'justice') }}\n\n{{ 材料('problems', 'justice') }}"
    assert lines(composed(text, (), given)) == [
        "一、安排",
        "（一）其一",
        "甲。",
        "（二）其二",
        "乙。",
        "（三）其三",
        "丙。",
    ]


RATES = values({"accepted": "100", "answered": "100"})


def test_a_typed_number_that_several_values_stand_behind_is_one_figure() -> None:
    told = item("两率均达100%。", bound=("5-8=2023/accepted", "5-8=2023/answered"))
    document = composed(INLINE, RATES, [told])
    assert lines(document) == ["问题：两率均达100%。"]
    (figure,) = document.figures.values()
    assert (figure.text, figure.keys) == ("100%", ("2023/accepted", "2023/answered"))


def test_it_stays_as_typed_where_one_of_them_is_printed_otherwise() -> None:
    told = item("两率均达100%。", bound=("5-8=2023/accepted", "5-8=2023/answered"))
    document = composed(INLINE, values({"accepted": "100", "answered": "99.5"}), [told])
    assert lines(document) == ["问题：两率均达100%。"]
    assert document.figures == {}
