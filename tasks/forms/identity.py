"""What a slip carries unseen, so that the mended copy is known wherever it comes in."""

import zipfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree as ET

PREFIX = "fazhi_"
FORM = "form"  # the property that says which form of ours a workbook is
_PART = "docProps/custom.xml"
_MOST = 256 * 1024  # bytes; such a part has a few hundred


@dataclass(frozen=True, slots=True)
class Identity:
    """Codes of region and department, the year, and the SHA-256 of the file that was answered."""

    region: str
    year: int
    department: str
    sha256: str


def identity_in(file: Path | BinaryIO) -> Identity | None:
    """The identity in a workbook; None where there is none, or the file is no .xlsx.

    Raises OSError where the file cannot be opened.
    """
    found = _carried(file)
    try:
        given = {one.name: found[PREFIX + one.name] for one in fields(Identity)}
        return Identity(given["region"], int(given["year"]), given["department"], given["sha256"])
    except (KeyError, ValueError):
        return None


def form_in(file: Path | BinaryIO) -> str:
    """Which form of ours a workbook says that it is; "" where it says nothing, or is no .xlsx.

    Raises OSError where the file cannot be opened.
    """
    return _carried(file).get(PREFIX + FORM, "")


def _carried(file: Path | BinaryIO) -> dict[str, str]:
    """A workbook's custom properties; none where there are none to be read."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_PART) as part:
            xml = part.read(_MOST).decode("utf-8-sig")
        return {} if "<!DOCTYPE" in xml else _properties(xml)
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ET.ParseError):
        return {}


def _properties(xml: str) -> dict[str, str]:
    root = ET.fromstring(xml)  # noqa: S314 no DTD gets here
    return {one.get("name", ""): "".join(one.itertext()) for one in root}
