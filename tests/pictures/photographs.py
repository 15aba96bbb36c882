"""What a program shows of a file, cropped to what matters and small enough to be shipped."""

import io
import shutil
import subprocess
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright

from tests.system.office import convert, seen_lines
from tests.word import W, names, part, text_of

COLOURS = 24
"""Enough for grey letters and a few marks; one byte a pixel and well compressed."""
Part = tuple[str, float, float, float, float]
"""Words on a page; left, top, right and bottom of what is shown of it, as parts of the page."""

_GAP = 3
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_WITHOUT_ICONS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'


def of_file(source: Path, folder: Path, *parts: Part, dpi: int = 100) -> Image.Image:
    """Parts of pages as LibreOffice prints them, below each other."""
    work = folder / source.stem
    work.mkdir()
    copy = Path(shutil.copy(source, work / f"document{source.suffix}"))
    pdf = convert(copy, _WITHOUT_ICONS if source.suffix == ".docx" else "pdf", work)
    return _below_each_other([_part(pdf, one, dpi) for one in parts])


def beside(picture: Image.Image, comments: Mapping[str, float], width: int = 350) -> Image.Image:
    """The picture with comments in a margin, as Word shows them, for LibreOffice prints none; each at a part
    of the height.
    """
    font = ImageFont.truetype(packaged.sans_path(), 16)
    whole = Image.new("RGB", (picture.width + width, picture.height), "whitesmoke")
    whole.paste(picture, (0, 0))
    draw = ImageDraw.Draw(whole)
    for comment, height in comments.items():
        lines = [line for text in comment.splitlines() for line in textwrap.wrap(text, (width - 40) // 16)]
        left, top = picture.width + 10, round(height * picture.height)
        box = (left, top, left + width - 20, top + 24 * len(lines) + 16)
        draw.rounded_rectangle(box, 6, "lightyellow", "goldenrod")
        draw.text((left + 10, top + 6), "\n".join(lines), "black", font, spacing=6)
    return whole


def comments_of(docx: bytes, heights: Mapping[str, float]) -> dict[str, float]:
    """The comments of a Word file that hold the words, a line per paragraph, with their heights."""
    name = next(name for name in names(docx) if name.endswith("comments.xml"))
    found = part(docx, name).iter(f"{W}comment")
    texts = ["\n".join(filter(None, map(text_of, one.iter(f"{W}p")))) for one in found]
    return {next(text for text in texts if words in text): height for words, height in heights.items()}


def _part(pdf: Path, wanted: Part, dpi: int) -> Image.Image:
    words, *box = wanted
    page = str(next(line.page for line in seen_lines(pdf) if words in line.text))
    command = ["pdftoppm", "-png", "-r", str(dpi), "-f", page, "-l", page, pdf]
    picture = Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))
    sides = (picture.width, picture.height) * 2
    return picture.crop(tuple(round(one * side) for one, side in zip(box, sides, strict=True)))


def _below_each_other(parts: list[Image.Image]) -> Image.Image:
    height = sum(one.height + _GAP for one in parts) - _GAP
    whole = Image.new("RGB", (max(one.width for one in parts), height), "silver")
    top = 0
    for one in parts:
        whole.paste(one, (0, top))
        top += one.height + _GAP
    return whole


def of_page(page: Page, clip: dict[str, float]) -> Image.Image:
    """A part of what a browser shows, in pixels of the page."""
    return Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))


@contextmanager
def browsing(width: int, height: int) -> Iterator[Page]:
    """A page of Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        yield chromium.new_page(
            viewport={"width": width, "height": height}, locale="zh-CN", color_scheme="light"
        )
        chromium.close()


def small(picture: Image.Image) -> bytes:
    """A PNG of few colours, without anything but the picture."""
    out = io.BytesIO()
    reduced = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()
