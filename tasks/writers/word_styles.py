"""The Word styles of a document style.

Headings are Word's own (标题 1, 标题 2 in the navigation pane). A level-3 heading runs into its
paragraph, so its words carry the character style linked to 标题 3, which a table of contents takes
without the rest of the paragraph.
"""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.style import POINTS_PER_MM, TWIPS_PER_POINT, Layout, RoleName
from tasks.writers.word_properties import (
    font_properties,
    off_grid,
    paragraph_properties,
    run_properties,
)
from tasks.writers.word_style_names import (
    ADDRESSEE,
    AFTER_TABLE,
    ANNEX_MARK,
    ANNEX_TITLE,
    ATTACHMENT,
    BODY,
    CAPTION,
    COMMENT_REFERENCE,
    COMMENT_TEXT,
    DATE,
    DIGEST,
    FOOTER,
    HEADER,
    IMPRINT,
    ISSUE_NUMBER,
    LEVEL1,
    LEVEL2,
    LEVEL3,
    NOTE,
    NOTES_HEADING,
    NOTES_TITLE,
    ORGAN,
    PICTURE,
    RUN_IN,
    SIGNATORY,
    SIGNER,
    TABLE_HEAD,
    TABLE_TEXT,
    THICK_RULE,
    THIN_RULE,
    TITLE,
    character_style,
    paragraph_style,
)
from tasks.writers.word_xml import w

_RED = "C00000"
_NOTE_SIZE = 12
_COMMENT_SIZE = 10.5
_DIGEST_SIZE = 9
_NOTE_LINE = 20  # points


def style_sheet(layout: Layout, *, review: bool = False) -> BaseOxmlElement:
    """`word/styles.xml`; a review copy has the styles of its mark, comments and notes as well."""
    normal = w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        paragraph_properties(layout),
        type="paragraph",
        styleId="Normal",
        default=1,
    )
    return w(
        "styles",
        w("docDefaults", w("rPrDefault", _default_run(layout)), w("pPrDefault")),
        normal,
        *_text_styles(layout),
        *_annex_styles(layout),
        *_frame_styles(layout),
        *(_review_styles(layout) if review else ()),
    )


def _default_run(layout: Layout) -> BaseOxmlElement:
    # Latin text is English: LibreOffice splits numbers in text whose Latin language is Chinese.
    return run_properties(layout, "body", w("lang", val="en-US", eastAsia="zh-CN"))


def _text_styles(layout: Layout) -> tuple[BaseOxmlElement, ...]:
    title = paragraph_properties(
        layout,
        keep=True,
        before=layout.title.blank_before,
        after=layout.title.blank_after,
        align="center",
        on_grid=False,  # else a 22 pt line takes two lines of the grid in LibreOffice
    )
    return (
        paragraph_style(BODY, paragraph_properties(layout, indent=2)),
        paragraph_style(TITLE, title, run_properties(layout, "title"), following=BODY),
        paragraph_style(ADDRESSEE, paragraph_properties(layout), following=BODY),
        _heading(layout, LEVEL1, "level1", 0),
        _heading(layout, LEVEL2, "level2", 1),
        _heading(layout, LEVEL3, "level3", 2),
        character_style(RUN_IN, run_properties(layout, "level3"), link=LEVEL3),
        paragraph_style(ATTACHMENT, paragraph_properties(layout, keep=True)),
        paragraph_style(SIGNATORY, paragraph_properties(layout, keep=True), following=DATE),
        paragraph_style(DATE, paragraph_properties(layout)),
        paragraph_style(
            FOOTER, off_grid(layout.roles["page_number"].size), run_properties(layout, "page_number")
        ),
    )


