"""Annexes in HTML and plain text: headers of tables, words of charts, quantities without a source."""

import codecs
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html

from tasks import settings
from tasks.model import Annex, Bar, Block, Chart, Document, Figure, FigureRun, Table, Text
from tasks.review.reading.html import read_html
from tasks.writers.annex_lines import plain_text
from tasks.writers.html import write_html
from tasks.writers.sources import Review
from tasks.writers.style import load_style
from tasks.writers.text import write_text
from tasks.writers.xbrl import write_xbrl
from tests.document import NAMES, annexed, framed, review, sample

STYLE = load_style(settings.load({}))


def page(document: Document, told: Review | None = None) -> html.HtmlElement:
    return html.document_fromstring(write_html(document, STYLE, told).decode())


def said(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(data: bytes) -> str:
    return data.decode("utf-8-sig")


def charted(label: str, caption: str = "图", cell: str = "甲") -> Document:
    """A table and a chart with these words in them."""
    chart = Chart(caption, (Bar(label, "f001", Decimal(-3)), Bar("乙", "f001", Decimal(9))))
    table = Table((cell, "数"), (((Text(cell),), (Text("1"),)),), numeric=(1,))
    figures = {"f001": Figure("f001", (), "", "-3%")}
    return Document("x", 2023, (Text("报告"),), (), figures=figures, annexes=(Annex(cell, (table, chart)),))


@pytest.mark.parametrize("told", [None, review()])
def test_the_page_says_the_text_and_nothing_more(told: Review | None) -> None:
    (article,) = page(annexed(), told).xpath("//article")
    assert said(article.text_content()) == said(plain_text(annexed()))


@pytest.mark.parametrize("told", [None, review()])
def test_a_page_with_annexes_stands_alone(told: Review | None) -> None:
    tree = page(annexed(), told)
    assert not tree.xpath("//script|//link|//img|//iframe|//*[@src]|//*[@*[starts-with(name(), 'on')]]")
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    identifiers = tree.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


def test_a_table_has_headers_of_columns_and_rows() -> None:
    (table,) = page(annexed()).xpath("//article//table")
    assert [each.text_content() for each in table.xpath("thead//th[@scope='col']")] == [
        "指标", "2023年", "2022年", "同比",
    ]  # fmt: skip
    rows = table.xpath("tbody/tr")
    assert len(rows) == 24
    assert all(len(row.xpath("th[@scope='row']")) == 1 and len(row.xpath("td")) == 3 for row in rows)
    (named,) = table.getparent().xpath("@aria-labelledby")
    assert table.xpath(f"//*[@id='{named}']")[0].text_content() == annexed().annexes[0].title


def test_bars_begin_at_the_axis_and_are_hollow_below_it() -> None:
    bars = page(charted("甲")).xpath("//figure//rect")
    assert [(bar.get("x"), bar.get("width"), bar.get("class")) for bar in bars] == [
        ("0.0%", "25.0%", "below"),
        ("25.0%", "75.0%", None),
    ]
    assert {line.get("x1") for line in page(charted("甲")).xpath("//figure//line")} == {"25.0%"}


def test_a_figure_of_an_annex_leads_to_its_source_in_the_review_copy() -> None:
    links = page(annexed(), review()).xpath("//div[@class='annex']//a[@class='figure']")
    assert len(links) == sum(figure not in sample().figures for figure in annexed().figures)
    assert not page(annexed()).xpath("//div[@class='annex']//a")


def test_what_text_and_annex_say_alike_has_one_source() -> None:
    body = (Text("办案"), FigureRun("f001"), Text("。"))
    table = Table(("指标", "数", "上年"), (((Text("办案"),), (FigureRun("f002"),), (FigureRun("f003"),)),))
    keys = ("2023/cases",)
    figures = {
        "f001": Figure("f001", keys, "办案数", "12宗"),
        "f002": Figure("f002", keys, "办案数", "12宗"),
        "f003": Figure("f003", ("2022/cases",), "办案数", "12宗"),
    }
    document = Document(
        "x", 2023, (Text("报告"),), (Block(0, body=body),), figures=figures, annexes=(Annex("表", (table,)),)
    )
    tree = page(document, Review())
    assert tree.xpath("//article//a/@href") == ["#s-f001", "#s-f001", "#s-f003"]
    assert tree.xpath("//article//a/@id") == ["f001", "f002", "f003"]
    assert tree.xpath("//div[@class='source']/@id") == ["s-f001", "s-f003"]


def test_a_quantity_without_a_source_is_marked_and_counted_in_the_review_copy() -> None:
    loose = Block(0, body=(Text("另有"), Text("12个村", unbound=True), Text("参与。")))
    marked = page(replace(sample(), blocks=(*sample().blocks, loose)), review())
    assert [each.text_content() for each in marked.xpath("//article//mark")] == ["12个村"]
    assert "正文有1处数量没有数据依据" in said(marked.xpath("//header")[0].text_content())
    assert "没有数据依据" not in page(sample(), review()).xpath("//header")[0].text_content()


def test_neither_page_nor_text_has_a_head_or_an_imprint() -> None:
    assert write_html(framed(), STYLE) == write_html(annexed(), STYLE)
    assert write_text(framed()) == write_text(annexed())


def test_text_to_paste_is_a_paragraph_a_line() -> None:
    data = write_text(annexed())
    assert data.startswith(codecs.BOM_UTF8)
    text = read(data)
    assert text.count("\n") == text.count("\r\n")
    rows = text.split("\r\n")
    assert rows[:2] == ["青禾镇2023年法治政府建设年度报告", "市委全面依法治市委员会办公室："]
    assert "综合执法平台办案总数\t1483宗\t306宗\t增长385%" in rows
    assert "调解矛盾纠纷数\t-12.5%" in rows
    assert said(text) == said(plain_text(annexed()))
    assert all(row and row == row.strip(" \u3000") for row in rows[:-1])


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(WORDS, WORDS, WORDS)
@hypothesis_settings(max_examples=25, deadline=None)
def test_words_of_an_annex_are_data(label: str, caption: str, cell: str) -> None:
    document = charted(label, caption, cell)
    tree = page(document)
    assert said(tree.xpath("//article")[0].text_content()) == said(plain_text(document))
    assert said(read(write_text(document))) == said(plain_text(document))
    assert not tree.xpath("//script")


def test_a_page_read_again_has_a_paragraph_for_every_bar_and_figures_within_their_sentences() -> None:
    machine, _ = write_xbrl(annexed(), STYLE, NAMES, "x.xsd")
    for data in (write_html(annexed(), STYLE), machine):
        paragraphs = [said(one.text) for one in read_html(data.decode()).paragraphs]
        assert "调解矛盾纠纷数-12.5%" in paragraphs
        assert any(one.startswith("坚持把学习宣传") and "460余场次" in one for one in paragraphs)
        assert "".join(paragraphs) == said(plain_text(annexed()))
