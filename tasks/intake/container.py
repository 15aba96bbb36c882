"""The container of a workbook, looked into before anything parses it.

Nothing is unpacked past the caps, whatever the directory of the zip says, and no document type
declaration (the way to external entities) gets as far as a parser.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.archive import check_entries
from tasks.intake.cells import Marks
from tasks.intake.formats import RefusedError
from tasks.intake.sheetxml import SheetXml
from tasks.model import ReadState
from tasks.settings import Limits

_PERCENT_FORMATS: Final = frozenset({9, 10})  # built in: 0% and 0.00%
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')  # of a number format: text, not format
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    ET.ParseError,
)
"""What `zipfile` and the parser raise on bytes that are not as they should be."""


def inspect(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[Marks]:
    """The marks of each sheet in workbook order; raises RefusedError. `size` is the file's own."""
    try:
        return _sheets(archive, size, limits)
    except _BROKEN:
        raise RefusedError(ReadState.CORRUPT, "文件不完整") from None


def _sheets(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[Marks]:
    _check_members(archive, size, limits)
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")) and not member.startswith("xl/worksheets/"):
            _exhaust(archive, member)
    parts = _sheet_parts(archive)
    if len(parts) > limits.sheets:
        raise RefusedError(ReadState.TOO_LARGE, f"工作表上限为 {limits.sheets} 张")
    percent = _percent_styles(archive)
    return [_marks(archive, part, percent, limits) for part in parts]


def _check_members(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    members = archive.infolist()
    check_entries(archive, size, limits)
    if len({member.filename for member in members}) < len(members):
        raise RefusedError(ReadState.CORRUPT, "压缩包内有重名的文件")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise RefusedError(ReadState.CORRUPT, "压缩方式不是表格软件所用")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError(ReadState.ENCRYPTED, "")


def _marks(archive: zipfile.ZipFile, part: str, percent: frozenset[int], limits: Limits) -> Marks:
    xml = _xml(archive, part)
    sheet = SheetXml(xml)
    rows, columns = sheet.extent()
    if columns > limits.columns:
        raise RefusedError(ReadState.TOO_LARGE, f"有内容的列上限为 {limits.columns} 列")
    if rows > limits.rows:
        raise RefusedError(ReadState.TOO_LARGE, f"有内容的行上限为 {limits.rows} 行")
    if rows * columns > limits.cells:
        raise RefusedError(ReadState.TOO_LARGE, f"一张工作表的单元格上限为 {limits.cells} 个")
    return Marks(frozenset(sheet.styled(percent)), dict(sheet.faults()))


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Parts of the sheets in the order of the workbook; "" for a sheet without one."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    ids = (
        next((value for key, value in sheet.items() if key.endswith("}id")), "")
        for sheets in _elements(archive, "xl/workbook.xml", "sheets")
        for sheet in sheets
    )
    return [_part(targets.get(identity, "")) for identity in ids]


def _part(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return str(PurePosixPath("xl") / target) if target else ""


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Indices into cellXfs of the styles that show a fraction as a percentage."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    custom = {
        int(number.get("numFmtId", "0"))
        for number in _elements(archive, "xl/styles.xml", "numFmt")
        if "%" in _QUOTED.sub("", number.get("formatCode", ""))
    }
    formats = custom | _PERCENT_FORMATS
    cells = next(_elements(archive, "xl/styles.xml", "cellXfs"), ET.Element("none"))
    return frozenset(i for i, style in enumerate(cells) if int(style.get("numFmtId", "0")) in formats)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[ET.Element]:
    """Elements of a small part, whatever their namespace."""
    root = ET.fromstring(_xml(archive, part))  # noqa: S314 no DTD gets here
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _xml(archive: zipfile.ZipFile, part: str) -> bytes:
    """A part's bytes; empty for a part that is not there (a chart sheet has no cells)."""
    if part not in archive.namelist():
        return b"<none/>"
    data = archive.read(part)
    if b"<!DOCTYPE" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(ReadState.CORRUPT, "文件结构不是表格软件所写")
    return data


def _exhaust(archive: zipfile.ZipFile, member: str) -> None:
    """Unpack a part that the reader will unpack: `zipfile` stops at the declared size and then finds
    the checksum wrong, where the reader would go on."""
    with archive.open(member) as file:
        while file.read(1 << 20):
            pass
