"""The number scan finds quantities and leaves names, idioms and list marks alone."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.catalogue import load as load_catalogue
from tasks.model import Annex, Block, Chart, Document, Figure, FigureRun, Frame, Run, Table, Text
from tasks.quantity import hedged, scan
from tasks.report import load_edition
from tasks.review.numbers import marked, unbound
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
        ("八成以上，8成企业，其中九成为民营，七八成", ["八成", "8成", "九成", "八成"]),
        ("增长五十%，下降三个百分点", ["五十%", "三个百分点"]),
        ("翻番，翻了一番，翻了两番，翻倍", ["翻番", "翻了一番", "翻了两番", "翻倍"]),
        ("一半以上，超过半数，已过半", ["一半", "过半数", "过半"]),
        ("百分之百，千分之三，百分之95", ["百分之百", "千分之三", "95"]),
        ("十几个村，几十家企业，千余名群众", ["十几个", "几十家", "千余名"]),
        ("4万，3万余人，二〇二三年", ["4万", "3万余人", "二〇二三年"]),
        ("二宗案件，增长二倍", ["二宗", "二倍"]),
        ("٣宗", ["٣宗"]),  # a digit of any script
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
        "附件：1.2024年度主要指标",
        "星期三，三月，四级联动，十四五",
        "二期工程，二次供水，第二项，唯一成为试点，统一成立，三成员单位，事半功倍，上半年，一番工作",
    ],
)
def test_words_that_are_no_quantities_are_left_alone(text: str) -> None:
    assert scan(text, NAMES) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "（受理）４６０宗、两期"
    assert [text[f.start : f.end] for f in scan(text, ())] == ["４６０宗", "两期"]


def document(*runs: Run, title: tuple[Run, ...] = (), **more: object) -> Document:
    """A document of one paragraph under a heading; f001 prints 460余, f002 12.5%."""
    figures = {
        name: Figure(name, ("2023/cases",), "办案总数", text)
        for name, text in (("f001", "460余"), ("f002", "12.5%"))
    }
    blocks = (Block(1, "一、", heading=(Text("成效"),)), Block(0, body=runs))
    return replace(Document("hongmei", 2023, title, blocks, figures=figures), **more)  # type: ignore[arg-type]


def loose(made: Document, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(one.where, one.found.text) for one in unbound(made, names)]


def test_what_is_unbound_in_a_document_is_told_with_its_place() -> None:
    made = document(
        Text("2023", label=True),
        Text("年办案"),
        FigureRun("f001"),
        Text("宗，2024年继续，2022年不足，另有30宗。", narrative="justice/problems/1"),
        title=(Text("洪梅镇2023", label=True), Text("年报告")),
    )
    found = unbound(made, ())
    assert [(one.where, one.found.text, one.narrative) for one in found] == [
        ("“一、成效”", "2022年", "justice/problems/1"),
        ("“一、成效”", "30宗", "justice/problems/1"),
    ]
    assert found[1].around == "续，2022年不足，另有30宗。"


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("场次", []),
        ("千克", []),
        ("万场次", ["460余万场次"]),  # ten thousand times what is bound
        ("3场次", ["3场次"]),
    ],
)
def test_what_is_typed_behind_a_figure_must_not_change_it(behind: str, told: list[str]) -> None:
    made = document(Text("讲课"), FigureRun("f001"), Text(behind))
    assert [text for _, text in loose(made)] == told


def test_a_name_is_known_across_a_label() -> None:
    runs = (Text("印发《"), Text("2023", label=True), Text("年培训计划12条》，共12条"))
    assert loose(document(*runs), ("《2023年培训计划12条》",)) == [("“一、成效”", "12条")]


def test_a_day_is_one_quantity_and_one_that_a_name_holds_is_none() -> None:
    made = document(
        Text("12月4日开展活动，"),
        Text("2023", label=True),
        Text("年3月、2023年5月6日，7月8日纪念日，2023年总结"),
    )
    assert [text for _, text in loose(made, ("7月8日纪念日",))] == ["12月4日", "2023年3月", "2023年5月6日"]


def test_title_addressee_signatory_and_annexes_are_looked_through() -> None:
    table = Table(("指标", "2023年"), (((Text("三项指标"),), (FigureRun("f002"),)),))
    made = document(
        title=(Text("报告5"),),
        addressee="第6办公室",
        signatory="两个办",
        frame=Frame("人民政府文件", "洪府〔2024〕1号", "4个镇街", "办公室", "2024年2月1日"),
        date="2024年1月31日",
        annexes=(
            Annex("主要7项指标", (Block(0, body=(Text("共8项"),)), table, Chart("图9", ()))),
            Annex("各月情况", (Block(0, body=(Text("均有登记"),)),)),
        ),
    )
    assert loose(made) == [
        ("标题", "5"),
        ("主送机关", "6"),
        ("署名", "两个"),
        ("版头、版记", "4个"),
        ("附件《主要7项指标》", "7项"),
        ("附件《主要7项指标》", "8项"),
        ("附件《主要7项指标》", "三项"),
        ("附件《主要7项指标》", "9"),
    ]


def test_a_lost_dash_is_told_in_a_document() -> None:
    assert loose(document(Text("规划20212025年"))) == [("“一、成效”", "20212025年")]


def test_in_a_marked_document_each_unbound_quantity_is_a_run_of_its_own() -> None:
    made = document(
        Text("讲课"),
        FigureRun("f001"),
        Text("场次，另有30宗，"),
        Text("约", narrative="a/b/1"),
        Text("三成。"),
    )
    (_, block) = marked(made, ()).blocks
    assert block.body == (
        Text("讲课"),
        FigureRun("f001"),
        Text("场次，另有"),
        Text("30宗", unbound=True),
        Text("，"),
        Text("约", narrative="a/b/1"),
        Text("三成", unbound=True),
        Text("。"),
    )


def test_a_quantity_across_heading_and_text_is_marked_in_both() -> None:
    made = replace(document(), blocks=(Block(3, "1.", (Text("办案十"),), (Text("二宗。"),)),))
    (block,) = marked(made, ()).blocks
    assert (block.heading, block.body) == (
        (Text("办案"), Text("十", unbound=True)),
        (Text("二宗", unbound=True), Text("。")),
    )


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("查处①件", ["①件"]),
        ("查处Ⅳ宗", ["Ⅳ宗"]),
        ("办结廿三宗、卅宗", ["廿三宗", "卅宗"]),
        ("罚款壹佰贰拾元", ["壹佰贰拾元"]),
        ("办结¹⁶宗", ["¹⁶宗"]),
        ("培训一百来人次", ["一百来人次"]),
        ("½的案件", ["½"]),
        ("俩部门会同仨村", ["俩", "仨"]),
        ("①加强学习。②抓好落实", []),
        ("面积单位为m²、㎡", []),
        ("队伍建设陆续完成，收拾整齐，不肆意", []),
    ],
)
def test_numbers_in_signs_that_hardly_anybody_writes_with(text: str, found: list[str]) -> None:
    assert [one.text for one in scan(text, ())] == found
