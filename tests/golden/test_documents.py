"""The documents as they were last approved: any change of wording, structure or style shows as a diff."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

from tasks import settings
from tasks.writers.annex_lines import plain_text
from tasks.writers.docx import write_docx
from tasks.writers.html import write_html
from tasks.writers.redline import write_redline
from tasks.writers.style import Style, load_style
from tests.document import framed, review, sample
from tests.redlines import W, earlier, later
from tests.word import part as word_part

Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def test_text(golden: Golden) -> None:
    golden("report.txt", plain_text(sample()) + "\n")


@pytest.mark.parametrize("part", ["document", "styles", "settings", "fontTable", "footer1", "footer2"])
def test_word_part(golden: Golden, style: Style, part: str) -> None:
    golden(f"report.docx.{part}.xml", _part(write_docx(sample(), style), part))


def test_annexes_and_frame_in_word(golden: Golden, style: Style) -> None:
    package = write_docx(framed(), style)
    tree = etree.fromstring(_part(package, "document"))
    body = tree[0]
    first = next(
        place for place, each in enumerate(body) if "主送机关" in etree.tostring(each, encoding="unicode")
    )
    last = next(
        place for place, each in enumerate(body) if "附件说明" in etree.tostring(each, encoding="unicode")
    )
    del body[first:last]  # the text is golden already
    golden("framed.docx.document.xml", etree.tostring(tree, encoding="unicode") + "\n")


@pytest.mark.parametrize("part", ["document", "comments", "styles", "header1"])
def test_review_copy_in_word(golden: Golden, style: Style, part: str) -> None:
    golden(f"review.docx.{part}.xml", _part(write_docx(sample(), style, review=review()), part))


def test_public_page(golden: Golden, style: Style) -> None:
    golden("report.html", _without_styles(write_html(sample(), style)))


def test_review_copy(golden: Golden, style: Style) -> None:
    golden("review.html", _without_styles(write_html(sample(), style, review())))


def _part(package: bytes, name: str) -> str:
    tree = word_part(package, f"word/{name}.xml")
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode") + "\n"


def _without_styles(page: bytes) -> str:
    return re.sub(r"<style>.*?</style>", "<style></style>", page.decode(), flags=re.DOTALL)


def test_recorded_changes(golden: Golden, style: Style) -> None:
    tree = word_part(write_redline(earlier(), later(), style), "word/document.xml")
    for element in (*tree.iter(f"{W}p"), *tree.iter(f"{W}tr")):
        if not [*element.iter(f"{W}ins"), *element.iter(f"{W}del")]:
            element.clear()
    etree.indent(tree)
    golden("redline.docx.document.xml", etree.tostring(tree, encoding="unicode") + "\n")
