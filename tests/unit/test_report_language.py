"""What an edition's expressions print, for every sign and every absence."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.model import FigureRun, Text
from tests.edition import composed, item, lines, values

THIS = {"cases": "1661", "staff": "123", "lectures": "460余", "visitors": "47000", "windows": "92.3"}
LAST = {"cases": "293", "staff": "55"}


def printed(text: str, this_year: dict[str, str], last_year: dict[str, str] | None = None) -> str:
    return "".join(lines(composed(text, values(this_year, last_year))))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ 办案总数 }}", "1661宗"),
        ("{{ 党课场次 }}", "460余场次"),
        ("{{ 党课场次 | 不带单位 }}", "460余"),
        ("{{ 参与人次 }}", "4.7万人次"),
        ("{{ 参与人次 | 不带单位 }}", "4.7万"),
        ("{{ 综窗比例 }}", "90%以上"),
        ("{{ 人均办案量 }}", "13.5宗"),
        ("{{ 人均办案量 | 上年 }}", "5.3宗"),
        ("{{ 办案总数 | 上年 | 不带单位 }}", "293"),
        ("{{ 办案总数 | 增减 }}", "比上年增加1368宗"),
        ("{{ 办案总数 | 同比 }}", "同比增长467%"),
        ("{{ 年 }}{{ 上年 }}{{ 下年 }}{{ 镇街 }}", "202320222024洪梅镇"),
    ],
)
def test_what_an_expression_prints(expression: str, expected: str) -> None:
    assert printed(expression, THIS, LAST) == expected


@pytest.mark.parametrize(
    ("this_year", "last_year", "growth", "increase"),
    [
        ("88", "100", "同比下降12%", "比上年减少12次"),
        ("100", "100", "与上年持平", "与上年持平"),
        ("0", "0", "与上年持平", "与上年持平"),
        ("1001", "1000", "与上年基本持平", "比上年增加1次"),
        ("999", "1000", "与上年基本持平", "比上年减少1次"),
        ("0", "100", "上年为100次", "比上年减少100次"),
        ("4", "0", "上年为零", "比上年增加4次"),
        ("107", "100", "同比增长7%", "比上年增加7次"),
        ("1", "300", "同比下降99.7%", "比上年减少299次"),
        ("33", "3", "同比增长10倍", "比上年增加30次"),
        ("1000", "3", "同比增长332.3倍", "比上年增加997次"),
    ],
)
def test_a_comparison_reads_by_its_sign(this_year: str, last_year: str, growth: str, increase: str) -> None:
    text = "{{ 会议次数 | 同比 }}、{{ 会议次数 | 增减 }}"
    assert printed(text, {"meetings": this_year}, {"meetings": last_year}) == f"{growth}、{increase}"


@pytest.mark.parametrize("word", ["同比", "增减", "对比", "倍数"])
def test_without_a_base_a_comparison_falls_away_and_is_listed(word: str) -> None:
    document = composed(
        f"召开{{{{ 会议次数 }}}}[[，{{{{ 会议次数 | {word} }}}}]]。", values({"meetings": "4"})
    )
    assert lines(document) == ["召开4次。"]
    assert [o.missing for o in document.omissions] == [("会议次数比上年增减（没有上年数）",)]


def test_a_comparison_that_is_not_to_be_shown_falls_away_and_is_listed() -> None:
    given = values({"lectures": "8"}, {"lectures": "4"})
    document = composed("党课{{ 党课场次 }}[[，{{ 党课场次 | 同比 }}]]。", given)
    assert lines(document) == ["党课8场次。"]
    assert [o.missing for o in document.omissions] == [("党课场次比上年增减（指标目录未设为写入报告）",)]


def test_a_fall_that_rounds_to_nothing_in_its_scale_is_no_change() -> None:
    text = "{{ 参与人次 | 增减 }}"
    assert printed(text, {"visitors": "47010"}, {"visitors": "47000"}) == "与上年基本持平"


def test_several_equal_rates_are_one_figure_that_rests_on_all() -> None:
    document = composed(
        "{{ 均达(及时受理率, 按期答复率, 群众满意率) }}。",
        values({"accepted": "100", "answered": "100.0", "content": "100"}),
    )
    assert lines(document) == ["均达100%。"]
    (figure,) = document.figures.values()
    assert figure.keys == ("2023/accepted", "2023/answered", "2023/content")
    assert set(document.values) == set(figure.keys)


@pytest.mark.parametrize("almost", ["99.96", "99.5"])
def test_rates_that_differ_are_each_a_figure_even_where_they_print_alike(almost: str) -> None:
    given = values({"accepted": "100", "answered": almost, "content": "98"})
    document = composed("{{ 均达(及时受理率, 按期答复率, 群众满意率) }}。", given)
    assert lines(document)[0].startswith("分别为100%、")
    assert len(document.figures) == 3


def test_a_figure_knows_the_words_that_its_sign_or_its_equals_chose() -> None:
    rates_told = "{{ 均达(及时受理率, 按期答复率) }}"
    told = "{{ 办案总数 | 同比 }}、{{ 会议次数 | 增减 }}、{{ 参与人次 | 增减 }}、" + rates_told
    rates = {"accepted": "100", "answered": "100"}
    this_year = THIS | {"meetings": "88", "visitors": "47010"} | rates
    document = composed(told, values(this_year, LAST | {"meetings": "100", "visitors": "47000"}))
    assert [(figure.words, figure.text) for figure in document.figures.values()] == [
        ("同比增长", "467%"),
        ("比上年减少", "12次"),
        ("与上年", "基本持平"),
        ("均达", "100%"),
    ]


def test_one_missing_rate_takes_the_sentence() -> None:
    document = composed("先说。{{ 均达(及时受理率, 按期答复率) }}。", values({"accepted": "100"}))
    assert lines(document) == ["先说。"]
    assert document.omissions[0].missing == ("按期答复率",)


def test_formulas_carry_the_values() -> None:
    document = composed(
        "{{ 办案总数 | 同比 }}，{{ 人均办案量 }}，{{ 办案总数 | 增减 }}，{{ 办案总数 }}。", values(THIS, LAST)
    )
    assert [figure.formula for figure in document.figures.values()] == [
        "（1661宗 － 293宗） ÷ 293宗 × 100% ≈ 467%",
        "1661宗 ÷ 123人 ≈ 13.5宗",
        "1661宗 － 293宗 ＝ 1368宗",
        "",
    ]


def test_a_document_holds_every_value_that_its_figures_rest_on_and_no_other() -> None:
    document = composed("{{ 人均办案量 }}。", values(THIS, LAST))
    assert list(document.values) == ["2023/cases", "2023/per_head", "2023/staff"]


def test_only_values_that_count_are_printed() -> None:
    given = values({"cases": "1661"})
    other = replace(given[0], value=Decimal(1660), chosen=False)
    assert lines(composed("{{ 办案总数 }}。", [other, *given])) == ["1661宗。"]
    with pytest.raises(ValueError, match="two values count for 2023/cases"):
        composed("{{ 办案总数 }}。", [replace(other, chosen=True), *given])


def test_runs_say_what_they_are_made_of() -> None:
    document = composed(
        "{{ 年 }}年办案{{ 办案总数 }}。{{ 材料('problems', 'justice', 合并=True) }}",
        values(THIS),
        [item("不足【执法人数】。")],
    )
    slot = "材料('problems', 'justice', 合并=True)"
    assert document.title == (
        Text("洪梅镇", label=True, made="镇街"),
        Text("2023", label=True, made="年"),
        Text("年法治政府建设年度报告"),
    )
    assert document.blocks[0].body == (
        Text("2023", label=True, made="年"),
        Text("年办案"),
        FigureRun("f001"),
        Text("。"),
        Text("不足", narrative="justice/problems/1", made=slot),
        FigureRun("f002"),
        Text("。", narrative="justice/problems/1", made=slot),
    )
    assert [figure.made for figure in document.figures.values()] == ["办案总数", slot]


def test_blocks_say_in_which_lines_they_were_written() -> None:
    text = """%% 说明
引言。

# 一章
## 一节
### 一条。
办案{{ 均达(办案总数,
 办案总数) }}。
会议。

# 二章

{{ 材料("problems", "justice") }}
"""
    document = composed(text, values(THIS), [item("甲。\n乙。", "队伍")])
    assert [block.lines for block in document.blocks] == [
        (2, 2),
        (4, 4),
        (5, 5),
        (6, 9),
        (11, 11),
        *[(13, 13)] * 3,
    ]
