"""版头 and 版记 of a Word file (GB/T 9704-2012, 7.2 and 7.4), where this office sets them itself."""

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.xmlchemy import BaseOxmlElement

from tasks.model import Frame
from tasks.writers.lines import Piece, clean
from tasks.writers.placement import organ_size
from tasks.writers.style import POINTS_PER_MM, Layout
from tasks.writers.word_properties import characters, twips
from tasks.writers.word_runs import paragraph, run
from tasks.writers.word_style_names import (
    AFTER_TABLE,
    IMPRINT,
    ISSUE_NUMBER,
    ORGAN,
    SIGNER,
    THICK_RULE,
    THIN_RULE,
)
from tasks.writers.word_xml import w

_EIGHTHS = 8  # of a point, in which Word measures rules
_COPIES = "抄送："


def head_paragraphs(frame: Frame, layout: Layout) -> Iterator[BaseOxmlElement]:
    """发文机关标志, 发文字号 and the red rule below the last of them; nothing where both are empty."""
    organ, numbered = clean(frame.organ), _numbered(frame)
    if organ:
        size = round(organ_size(organ, layout) * 2)
        words = run(Piece(organ))
        words.rPr.extend([w("sz", val=size), w("szCs", val=size)])
        yield paragraph(ORGAN, words, properties=[] if numbered else [_red_rule(layout)])
    if numbered:
        yield paragraph(ISSUE_NUMBER, *numbered, properties=[_red_rule(layout), *_stops(frame, layout)])


def imprint_paragraphs(frame: Frame, layout: Layout) -> Iterator[BaseOxmlElement]:
    """版记: its last rule on the lower edge of the type area of the last page.

    Paragraphs in a frame at the foot of the page of the paragraph after them; where the text leaves no
    room, all go to the next page. A rule is a black paragraph of its own, as wide as the type area for the
    others are indented (LibreOffice makes no frame of paragraphs with borders).
    """
    parts = [*_copies(frame, layout), *_printed(frame, layout)]
    if not parts:
        return
    for number, part in enumerate(parts):
        yield paragraph(THIN_RULE if number else THICK_RULE, properties=[_at_the_foot(layout)])
        yield part
    yield paragraph(THICK_RULE, properties=[_at_the_foot(layout)])
    yield paragraph(AFTER_TABLE)


def _numbered(frame: Frame) -> list[BaseOxmlElement]:
    """发文字号; with 签发人, both on one line (7.2.5, 7.2.6)."""
    number, signer = clean(frame.number), clean(frame.signer)
    if not signer:
        return [run(Piece(number))] if number else []
    tab = w("r", w("tab"))
    return [tab, run(Piece(number)), deepcopy(tab), run(Piece("签发人：")), run(Piece(signer), SIGNER)]


def _stops(frame: Frame, layout: Layout) -> list[BaseOxmlElement]:
    """One character from both sides, by tabs: an indent would shorten the rule."""
    if not frame.signer:
        return []
    side, full = characters(layout, 1), twips(layout.text_width)
    stops = w("tabs", w("tab", val="left", pos=side), w("tab", val="right", pos=full - side))
    return [stops, w("jc", val="left")]


def _red_rule(layout: Layout) -> BaseOxmlElement:
    red = layout.red_head
    thickness = round(red.rule * POINTS_PER_MM * _EIGHTHS)
    space = round(red.rule_below * POINTS_PER_MM)
    return w("pBdr", w("bottom", val="single", sz=thickness, space=space, color=red.colour))


def _copies(frame: Frame, layout: Layout) -> Iterator[BaseOxmlElement]:
    if copies := clean(frame.copies):
        yield _imprint(layout, run(Piece(f"{_COPIES}{copies}。")), hanging=len(_COPIES))


def _printed(frame: Frame, layout: Layout) -> Iterator[BaseOxmlElement]:
    printer, day = clean(frame.printed_by), clean(frame.printed_on)
    if day:
        yield _imprint(layout, run(Piece(printer)), w("r", w("tab")), run(Piece(f"{day}印发", keep=True)))
    elif printer:
        yield _imprint(layout, run(Piece(printer)))


def _imprint(layout: Layout, *content: BaseOxmlElement, hanging: int = 0) -> BaseOxmlElement:
    size = layout.roles["imprint"].size
    side = twips(layout.imprint.indent * size)
    stop = w("tab", val="right", pos=twips(layout.text_width) - side)
    indent = w("ind", left=side + twips(hanging * size), right=side, hanging=twips(hanging * size))
    return paragraph(IMPRINT, *content, properties=[_at_the_foot(layout), w("tabs", stop), indent])


def _at_the_foot(layout: Layout) -> BaseOxmlElement:
    place = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
    return w("framePr", w=twips(layout.text_width), hSpace=0, vSpace=0, **place)
