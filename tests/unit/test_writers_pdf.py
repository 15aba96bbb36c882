"""The PDF: equal bytes, data instead of markup, the right fonts, every glyph looked up."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tasks import settings
from tasks.model import Block, Document, Text
from tasks.writers.fonts import FontChoice, choose_fonts
from tasks.writers.glyphs import check_glyphs
from tasks.writers.pdf import write_pdf
from tasks.writers.style import Style, load_style
from tests.document import sample


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


@pytest.fixture(scope="module")
def packaged(style: Style) -> FontChoice:
    return choose_fonts(style.layout, packaged=True)


def document(words: str) -> Document:
    return Document("qinghe", 2023, (Text("报告"),), (Block(0, body=(Text(words),)),))


def tiny_font(path: Path, family: str, characters: str, style: str = "Regular") -> Path:
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"u{ord(character):04X}" for character in characters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((900, 0))
    pen.lineTo((900, 800))
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": style})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def test_equal_documents_are_equal_bytes(style: Style, packaged: FontChoice) -> None:
    made = write_pdf(sample(), style, packaged)
    assert made.startswith(b"%PDF-1.7")
    assert write_pdf(sample(), style, packaged) == made


def test_it_declares_archiving_and_accessibility(style: Style, packaged: FontChoice) -> None:
    made = write_pdf(sample(), style, packaged)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert "青禾镇2023年法治政府建设年度报告".encode() in made
    assert b"2024-01-31" in made


@pytest.mark.parametrize("words", ["#panic()", "$x$ *粗* _斜_ `原` @甲 <乙>", "\\ // /* [ ] {{ }}", "= 标题"])
def test_text_is_never_markup(style: Style, packaged: FontChoice, words: str) -> None:
    assert write_pdf(document(words), style, packaged).startswith(b"%PDF")


def test_a_skipped_level_or_an_empty_document_still_renders(style: Style, packaged: FontChoice) -> None:
    skipping = Document(
        "qinghe", 2023, (Text("报告"),), (Block(1, "一、"), Block(3, "1.", body=(Text("甲"),)))
    )
    assert write_pdf(skipping, style, packaged).startswith(b"%PDF")
    assert write_pdf(Document("qinghe", 2023, (Text("报告"),), ()), style, packaged).startswith(b"%PDF")


def test_packaged_fonts_are_substitutes_and_say_so(style: Style, packaged: FontChoice) -> None:
    assert {face.path.name for face in packaged.faces.values()} == {
        "NotoSansSC-Regular.otf",
        "NotoSerifSC-Regular.otf",
    }
    assert all(face.substitute for face in packaged.faces.values())
    told = "".join(packaged.substitutes)
    assert all(face.office in told for face in style.layout.typefaces.values())
    assert all(len(digest) == 64 for digest in packaged.checksums().values())


def test_the_machines_own_fonts_come_first(style: Style, tmp_path: Path) -> None:
    tiny_font(tmp_path / "simfang.ttf", "仿宋", "报告正文")
    tiny_font(tmp_path / "simkai-bold.ttf", "楷体", "报告", style="Bold")
    (tmp_path / "simhei.ttf").write_bytes(b"no font")
    tiny_font(tmp_path / "unrelated.ttf", "黑体", "报告")
    fonts = choose_fonts(style.layout, folders=[tmp_path])
    assert fonts.faces["仿宋"].path.name == "simfang.ttf"
    assert not fonts.faces["仿宋"].substitute
    assert fonts.faces["楷体"].substitute  # a bold cut is no 楷体 for text
    assert fonts.faces["黑体"].substitute
    assert "仿宋_GB2312" not in "".join(fonts.substitutes)


def test_every_character_is_looked_up_before_it_is_printed(style: Style, tmp_path: Path) -> None:
    tiny_font(tmp_path / "simfang.ttf", "仿宋", "报告正文")
    fonts = choose_fonts(style.layout, folders=[tmp_path])
    told = document("正文堃\ue123")
    report = check_glyphs(told, style, fonts)
    assert report.fallback == ("堃",)
    assert report.missing == ("\ue123",)
    assert write_pdf(told, style, fonts).startswith(b"%PDF")


def test_the_packaged_fonts_print_the_whole_sample(style: Style, packaged: FontChoice) -> None:
    report = check_glyphs(sample(), style, packaged)
    assert (report.fallback, report.missing) == ((), ())
