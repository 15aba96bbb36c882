"""Bars to one scale, the same picture every time, words that stay words."""

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tasks import settings
from tasks.model import Annex, Bar, Chart, Document, Figure, Text
from tasks.writers.charts import chart_pictures, charts, drawing, told
from tasks.writers.fonts import choose_fonts
from tasks.writers.placement import HIGHEST_PICTURE
from tasks.writers.style import load_style

STYLE = load_style(settings.load({}))
FONTS = choose_fonts(STYLE.layout, packaged=True)
VALUES = st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=40)


def charted(*bars: tuple[str, str, str]) -> Document:
    """A document with a chart of bars given as label, printed figure, value."""
    figures = {f"f{n:03}": Figure(f"f{n:03}", (), "", text) for n, (_, text, _) in enumerate(bars)}
    chart = Chart(
        "主要数据同比增长率（%）",
        tuple(Bar(label, f"f{n:03}", Decimal(value)) for n, (label, _, value) in enumerate(bars)),
    )
    return Document("x", 2023, (Text("报告"),), (), figures=figures, annexes=(Annex("图", (chart,)),))


def ink(picture: bytes, row: int, of: int) -> int:
    """Dark points on the middle line of the bars' column in a row of a picture."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    height = round((row + 0.5) / of * image.height)
    across = range(round(image.width * 0.38), round(image.width * 0.8))
    return sum(image.getpixel((x, height)) < 128 for x in across)  # type: ignore[operator]


@given(VALUES)
def test_every_bar_begins_at_the_axis_and_is_as_long_as_its_value(values: list[Decimal]) -> None:
    drawn = drawing(values)
    longest = max(map(abs, values))
    reach = max(span.length for span in drawn.spans)
    for value, span in zip(values, drawn.spans, strict=True):
        ends = span.start, span.start + span.length
        assert -0.001 <= ends[0] <= ends[1] <= 1.001
        assert ends[span.negative] == pytest.approx(drawn.axis, abs=0.001)
        assert span.negative == (value < 0)
        assert not longest or span.length == pytest.approx(float(abs(value) / longest) * reach, abs=0.001)


def test_equal_zero_and_negative_only() -> None:
    assert {span.length for span in drawing([Decimal(5)] * 3).spans} == {1.0}
    assert {span.length for span in drawing([Decimal(0)] * 3).spans} == {0.0}
    falling = drawing([Decimal(-4), Decimal(-1)])
    assert falling.axis == 1.0
    assert [span.start for span in falling.spans] == [0.0, 0.75]


def test_a_document_without_charts_has_no_pictures() -> None:
    assert chart_pictures(Document("x", 2023, (Text("报告"),), ()), STYLE, FONTS) == ()


def test_pictures_are_equal_bytes_and_as_wide_as_the_text() -> None:
    made = chart_pictures(charted(("甲", "3%", "3"), ("乙", "-1%", "-1")), STYLE, FONTS)
    assert made == chart_pictures(charted(("甲", "3%", "3"), ("乙", "-1%", "-1")), STYLE, FONTS)
    width = Image.open(io.BytesIO(made[0])).width
    assert width == pytest.approx(STYLE.layout.text_width / 72 * 220, abs=2)


def test_full_bars_rise_and_hollow_ones_fall() -> None:
    (picture,) = chart_pictures(
        charted(("甲", "3%", "3"), ("乙", "-2%", "-2"), ("丙", "-3%", "-3"), ("丁", "0%", "0")), STYLE, FONTS
    )
    rising, falling, _, none = (ink(picture, row, 4) for row in range(4))
    assert rising > 10 * falling  # only the outline
    assert falling > none  # of which the axis alone is seen


@pytest.mark.parametrize("words", ["#panic()[", "\\ $x$ *粗* <乙>", "长" * 60])
def test_labels_are_data(words: str) -> None:
    document = charted((words, "1%", "1"))
    assert chart_pictures(document, STYLE, FONTS)[0].startswith(b"\x89PNG")
    assert told(next(charts(document))) == f"主要数据同比增长率（%）：{words}1%。"


def test_forty_bars_are_one_picture_that_fits_on_a_page() -> None:
    document = charted(*((f"第{n}项重大决策合法性审查件次", f"{n}%", str(n - 20)) for n in range(40)))
    (picture,) = chart_pictures(document, STYLE, FONTS)
    wide, high = Image.open(io.BytesIO(picture)).size
    layout = STYLE.layout
    assert 0.6 < high / wide * layout.text_width / layout.text_height <= HIGHEST_PICTURE
