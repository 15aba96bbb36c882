"""The Word file: GB/T 9704 measures as Word reads them, clean properties, equal bytes."""

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from tasks import settings
from tasks.model import Block, Document, Text
from tasks.writers.docx import write_docx
from tasks.writers.style import Style, load_style
from tests.document import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def package(style: Style) -> bytes:
    return write_docx(sample(), style)


@pytest.fixture(scope="module")
def word(package: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(package))


def part(package: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def styles_of(package: bytes) -> dict[str, etree._Element]:
    sheet = part(package, "word/styles.xml")
    return {each.find(f"{W}name").get(f"{W}val"): each for each in sheet.iter(f"{W}style")}


def test_equal_documents_are_equal_bytes(style: Style, package: bytes) -> None:
    assert write_docx(sample(), style) == package


def test_the_zip_tells_neither_time_nor_system_and_is_sorted(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert names[0] == "[Content_Types].xml"


def test_no_person_comment_theme_or_custom_part(package: bytes, word: WordDocument) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        content = b"".join(map(archive.read, names))
    assert not [name for name in names if re.search("comment|custom|theme|thumbnail|app", name)]
    assert b"python-docx" not in content
    known = {"title", "language", "created", "modified"}
    properties = word.core_properties
    filled = {each.tag.rpartition("}")[2] for each in properties._element}
    assert filled == known
    assert properties.title == "青禾镇2023年法治政府建设年度报告"
    assert properties.language == "zh-CN"
    assert properties.created == properties.modified == datetime(2024, 1, 31, tzinfo=UTC)


def test_no_figure_id_or_source_is_in_the_file(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = b"".join(map(archive.read, archive.namelist())).decode()
    assert not re.search(r"f0\d\d|cases|xlsx|台账", content)


def test_page_of_22_lines_of_28_characters(word: WordDocument, package: bytes) -> None:
    section = word.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm, 1) for margin in margins] == [37, 26, 35, 28]
    grid = section._sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    body = styles_of(package)["公文正文"]
    spacing = body.find(f".//{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert body.find(f".//{W}ind").get(f"{W}firstLineChars") == "200"
    condensed = part(package, "word/styles.xml").find(f".//{W}docDefaults//{W}spacing")
    assert condensed.get(f"{W}val") == "-5"


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("heading 1", "黑体", "32"),
        ("heading 2", "楷体_GB2312", "32"),
        ("heading 3", "仿宋_GB2312", "32"),
        ("footer", "宋体", "28"),
    ],
)
def test_fonts_by_level_as_offices_name_them(package: bytes, name: str, font: str, half_points: str) -> None:
    run = styles_of(package)[name].find(f"{W}rPr")
    fonts = run.find(f"{W}rFonts")
    assert {fonts.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert run.find(f"{W}sz").get(f"{W}val") == half_points
    assert run.find(f"{W}b") is None


def test_headings_are_words_own_with_outline_levels(package: bytes, word: WordDocument) -> None:
    levels = {
        name: each.find(f".//{W}outlineLvl").get(f"{W}val")
        for name, each in styles_of(package).items()
        if name.startswith("heading")
    }
    assert levels == {"heading 1": "0", "heading 2": "1", "heading 3": "2"}
    assert next(p for p in word.paragraphs if p.style.name == "Heading 1").text.startswith("一、")
    run_in = next(p for p in word.paragraphs if p.text.startswith("1.规范重大行政决策程序。"))
    marked = [run for run in run_in.runs if run._r.find(f".//{W}rStyle[@{W}val='Heading3Char']") is not None]
    words = "".join(run.text for run in marked)
    assert words == "1.规范重大行政决策程序。"


def test_page_numbers_are_outside(word: WordDocument) -> None:
    section = word.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert word.settings.odd_and_even_pages_header_footer
    assert (odd.alignment, odd.paragraph_format.right_indent.pt) == (2, 14)
    assert (even.alignment, even.paragraph_format.left_indent.pt) == (0, 14)
    assert all(" PAGE " in etree.tostring(each._p, encoding="unicode") for each in (odd, even))


def test_units_stay_with_their_numbers_and_the_text_stays_clean(package: bytes, word: WordDocument) -> None:
    forbidden = part(package, "word/settings.xml").find(f"{W}noLineBreaksBefore").get(f"{W}val")
    assert set("宗件次人元年月日，。”）") <= set(forbidden)
    assert not set("约以上达") & set(forbidden)
    assert "\u2060" not in "".join(paragraph.text for paragraph in word.paragraphs)
    tree = part(package, "word/document.xml")
    joiners = [each for each in tree.iter(f"{W}t") if each.text == "\u2060"]
    assert joiners
    assert {each.getparent().tag.rpartition("}")[2] for each in joiners} == {"Fallback"}


def test_a_long_title_turns_over_in_one_paragraph(style: Style) -> None:
    title = "洪梅镇人民政府关于2023年度法治政府建设情况的报告"
    document = Document("hongmei", 2023, (Text(title),), ())
    word = docx.Document(io.BytesIO(write_docx(document, style)))
    assert word.paragraphs[0].text == "洪梅镇人民政府关于\n2023年度法治政府建设情况的报告"
    assert word.core_properties.title == title
    assert word.core_properties.created == datetime(2024, 1, 1, tzinfo=UTC)


def test_signatory_and_date_keep_a_line_of_the_body_with_them(word: WordDocument) -> None:
    last, signatory, date = word.paragraphs[-3:]
    assert last.paragraph_format.keep_with_next
    assert signatory.paragraph_format.space_before.twips == 579
    indents = [each.paragraph_format.left_indent.pt for each in (signatory, date)]
    assert indents == [19 * 15.75, 21 * 15.75]


def test_department_text_is_never_markup(style: Style) -> None:
    words = "<w:t>&amp;</w:t> {{ 7*7 }} \\n #eval()"
    document = Document("qinghe", 2023, (Text("报告"),), (Block(0, body=(Text(words),)),))
    word = docx.Document(io.BytesIO(write_docx(document, style)))
    assert word.paragraphs[1].text == words
