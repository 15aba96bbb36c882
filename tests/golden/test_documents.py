"""The documents as they were last approved: any change of wording, structure or style shows as a diff."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from tasks import settings
from tasks.writers.annex_lines import plain_text
from tasks.writers.docx import write_docx
from tasks.writers.html import write_html
from tasks.writers.style import Style, load_style
from tests.document import review, sample

Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def test_text(golden: Golden) -> None:
    golden("report.txt", plain_text(sample()) + "\n")


@pytest.mark.parametrize("part", ["document", "styles", "settings", "fontTable", "footer1", "footer2"])
def test_word_part(golden: Golden, style: Style, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(sample(), style))) as package:
        tree = etree.fromstring(package.read(f"word/{part}.xml"))
    etree.indent(tree)
    golden(f"report.docx.{part}.xml", etree.tostring(tree, encoding="unicode") + "\n")


def test_public_page(golden: Golden, style: Style) -> None:
    golden("report.html", _without_styles(write_html(sample(), style)))


def test_review_copy(golden: Golden, style: Style) -> None:
    golden("review.html", _without_styles(write_html(sample(), style, review())))


def _without_styles(page: bytes) -> str:
    return re.sub(r"<style>.*?</style>", "<style></style>", page.decode(), flags=re.DOTALL)
