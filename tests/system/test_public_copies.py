"""What other programs find in a PDF for outside; and that our search finds whatever they plant there."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tasks import settings
from tasks.writers.fonts import choose_fonts
from tasks.writers.pdf import write_pdf
from tasks.writers.style import load_style
from tests.secrets import SECRETS, document, leaks

pytestmark = pytest.mark.system

PLANTED = "绝密卷宗甲"
ASKED = (
    ("pdftotext", "-layout", "{}", "-"),
    ("pdfinfo", "{}"),
    ("pdfinfo", "-meta", "{}"),
    ("pdfinfo", "-struct-text", "{}"),
    ("pdfinfo", "-dests", "{}"),
    ("pdfinfo", "-url", "{}"),
    ("pdfdetach", "-list", "{}"),
)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    style = load_style(settings.load({}))
    path = tmp_path_factory.mktemp("issued") / "发文稿.pdf"
    path.write_bytes(write_pdf(document(), style, choose_fonts(style.layout, packaged=True)))
    return path


def test_poppler_reads_nothing_secret(issued: Path) -> None:
    told = ""
    for command in ASKED:
        asked = [word.format(issued) for word in command]
        told += subprocess.run(asked, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    assert "青禾镇" in told
    assert [secret for secrets in SECRETS.values() for secret in secrets if secret in told] == []


def _object(pdf: Pdf) -> None:
    pdf.Root.Secret = String(PLANTED)


def _property(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = PLANTED


def _metadata(pdf: Pdf) -> None:
    with pdf.open_metadata() as told:
        told["dc:description"] = PLANTED


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = PLANTED.encode()


def _annotation(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(PLANTED))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(PLANTED, 0))


def _alternative(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(PLANTED))


@pytest.mark.parametrize(
    "plant", [_object, _property, _metadata, _attachment, _annotation, _bookmark, _alternative]
)
@pytest.mark.parametrize("packed", [True, False])
def test_whatever_is_planted_is_found(
    issued: Path, tmp_path: Path, plant: Callable[[Pdf], None], packed: bool
) -> None:
    path = tmp_path / "planted.pdf"
    with pikepdf.open(issued) as pdf:
        plant(pdf)
        streams = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        pdf.save(path, object_stream_mode=streams, compress_streams=packed)
    assert leaks(path.name, path.read_bytes(), [PLANTED])
