"""GB/T 9704-2012 measured on the finished pages: the Word file through LibreOffice, and the PDF."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tasks import settings
from tasks.model import Block, Document, Figure, FigureRun, Text
from tasks.writers.annex_lines import plain_text
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.lines import lines
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style
from tests.document import sample
from tests.system.office import SeenLine, seen_lines, seen_text, to_pdf

pytestmark = pytest.mark.system

MM = 72 / 25.4
NUMBER_MARK = "—"
NEVER_FIRST = "，。、；：？！）》”’】"
NEVER_LAST = "（《“‘【"

Maker = Callable[[Document, Path], Path]


def by_word(document: Document, folder: Path) -> Path:
    return to_pdf(write_docx(document, load_style(settings.load({}))), folder)


def by_typst(document: Document, folder: Path) -> Path:
    style = load_style(settings.load({}))
    target = folder / "typst.pdf"
    target.write_bytes(write_pdf(document, style, choose_fonts(style.layout, packaged=True)))
    return target


@pytest.fixture(scope="module", params=[by_word, by_typst], ids=["word", "pdf"])
def make(request: pytest.FixtureRequest) -> Maker:
    maker: Maker = request.param
    return maker


@pytest.fixture(scope="module")
def full_pages(make: Maker, tmp_path_factory: pytest.TempPathFactory) -> list[SeenLine]:
    """Three pages of nothing but Chinese characters: every line that can be full is full."""
    words = "法治政府建设依法行政公平正义人民群众执法监督" * 70
    document = Document("qinghe", 2023, (Text("报告"),), (Block(0, body=(Text(words),)),))
    return seen_lines(make(document, tmp_path_factory.mktemp("full")))


@pytest.fixture(scope="module")
def report(make: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(sample(), tmp_path_factory.mktemp("report"))


def page_numbers(seen: list[SeenLine]) -> list[SeenLine]:
    return [line for line in seen if line.text.startswith(NUMBER_MARK) and line.text.endswith(NUMBER_MARK)]


def body(seen: list[SeenLine]) -> list[SeenLine]:
    numbers = page_numbers(seen)
    return [line for line in seen if line not in numbers]


def test_a_full_page_has_22_lines_of_28_characters(full_pages: list[SeenLine]) -> None:
    second = [line for line in body(full_pages) if line.page == 2]
    assert len(second) == 22
    assert {len(line.text) for line in second} == {28}


def test_a_paragraph_begins_two_characters_in(full_pages: list[SeenLine]) -> None:
    title, first, second = body(full_pages)[:3]
    assert title.text == "报告"
    assert len(first.text) == 26
    assert first.left - second.left == pytest.approx(2 * 15.75, abs=1)


def test_text_fills_the_type_area_and_no_more(full_pages: list[SeenLine]) -> None:
    second = [line for line in body(full_pages) if line.page == 2]
    assert {round(line.left / MM) for line in second} == {28}
    assert {round(line.right / MM) for line in second} == {184}
    assert 37 - 1 <= min(line.top for line in second) / MM <= 37 + 3
    assert 262 - 3 <= max(line.bottom for line in second) / MM <= 262 + 1


def test_title_stands_below_two_blank_lines_and_above_one(full_pages: list[SeenLine]) -> None:
    title, first = body(full_pages)[:2]
    pitch = 225 * MM / 22
    middle = (title.left + title.right) / 2 / MM
    assert middle == pytest.approx((28 + 184) / 2, abs=1)
    assert (title.top + title.bottom) / 2 == pytest.approx(37 * MM + 2.5 * pitch, abs=0.4 * pitch)
    distance = (first.top + first.bottom) / 2 - (title.top + title.bottom) / 2
    assert distance == pytest.approx(2 * pitch, abs=0.4 * pitch)


def test_page_numbers_are_outside_and_seven_millimetres_below(full_pages: list[SeenLine]) -> None:
    numbers = page_numbers(full_pages)
    assert [line.text for line in numbers] == ["—1—", "—2—", "—3—"]
    for line in numbers:
        edge = (184 * MM - line.right) if line.page % 2 else (line.left - 28 * MM)
        assert edge == pytest.approx(14, abs=1 * MM)
        assert (line.top + line.bottom) / 2 / MM == pytest.approx(262 + 7, abs=1)


def test_the_pages_say_the_text_and_nothing_else(report: Path) -> None:
    seen = seen_lines(report)
    assert "".join(line.text for line in body(seen)) == plain_text(sample()).replace("\n", "")
    copied = [line.strip() for line in seen_text(report).replace("\f", "\n").split("\n")]
    kept = "".join(line for line in copied if not line.startswith(NUMBER_MARK))
    assert kept.replace(" ", "") == plain_text(sample()).replace("\n", "")


def test_no_number_is_parted_from_its_unit(report: Path) -> None:
    breaks: set[int] = set()
    end = 0
    for line in body(seen_lines(report)):
        end += len(line.text)
        breaks.add(end)
    start = 0
    for piece in (piece for line in lines(sample()) for piece in line.pieces):
        if piece.keep:
            inside = set(range(start + 1, start + len(piece.text)))
            assert not inside & breaks, piece.text
        start += len(piece.text)


def test_a_number_is_not_parted_wherever_the_line_ends(make: Maker, tmp_path: Path) -> None:
    figure = {"f001": Figure("f001", (), "", "约15461批次")}
    blocks = [
        Block(0, body=(Text("某" * (12 + before)), FigureRun("f001"), Text("，然后继续。")))
        for before in range(24)
    ]
    document = Document("qinghe", 2023, (Text("报告"),), tuple(blocks), figures=figure)
    seen = [line.text for line in body(seen_lines(make(document, tmp_path)))]
    assert sum("约15461批次" in line for line in seen) == len(blocks)
    assert not [line for line in seen if line.startswith("，")]


def test_lines_begin_and_end_as_they_may(report: Path) -> None:
    seen = body(seen_lines(report))
    assert not [line.text for line in seen if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST]


def test_signatory_and_date_stand_at_the_end(report: Path) -> None:
    last, signatory, date = body(seen_lines(report))[-3:]
    assert (signatory.text, date.text) == ("青禾镇人民政府", "2024年1月31日")
    assert 184 - signatory.right / MM == pytest.approx(2 * 15.75 / MM, abs=1)
    assert date.left - signatory.left == pytest.approx(2 * 15.75, abs=1 * MM)
    assert last.page == signatory.page == date.page
    assert signatory.top - last.top == pytest.approx(2 * 225 * MM / 22, abs=0.2 * 225 * MM / 22)


def test_bookmarks_are_the_headings(tmp_path: Path) -> None:
    pdf = by_typst(sample(), tmp_path)
    command = ["pdftohtml", "-xml", "-i", "-stdout", pdf]
    tree = etree.fromstring(
        subprocess.run(command, check=True, capture_output=True).stdout, etree.XMLParser(recover=True)
    )
    headings = ["".join(piece.text for piece in line.heading) for line in lines(sample()) if line.depth]
    assert [item.text for item in tree.iter("item")] == headings
