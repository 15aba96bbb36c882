"""Workbooks as bytes that depend on their content alone, and names of sheets."""

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tasks.cell_text import clean

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
_NO_SHEET = re.compile(r"[\[\]:*?/\\]")


def repacked(data: bytes, modified: datetime) -> bytes:
    """A workbook's zip with fixed times, and `modified` as the time of its last change."""
    stamp = modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, content)
    return target.getvalue()


def sheet_name(name: str) -> str:
    """A sheet's name as a workbook can have it."""
    return _NO_SHEET.sub("_", clean(name)).strip("'")[:31] or "表格"
