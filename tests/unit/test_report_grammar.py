"""What is no part of the language of numbers is told with file, line and what to do."""

from dataclasses import replace

import pytest

from tasks.report import EditionError, compose
from tests.edition import CATALOGUE, composed, edition, values

GIVEN = values({"cases": "1661", "meetings": "4"}, {"cases": "293"})


def told(text: str) -> str:
    with pytest.raises(EditionError) as raised:
        composed(f"引言。\n\n{text}", GIVEN)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("{{ 办案总数 | 同壁 }}", "没有“同壁”这种写法。相近的名称有：同比。"),
        ("{{ 办案总数 | 同比(2) }}", "“同比”后面不用括号，写作 指标名 | 同比"),
        ("{{ 同比 }}", "“同比”要写在指标名后面：指标名 | 同比"),
        ("{{ 均大(办案总数, 会议次数) }}", "没有“均大(…)”这种写法。"),
        ("{{ 均达 }}", "“均达”后面要有括号和内容，写作 均达(指标名, 指标名)"),
        ("{{ 均达(办案总数) }}", "写法应为 均达(指标名, 指标名)"),
        ('{{ 分别为(办案总数, "3宗") }}', "写法应为 分别为(指标名, 指标名)"),
        ("{{ 其中(办案总数, 会议次数) }}", '写法应为 其中(总数的指标名, "名称", 指标名'),
        ('{{ 其中("名称", 办案总数) }}', "写法应为 其中("),
        ('{{ 其中(办案总数, "处罚", 处罚宗数) }}', "没有叫“处罚宗数”的指标。相近的名称有：行政处罚宗数"),
        (
            '{{ 其中(办案总数, "会议", 会议次数) }}',
            "“会议次数”的单位是次，“办案总数”的单位是宗",
        ),
        ('{{ 发生(行政复议宗数, "案件") }}', '写法应为 发生("事项名称", 指标名)'),
        ('{{ 发生("案件", 行政复议宗数, 动次="收到") }}', "写法应为 发生("),
        ('{{ 发生("案件", 行政复议宗数, 动词=5) }}', "写法应为 发生("),
        ('{{ 发生("案件3宗", 行政复议宗数) }}', "引号里不能直接写数字“3宗”，请改用指标"),
        ('{{ 发生("两起案件", 行政复议宗数) }}', "引号里不能直接写数字“两起”"),
        ('{{ 发生("案件", 行政复议宗数, 动词="收到3件") }}', "引号里不能直接写数字“3件”"),
        ('{{ 发生("[[案件", 行政复议宗数) }}', "引号里只能写文字，请删去“[”"),
        ("{{ 会议次数比上年增减 }}", "与上年的比较不直接写名称，请写作 {{ 会议次数 | 增减 }}"),
        ("{{ 办案总数同比增减 }}", "请写作 {{ 办案总数 | 同比 }}"),
        ("{{ 办案总数 + 1 }}", "不能计算，也不能直接写数字和文字"),
        # what an expression prints itself
        ("{{ 办案总数 }}宗。", "“办案总数”印出时自带单位，请删去后面的“宗”"),
        ("{{ 办案总数 | 上年 }}宗，", "请删去后面的“宗”"),
        ("办案[[，同比{{ 办案总数 | 同比 }}]]。", "请删去它前面的“同比”"),
        ("办案比上年{{ 办案总数 | 增减 }}。", "请删去它前面的“比上年”"),
        ("较去年同期{{ 办案总数 | 同比 }}。", "请删去它前面的“较去年同期”"),
        ("与{{ 上年 }}年相比{{ 办案总数 | 增减 }}。", "请删去它前面的“相比”"),
        ("办案增长{{ 办案总数 | 倍数 }}。", "请删去它前面的“增长”"),
        ("两率均达{{ 均达(及时受理率, 按期答复率) }}。", "请删去它前面的“均达”"),
        ("两率分别为{{ 分别为(及时受理率, 按期答复率) }}。", "请删去它前面的“分别为”"),
        ('其中{{ 其中(办案总数, "处罚", 行政处罚宗数) }}。', "请删去它前面的“其中”"),
        ('全年未{{ 发生("案件", 行政复议宗数) }}。', "请删去它前面的“未”"),
        ("全年{{ 办案总数 | 截至 }}办案。", "请删去它前面的“全年”"),
    ],
)
def test_a_slip_is_told_where_it_is_and_how_to_mend_it(text: str, mend: str) -> None:
    message = told(text)
    assert message.startswith("report.md 第3行：")
    assert mend in message


@pytest.mark.parametrize(
    "text",
    [
        "{{ 办案总数 }}宗旨不变。",  # no unit but a word
        "{{ 办案总数 | 不带单位 }}宗。",
        "{{ 办案总数 | 同比 }}宗。",  # no plain number
        "共同比武，{{ 办案总数 | 同比 }}。",
        "各率{{ 均达(及时受理率, 按期答复率) }}。",
    ],
)
def test_what_only_looks_like_a_slip_is_let_in(text: str) -> None:
    composed(text, GIVEN)


def test_a_proper_name_with_a_number_may_stand_in_quotes() -> None:
    text = '{{ 发生("12345热线案件", 行政复议宗数) }}'
    assert "引号里不能直接写数字“12345”" in told(text)
    compose(edition(text), replace(CATALOGUE, names=("12345热线",)), GIVEN, ())


def test_all_slips_of_a_text_are_told_at_once() -> None:
    message = told("同比{{ 办案总数 | 同比 }}，{{ 会议次数 }}次。\n\n{{ 均达(甲, 会议次数) }}")
    assert [line.split("：")[0] for line in message.splitlines()] == [
        "report.md 第3行",
        "report.md 第3行",
        "report.md 第5行",
    ]
