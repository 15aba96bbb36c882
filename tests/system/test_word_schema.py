"""Every Word file that we write is one by the schema, and the check sees what is not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks import settings
from tasks.model import Document
from tasks.writers.charts import chart_pictures
from tasks.writers.docx import write_docx
from tasks.writers.fonts import choose_fonts
from tasks.writers.redline import write_redline
from tasks.writers.sources import Review
from tasks.writers.style import Style, load_style
from tests.document import annexed, framed, review, sample
from tests.redlines import earlier, later
from tests.system.word_schema import schema_faults

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def written(document: Document, style: Style, told: Review | None = None) -> bytes:
    pictures = chart_pictures(document, style, choose_fonts(style.layout, packaged=True))
    return write_docx(document, style, review=told, pictures=pictures)


@pytest.fixture(scope="module")
def package(style: Style) -> bytes:
    return written(annexed(), style, review())


@pytest.mark.parametrize("document", [sample, annexed, framed], ids=["plain", "annexed", "framed"])
@pytest.mark.parametrize("told", [None, review()], ids=["clean", "review"])
def test_every_copy_is_by_the_schema(
    document: Callable[[], Document], told: Review | None, style: Style, tmp_path: Path
) -> None:
    assert schema_faults(written(document(), style, told), tmp_path) == []


def test_recorded_changes_are_by_the_schema(style: Style, tmp_path: Path) -> None:
    assert schema_faults(write_redline(earlier(), later(), style), tmp_path) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("document", '<w:pStyle w:val="公文正文"/>', '<w:jc w:val="left"/><w:pStyle w:val="公文正文"/>'),
        ("document", '<w:pStyle w:val="公文正文"/>', '<w:pStyle w:val="公文正文"/><w:jc w:val="middle"/>'),
        ("document", '<w:pStyle w:val="公文正文"/>', '<w:pStyle w:val="公文正文" w:size="3"/>'),
        ("document", "<w:sdtContent>", "<w:sdtContent><w:tbl/>"),
        ("document", '<w:commentRangeStart w:id="0"/>', '<w:commentRangeStart w:id="999"/>'),
        ("styles", "<w:qFormat/>", '<w:qFormat/><w:uiPriority w:val="1"/>'),
        ("settings", "<w:evenAndOddHeaders/>", '<w:themeFontLang w:val="en-US"/><w:evenAndOddHeaders/>'),
        ("comments", "<w:annotationRef/>", "<w:annotation/>"),
    ],
)
def test_what_is_not_by_the_schema_is_seen(
    package: bytes, tmp_path: Path, part: str, right: str, wrong: str
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as broken:
        for name in source.namelist():
            content = source.read(name)
            if name == f"word/{part}.xml":
                assert right.encode() in content
                content = content.replace(right.encode(), wrong.encode(), 1)
            broken.writestr(name, content)
    assert schema_faults(target.getvalue(), tmp_path)
