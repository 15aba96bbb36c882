"""What is left of a review copy's marks after LibreOffice has saved it: counted over all figures."""

import pytest

from tasks import settings
from tasks.model.marks import marked_figure
from tasks.writers.annex_lines import plain_text
from tasks.writers.docx import write_docx
from tasks.writers.style import load_style
from tests.document import annexed, review
from tests.system.office import convert
from tests.word import part, text_of, values, word_text

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The annexed review copy saved again as .docx, and by way of .odt."""
    folder = tmp_path_factory.mktemp("trips")
    source = folder / "review.docx"
    source.write_bytes(write_docx(annexed(), load_style(settings.load({})), review=review()))
    again = convert(source, "docx", folder / "again")
    by_odt = convert(convert(source, "odt", folder / "odt"), "docx", folder / "back")
    return {"docx": again.read_bytes(), "odt": by_odt.read_bytes()}


def plain(text: str) -> str:
    """Text without the joiners, which LibreOffice takes from their fallback and writes as text."""
    return text.replace("\u2060", "")


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_every_bookmark_is_left_round_its_figure(after: dict[str, bytes], way: str) -> None:
    tree = part(after[way], "word/document.xml")
    found = [marked_figure(name) for name in values(tree, "bookmarkStart", "name")]
    assert [each for each in found if each] == list(annexed().figures)


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_every_control_is_left_round_its_figure(after: dict[str, bytes], way: str) -> None:
    controls = part(after[way], "word/document.xml").iter("{*}sdt")
    figures = annexed().figures.values()
    assert [plain(text_of(each)) for each in controls] == [figure.text for figure in figures]


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_every_comment_is_left(after: dict[str, bytes], way: str) -> None:
    comments = list(part(after[way], "word/comments.xml"))
    assert len(comments) == len(annexed().figures)


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_the_text_is_the_same(after: dict[str, bytes], way: str) -> None:
    assert plain(word_text(after[way])) == plain_text(annexed())
