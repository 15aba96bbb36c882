"""Scans: nothing is read from them but a confirmation code, on the page or in the name."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from PIL import Image

from tasks.intake import read_file
from tasks.model import FileFormat, Reading, ReadState
from tasks.settings import Limits
from tests.unit.test_intake import CATALOGUE, HERE
from tests.unit.test_intake_archive import zipped

CODE = "QR-7KQ2-M9XD"


def page(code: str = CODE) -> Image.Image:
    """An A4 page at 150 dpi with a small code in a corner, a little crooked and grey, as a scan is."""
    drawn = io.BytesIO()
    segno.make(code, error="m").save(drawn, kind="png", scale=5)
    sheet = Image.new("L", (1240, 1754), 240)
    sheet.paste(Image.open(drawn).convert("L"), (950, 1450))
    return sheet.rotate(1.5, fillcolor=240)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "扫描件.pdf", **limits: int) -> Reading:
    (tmp_path / "blob").write_bytes(data)
    return read_file(tmp_path / "blob", name, HERE, CATALOGUE, replace(Limits(), **limits))


@pytest.mark.parametrize("kind", ["PDF", "JPEG", "PNG"])
def test_the_code_on_a_page(tmp_path: Path, kind: str) -> None:
    reading = read(tmp_path, saved(page(), kind))
    assert (reading.state, reading.format, reading.codes) == (ReadState.SCANNED, FileFormat.SCAN, (CODE,))


def test_codes_of_several_pages(tmp_path: Path) -> None:
    other = "QR-AAAA-BBBB"
    data = saved(page(), "PDF", save_all=True, append_images=[page(other), page(other)])
    assert read(tmp_path, data).codes == (CODE, other)
    assert read(tmp_path, data, scan_pages=1).codes == (CODE,)


def test_a_code_in_the_name_is_enough(tmp_path: Path) -> None:
    blank = saved(Image.new("L", (100, 100), 255), "GIF")
    assert read(tmp_path, blank, "确认单 ｑｒ-7kq2-m9xd（已盖章）.gif").codes == (CODE,)


@pytest.mark.parametrize("data", [zipped(("OFD.xml", b"<ofd/>")), b"\0\0\0\x18ftypheic" + bytes(100)])
def test_stamped_documents_and_photos_that_are_not_looked_at(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data, f"{CODE}.ofd").codes == (CODE,)
    assert read(tmp_path, data, "确认单.ofd").state is ReadState.UNSUPPORTED


@pytest.mark.parametrize(
    ("data", "limits", "detail"),
    [
        (saved(Image.new("L", (100, 100), 255), "PNG"), {}, "图片"),
        (saved(page("QR-1111-0000"), "PNG"), {}, "图片"),
        (saved(page(), "PNG"), {"picture_pixels": 1000}, "图片"),
        (saved(page(), "PNG")[:3000], {}, "图片"),
        (saved(page(), "PDF")[:3000], {}, "PDF"),
        (saved(Image.new("L", (9, 9)), "BMP"), {}, "图片"),
        (b"%PDF-1.7\n", {}, "PDF"),
        (b"\x89PNG\r\n\x1a\n", {}, "图片"),
    ],
)
def test_without_a_code_the_answer_is_plain(
    tmp_path: Path, data: bytes, limits: dict[str, int], detail: str
) -> None:
    reading = read(tmp_path, data, **limits)
    assert reading.state is ReadState.UNSUPPORTED
    assert detail in reading.detail
