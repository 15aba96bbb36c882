"""A file looked into for a few words wherever it may hold them: before it is taken in, for its mark of
secrecy. Unlike reading it asks for no meaning, refuses nothing and looks at every part: what is hidden,
headers, comments, text boxes, properties, files in files.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tasks.intake.archive import check_entries, member_name
from tasks.intake.compound import SIGNATURE
from tasks.intake.formats import Kind, RefusedError, zipped_kind
from tasks.intake.looking_texts import Line, Wanted, of_binary, of_markup, of_pdf, of_plain, of_rtf
from tasks.intake.parts import Package, open_package
from tasks.intake.xls import read_xls
from tasks.settings import Limits

CELL: Final = "单元格"
SHEET: Final = "工作表"
NAME: Final = "压缩包里的文件名"

_DEPTH: Final = 4
"""Of files in files: a zip of a document with a workbook in it is three deep."""

_MOST: Final = 2_000
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp")
_FONTS: Final = (".ttf", ".odttf", ".otf", ".fntdata")
_PLACES: Final = (
    (("header", "footer"), "页眉页脚"),
    (("comments", "annotation"), "批注"),
    (("drawings/", "diagrams/", "charts/", "chart"), "文本框或图形"),
    (("docprops/", "meta.xml", "docinfo"), "文件属性"),
    (("xl/workbook.xml",), "工作表名称"),
    (("xl/worksheets/",), SHEET),
    (("xl/sharedstrings.xml",), CELL),
    (("footnotes", "endnotes"), "脚注"),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """The lines of a file that hold a wanted word, and the SHA-256 of the bytes that were looked into."""

    sha256: str
    lines: tuple[Line, ...]


def look(path: Path, wanted: Wanted, limits: Limits) -> Looked:
    """The lines with a wanted word in the file at `path`; none of what cannot be looked into (a picture, a
    scan, an encrypted or damaged file, one past the caps). Raises OSError where it cannot be opened.
    """
    if path.stat().st_size > limits.file_bytes:
        return Looked("", ())
    data = path.read_bytes()
    lines: list[Line] = []
    for line in _lines(data, wanted, limits, _DEPTH):
        lines.append(line)
        if len(lines) == _MOST:
            break
    return Looked(hashlib.sha256(data).hexdigest(), tuple(lines))


def _lines(data: bytes, wanted: Wanted, limits: Limits, depth: int, place: str = "") -> Iterator[Line]:
    head = data[:1024]
    if head.startswith(b"PK\x03\x04"):
        if depth:
            yield from _of_zip(data, wanted, limits, depth)
    elif head.startswith(SIGNATURE):
        yield from _of_cells(data, wanted, limits)
        yield from of_binary(data, wanted, place)
    elif b"%PDF-" in head:
        yield from of_pdf(data, wanted, limits)
    elif head.startswith(b"{\\rtf"):
        yield from of_rtf(data, wanted, place)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from of_markup(data, wanted, place)
    else:
        yield from of_plain(data, wanted, place)


def _of_cells(data: bytes, wanted: Wanted, limits: Limits) -> Iterator[Line]:
    """Of a workbook in .xls: a cell's bytes touch the next one's, so it must be read."""
    if not wanted.wide.search(data):
        return
    with suppress(RefusedError):
        for sheet in read_xls(data, limits).sheets:
            texts = (cell for row in sheet.rows for cell in row if isinstance(cell, str) and cell)
            for number, text in enumerate(texts):
                if wanted.holds(text):
                    yield Line(CELL, number, text)


def _of_zip(data: bytes, wanted: Wanted, limits: Limits, depth: int) -> Iterator[Line]:
    try:
        package = open_package(data)
        check_entries(tuple(package.entries.values()), len(data), limits)
    except RefusedError:
        return
    documents = _is_document(package)
    for number, (name, entry) in enumerate(package.entries.items()):
        if not documents and wanted.holds(shown := member_name(entry)):
            yield Line(NAME, number, shown)
        small = name.lower()
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            continue
        if small.endswith((*_PICTURES, *_FONTS, "/")) or entry.file_size > limits.file_bytes:
            continue
        try:
            part = package.unpacked(name)
        except RefusedError:
            continue
        yield from _lines(part, wanted, limits, depth - 1, _place(small) if documents else "")


def _is_document(package: Package) -> bool:
    """Whether a zip is one document, whose parts' names say nothing of their own."""
    try:
        return zipped_kind(package.entries.keys()) is not Kind.ARCHIVE
    except RefusedError:
        return True


def _place(part: str) -> str:
    """What a part of a document is, as its reader knows it."""
    return next((place for names, place in _PLACES if any(name in part for name in names)), "正文")
