"""The container of a workbook, looked into before anything parses it.

Nothing is unpacked past the caps, whatever the directory of the zip says, and no document type
declaration (the way to external entities) gets as far as a parser.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.formats import Unreadable, not_workbook, not_zip
from tasks.intake.sheetxml import Position, SheetXml
from tasks.model import ReadState
from tasks.settings import Limits

HARMLESS: Final = 32 * 1024 * 1024
"""Bytes; what unpacks to no more than this may be packed as tightly as it likes."""

MEMBERS: Final = 10_000
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


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader does not tell of a sheet's cells, by position from 0."""

    percent: frozenset[Position] = frozenset()
    faults: Mapping[Position, str] = field(default_factory=dict)  # the error, or UNCACHED
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column


class _RefusedError(Exception):
    def __init__(self, state: ReadState, detail: str) -> None:
        super().__init__(detail)
        self.why = Unreadable(state, detail)


def inspect(data: bytes, name: str, limits: Limits) -> list[Marks] | Unreadable:
    """The marks of each sheet in workbook order; or why these bytes must not be read any further."""
    refusal = not_zip(data, name)
    if refusal is not None:
        return refusal
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refusal = not_workbook(frozenset(archive.namelist()))
            return refusal or _sheets(archive, len(data), limits)
    except _RefusedError as error:
        return error.why
    except _BROKEN:
        return Unreadable(ReadState.CORRUPT, "文件不完整")


def _sheets(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[Marks]:
    _check_members(archive, size, limits)
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")) and not member.startswith("xl/worksheets/"):
            _exhaust(archive, member)
    parts = _sheet_parts(archive)
    if len(parts) > limits.sheets:
        raise _RefusedError(ReadState.TOO_LARGE, f"工作表上限为 {limits.sheets} 张")
    percent = _percent_styles(archive)
    return [_marks(archive, part, percent, limits) for part in parts]


def _check_members(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS:
        raise _RefusedError(ReadState.TOO_LARGE, f"压缩包内的文件上限为 {MEMBERS} 个")
    if unpacked > limits.unpacked_bytes:
        raise _RefusedError(ReadState.TOO_LARGE, f"解压后的大小上限为 {megabytes(limits.unpacked_bytes)}")
    if unpacked > max(HARMLESS, size * limits.unpack_ratio):
        raise _RefusedError(ReadState.TOO_LARGE, f"解压后与解压前大小之比的上限为 {limits.unpack_ratio}")
    if len({member.filename for member in members}) < len(members):
        raise _RefusedError(ReadState.CORRUPT, "压缩包内有重名的文件")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise _RefusedError(ReadState.CORRUPT, "压缩方式不是表格软件所用")
    if any(member.flag_bits & 1 for member in members):
        raise _RefusedError(ReadState.ENCRYPTED, "")


def _marks(archive: zipfile.ZipFile, part: str, percent: frozenset[int], limits: Limits) -> Marks:
    xml = _xml(archive, part)
    sheet = SheetXml(xml)
    rows, columns = sheet.extent()
    if columns > limits.columns:
        raise _RefusedError(ReadState.TOO_LARGE, f"有内容的列上限为 {limits.columns} 列")
    if rows > limits.rows:
        raise _RefusedError(ReadState.TOO_LARGE, f"有内容的行上限为 {limits.rows} 行")
    if rows * columns > limits.cells:
        raise _RefusedError(ReadState.TOO_LARGE, f"一张工作表的单元格上限为 {limits.cells} 个")
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
        raise _RefusedError(ReadState.CORRUPT, "文件结构不是表格软件所写")
    return data


def _exhaust(archive: zipfile.ZipFile, member: str) -> None:
    """Unpack a part that the reader will unpack: `zipfile` stops at the declared size and then finds
    the checksum wrong, where the reader would go on."""
    with archive.open(member) as file:
        while file.read(1 << 20):
            pass


def megabytes(size: int) -> str:
    """A cap as people read it: 100 MB."""
    return f"{size // (1024 * 1024)} MB"
