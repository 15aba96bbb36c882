"""年度底稿 as a Word file to be edited: like the report itself, names in 【】 in the place of figures.

Headings are Word's own styles, numbered by Word; what is no text of the report (how to write, comments) is
small and grey. Every mark is a character, so that it survives any editor; shading only helps the eye.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from tasks.model.draft import (
    CLAUSE_CLOSE,
    CLAUSE_OPEN,
    LABELS,
    PROPERTY,
    BaseDraft,
    DraftParagraph,
    DraftRole,
    identity_line,
)
from tasks.writers import word_style_names as styles
from tasks.writers.docx import page_number
from tasks.writers.style import Layout
from tasks.writers.word_properties import font_properties, off_grid
from tasks.writers.word_runs import paragraph, text
from tasks.writers.word_settings import font_table, settings
from tasks.writers.word_styles import style_sheet
from tasks.writers.word_xml import empty_package, rezipped, serialised, w

_IDENTITY, _GUIDE, _COMMENT = "底稿编号", "底稿说明", "底稿批注"
_GREY, _SMALL = "595959", 10.5
_BOUND, _CLAUSE = "DDEBF7", "FFF2CC"
_TOKEN = re.compile(f"(【[^【】]*】|[{CLAUSE_OPEN}{CLAUSE_CLOSE}])")
_EPOCH = datetime.combine(datetime(2000, 1, 1, tzinfo=UTC), time.min, UTC)
_STYLES = {
    DraftRole.GUIDE: _GUIDE,
    DraftRole.TITLE: styles.TITLE,
    DraftRole.ADDRESSEE: styles.ADDRESSEE,
    DraftRole.LEVEL1: styles.LEVEL1,
    DraftRole.LEVEL2: styles.LEVEL2,
    DraftRole.LEVEL3: styles.LEVEL3,
    DraftRole.BODY: styles.BODY,
    DraftRole.COMMENT: _COMMENT,
    DraftRole.SIGNATORY: styles.SIGNATORY,
    DraftRole.DATE: styles.DATE,
}
_GUIDES = (
    "各句照报告写，数据的位置写名称，生成报告时由系统填入。改好后存为 .docx 交回，修订按接受后的文字读。",
    "【指标名称】印出数字和单位，【指标名称·同比】印出与上年的比较。〖 〗里的分句没有数据时略去。",
    "标题用样式“标题 1”“标题 2”“标题 3”，序号由系统编排，不用写。灰色的小字不印出来。",
)
_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def write_base_draft(draft: BaseDraft, layout: Layout) -> bytes:
    """The bytes of a .docx; equal input, equal bytes."""
    package = empty_package(_style_sheet(layout), _settings(layout), font_table(layout))
    word = docx.Document(io.BytesIO(package))
    word.core_properties.title = f"{draft.town}{draft.identity.region_year.year}年度底稿"
    word.core_properties.language = "zh-CN"
    word.core_properties.created = word.core_properties.modified = _EPOCH
    _set_page(word, layout)
    end = word.element.body[-1]
    for element in _body(draft):
        end.addprevious(element)
    _add_numbering(word)
    _add_property(word, draft.identity.number)
    target = io.BytesIO()
    word.save(target)
    return rezipped(target.getvalue())


def _body(draft: BaseDraft) -> Iterator[BaseOxmlElement]:
    yield paragraph(_IDENTITY, _run(identity_line(draft.identity, draft.town)))
    for guide in _GUIDES:
        yield _paragraph(DraftParagraph(DraftRole.GUIDE, guide))
    yield from map(_paragraph, draft.paragraphs)


def _paragraph(one: DraftParagraph) -> BaseOxmlElement:
    said = f"{LABELS.get(one.role, '')}{one.text}"
    plain = one.role in (DraftRole.GUIDE, DraftRole.COMMENT)
    return paragraph(_STYLES[one.role], *([_run(said)] if plain else _runs(said)))


def _runs(said: str) -> Iterator[BaseOxmlElement]:
    """Words as runs; what is bound and what may fall away is shaded."""
    within = 0
    for token in _TOKEN.split(said):
        within += token == CLAUSE_OPEN
        if token:
            bound = token.startswith("【")
            yield _run(token, _BOUND if bound else _CLAUSE if within else "")
        within = max(0, within - (token == CLAUSE_CLOSE))


def _run(words: str, shade: str = "") -> BaseOxmlElement:
    """A run with a line break for each line feed."""
    properties = w("rPr", w("rFonts", hint="eastAsia"))
    if shade:
        properties.append(w("shd", val="clear", color="auto", fill=shade))
    first, *others = words.split("\n")
    lines = [part for line in others for part in (w("br"), text(line))]
    return w("r", properties, text(first), *lines)


def _style_sheet(layout: Layout) -> BaseOxmlElement:
    sheet = style_sheet(layout)
    for level, name in enumerate((styles.LEVEL1, styles.LEVEL2, styles.LEVEL3)):
        (style,) = sheet.xpath(f"./w:style[@w:styleId='{styles.style_id(name)}']")
        number = w("numPr", w("ilvl", val=level), w("numId", val=1))
        style.find(f"{qn('w:pPr')}/{qn('w:widowControl')}").addnext(number)
    body = layout.roles["body"].typeface
    for name in (_IDENTITY, _GUIDE, _COMMENT):
        small = font_properties(layout, body, _SMALL, colour=_GREY)
        sheet.append(styles.paragraph_style(name, off_grid(after=2), small, following=styles.BODY))
    return sheet


def _settings(layout: Layout) -> BaseOxmlElement:
    """A line that ends in a break is not stretched to the margin."""
    found = settings(layout, ())
    found.find(qn("w:compat")).insert(0, w("doNotExpandShiftReturn"))
    return found


def _set_page(word: WordDocument, layout: Layout) -> None:
    section, page = word.sections[0], layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.gutter = Mm(page.top / 2), Mm(0)
    for footer in (section.footer, section.even_page_footer):
        page_number(footer)


def _add_numbering(word: WordDocument) -> None:
    """一、 （一） 1. as Word counts them (GB/T 9704-2012, 7.3.3)."""
    names = (styles.LEVEL1, styles.LEVEL2, styles.LEVEL3)
    levels = [
        w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=form),
            w("pStyle", val=styles.style_id(name)),
            w("suff", val="nothing"),
            w("lvlText", val=said),
            w("lvlJc", val="left"),
            ilvl=level,
        )
        for level, (name, (form, said)) in enumerate(zip(names, _LEVELS, strict=True))
    ]
    numbering = w(
        "numbering",
        w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=0),
        w("num", w("abstractNumId", val=0), numId=1),
    )
    part = Part(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        serialised(numbering).encode(),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


def _add_property(word: WordDocument, number: str) -> None:
    said = _PROPERTIES.format(name=PROPERTY, value=number)
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, said.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
