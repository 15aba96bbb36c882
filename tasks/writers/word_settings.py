"""Settings and font table of a Word file in a document style."""

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.style import Layout
from tasks.writers.word_xml import w

# Word's own sets for Chinese; a document that adds to a set must repeat it whole (ECMA-376-1,
# 17.15.1.58 and 17.15.1.59).
_NEVER_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"


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
