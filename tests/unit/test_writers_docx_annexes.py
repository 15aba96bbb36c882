"""Annexes and 附件说明 of the Word file, as Word reads them; what a clean copy does not hold."""

import io
import struct
import zlib
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from lxml import etree

from tasks import settings
from tasks.model import Annex, Bar, Chart, Figure, Table, Text
from tasks.writers.annex_lines import plain_text
from tasks.writers.charts import charts, told
from tasks.writers.docx import write_docx
from tasks.writers.placement import HIGHEST_PICTURE
from tasks.writers.style import Style, load_style
from tests.document import annexed, framed, sample
from tests.word import W, names, part, text_of, values, word_text


def png(width: int, height: int) -> bytes:
    """A black picture of so many points at 72 dpi."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def package(style: Style) -> bytes:
    return write_docx(annexed(), style, pictures=[png(400, 200)])


@pytest.fixture(scope="module")
def body(package: bytes) -> etree._Element:
    return part(package, "word/document.xml").find(f"{W}body")


def of_style(tree: etree._Element, style: str) -> list[etree._Element]:
    marked = tree.iter(f"{W}pStyle")
    return [each.getparent().getparent() for each in marked if each.get(f"{W}val") == style]


def number(element: etree._Element, path: str, attribute: str) -> int:
    return int(element.find(f".//{W}{path}").get(f"{W}{attribute}"))


def test_attachments_are_named_below_the_body(body: etree._Element) -> None:
    first, second = of_style(body, "附件说明")
    assert text_of(first) == "附件：1.青禾镇2023年法治政府建设主要指标"
    assert [number(first, "spacing", "before"), number(second, "spacing", "before")] == [579, 0]
    assert [(number(each, "ind", "left"), number(each, "ind", "hanging")) for each in (first, second)] == [
        (6 * 315, 4 * 315),
        (6 * 315, 1 * 315),
    ]


def test_the_body_keeps_a_line_with_what_is_named_below_it(package: bytes, body: etree._Element) -> None:
    first = of_style(body, "附件说明")[0]
    assert first.getprevious().find(f"{W}pPr/{W}keepNext") is not None
    kept = {
        each.get(f"{W}styleId")
        for each in part(package, "word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}pPr/{W}keepNext") is not None
    }
    assert {"附件说明", "署名"} <= kept


def test_each_annex_begins_a_page_with_its_mark_and_its_title_on_the_third_line(
    package: bytes, body: etree._Element
) -> None:
    assert [text_of(each) for each in of_style(body, "附件标识")] == ["附件1", "附件2"]
    titles = of_style(body, "附件标题")
    assert [text_of(each) for each in titles] == [annex.title for annex in annexed().annexes]
    sheet = {each.get(f"{W}styleId"): each for each in part(package, "word/styles.xml").iter(f"{W}style")}
    assert sheet["附件标识"].find(f".//{W}pageBreakBefore") is not None
    assert number(sheet["附件标题"], "spacing", "before") == 579
    assert titles[1].find(f".//{W}br") is not None  # 20 characters: too broad for one line


def test_a_table_repeats_its_header_and_says_its_width_to_word_and_wps(body: etree._Element) -> None:
    table = body.find(f"{W}tbl")
    rows = table.findall(f"{W}tr")
    headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert headers == [True] + [False] * (len(rows) - 1)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    columns = [int(width) for width in values(table, "gridCol", "w")]
    assert number(table, "tblW", "w") == sum(columns)
    assert sum(columns) == pytest.approx(156 / 25.4 * 1440, abs=4)
    assert {tuple(map(int, values(row, "tcW", "w"))) for row in rows} == {tuple(columns)}


def test_numbers_of_a_table_stand_on_the_right(body: etree._Element) -> None:
    cells = body.find(f"{W}tbl").findall(f"{W}tr")[1].findall(f"{W}tc")
    assert [text_of(cell) for cell in cells] == ["综合执法平台办案总数", "1483宗", "306宗", "增长385%"]
    assert ["right" in values(cell, "jc") for cell in cells] == [False, True, True, True]


def test_nothing_but_a_paragraph_parts_two_tables_and_ends_the_text(style: Style) -> None:
    table = Table(("项",), (((Text("甲"),),),))
    document = replace(sample(), annexes=(Annex("表", (table, table)),))
    body = part(write_docx(document, style), "word/document.xml").find(f"{W}body")
    assert [each.tag.removeprefix(W) for each in body[-5:]] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_chart_is_a_picture_that_says_its_numbers_and_a_table_of_them(body: etree._Element) -> None:
    picture = body.find(".//{*}docPr")
    chart = next(charts(annexed()))
    assert picture.get("descr") == told(chart)
    assert all(bar.figure.text in told(chart) for bar in chart.bars)
    caption = of_style(body, "图题")[0]
    drawn = caption.getnext()
    assert drawn.find(".//{*}inline") is not None
    assert next(text_of(row) for row in drawn.getnext().iter(f"{W}tr")) == "综合执法平台办案总数385%"


def test_the_numbers_of_a_long_chart_stand_two_to_a_row(style: Style) -> None:
    figures = {f"f{month:03}": Figure(f"f{month:03}", (), "", f"{month * 10}宗") for month in range(1, 10)}
    bars = tuple(Bar(f"{month}月", name, Decimal(month * 10)) for month, name in enumerate(figures, start=1))
    document = replace(sample(), figures=figures, blocks=(), annexes=(Annex("图", (Chart("题", bars),)),))
    package = write_docx(document, style)
    rows = list(part(package, "word/document.xml").iter(f"{W}tr"))
    assert [text_of(row) for row in rows[:2]] == ["1月10宗2月20宗", "3月30宗4月40宗"]
    assert {len(list(row.iter(f"{W}tc"))) for row in rows} == {4}
    assert word_text(package) == plain_text(document)


@pytest.mark.parametrize(("size", "full"), [((400, 200), True), ((200, 400), False)])
def test_a_picture_is_as_wide_as_the_type_area_or_as_high_as_leaves_room(
    style: Style, size: tuple[int, int], full: bool
) -> None:
    body = part(write_docx(annexed(), style, pictures=[png(*size)]), "word/document.xml")
    extent = body.find(".//{*}extent")
    width, height = int(extent.get("cx")) / 12700, int(extent.get("cy")) / 12700
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    if full:
        assert width == pytest.approx(style.layout.text_width, abs=0.1)
    else:
        assert height == pytest.approx(HIGHEST_PICTURE * style.layout.text_height, abs=0.1)


def test_pictures_that_are_not_one_for_each_chart_are_a_fault(style: Style) -> None:
    with pytest.raises(ValueError, match="zip"):
        write_docx(annexed(), style, pictures=[png(4, 4), png(4, 4)])


def test_a_chart_without_a_picture_is_its_numbers(style: Style) -> None:
    package = write_docx(annexed(), style)
    assert not [name for name in names(package) if "media" in name]
    assert part(package, "word/document.xml").find(".//{*}drawing") is None


def test_one_annex_has_no_number(style: Style) -> None:
    document = replace(sample(), annexes=(Annex("图", (Chart("题", ()),)),))
    body = part(write_docx(document, style), "word/document.xml")
    assert [text_of(each) for each in of_style(body, "附件标识")] == ["附件"]
    assert text_of(of_style(body, "附件说明")[0]) == "附件：图"
    assert body.find(f".//{W}tbl") is None  # Word opens no table without rows


def test_without_a_frame_no_frame_is_set(body: etree._Element) -> None:
    assert not of_style(body, "发文机关标志")
    assert not of_style(body, "版记")


def test_the_clean_copy_marks_nothing(package: bytes, style: Style) -> None:
    for clean in (package, write_docx(framed(), style)):
        parts = [part(clean, name) for name in names(clean) if name.endswith(".xml")]
        tags = {str(each.tag).removeprefix(W) for tree in parts for each in tree.iter()}
        assert not tags & {"sdt", "bookmarkStart", "commentRangeStart", "comment", "highlight", "rsid"}
        assert not [each for tree in parts for each in tree.iter() for name in each.attrib if "rsid" in name]
        assert docx.Document(io.BytesIO(clean)).core_properties.author == ""
