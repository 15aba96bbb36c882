"""A clerk's own file as a workbook that can be annotated: everything kept that cannot run or reach out."""

import io
import re
from collections.abc import Iterator
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.cell import range_boundaries

from tasks.forms.cleaning import cells_there, make_harmless

_EMPTY_FILL = re.compile(rb"<fill\s*/>|<fill>\s*</fill>")
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_RANGE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^<>]*?\bref=[\"']([A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6})[\"']"
)
_CHUNK = 1 << 20
_LONGEST_TAG = 4096


def more_cells_than(data: bytes, limit: int) -> bool:
    """Whether a workbook's sheets have more cells than this, counted without parsing it.

    Merged and linked ranges count whole: openpyxl makes a cell for each of theirs.
    """
    count = 0
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    for tags in _whole_tags(part):
                        count += sum(1 for _ in _CELL.finditer(tags)) + sum(map(_area, _RANGE.finditer(tags)))
                        if count > limit:
                            return True
    return False


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end before a tag, so that none is cut in two."""
    rest = b""
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        cut = text.rfind(b"<")
        cut = cut if 0 < len(text) - cut <= _LONGEST_TAG else len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = range_boundaries(match[1].decode())
    return (int(right or 1) - int(left or 1) + 1) * (int(bottom or 1) - int(top or 1) + 1)


def copy_of(data: bytes) -> Workbook:
    """A workbook's values, formats, validations and comments; no formula in a cell, no macro, no link.

    Raises whatever openpyxl raises on what it cannot read.
    """
    try:
        book = _loaded(data)
    except TypeError:  # WPS writes <fill/>, which openpyxl does not take
        data = _with_fills(data)
        book = _loaded(data)
    _empty_again(book, data)
    make_harmless(book)
    return book


def _empty_again(book: Workbook, data: bytes) -> None:
    """Cells that hold a link and no value are empty: openpyxl writes the link's target into them."""
    filled = {
        sheet.title: [cell for cell in cells_there(sheet) if _may_be_its_link(cell)]
        for sheet in book.worksheets
    }
    if not any(filled.values()):
        return
    plain = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in plain.worksheets:
        sheet.reset_dimensions()
        theirs = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for cell in filled[sheet.title]:
            if cell.coordinate not in theirs:
                cell.value = None


def _may_be_its_link(cell: Cell) -> bool:
    link = cell.hyperlink
    return link is not None and cell.value is not None and cell.value in (link.target, link.location)


def _loaded(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=True, keep_vba=False, keep_links=False)


def _with_fills(data: bytes) -> bytes:
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_STORED) as mended:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/styles.xml":
                content = _EMPTY_FILL.sub(b"<fill><patternFill/></fill>", content)
            mended.writestr(name, content)
    return target.getvalue()
