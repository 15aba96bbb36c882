"""Paragraph and run properties of a document style, as Word's styles carry them."""

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.writers.style import TWIPS_PER_POINT, Layout, RoleName
from tasks.writers.word_xml import w


def run_properties(
    layout: Layout, role: RoleName, *more: BaseOxmlElement, colour: str = ""
) -> BaseOxmlElement:
    """Font, size and condensation of a role. Digits take the Chinese font, as offices print them."""
    text = layout.roles[role]
    in_grid = text.size == layout.roles["body"].size
    condensed = -layout.condense_twips if in_grid else 0
    return font_properties(layout, text.typeface, text.size, *more, condensed=condensed, colour=colour)


def font_properties(
    layout: Layout,
    typeface: str,
    size: float,
    *more: BaseOxmlElement,
    condensed: int = 0,
    colour: str = "",
) -> BaseOxmlElement:
    """A typeface of the style in a size in points."""
    name = layout.typefaces[typeface].office
    half_points = round(size * 2)
    return w(
        "rPr",
        w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name),
        *([w("color", val=colour)] if colour else []),
        w("spacing", val=condensed),
        w("sz", val=half_points),
        w("szCs", val=half_points),
        *more,
    )


def paragraph_properties(
    layout: Layout,
    *,
    keep: bool = False,
    new_page: bool = False,
    before: int = 0,
    after: int = 0,
    indent: int = 0,
    align: str = "both",
    on_grid: bool = True,
    outline: int | None = None,
) -> BaseOxmlElement:
    """Of text on the grid; blank lines before and after in lines, first-line indent in characters."""
    line = layout.line_twips
    return w(
        "pPr",
        *([w("keepNext")] if keep else []),
        *([w("pageBreakBefore")] if new_page else []),
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


def off_grid(
    line: float | None = None,
    *,
    keep: bool = False,
    before: float = 0,
    after: float = 0,
    align: str = "left",
    outline: int | None = None,
) -> BaseOxmlElement:
    """Of text beside the grid: lines exactly so many points high, or as high as what stands in them."""
    height = {"line": twips(line), "lineRule": "exact"} if line else {"line": 240, "lineRule": "auto"}
    return w(
        "pPr",
        *([w("keepNext")] if keep else []),
        w("widowControl", val=0),
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        w("adjustRightInd", val=0),
        w("snapToGrid", val=0),
        w("spacing", before=twips(before), after=twips(after), **height),
        w("jc", val=align),
        *([w("outlineLvl", val=outline)] if outline is not None else []),
    )


def characters(layout: Layout, count: float) -> int:
    """Width of so many body characters in twips."""
    return twips(count * layout.character)


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * TWIPS_PER_POINT)
