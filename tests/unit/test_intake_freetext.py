"""文字材料 without a table: what is a topic, a heading, an item, and where each stands."""

from collections.abc import Sequence

import pytest

from tasks.intake.cells import Workbook
from tasks.intake.recognise import recognise
from tasks.model import Reading, ReadState
from tests.unit.test_intake import CATALOGUE, HERE
from tests.unit.test_intake_forms import sheet

N = None


def read(*rows: Sequence[object] | str, name: str = "正文", **marks: object) -> Reading:
    listed = [(row,) if isinstance(row, str) else row for row in rows]
    return recognise(Workbook((sheet(name, *listed, **marks),)), "总结.docx", HERE, CATALOGUE)


def items(reading: Reading) -> list[tuple[str, str | None, str, str]]:
    return [(n.cell, n.topic, n.heading, n.text) for n in reading.narrative]


def test_a_report_with_chapters() -> None:
    reading = read(
        "司法分局2023年法治政府建设工作总结",
        "2023年，我局认真履职，现将情况报告如下。",
        "一、存在的问题及原因",
        "（一）人手不足。全年新增案件较多，人员没有增加。",
        "（二）培训不够",
        "培训场次少，内容单一。",
        "覆盖面也不广。",
        "二、下一年度安排：",
        "1.抓好培训。每季度开展一次。",
        "二是抓好宣传，营造氛围。",
        "三、其他工作",
        "很好，没有别的。",
        "东莞市司法局洪梅分局",
        "2024年1月10日",
    )
    assert items(reading) == [
        ("A4", "problems", "人手不足", "全年新增案件较多，人员没有增加。"),
        ("A6", "problems", "培训不够", "培训场次少，内容单一。"),
        ("A7", "problems", "", "覆盖面也不广。"),
        ("A9", "plans", "抓好培训", "每季度开展一次。"),
        ("A10", "plans", "", "二是抓好宣传，营造氛围。"),
        ("A12", None, "", "很好，没有别的。"),
    ]
    assert [n.ordinal for n in reading.narrative] == [1, 2, 3, 1, 2, 1]
    assert reading.narrative[-1].label == "其他工作"
    assert (reading.stated.department, reading.stated.year) == ("司法分局", 2023)
    assert reading.kinds() == ("narrative",)


def test_a_chapter_that_names_no_topic_is_reported_even_if_it_is_the_first() -> None:
    reading = read("工作总结", "一、学习情况", "学习12次。", "二、存在问题", "人手不足。")
    assert items(reading) == [("A3", None, "", "学习12次。"), ("A5", "problems", "", "人手不足。")]


@pytest.mark.parametrize(
    "heading",
    [
        "存在问题",
        "存在的问题及原因：",
        "（二）存在的问题及原因",
        "2.存在问题",
        "二、2023年存在问题",
        "三、本年度存在问题（500字以内）",
        "【存在问题】",
    ],
)
def test_headings_that_name_a_topic(heading: str) -> None:
    assert items(read(heading, "一是人手不足。")) == [("A2", "problems", "", "一是人手不足。")]


def test_a_topic_and_its_text_in_one_paragraph_or_cell() -> None:
    assert items(read("存在问题：一是人手不足。")) == [("A1", "problems", "", "一是人手不足。")]
    assert items(read("一、存在问题。一是人手不足。")) == [("A1", "problems", "", "一是人手不足。")]
    both = read("存在问题\n一是人手不足。\n二是培训少。")
    assert items(both) == [("A1", "problems", "", "一是人手不足。\n二是培训少。")]


def test_topics_beside_their_texts() -> None:
    reading = read(
        ("序号", "", ""),
        (1.0, "存在问题", "一是人手不足。"),
        (2.0, "下一年度安排", "抓好培训。"),
        name="材料",
    )
    assert items(reading) == [
        ("C2", "problems", "", "一是人手不足。"),
        ("C3", "plans", "", "抓好培训。"),
    ]


def test_headings_without_text_are_texts_and_levels_above_are_not() -> None:
    short = read("存在问题", "人手不足", "培训不够", "二〇二四年一月十日")
    assert [(h, t) for _, _, h, t in items(short)] == [("", "人手不足"), ("", "培训不够")]
    levels = read("存在问题", "（一）总体情况", "1.人手", "人手不足。", "2.培训", "培训不够。")
    assert [(h, t) for _, _, h, t in items(levels)] == [("人手", "人手不足。"), ("培训", "培训不够。")]


def test_text_about_something_else_is_no_narrative() -> None:
    reading = read("关于开会的通知", "请准时参加。")
    assert (reading.state, reading.ignored_sheets) == (ReadState.NO_TABLE, ("正文",))
    assert read("存在问题").state is ReadState.NO_TABLE
    assert read("存在问题", "写清问题和原因。", name="填表说明").state is ReadState.NO_TABLE


def test_a_table_of_something_else_is_no_text() -> None:
    reading = read(("存在问题", "责任人", "完成时限", "进度"), ("人手不足", "某某", "6月", "已完成"))
    assert reading.narrative == ()


def test_signatures_and_errors() -> None:
    reading = read("存在问题", "人手不足。", "填报人：某某", "#N/A", faults={(3, 0): "#N/A"})
    assert [(n.text, n.fault) for n in reading.narrative] == [("人手不足。", ""), ("#N/A", "#N/A")]


def test_hostile_text_costs_nothing() -> None:
    hostile = ["（" * 30000, "一" * 30000 + "、", "存在问题：" * 6000, " " * 30000 + "x"]
    assert read("存在问题", *hostile).narrative
