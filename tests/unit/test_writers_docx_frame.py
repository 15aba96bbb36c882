"""版头 and 版记 of the Word file, as Word reads them (GB/T 9704-2012, 7.2 and 7.4)."""

from dataclasses import replace

import pytest
from lxml import etree

from tasks import settings
from tasks.model import Frame
from tasks.writers.docx import write_docx
from tasks.writers.style import Style, load_style
from tests.document import FRAME, framed, sample
from tests.word import W, part, text_of, values


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def number(element: etree._Element, path: str, attribute: str) -> int:
    return int(element.find(f".//{W}{path}").get(f"{W}{attribute}"))


def framed_body(style: Style, frame: Frame) -> etree._Element:
    return part(write_docx(replace(sample(), frame=frame), style), "word/document.xml").find(f"{W}body")


def test_the_red_head_stands_above_the_title(style: Style) -> None:
    package = write_docx(framed(), style)
    organ, issue, title = part(package, "word/document.xml").find(f"{W}body")[:3]
    assert [text_of(each) for each in (organ, issue)] == [FRAME.organ, FRAME.number]
    assert values(title, "pStyle") == ["Title"]
    sheet = {each.get(f"{W}styleId"): each for each in part(package, "word/styles.xml").iter(f"{W}style")}
    assert values(sheet["发文机关标志"], "color") == ["FF0000"]
    assert number(sheet["发文机关标志"], "spacing", "before") == pytest.approx(35 / 25.4 * 1440, abs=1)
    assert number(sheet["发文字号"], "spacing", "before") == 2 * 579
    rule = issue.find(f".//{W}pBdr/{W}bottom")
    assert (rule.get(f"{W}color"), rule.get(f"{W}space"), rule.get(f"{W}sz")) == ("FF0000", "11", "8")
    assert organ.find(f".//{W}pBdr") is None


def test_a_report_upward_names_its_signer_beside_the_number(style: Style) -> None:
    line = framed_body(style, replace(FRAME, signer="林某某"))[1]
    assert text_of(line) == "青府〔2024〕1号签发人：林某某"
    assert [text_of(run) for run in line.iter(f"{W}r")] == ["", "青府〔2024〕1号", "", "签发人：", "林某某"]
    assert values(line, "rStyle") == ["签发人"]
    assert line.find(f".//{W}ind") is None  # the rule below is as wide as the type area
    assert line.find(f".//{W}pBdr") is not None


def test_a_long_organ_is_set_smaller(style: Style) -> None:
    short, long = (framed_body(style, Frame(organ="某" * count))[0] for count in (9, 20))
    assert values(short, "sz") == ["84"]
    assert values(long, "sz") == ["44"]
    assert short.find(f".//{W}pBdr") is not None


def test_the_imprint_is_ruled_thick_outside_and_thin_inside(style: Style) -> None:
    package = write_docx(framed(), style)
    body = part(package, "word/document.xml").find(f"{W}body")
    imprint = [each for each in body if each.find(f".//{W}framePr") is not None]
    assert [values(each, "pStyle")[0] for each in imprint] == [
        "版记粗线",
        "版记",
        "版记细线",
        "版记",
        "版记粗线",
    ]
    assert text_of(imprint[1]) == f"抄送：{FRAME.copies}。"
    assert len({etree.tostring(each.find(f".//{W}framePr")) for each in imprint}) == 1
    assert {*values(body, "framePr", "yAlign")} == {"bottom"}
    sheet = {each.get(f"{W}styleId"): each for each in part(package, "word/styles.xml").iter(f"{W}style")}
    assert number(sheet["版记粗线"], "spacing", "line") / 1440 * 25.4 == pytest.approx(0.35, abs=0.01)
    assert number(sheet["版记细线"], "spacing", "line") / 1440 * 25.4 == pytest.approx(0.25, abs=0.01)
    assert (number(imprint[1], "ind", "left"), number(imprint[1], "ind", "hanging")) == (280 + 840, 840)
    assert number(imprint[3], "tab", "pos") == pytest.approx(156 / 25.4 * 1440 - 280, abs=2)


@pytest.mark.parametrize(
    ("frame", "imprint"),
    [
        (Frame(), []),
        (Frame(copies="市司法局"), ["", "抄送：市司法局。", ""]),
        (Frame(printed_by="镇办公室"), ["", "镇办公室", ""]),
        (Frame(printed_on="2024年1月31日"), ["", "2024年1月31日印发", ""]),
    ],
)
def test_what_a_frame_leaves_empty_is_left_out(style: Style, frame: Frame, imprint: list[str]) -> None:
    body = framed_body(style, frame)
    assert values(body[0], "pStyle") == ["Title"]
    found = [text_of(each) for each in body if each.find(f".//{W}framePr") is not None]
    assert found == imprint
