"""Charts: horizontal bars, what is negative to the other side of the axis.

A bar is a row: its label, the bar, its figure. Labels and figures are text, which turns over and is read
aloud; the drawing alone is a picture. Full and hollow bars tell the sides apart in black and white. All
that is computed here is where bars begin and end, from `Bar.value`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.model import Document
from tasks.writers.annex_lines import ChartLines, annex_lines
from tasks.writers.fonts import FontChoice
from tasks.writers.glyphs import check_glyphs
from tasks.writers.placement import HIGHEST_PICTURE
from tasks.writers.style import Style
from tasks.writers.typesetting import pairs, typeset

_PICTURE = "chart-picture.typ"
_PIXELS_PER_INCH = 220
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Where a bar begins and how long it is, as shares of the drawing's width."""

    start: float
    length: float
    negative: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where the axis stands, as a share of the width, and every bar in order."""

    axis: float
    spans: tuple[Span, ...]


def drawing(values: Sequence[Decimal]) -> Drawing:
    """Bars drawn to one scale that begins at zero; the longest reach from edge to edge."""
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    width = high - low or Decimal(1)
    spans = tuple(
        Span(_share((min(value, Decimal(0)) - low) / width), _share(abs(value) / width), value < 0)
        for value in values
    )
    return Drawing(_share(-low / width), spans)


def chart_data(chart: ChartLines) -> dict[str, Any]:
    """A chart as the Typst templates take it; `told` is what stands for it where it cannot be seen."""
    drawn = drawing([bar.value for bar in chart.bars])
    bars = [
        {
            "label": pairs(bar.label.pieces),
            "figure": pairs(bar.figure.pieces),
            "start": span.start,
            "length": span.length,
            "negative": span.negative,
        }
        for bar, span in zip(chart.bars, drawn.spans, strict=True)
    ]
    return {"caption": chart.caption.text, "axis": drawn.axis, "bars": bars, "told": told(chart)}


def told(chart: ChartLines) -> str:
    """A chart in words: its caption, then every label with its figure."""
    bars = "，".join(f"{bar.label.text}{bar.figure.text}" for bar in chart.bars)
    return f"{chart.caption.text}：{bars}。"


def charts(document: Document) -> Iterator[ChartLines]:
    """The charts of a document's annexes in order."""
    return (part for annex in annex_lines(document) for part in annex.parts if isinstance(part, ChartLines))


def chart_pictures(document: Document, style: Style, fonts: FontChoice) -> tuple[bytes, ...]:
    """A PNG of every chart in order, as wide as the type area, without its caption; of many bars in smaller
    print, so that it fits on a page.

    Equal input and fonts, equal bytes. Raises typst.TypstError where the style's template is wrong: a fault.
    """
    data = [chart_data(chart) for chart in charts(document)]
    if not data:
        return ()
    missing = check_glyphs(document, style, fonts).missing
    given = {"charts": data, "highest": style.layout.text_height * HIGHEST_PICTURE}
    made = typeset(style, _PICTURE, fonts, given, missing, format="png", ppi=_PIXELS_PER_INCH)
    return tuple(made) if isinstance(made, list) else (made,)


def _share(part: Decimal) -> float:
    return float(round(part, _PLACES))
