"""Parts of a document that is a zip (.xlsx, .ods, .docx): had within caps, without any DTD."""

import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from tasks.intake.archive import check_entries
from tasks.intake.formats import RefusedError, library
from tasks.model import ReadState
from tasks.settings import Limits

DAMAGED: Final = "文件不完整"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_document(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    """What must hold of the zip before any part of it is unpacked; raises RefusedError."""
    members = archive.infolist()
    check_entries(archive, size, limits)
    if len({member.filename for member in members}) < len(members):
        raise RefusedError(ReadState.CORRUPT, "压缩包内有重名的文件")
    if any(member.compress_type not in _METHODS for member in members):
        raise RefusedError(ReadState.CORRUPT, "压缩方式不是表格软件所用")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError(ReadState.ENCRYPTED)


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes; raises RefusedError where they are damaged or might lead to an entity.

    `zipfile` unpacks no more than the declared size and then finds the checksum wrong.
    """
    with library(DAMAGED):
        data = archive.read(name)
    if b"<!DOCTYPE" in data or b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(ReadState.CORRUPT, "文件结构不是表格软件所写")
    return data


def tree(data: bytes) -> ET.Element:
    """A part's elements; raises RefusedError."""
    with library(DAMAGED):
        return ET.fromstring(data)  # noqa: S314 no DTD gets here


def local(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attributes(element: ET.Element) -> dict[str, str]:
    """Attributes by name without namespace."""
    return {key.rpartition("}")[2]: value for key, value in element.items()}


def named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Elements of this name, whatever their namespace."""
    return (element for element in root.iter() if local(element) == name)
