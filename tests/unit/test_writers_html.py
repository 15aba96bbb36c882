"""The HTML pages: a public one that says nothing more, a review copy that says where figures come from."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import html

from tasks import settings
from tasks.model import Block, Document, Figure, FigureRun, Origin, SourceKind, Text, Value
from tasks.writers.html import write_html
from tasks.writers.sources import Review, amount, period_words, source
from tasks.writers.style import Style, load_style
from tests.document import FINDINGS, review, sample


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def public(style: Style) -> str:
    return write_html(sample(), style).decode()


@pytest.fixture(scope="module")
def checked(style: Style) -> html.HtmlElement:
    return html.document_fromstring(write_html(sample(), style, review()).decode())


def panel(tree: html.HtmlElement, words: str) -> str:
    (link,) = tree.xpath(f"//article//a[.='{words}'][1]")[:1]
    (found,) = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
    return re.sub(r"\s+", " ", found.text_content())


def test_equal_documents_are_equal_bytes(style: Style) -> None:
    assert write_html(sample(), style, review()) == write_html(sample(), style, review())


def test_the_public_page_carries_no_source_or_id(public: str) -> None:
    page = public.split("</style>")[1]
    assert not re.search(r"f0\d\d|href=\"#s|xlsx|台账|cases|核稿|SHA|data-", page)
    assert set(re.findall(r' id="([^"]*)"', page)) == {"text", "title"}


@pytest.mark.parametrize("with_review", [False, True])
def test_the_page_stands_alone(style: Style, with_review: bool) -> None:
    page = write_html(sample(), style, review() if with_review else None).decode()
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script|//link|//img|//iframe|//*[@src]")
    assert "url(" not in page
    assert "@import" not in page
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    assert "default-src 'none'" in page


def test_structure_for_people_who_cannot_see_it(public: str) -> None:
    tree = html.document_fromstring(public)
    assert tree.get("lang") == "zh-CN"
    assert len(tree.xpath("//main/article/h1")) == 1
    levels = [
        int(each.tag[1]) for each in tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    first = tree.xpath("//body/a[1]")[0]
    assert first.get("href") == "#text"


def test_what_a_department_wrote_is_escaped(style: Style) -> None:
    words = '<script>alert(1)</script>" onmouseover="x'
    figure = Figure("f001", ("2023/hotline",), words, words, words)
    value = Value(
        "qinghe", 2023, "2023", "hotline", SourceKind.STATED, Decimal(1), "件",
        scope_note=words, origin=Origin(file=words, sheet=words, cell="A1", raw=words),
    )  # fmt: skip
    told = Document(
        "qinghe", 2023, (Text(words),), (Block(0, body=(FigureRun("f001"), Text(words))),),
        figures={"f001": figure}, values={value.key: value},
    )  # fmt: skip
    tree = html.document_fromstring(write_html(told, style, Review()).decode())
    assert not tree.xpath("//script|//*[@onmouseover]")
    assert tree.xpath("//article/p")[0].text_content() == words * 2


def test_a_figure_leads_to_its_source_and_back(checked: html.HtmlElement) -> None:
    links = checked.xpath("//article//a[contains(@class, 'figure')]")
    assert len(links) == len(sample().figures)
    identifiers = checked.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert {link[1:] for link in checked.xpath("//a/@href")} <= set(identifiers)
    assert all(link.get("data-source") for link in links)
    assert set(checked.xpath("//@aria-describedby")) <= set(identifiers)


def test_a_computed_figure_shows_formula_and_all_it_rests_on(checked: html.HtmlElement) -> None:
    shown = panel(checked, "385%")
    for words in (
        "（1483－306）÷306＝385%",
        "384.640522…%",
        "执法案件台账",
        "全部案件",
        "1483行",
        "SHA-256 9f2c4e0000000000",
        "单位填报的上年数",
        "综合行政执法办公室2023年指标.xlsx",
        "指标!E6",
        "以平台立案时间为准，含简易程序案件。",
    ):
        assert words in shown
    (strip,) = checked.xpath("//article//a[.='385%']/@data-source")
    assert strip == "计算得出：（1483－306）÷306＝385%"


def test_one_figure_for_three_indicators_shows_all_three(checked: html.HtmlElement) -> None:
    names = ("信访事项及时受理率", "信访事项按期答复率", "信访群众满意率")
    link = checked.xpath("//article//a[.='100%']")[-1]
    (found,) = checked.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert all(name in found.text_content() for name in names)


def test_what_was_left_out_and_open_findings_are_listed(checked: html.HtmlElement) -> None:
    findings = checked.xpath("//ol[@class='findings']/li")
    assert [each.get("class") for each in findings] == ["critical", "warning"]
    assert "相差7宗" in findings[0].text_content()
    omissions = checked.xpath("//ol[@class='omissions']/li")
    assert "没有公证服务次数、公证减免金额" in omissions[1].text_content()
    assert "核稿本·不公开" in checked.xpath("//header")[0].text_content()


def test_a_figure_with_open_findings_says_so_where_it_stands_and_at_its_source(style: Style) -> None:
    differs = replace(FINDINGS[1], indicator="cases", period="2023")
    told = write_html(sample(), style, replace(review(), findings=(FINDINGS[0], differs)))
    tree = html.document_fromstring(told.decode())
    doubted = tree.xpath("//article//a[contains(@class, 'doubted')]")
    assert {each.text_content() for each in doubted} == {"1483宗", "1177宗", "385%", "13.5宗"}
    assert all(each.get("data-source").startswith("有待处理问题 1 条；") for each in doubted)
    assert "待处理·严重填报的办案总数为1490宗" in panel(tree, "385%")
    assert "待处理·" not in panel(tree, "231宗")


def test_nothing_to_list_is_said(style: Style) -> None:
    page = write_html(replace(sample(), omissions=()), style, Review()).decode()
    assert "没有待处理的问题。" in page
    assert "没有略去的内容。" in page


def test_a_figure_printed_twice_has_one_source_and_two_places(style: Style) -> None:
    twice = Block(0, body=(FigureRun("f001"), Text("，即"), FigureRun("f001")))
    figures = {"f001": Figure("f001", (), "数", "12宗")}
    told = Document("qinghe", 2023, (Text("报告"),), (twice,), figures=figures)
    tree = html.document_fromstring(write_html(told, style, Review()).decode())
    assert tree.xpath("//article//a/@id") == ["f001", "f001-2"]
    assert len(tree.xpath("//div[@class='source']")) == 1


def value(number: str, unit: str = "件", hedge: str = "") -> Value:
    return Value("qinghe", 2023, "2023", "x", SourceKind.STATED, Decimal(number), unit, hedge=hedge)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (value("1661"), "1661件"),
        (value("460", hedge="余"), "460余件"),
        (value("3320000", "元", "约"), "约3320000元"),
        (value("90", "%", "以上"), "90%以上"),
        (value("466.894197952218430034", "%"), "466.894197…%"),
        (value("8.150000000000000000", "亿元"), "8.15亿元"),
        (value("100.000000000000000000"), "100件"),
        (value("1E+3"), "1000件"),
    ],
)
def test_amounts_as_people_read_them(shown: Value, text: str) -> None:
    assert amount(shown) == text


def test_periods_as_people_read_them() -> None:
    assert (period_words("2023"), period_words("2023-04")) == ("2023年", "2023年4月")


def test_values_that_rest_on_each_other_do_not_go_round_for_ever() -> None:
    first = replace(value("1"), indicator="a", inputs=("2023/b",), formula="b")
    second = replace(value("1"), indicator="b", inputs=("2023/a",), formula="a")
    told = replace(sample(), values={first.key: first, second.key: second})
    found = source(told, Figure("f001", ("2023/a",), "", "1件"), Review())
    assert found.entries[0].inputs[0].inputs == ()
