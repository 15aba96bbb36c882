"""The number scan finds quantities and leaves names, idioms and list marks alone."""

import re
from decimal import Decimal

import pytest

from tasks.catalogue import load as load_catalogue
from tasks.model import Block, Document, FigureRun, Text
from tasks.quantity import hedged, scan
from tasks.report import load_edition
from tasks.review.numbers import unbound
from tasks.settings import load as load_settings

NAMES = (
    "“1310”具体部署",
    "12345热线",
    "8890",
    "“三项制度”",
    "24小时政府热线",
    "《综合交通规划（2023—2027年）》",
    "一站式",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办案1661宗，增长467%", ["1661宗", "467%"]),
        ("专题党课460余场次、4.7万人次", ["460余场次", "4.7万人次"]),
        ("约332万元，85.02亿元，１５个", ["332万元", "85.02亿元", "１５个"]),
        ("完成1,661宗", ["1,661宗"]),
        ("完成460，500两项", ["460", "500", "两项"]),
        ("镇长出庭两宗，办班两期", ["两宗", "两期"]),
        ("最快一天办结，较上年翻一番", ["一天", "翻一番"]),
        ("不到五成，百分之九十五点五，三分之一", ["五成", "百分之九十五点五", "三分之一"]),
        ("增长两倍，十个村委会，五百余人次，两万余人次", ["两倍", "十个", "五百余人次", "两万余人次"]),
        ("数十场宣讲，上百名网格员，近千人", ["数十场", "上百名", "近千人"]),
        ("举办第二届大会", ["第二届"]),
        ("共一项，仅一次", ["共一项", "仅一次"]),
        ("2023年3月", ["2023年", "3"]),
        ("12345热线工单3355件，共12345件", ["3355件", "12345件"]),
        ("8890诉求655件", ["655件"]),
        ("规划（20212025年）30项", ["30项"]),  # a lost dash
        ("对标“1310”具体部署，安排1310项", ["1310项"]),
        ("规模124小时政府热线", ["124小时"]),
    ],
)
def test_quantities_are_found(text: str, found: list[str]) -> None:
    assert [quantity.text for quantity in scan(text, NAMES)] == found


@pytest.mark.parametrize(
    "text",
    [
        "一是队伍。二是程序；三是形式。",
        "第一责任人、第一议题、第一批",
        "一站式服务，一体化推进，进一步统一，一系列，一定，十分，千方百计，万众一心",
        "三会一课，两委，二十大，三项制度，行政执法“三项制度”",
        "“四个最严”“两个维护”，两个确立，“五红”，“百千万工程”，最后一公里",
        "《提升行政执法质量三年行动计划》，三年行动，五年规划",
        "以下三个方面，五个环节",
        "一项重要工作，一批典型，一次性告知，一户一策，千家万户",
        "二期工程，成立，一成不变，三成效",
        "12345热线，24小时政府热线响应，《综合交通规划(2023-2027年)》",
        "1.加强管理。2.规范程序；（3）创新形式",
        "星期三，三月，四级联动，十四五",
    ],
)
def test_words_that_are_no_quantities_are_left_alone(text: str) -> None:
    assert scan(text, NAMES) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "（受理）４６０宗、两期"
    assert [text[f.start : f.end] for f in scan(text, ())] == ["４６０宗", "两期"]


def test_what_is_unbound_in_a_document_is_told_with_its_place() -> None:
    document = Document(
        "hongmei",
        2023,
        title=(Text("洪梅镇2023", label=True), Text("年报告")),
        blocks=(
            Block(1, "一、", heading=(Text("成效"),)),
            Block(
                3,
                "1.",
                heading=(Text("办案。"),),
                body=(
                    Text("2023", label=True),
                    Text("年办案"),
                    FigureRun("f001"),
                    Text("，2024年继续，2022年不足，另有30宗。", narrative="justice/problems/1"),
                ),
            ),
        ),
    )
    found = unbound(document, ())
    assert [(u.block, u.run, u.found.text, u.narrative) for u in found] == [
        (1, 4, "2022年", "justice/problems/1"),
        (1, 4, "30宗", "justice/problems/1"),
    ]
    assert found[1].around == "续，2022年不足，另有30宗。"


@pytest.mark.parametrize(
    ("text", "read", "value", "unit", "hedge"),
    [
        ("全年约332万元。", "约332万元", "3320000", "元", "约"),
        ("超过4.7万人次参加", "超过4.7万人次", "47000", "人次", "超过"),
        ("达90%以上", "90%以上", "90", "%", "以上"),
        ("４６０余场次", "４６０余场次", "460", "场次", "余"),
        ("镇长出庭两宗", "两宗", "2", "宗", ""),
        ("占比不到五成", "不到五成", "5", "成", "不到"),
    ],
)
def test_a_quantity_is_read_with_its_hedges(text: str, read: str, value: str, unit: str, hedge: str) -> None:
    (found,) = scan(text, ())
    whole, quantity = hedged(text, found) or pytest.fail("not read")
    assert (whole.text, text[whole.start : whole.end]) == (read, read)
    assert (quantity.value, quantity.unit, quantity.hedge) == (Decimal(value), unit, hedge)


@pytest.mark.parametrize("text", ["数十场宣讲", "三分之一", "翻一番"])
def test_what_says_no_exact_quantity_is_not_read(text: str) -> None:
    (found,) = scan(text, ())
    assert hedged(text, found) is None


def test_a_lost_dash_is_told_in_a_document() -> None:
    document = Document("hongmei", 2023, title=(), blocks=(Block(0, body=(Text("规划20212025年"),)),))
    assert [one.found.text for one in unbound(document, ())] == ["20212025年"]


SETTINGS = load_settings({})
EDITIONS = sorted(
    (path.parent.parent.name, int(path.parent.name))
    for path in SETTINGS.resources("templates/editions", "*/*/edition.yaml")
)


@pytest.mark.parametrize(("region", "year"), EDITIONS)
def test_no_edition_holds_a_typed_number(region: str, year: int) -> None:
    """What stands between braces cannot be a number: the grammar of editions refuses it."""
    edition = load_edition(SETTINGS, region, year)
    lines = [line for line in edition.text.splitlines() if not line.startswith("%%")]
    literal = "\n".join((edition.title, edition.addressee, edition.signatory, *lines))
    found = scan(re.sub(r"{{.*?}}", "\n", literal, flags=re.DOTALL), load_catalogue(SETTINGS).names)
    assert [quantity.text for quantity in found] == []
