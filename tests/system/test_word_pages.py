"""Annexes, 附件说明, 版头 and 版记 of the Word file measured on LibreOffice's pages (GB/T 9704-2012)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tasks import settings
from tasks.model import Block, Document, Text
from tasks.writers.charts import chart_pictures
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style
from tests.document import FRAME, framed
from tests.system.office import SeenLine, dark_rules, inked, seen_lines, to_pdf

pytestmark = pytest.mark.system

MM = 72 / 25.4
PITCH = 225 * MM / 22
CHARACTER = 15.75
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 184, 262
SIGNED = replace(framed(), frame=replace(FRAME, signer="林某某"))


def made(document: Document, folder: Path) -> Path:
    style = load_style(settings.load({}))
    pictures = chart_pictures(document, style, choose_fonts(style.layout, packaged=True))
    return to_pdf(write_docx(document, style, pictures=pictures), folder)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(SIGNED, tmp_path_factory.mktemp("framed"))


@pytest.fixture(scope="module")
def seen(pdf: Path) -> list[SeenLine]:
    return seen_lines(pdf)


def line_of(seen: list[SeenLine], text: str) -> SeenLine:
    return next(line for line in seen if line.text.startswith(text))


def middle(line: SeenLine) -> float:
    return (line.top + line.bottom) / 2


def test_the_organ_begins_35_mm_below_the_top_of_the_type_area(pdf: Path) -> None:
    left, top, right, _ = inked(pdf, 1, TOP, 95)
    assert top == pytest.approx(TOP + 35, abs=1.5)
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_the_number_stands_two_lines_below_and_4_mm_above_the_red_rule(
    pdf: Path, seen: list[SeenLine]
) -> None:
    ((rule, thickness),) = dark_rules(pdf, 1, LEFT, RIGHT)
    assert thickness == pytest.approx(0.35, abs=0.1)
    number = line_of(seen, "青府〔2024〕1号")
    *_, lower = inked(pdf, 1, number.top / MM + 1, rule - 1)
    assert rule - lower == pytest.approx(4, abs=1)
    organ = line_of(seen, FRAME.organ)
    between = middle(number) - middle(organ) - (42 + 16) / 2
    assert between == pytest.approx(2 * PITCH, abs=0.3 * PITCH)
    title = line_of(seen, "青禾镇2023年法治政府建设年度报告")
    assert middle(title) - rule * MM == pytest.approx(2.5 * PITCH, abs=0.4 * PITCH)


@pytest.mark.parametrize("format_", ["word", "pdf"])
def test_number_and_signer_stand_one_character_from_the_sides(
    seen: list[SeenLine], tmp_path: Path, format_: str
) -> None:
    if format_ == "pdf":
        style = load_style(settings.load({}))
        target = tmp_path / "signed.pdf"
        target.write_bytes(write_pdf(SIGNED, style, choose_fonts(style.layout, packaged=True)))
        seen = seen_lines(target)
    line = line_of(seen, "青府")
    assert line.text == "青府〔2024〕1号签发人：林某某"
    assert line.left == pytest.approx(LEFT * MM + CHARACTER, abs=MM)
    assert line.right == pytest.approx(RIGHT * MM - CHARACTER, abs=MM)


def test_attachments_are_named_one_line_below_the_body(seen: list[SeenLine]) -> None:
    first = line_of(seen, "附件：1.")
    second = line_of(seen, "2.青禾镇")
    above = seen[seen.index(first) - 1]
    assert middle(first) - middle(above) == pytest.approx(2 * PITCH, abs=0.2 * PITCH)
    assert first.left == pytest.approx(LEFT * MM + 2 * CHARACTER, abs=MM)
    assert second.left == pytest.approx(LEFT * MM + 5 * CHARACTER, abs=MM)
    signatory = next(line for line in seen if line.text == "青禾镇人民政府")
    assert signatory.page == first.page == above.page
    assert middle(signatory) - middle(second) == pytest.approx(2 * PITCH, abs=0.2 * PITCH)


@pytest.mark.parametrize(
    ("mark", "title"), [("附件1", "青禾镇2023年法治政府建设主要指标"), ("附件2", "青禾镇2023年")]
)
def test_an_annex_begins_a_page_and_its_title_stands_on_the_third_line(
    seen: list[SeenLine], mark: str, title: str
) -> None:
    place = next(place for place, line in enumerate(seen) if line.text == mark)
    first, below = seen[place], seen[place + 1]
    assert seen[place - 1].page == first.page - 1
    assert first.left == pytest.approx(LEFT * MM, abs=MM)
    assert middle(first) == pytest.approx(TOP * MM + 0.5 * PITCH, abs=0.3 * PITCH)
    assert below.text == title
    assert middle(below) == pytest.approx(TOP * MM + 2.5 * PITCH, abs=0.4 * PITCH)
    assert (below.left + below.right) / 2 / MM == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_a_table_repeats_its_header_on_every_page_and_stays_inside_the_type_area(
    pdf: Path, seen: list[SeenLine]
) -> None:
    headers = [line.page for line in seen if line.text == "指标2023年2022年同比"]
    assert len(headers) == 2
    assert headers[1] == headers[0] + 1
    for page in headers:
        left, top, right, bottom = inked(pdf, page, TOP - 5, BOTTOM + 3)
        assert left >= LEFT - 0.3
        assert right <= RIGHT + 0.3
        assert top >= TOP - 0.3
        assert bottom <= BOTTOM + 0.5


def test_no_cell_turns_over_or_is_cut(seen: list[SeenLine]) -> None:
    rows = [line.text for line in seen]
    assert "综合执法平台办案总数1483宗306宗增长385%" in rows
    assert "调解协议涉及金额约296万元——" in rows
    assert "便民热线满意度（12月）97%——" in rows


def test_page_numbers_run_on_through_the_annexes(seen: list[SeenLine]) -> None:
    numbers = [line.text for line in seen if line.text.startswith("—") and line.text.endswith("—")]
    assert numbers == [f"—{page}—" for page in range(1, seen[-1].page + 1)]


def test_the_imprint_ends_with_the_type_area_of_the_last_page(pdf: Path, seen: list[SeenLine]) -> None:
    last = seen[-1].page
    first_rule, inner, end = dark_rules(pdf, last, LEFT, RIGHT)[-3:]
    assert sum(end) == pytest.approx(BOTTOM, abs=0.5)
    assert [thickness for _, thickness in (first_rule, inner, end)] == pytest.approx(
        [0.35, 0.25, 0.35], abs=0.1
    )
    copies = line_of(seen, "抄送：")
    printed = line_of(seen, FRAME.printed_by)
    assert copies.page == printed.page == last
    assert first_rule[0] * MM < copies.top + 4
    assert copies.left == pytest.approx(LEFT * MM + 14, abs=MM)
    assert printed.right == pytest.approx(RIGHT * MM - 14, abs=MM)
    assert printed.text.endswith("2024年1月31日印发")
    below = seen[seen.index(copies) + 1]
    assert below.left == pytest.approx(copies.left + 3 * 14, abs=MM)


def test_where_the_text_leaves_no_room_the_imprint_takes_the_next_page(tmp_path: Path) -> None:
    one_line_left = ("法治政府建设依法行政公平正义人民群众执法监督" * 30)[: 17 * 28 - 2]
    full = Document("qinghe", 2023, (Text("报告"),), (Block(0, body=(Text(one_line_left),)),))
    pdf = made(replace(full, frame=replace(FRAME, organ="", number="")), tmp_path)
    assert line_of(seen_lines(pdf), "抄送").page == 2
    assert sum(dark_rules(pdf, 2, LEFT, RIGHT)[-1]) == pytest.approx(BOTTOM, abs=0.5)
