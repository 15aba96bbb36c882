"""The PDF for archives and screen readers: PDF/A-2a, PDF/UA-1, bookmarks, tags, annexes, 版头 and 版记."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pdfua.validator import Validator

from tasks import settings
from tasks.model import Block, Document, Text
from tasks.writers.annex_lines import annex_lines, plain_text
from tasks.writers.charts import charts, told
from tasks.writers.fonts import choose_fonts
from tasks.writers.lines import lines
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style
from tests.document import FRAME, annexed, framed
from tests.system.office import SeenLine, seen_lines

pytestmark = pytest.mark.system

MM = 72 / 25.4
PITCH = 225 * MM / 22
XMP = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
# The checker itself fails on its rule for destinations: its bug, not a finding.
CHECKER_FAILS = {"UA-14-001"}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(annexed(), tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(framed(), tmp_path_factory.mktemp("issued"))


@pytest.fixture(scope="module")
def pages(issued: Path) -> list[SeenLine]:
    return seen_lines(issued)


def written(document: Document, folder: Path) -> Path:
    style = load_style(settings.load({}))
    target = folder / "document.pdf"
    target.write_bytes(write_pdf(document, style, choose_fonts(style.layout, packaged=True)))
    return target


def elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """The structure elements of a kind."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each, kind)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == pikepdf.Name(f"/{kind}"):
            yield node
        yield from elements(node.get("/K"), kind)


def entries(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from entries(item.children)


@pytest.mark.parametrize("name", ["public", "issued"])
def test_a_checker_of_accessible_pdfs_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    report = Validator().validate(str(request.getfixturevalue(name)))
    assert not [finding for outcome in report.outcomes for finding in outcome.findings]
    assert {outcome.rule_id for outcome in report.outcomes if outcome.skipped_reason} <= CHECKER_FAILS
    assert len(report.outcomes) > 10


def test_it_says_what_it_conforms_to_and_no_persons(public: Path) -> None:
    with pikepdf.open(public) as pdf:
        about = pdf.open_metadata()
        assert (about[f"{{{XMP[0]}}}part"], about[f"{{{XMP[0]}}}conformance"]) == ("2", "A")
        assert about[f"{{{XMP[1]}}}part"] == "1"
        assert about["dc:title"] == "青禾镇2023年法治政府建设年度报告"
        assert "zh-CN" in about["dc:language"]
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "dc:creator" not in about
        assert set(pdf.docinfo) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
        assert str(pdf.docinfo["/Creator"]).startswith("Typst")  # the program, no person
        assert not list(pdf.attachments)


def test_bookmarks_are_the_headings_and_the_annexes(public: Path) -> None:
    headings = ["".join(piece.text for piece in line.heading) for line in lines(annexed()) if line.depth]
    with pikepdf.open(public) as pdf, pdf.open_outline() as outline:
        assert list(entries(outline.root)) == [
            *headings,
            *(each.title.text for each in annex_lines(annexed())),
        ]


def test_tables_have_headers_and_charts_are_told(public: Path) -> None:
    with pikepdf.open(public) as pdf:
        tree = pdf.Root.StructTreeRoot.K
        (table,) = elements(tree, "Table")
        assert len(list(elements(table, "TH"))) == 4
        assert len(list(elements(table, "TR"))) == 25
        (figure,) = elements(tree, "Figure")
        assert str(figure.Alt) == told(next(charts(annexed())))


def test_the_pages_say_the_text_and_repeat_only_a_tables_head(public: Path) -> None:
    seen = [line.text for line in seen_lines(public) if not line.text.startswith("—")]
    head = "指标2023年2022年同比"
    assert seen.count(head) == 2
    last = len(seen) - 1 - seen[::-1].index(head)
    assert "".join(seen[:last] + seen[last + 1 :]) == plain_text(annexed()).replace("\n", "")


def test_an_annex_begins_a_page_with_its_mark_and_has_its_title_on_the_third_line(
    pages: list[SeenLine],
) -> None:
    for annex in annex_lines(annexed()):
        mark = next(line for line in pages if line.text == annex.mark.text)
        page = [line for line in pages if line.page == mark.page]
        assert page[0] == mark
        assert mark.left == pytest.approx(28 * MM, abs=2)
        title = page[1]
        assert (title.top + title.bottom) / 2 == pytest.approx(37 * MM + 2.5 * PITCH, abs=0.4 * PITCH)
        assert (title.left + title.right) / 2 / MM == pytest.approx(106, abs=1)


def test_attachments_are_named_below_the_text(pages: list[SeenLine]) -> None:
    place = next(n for n, line in enumerate(pages) if line.text.startswith("附件：1."))
    before, first, second = pages[place - 1 : place + 2]
    assert first.left == pytest.approx(28 * MM + 2 * 15.75, abs=2)
    assert second.text.startswith("2.")
    assert second.left == pytest.approx(first.left + 3 * 15.75, abs=3)
    assert first.top - before.top == pytest.approx(2 * PITCH, abs=0.2 * PITCH)


def test_the_head_of_an_issued_document_is_measured_from_the_type_area(pages: list[SeenLine]) -> None:
    organ, number, title = pages[:3]
    assert organ.text == FRAME.organ
    assert organ.top / MM == pytest.approx(37 + 35, abs=5)  # the box of a glyph is higher than the glyph
    assert number.text == FRAME.number
    assert number.top - organ.bottom == pytest.approx(2 * PITCH, abs=PITCH)
    assert title.text == "青禾镇2023年法治政府建设年度报告"


def test_the_imprint_stands_at_the_foot_of_the_last_page(pages: list[SeenLine]) -> None:
    last = [line for line in pages if line.page == pages[-1].page and not line.text.startswith("—")]
    assert last[-1].text == f"{FRAME.printed_by}{FRAME.printed_on}印发"
    assert last[-1].bottom / MM == pytest.approx(297 - 35, abs=4)
    assert last[-1].left == pytest.approx(28 * MM + 14, abs=3)
    assert any(line.text.startswith("抄送：") for line in last)


def test_a_public_copy_has_neither(public: Path) -> None:
    text = "".join(line.text for line in seen_lines(public))
    assert "抄送" not in text
    assert FRAME.organ not in text


@pytest.mark.parametrize("lines_of_text", range(19, 25))
def test_signatory_and_date_never_stand_alone_on_a_page(lines_of_text: int, tmp_path: Path) -> None:
    paragraphs = tuple(Block(0, body=(Text("文" * 20),)) for _ in range(lines_of_text))
    document = Document(
        "x", 2023, (Text("报告"),), paragraphs, signatory="青禾镇人民政府", date="2024年1月31日"
    )
    seen = [line for line in seen_lines(written(document, tmp_path)) if not line.text.startswith("—")]
    last, signatory, date = seen[-3:]
    assert last.text == "文" * 20
    assert last.page == signatory.page == date.page


def test_it_can_be_kept_for_ever(public: Path) -> None:
    with pikepdf.open(public) as pdf:
        assert not pdf.is_encrypted
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert [str(each.S) for each in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
        described = [each for each in pdf.objects if font_descriptor(each)]
        assert described
        assert all(
            any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3")) for each in described
        )


def font_descriptor(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") == pikepdf.Name.FontDescriptor
