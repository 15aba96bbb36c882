"""An edited document is read again as its reader sees it; what cannot be read is told in Chinese."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tasks import settings
from tasks.model import Annex, Bar, Chart, Document, Figure, FigureRun
from tasks.model.marks import bookmark_name
from tasks.pipeline.edited import Format, open_edited
from tasks.pipeline.said import said_by
from tasks.review.reading import Edited, UnreadableError
from tasks.review.reading.html import read_html
from tasks.review.reading.text import read_text
from tasks.review.verify import Outcome, verify
from tasks.settings import Limits
from tasks.writers.annex_lines import plain_text
from tasks.writers.charts import chart_pictures
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.html import write_html
from tasks.writers.pdf import write_pdf
from tasks.writers.style import Style, load_style
from tasks.writers.text import write_text
from tests.document import annexed, framed, review, sample
from tests.edited import NOTHING_KNOWN, names, ours, paragraphs, wrong

FALLBACK = (
    "<mc:AlternateContent><mc:Choice Requires='wps'/>"
    "<mc:Fallback><w:t>9</w:t></mc:Fallback></mc:AlternateContent>"
)
RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def opened(data: bytes, folder: Path, name: str = "报告.docx") -> Edited:
    path = folder / name
    path.write_bytes(data)
    return open_edited(path, Limits()).edited


def word(*bodies: str) -> bytes:
    """A Word document of paragraphs in WordprocessingML."""
    document = docx.Document()
    for body in bodies:
        paragraph = parse_xml(
            f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{body}</w:p>"
        )
        document.element.body.insert(len(document.element.body) - 1, paragraph)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def texts(edited: Edited) -> list[str]:
    return [one.text for one in edited.paragraphs]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (
            "<w:ins w:id='1'>"
            + RUN.format("甲")
            + "</w:ins><w:del w:id='2'><w:r><w:delText>乙</w:delText></w:r></w:del>",
            "甲",
        ),
        (
            "<w:moveFrom w:id='1'>"
            + RUN.format("甲")
            + "</w:moveFrom><w:moveTo w:id='2'>"
            + RUN.format("乙")
            + "</w:moveTo>",
            "乙",
        ),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>"
            + RUN.format("13宗")
            + "</w:sdtContent></w:sdt>",
            "13宗",
        ),
        (
            "<w:hyperlink>"
            + RUN.format("链接")
            + "</w:hyperlink><w:smartTag>"
            + RUN.format("标记")
            + "</w:smartTag>",
            "链接标记",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 12</w:instrText></w:r>"
            + RUN.format("3"),
            "3",
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + RUN.format("见"), "见"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r>", "见"),
        ("<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t></w:r>", "1 2\n3"),
        (f"<w:r><w:t>年</w:t>{FALLBACK}</w:r>", "年"),
    ],
)
def test_a_word_paragraph_is_what_its_reader_sees(body: str, seen: str, tmp_path: Path) -> None:
    assert texts(opened(word(body), tmp_path)) == [seen]


def test_tracked_changes_are_told_of(tmp_path: Path) -> None:
    data = word("<w:ins w:id='1'>" + RUN.format("甲") + "</w:ins>")
    assert opened(data, tmp_path).notes == ("文稿里有修订，按全部接受修订后的文字核对",)
    assert not opened(word(RUN.format("甲")), tmp_path).notes


def test_a_paragraph_whose_end_was_struck_out_goes_on(tmp_path: Path) -> None:
    joint = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + RUN.format("全年办案16")
    assert texts(opened(word(joint, RUN.format("61宗。")), tmp_path)) == ["全年办案1661宗。"]


def test_tables_boxes_footnotes_headers_and_footers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("正文13宗。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "本年", "办案", "15宗"), strict=True):
        cell.text = text
    inner = f"<w:txbxContent><w:p>{RUN.format('框里17宗')}</w:p></w:txbxContent>"
    box = f"<w:r {nsdecls('w')}><w:pict>{inner}</w:pict></w:r>"
    document.paragraphs[0]._p.append(parse_xml(box))
    section = document.sections[0]
    section.header.paragraphs[0].text = "征求意见稿19号"
    section.footer.paragraphs[0].text = "— 2 —"
    edited = opened(saved(document), tmp_path)
    assert texts(edited) == ["正文13宗。", "框里17宗", "指标 本年", "办案 15宗", "征求意见稿19号"]
    assert [one.where for one in edited.paragraphs][-1] == "页眉"


def test_bookmarks_of_figures_are_found(tmp_path: Path) -> None:
    figure = next(iter(sample().figures.values()))
    start = f"<w:bookmarkStart w:id='5' w:name='{bookmark_name(figure)}'/>"
    mark = f"{start}{RUN.format('13宗')}<w:bookmarkEnd w:id='5'/>"
    other = "<w:bookmarkStart w:id='6' w:name='_Toc1'/>" + RUN.format("字") + "<w:bookmarkEnd w:id='6'/>"
    (paragraph,) = opened(word(RUN.format("办案") + mark + other), tmp_path).paragraphs
    assert [(one.start, one.end, one.figure) for one in paragraph.marks] == [(2, 5, figure.id)]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>删去9宗</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p>办案<text:span>13<text:s/></text:span>宗<office:annotation><text:p>批注8</text:p></office:annotation>。<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>脚注7宗</text:p></text:note-body></text:note></text:p>
<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>
<table:table-cell><text:p>15宗</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def odt(content: str = ODT) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def test_an_opendocument_text(tmp_path: Path) -> None:
    edited = opened(odt(), tmp_path, "报告.odt")
    assert ["".join(text.split()) for text in texts(edited)] == ["办案13宗。", "脚注7宗", "甲15宗"]
    assert edited.notes


@pytest.mark.parametrize(("count", "spaces"), [("3", 3), ("x", 1), ("-1", 1), ("9" * 30, 1)])
def test_spaces_of_an_opendocument_text(count: str, spaces: int, tmp_path: Path) -> None:
    counted = ODT.replace("<text:s/>", f'<text:s text:c="{count}"/>')
    assert texts(opened(odt(counted), tmp_path, "报告.odt"))[0].strip() == f"办案13{' ' * spaces}宗。"


def test_a_page_is_what_is_seen_of_it() -> None:
    page = """<html><head><title>题9</title><style>p{}</style></head><body><nav>第8页</nav><article>
    <h1>洪梅镇<span>2023年</span></h1><p>办案<b>13</b>
    宗。<span style="display:none">7</span><br>下一行</p><table><tr><td>甲</td><td>15宗</td></tr></table>
    <script>6</script></article></body></html>"""
    assert ["".join(text.split()) for text in texts(read_html(page))] == [
        "洪梅镇2023年",
        "办案13宗。",
        "下一行",
        "甲15宗",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_in_any_encoding_and_with_hard_line_ends(encoding: str, tmp_path: Path) -> None:
    text = "洪梅镇2023年报告\r\n\r\n一、成效\r\n全年办案16\r\n61宗，同比增长\r\n467%。\r\n（一）其他"
    edited = opened(text.encode(encoding), tmp_path, "报告.txt")
    assert texts(edited) == ["洪梅镇2023年报告", "一、成效全年办案1661宗，同比增长467%。", "（一）其他"]


@pytest.mark.parametrize("made", ["docx", "pdf", "html"])
def test_what_we_write_is_read_as_it_was(made: str, style: Style, tmp_path: Path) -> None:
    data = {
        "docx": lambda: write_docx(sample(), style),
        "pdf": lambda: write_pdf(sample(), style, choose_fonts(style.layout, packaged=True)),
        "html": lambda: write_html(sample(), style),
    }[made]()
    edited = opened(data, tmp_path, f"报告.{made}")
    said = "".join("".join(texts(edited)).split())
    if made != "pdf":  # page breaks may lose a quotation mark's place there
        assert said == "".join("".join(paragraphs()).split())
    verified = verify(edited, ours(), NOTHING_KNOWN, names())
    assert not wrong(verified)
    assert verified.count(Outcome.UNCHANGED) == len(ours().figures)


@pytest.mark.parametrize("made", ["docx", "review", "pdf", "html", "txt"])
def test_annexes_charts_a_head_and_the_notes_of_a_review_copy(
    made: str, style: Style, tmp_path: Path
) -> None:
    fonts = choose_fonts(style.layout, packaged=True)
    pictures = chart_pictures(framed(), style, fonts)
    data = {
        "docx": lambda: write_docx(framed(), style, pictures=pictures),
        "review": lambda: write_docx(framed(), style, review=review(), pictures=pictures),
        "pdf": lambda: write_pdf(framed(), style, fonts),
        "html": lambda: write_html(annexed(), style),
        "txt": lambda: write_text(annexed()),
    }[made]()
    edited = opened(data, tmp_path, f"报告.{made}")
    verified = verify(edited, said_by(framed()), NOTHING_KNOWN, names())
    assert not wrong(verified)
    assert {one.outcome for one in verified.results} <= {Outcome.UNCHANGED, Outcome.STANDING}
    assert verified.kept == 1


@pytest.mark.parametrize("made", ["docx", "html", "txt"])
def test_months_that_stand_two_to_a_row(made: str, style: Style, tmp_path: Path) -> None:
    document = months()
    data = {
        "docx": lambda: write_docx(document, style),
        "html": lambda: write_html(document, style),
        "txt": lambda: write_text(document),
    }[made]()
    edited = opened(data, tmp_path, f"报告.{made}")
    verified = verify(edited, said_by(document), NOTHING_KNOWN, names())
    assert not wrong(verified)
    assert verified.count(Outcome.UNCHANGED) == len(document.figures)
    typed = [replace(one, text=one.text.replace("132宗", "123宗")) for one in edited.paragraphs]
    verified = verify(replace(edited, paragraphs=tuple(typed)), said_by(document), NOTHING_KNOWN, names())
    assert wrong(verified) == [("changed", "123宗", "132宗")]


def months() -> Document:
    """A report with cases month by month in a chart."""
    found = (146, 132, 137, 150, 147, 126, 139, 116, 144, 139, 144, 141)
    figures = {
        f"f{n}": Figure(f"f{n}", (f"2023-{n:02}/cases",), f"办案总数（{n}月）", f"{count}宗")
        for n, count in enumerate(found, 1)
    }
    bars = tuple(Bar(f"{n}月", f"f{n}", Decimal(count)) for n, count in enumerate(found, 1))
    annex = Annex("各月办案情况", (Chart("办案总数（单位：宗）", bars),))
    blocks = tuple(
        block for block in sample().blocks if not any(isinstance(r, FigureRun) for r in block.body)
    )
    return replace(sample(), blocks=blocks, figures=figures, values={}, annexes=(annex,))


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


ENTITY = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "空.docx", "文件是空的"),
        (b"PK\x03\x04 not a zip", "坏.docx", "另存为 .docx"),
        (bomb(), "弹.docx", "过大"),
        (zipped(word__document_xml=ENTITY), "实体.docx", "损坏"),
        (odt(ENTITY), "实体.odt", "损坏"),
        (zipped(word__document_xml="<w:document"), "残.docx", "损坏"),
        (zipped(xl__workbook_xml="<x/>"), "表.xlsx", "不能核对"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "旧.doc", "另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图.png", "不能核对"),
        (b"%PDF-1.7\nnothing", "坏.pdf", "PDF"),
        (b"\xff\xfe\x00\xd8" * 3, "码.txt", "另存"),
        (b"<html></html>", "空.html", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=said):
        opened(data, tmp_path, name)


def test_a_file_past_the_cap_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_text("字" * 100, encoding="utf-8")
    with pytest.raises(UnreadableError, match="超过"):
        open_edited(path, Limits(file_bytes=10))


def test_the_format_is_told_by_content(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(word(RUN.format("字")))
    assert open_edited(path, Limits()).format is Format.DOCX


def test_lines_go_on_unless_a_sentence_ends_or_a_heading_begins() -> None:
    assert texts(read_text("甲乙\n丙。\n丁\n二、戊\n\n己")) == ["甲乙丙。", "丁", "二、戊", "己"]


def test_of_a_review_copy_the_report_is_read_and_not_its_notes(style: Style, tmp_path: Path) -> None:
    read = opened(write_docx(sample(), style, review=review()), tmp_path)
    assert [one.text for one in read.paragraphs if not one.where] == plain_text(sample()).split("\n")
    assert {one.text for one in read.paragraphs if one.where == "页眉"} == {"核稿本·不公开"}
    assert sum(len(one.marks) for one in read.paragraphs) == len(sample().figures)


def test_rows_of_a_table_and_names_of_annexes_stand_alone() -> None:
    lines = [
        "附件1",
        "2024年度主要指标",
        "指标 2024年 2023年 同比",
        "党课场次 10余场次 8场次 增长",
        "会议次数 4次 4次 持平",
    ]
    assert texts(read_text("\n".join(lines))) == lines
    assert texts(read_text("全年办案共 13宗\n同比增长5%。")) == ["全年办案共 13宗同比增长5%。"]
    assert texts(read_text("指标\t本年\n办案\t13宗")) == ["指标\t本年", "办案\t13宗"]
    assert texts(read_text("附件：1.主要指标\n2.2024年图表")) == ["附件：1.主要指标", "2.2024年图表"]


def test_a_short_line_before_long_ones_is_a_paragraph() -> None:
    line = "字" * 38
    title, heading = "甲镇关于2023年度法治政府建设情况的报告", "工作开展情况"
    said = [title, "市委依法治市办：", line, "共13宗。", heading, line, line, "完"]
    expected = [title, "市委依法治市办：", f"{line}共13宗。", heading, f"{line}{line}完"]
    assert texts(read_text("\n".join(said))) == expected
    broken = ["全年办案1661", f"宗，{line}"]  # by an input field, say
    assert texts(read_text("\n".join(broken))) == ["".join(broken)]
    assert texts(read_text("\n".join([line[4:], line]))) == [f"{line[4:]}{line}"]  # no room for a long word
