"""Word styles, settings and font table of a document style.

Headings are Word's own (标题 1, 标题 2 in the navigation pane). A level-3 heading runs into its
paragraph, so its words carry the character style linked to 标题 3, which a table of contents takes
without the rest of the paragraph. Styles of our own have Chinese names: clerks meet them in the list.
"""

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.style import TWIPS_PER_POINT, Layout, RoleName
from tasks.writers.word_xml import w

TITLE = "Title"
BODY = "公文正文"
ADDRESSEE = "主送机关"
SIGNATORY = "署名"
DATE = "成文日期"
LEVEL1 = "heading 1"
LEVEL2 = "heading 2"
LEVEL3 = "heading 3"
RUN_IN = "Heading 3 Char"
FOOTER = "footer"

_OWN = frozenset((BODY, ADDRESSEE, SIGNATORY, DATE))

# Word's own sets for Chinese; a document that adds to a set must repeat it whole (ECMA-376-1,
# 17.15.1.58 and 17.15.1.59).
_NEVER_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"


def style_sheet(layout: Layout) -> BaseOxmlElement:
    """`word/styles.xml`."""
    plain = _paragraph(layout)
    indented = _paragraph(layout, indent=2)
    title = _paragraph(
        layout,
        keep=True,
        before=layout.title.blank_before,
        after=layout.title.blank_after,
        align="center",
        on_grid=False,  # else a 22 pt line takes two lines of the grid in LibreOffice
    )
    return w(
        "styles",
        w("docDefaults", w("rPrDefault", _default_run(layout)), w("pPrDefault")),
        _style("Normal", plain),
        _style(BODY, indented),
        _style(TITLE, title, run_properties(layout, "title"), following=BODY),
        _style(ADDRESSEE, _paragraph(layout), following=BODY),
        _heading(layout, LEVEL1, "level1", 0),
        _heading(layout, LEVEL2, "level2", 1),
        _heading(layout, LEVEL3, "level3", 2),
        _run_in(layout),
        _style(SIGNATORY, _paragraph(layout, keep=True), following=DATE),
        _style(DATE, _paragraph(layout)),
        _style(FOOTER, _footer(layout), run_properties(layout, "page_number")),
    )


def style_id(name: str) -> str:
    """The styleId of a style name: "heading 1" → "Heading1"."""
    return (name[0].upper() + name[1:]).replace(" ", "")


def run_properties(layout: Layout, role: RoleName, *more: BaseOxmlElement) -> BaseOxmlElement:
    """Font, size and condensation of a role. Digits take the Chinese font, as offices print them."""
    text = layout.roles[role]
    name = layout.typefaces[text.typeface].office
    half_points = round(text.size * 2)
    in_grid = text.size == layout.roles["body"].size
    return w(
        "rPr",
        w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name),
        w("spacing", val=-layout.condense_twips if in_grid else 0),
        w("sz", val=half_points),
        w("szCs", val=half_points),
        *more,
    )


def settings(layout: Layout, unit_characters: Iterable[str]) -> BaseOxmlElement:
    """`word/settings.xml`. `unit_characters` never begin a line, so that a unit stays with its number."""
    units = "".join(sorted(set(unit_characters) - set(_NEVER_FIRST)))
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    return w(
        "settings",
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=layout.line_twips),
        w("characterSpacingControl", val="compressPunctuation"),
        w("noLineBreaksAfter", lang="zh-CN", val=_NEVER_LAST),
        w("noLineBreaksBefore", lang="zh-CN", val=_NEVER_FIRST + units),
        w("compat", w("compatSetting", **mode)),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def font_table(layout: Layout) -> BaseOxmlElement:
    """`word/fontTable.xml`: what Word takes where a font is not installed."""
    names = sorted({(face.office, face.alternative) for face in layout.typefaces.values()})
    return w(
        "fonts",
        *(w("font", w("altName", val=other), w("charset", val=86), name=name) for name, other in names),
    )


def characters(layout: Layout, count: float) -> int:
    """Width of so many body characters in twips."""
    return round(count * layout.character * TWIPS_PER_POINT)


def _default_run(layout: Layout) -> BaseOxmlElement:
    # Latin text is English: LibreOffice splits numbers in text whose Latin language is Chinese.
    return run_properties(layout, "body", w("lang", val="en-US", eastAsia="zh-CN"))


def _heading(layout: Layout, name: str, role: RoleName, outline: int) -> BaseOxmlElement:
    paragraph = _paragraph(layout, keep=True, indent=2, outline=outline)
    link = style_id(RUN_IN) if name == LEVEL3 else ""
    return _style(name, paragraph, run_properties(layout, role), following=BODY, link=link)


def _run_in(layout: Layout) -> BaseOxmlElement:
    return w(
        "style",
        w("name", val=RUN_IN),
        w("link", val=style_id(LEVEL3)),
        run_properties(layout, "level3"),
        type="character",
        styleId=style_id(RUN_IN),
    )


def _style(name: str, *properties: BaseOxmlElement, following: str = "", link: str = "") -> BaseOxmlElement:
    head = [w("name", val=name)]
    head += [w("basedOn", val="Normal")] if name != "Normal" else []
    head += [w("next", val=style_id(following))] if following else []
    head += [w("link", val=link)] if link else []
    mark = {"default": 1} if name == "Normal" else {"customStyle": 1} if name in _OWN else {}
    return w("style", *head, w("qFormat"), *properties, type="paragraph", styleId=style_id(name), **mark)


def _paragraph(
    layout: Layout,
    *,
    keep: bool = False,
    before: int = 0,
    after: int = 0,
    indent: int = 0,
    align: str = "both",
    on_grid: bool = True,
    outline: int | None = None,
) -> BaseOxmlElement:
    """Paragraph properties; blank lines before and after in lines, first-line indent in characters."""
    line = layout.line_twips
    return w(
        "pPr",
        *([w("keepNext")] if keep else []),
        w("widowControl", val=0),  # else a page may hold fewer than its 22 lines
        w("kinsoku"),
        w("overflowPunct"),  # Word's default; LibreOffice reads it the wrong way round and loses marks
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        w("adjustRightInd", val=0),
        *([] if on_grid else [w("snapToGrid", val=0)]),
        w("spacing", before=before * line, after=after * line, line=line, lineRule="exact"),
        w("ind", firstLineChars=indent * 100, firstLine=characters(layout, indent)),
        w("jc", val=align),
        *([w("outlineLvl", val=outline)] if outline is not None else []),
    )


def _footer(layout: Layout) -> BaseOxmlElement:
    line = round(layout.roles["page_number"].size * TWIPS_PER_POINT)
    return w(
        "pPr",
        w("snapToGrid", val=0),
        w("spacing", before=0, after=0, line=line, lineRule="exact"),
    )
