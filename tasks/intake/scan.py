"""A PDF or picture: the confirmation codes in its QR codes. Nothing else is read from it."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from tasks.intake.cells import Scan
from tasks.intake.formats import PDF, PICTURE, Kind, Library, RefusedError
from tasks.model import CONFIRMATION_CODE
from tasks.settings import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_LONGEST: Final = 3000
"""Pixels of a page's longer side: an A4 page at 260 dpi, enough for a code of 2 cm."""

_FORMATS: Final = ("JPEG", "PNG")


def read_scan(data: bytes, kind: Kind, limits: Limits) -> Scan:
    """The codes on a picture or on the first pages of a PDF. What cannot be opened has none."""
    detail = PDF if kind is Kind.PDF else PICTURE
    try:
        with Library(detail):
            images = _pages(data, limits.scan_pages) if kind is Kind.PDF else _picture(data, limits)
            return Scan(tuple(dict.fromkeys(_codes(images))), detail)
    except RefusedError:
        return Scan((), detail)


def _codes(images: Iterable["Image"]) -> Iterator[str]:
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    for image in images:
        for found in zxingcpp.read_barcodes(image, formats=wanted):
            yield from CONFIRMATION_CODE.findall(found.text.upper())


def _picture(data: bytes, limits: Limits) -> Iterator["Image"]:
    """A picture in grey, not larger than needed."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.picture_pixels
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > limits.picture_pixels:
            return
        image.draft("L", (_LONGEST, _LONGEST))
        grey = image.convert("L")
        grey.thumbnail((_LONGEST, _LONGEST))
        yield grey


def _pages(data: bytes, most: int) -> Iterator["Image"]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), most)):
            page = document[number]
            scale = _LONGEST / max(page.get_width(), page.get_height(), 1)
            yield page.render(scale=scale, grayscale=True).to_pil()