def _annex_styles(layout: Layout) -> tuple[BaseOxmlElement, ...]:
    title = paragraph_properties(
        layout,
        keep=True,
        before=layout.annex.blank_before,
        after=layout.annex.blank_after,
        align="center",
        on_grid=False,
        outline=0,
    )
    mark = paragraph_properties(layout, keep=True, new_page=True)
    above, line = layout.table.above, layout.table.line
    caption = paragraph_properties(layout, keep=True, align="center")
    return (
        paragraph_style(ANNEX_MARK, mark, run_properties(layout, "annex_mark"), following=ANNEX_TITLE),
        paragraph_style(ANNEX_TITLE, title, run_properties(layout, "annex_title"), following=BODY),
        paragraph_style(
            TABLE_TEXT, off_grid(line, before=above, after=above), run_properties(layout, "table")
        ),
        paragraph_style(
            TABLE_HEAD,
            off_grid(line, keep=True, before=above, after=above, align="center"),
            run_properties(layout, "table_head"),
        ),
        paragraph_style(AFTER_TABLE, off_grid(1), font_properties(layout, layout.roles["body"].typeface, 1)),
        paragraph_style(CAPTION, caption, run_properties(layout, "caption"), following=PICTURE),
        paragraph_style(PICTURE, off_grid(keep=True, after=line / 2, align="center")),
    )


def _frame_styles(layout: Layout) -> tuple[BaseOxmlElement, ...]:
    """版头 and 版记. Lines are as high as their characters, so that measures begin at the characters."""
    red, body = layout.red_head, layout.roles["body"].typeface
    number = layout.roles["issue_number"].size
    organ = off_grid(
        layout.roles["organ"].size, keep=True, before=red.organ_below * POINTS_PER_MM, align="center"
    )
    below = off_grid(
        number, keep=True, before=red.number_below * layout.line_twips / TWIPS_PER_POINT, align="center"
    )
    return (
        paragraph_style(
            ORGAN, organ, run_properties(layout, "organ", colour=red.colour), following=ISSUE_NUMBER
        ),
        paragraph_style(ISSUE_NUMBER, below, run_properties(layout, "issue_number"), following=TITLE),
        character_style(SIGNER, run_properties(layout, "signer")),
        paragraph_style(IMPRINT, off_grid(layout.imprint.line), run_properties(layout, "imprint")),
        paragraph_style(THICK_RULE, _bar(layout.imprint.thick), font_properties(layout, body, 1)),
        paragraph_style(THIN_RULE, _bar(layout.imprint.thin), font_properties(layout, body, 1)),
    )


def _bar(thickness: float) -> BaseOxmlElement:
    """Of a paragraph that is a black rule, so many mm thick."""
    properties = off_grid(thickness * POINTS_PER_MM)
    black = w("shd", val="clear", color="auto", fill="000000")
    properties.find(qn("w:autoSpaceDE")).addprevious(black)
    return properties


def _review_styles(layout: Layout) -> tuple[BaseOxmlElement, ...]:
    heading, text = layout.roles["level1"].typeface, layout.roles["body"].typeface

    def red() -> BaseOxmlElement:
        return font_properties(layout, heading, _NOTE_SIZE, colour=_RED)

    return (
        paragraph_style(HEADER, off_grid(align="center"), red()),
        paragraph_style(COMMENT_TEXT, off_grid(), font_properties(layout, text, _COMMENT_SIZE)),
        character_style(COMMENT_REFERENCE, font_properties(layout, text, _COMMENT_SIZE)),
        paragraph_style(
            NOTES_TITLE, off_grid(_NOTE_LINE * 2, align="center", outline=0), red(), following=NOTE
        ),
        paragraph_style(
            NOTES_HEADING,
            off_grid(_NOTE_LINE, keep=True, before=_NOTE_LINE / 2, outline=1),
            font_properties(layout, heading, _NOTE_SIZE),
            following=NOTE,
        ),
        paragraph_style(NOTE, off_grid(_NOTE_LINE), font_properties(layout, text, _NOTE_SIZE)),
        paragraph_style(DIGEST, off_grid(_NOTE_SIZE), font_properties(layout, text, _DIGEST_SIZE)),
    )


def _heading(layout: Layout, name: str, role: RoleName, outline: int) -> BaseOxmlElement:
    paragraph = paragraph_properties(layout, keep=True, indent=2, outline=outline)
    link = RUN_IN if name == LEVEL3 else ""
    return paragraph_style(name, paragraph, run_properties(layout, role), following=BODY, link=link)
