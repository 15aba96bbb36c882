"""Facts of printed figures: the digits that stand there, in their unit, with their sign; else the words."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

import pytest
from lxml import etree, html

from tasks import settings
from tasks.model import Block, Document, Figure, FigureRun, SourceKind, Text, Value
from tasks.writers.annex_lines import plain_text
from tasks.writers.facts import facts
from tasks.writers.style import load_style
from tasks.writers.xbrl import write_xbrl
from tests.document import NAMES, annexed, framed, sample

STYLE = load_style(settings.load({}))
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
FILE = "报告（机读稿）.xsd"


def value(number: str, unit: str, code: str = "cases", **more: object) -> Value:
    given = {"period": "2023", "source": SourceKind.STATED} | more
    return Value(
        "qinghe", 2023, given.pop("period"), code, given.pop("source"), Decimal(number), unit, **given
    )  # type: ignore[arg-type]


def printed(text: str, *values: Value) -> Document:
    """A document that prints one figure for some values."""
    figure = Figure("f001", tuple(each.key for each in values), "数", text)
    body = Block(0, body=(Text("共"), FigureRun("f001"), Text("。")))
    return Document(
        "qinghe", 2023, (Text("报告"),), (body,),
        figures={"f001": figure}, values={each.key: each for each in values},
    )  # fmt: skip


def stated(text: str, of: Value) -> tuple[Decimal, str, int] | None:
    """The number that a figure states as value, unit and decimals."""
    (fact,) = facts(printed(text, of), "f001")
    if fact.number is None:
        return None
    size = Decimal(fact.number.digits).scaleb(fact.number.scale)
    return (-size if fact.number.negative else size), fact.number.unit, fact.number.decimals


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("1661宗", value("1661", "宗"), ("1661", "宗", 0)),
        ("467%", value("466.894197952218430034", "%"), ("4.67", "", 2)),
        ("95.5%", value("95.475", "%"), ("0.955", "", 3)),
        ("2.5个百分点", value("2.5", "百分点"), ("0.025", "", 3)),
        ("1.5倍", value("150", "%"), ("1.5", "", 1)),
        ("4.7万人次", value("47000", "人次"), ("47000", "人次", -3)),
        ("85.02亿元", value("85.02", "亿元"), ("8502000000", "元", -6)),
        ("268.51公斤", value("268.51", "公斤"), ("268.51", "公斤", 2)),
        ("13.5宗", value("13.504065040650406504", "宗/人"), ("13.5", "宗/人", 1)),
        ("5宗", value("-5", "宗"), ("-5", "宗", 0)),  # 减少5宗
        ("-12.5%", value("-12.5", "%"), ("-0.125", "", 3)),
        ("下降12.5%", value("-12.5", "%"), ("-0.125", "", 3)),
        ("0宗", value("0", "宗"), ("0", "宗", 0)),
    ],
)
def test_a_plain_number_is_a_fact_as_precise_as_it_is_printed(
    text: str, of: Value, expected: tuple[str, str, int]
) -> None:
    number, unit, decimals = expected
    assert stated(text, of) == (Decimal(number), unit, decimals)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("460余场次", value("460", "场次", hedge="余")),
        ("约332万元", value("332", "万元", hedge="约")),
        ("90%以上", value("91.3", "%")),
        ("不到五成", value("46.7", "%")),
        ("持平", value("0", "%")),
        ("12件", value("12", "宗")),  # not the value's unit: nothing is guessed
        ("12", value("12", "宗")),
    ],
)
def test_what_is_no_plain_number_is_a_fact_in_words(text: str, of: Value) -> None:
    assert stated(text, of) is None
    assert [each.text_content() for each in tags(printed(text, of), "nonnumeric")] == [text]


def tags(document: Document, element: str) -> list[html.HtmlElement]:
    page, _ = write_xbrl(document, STYLE, NAMES, FILE)
    return [each for each in html.document_fromstring(page).iter() if each.tag == f"ix:{element}"]


def test_one_figure_for_three_indicators_is_three_facts() -> None:
    values = [value("100", "%", code) for code in ("a", "b", "c")]
    page, _ = write_xbrl(printed("100%", *values), STYLE, {}, FILE)
    found = list(etree.fromstring(page).iter(f"{IX}nonFraction"))
    assert [each.get("name") for each in found] == ["fz:a", "fz:b", "fz:c"]
    assert {"".join(each.itertext()) for each in found} == {"100"}
    assert [each.getparent().tag == f"{IX}nonFraction" for each in found] == [False, True, True]


def test_values_of_two_units_under_one_figure_are_words() -> None:
    values = [value("100", "%", "a"), value("100", "件", "b")]
    assert {fact.number for fact in facts(printed("100%", *values), "f001")} == {None}


def test_a_figure_without_a_value_is_no_fact() -> None:
    document = replace(printed("12宗", value("12", "宗")), values={})
    assert facts(document, "f001") == ()
    page, _ = write_xbrl(document, STYLE, NAMES, FILE)
    assert not list(etree.fromstring(page).iter(f"{IX}nonFraction", f"{IX}nonNumeric"))


@pytest.mark.parametrize(
    ("of", "days"),
    [
        (value("1", "宗"), ("2023-01-01", "2023-12-31")),
        (value("1", "宗", period="2024-02"), ("2024-02-01", "2024-02-29")),
        (value("1", "宗", cutoff=date(2023, 11, 30)), ("2023-01-01", "2023-11-30")),
        (value("1", "宗", cutoff=date(2024, 1, 5)), ("2023-01-01", "2023-12-31")),
    ],
)
def test_a_fact_stands_in_its_period_up_to_the_day_counted(of: Value, days: tuple[str, str]) -> None:
    page, _ = write_xbrl(printed("1宗", of), STYLE, NAMES, FILE)
    tree = etree.fromstring(page)
    assert tuple(each.text for each in tree.iter("{*}startDate", "{*}endDate")) == days


def test_the_page_says_the_text_and_points_to_its_schema() -> None:
    page, schema = write_xbrl(annexed(), STYLE, NAMES, FILE)
    tree = etree.fromstring(page)
    (text,) = tree.xpath("//*[@class='article']")
    assert re.sub(r"\s", "", "".join(text.itertext())) == re.sub(r"\s", "", plain_text(annexed()))
    (link,) = tree.iter("{*}schemaRef")
    assert unquote(link.get("{http://www.w3.org/1999/xlink}href")) == FILE
    used = {each.get("name").removeprefix("fz:") for each in tree.iter(f"{IX}nonFraction", f"{IX}nonNumeric")}
    concepts = etree.fromstring(schema).iter("{http://www.w3.org/2001/XMLSchema}element")
    assert {each.get("name") for each in concepts} == used
    assert "综合执法平台办案总数" in schema.decode()


def test_equal_input_equal_bytes_and_no_frame() -> None:
    assert write_xbrl(annexed(), STYLE, NAMES, FILE) == write_xbrl(framed(), STYLE, NAMES, FILE)


def test_it_holds_what_is_printed_and_no_more() -> None:
    both = b"".join(write_xbrl(sample(), STYLE, NAMES, FILE)).decode()
    assert "384.64" not in both
    inside = {text for v in sample().values.values() for text in (v.origin.file, v.origin.sha256) if text}
    assert not [one for one in inside if one in both]
    assert not re.search(r"f0\d\d\b", both)


@pytest.mark.parametrize("words", ["<b>&amp;</b>", "]]>", '" onload="x', "{{ 1 }}", "\x00\ufffe甲"])
def test_whatever_a_department_writes_is_text(words: str) -> None:
    document = replace(printed("1宗", value("1", "宗")), title=(Text(words or "报告"),))
    page, _ = write_xbrl(document, STYLE, {"cases": words}, FILE)
    assert "".join(etree.fromstring(page).find(".//{*}h1").itertext()) == plain_text(document).split("\n")[0]


def test_a_quotient_is_no_number_of_the_growth_that_stands_behind_it() -> None:
    document = printed("5.7倍", value("466.9", "%", "cases_yoy"))
    as_quotient = replace(document.figures["f001"], words="是上年的")
    (fact,) = facts(replace(document, figures={"f001": as_quotient}), "f001")
    assert fact.number is None
    (as_growth,) = facts(document, "f001")
    assert as_growth.number is not None
