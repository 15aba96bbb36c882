"""Text of unknown encoding: what Chinese programs write, each tried strictly."""

import codecs
from typing import Final

from tasks.intake.formats import RefusedError
from tasks.model import ReadState

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """By byte order mark, else UTF-8, else GB18030; raises RefusedError where it is none of these."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], (encoding,))
    return _strict(data, ("utf-8", "gb18030"))


def _strict(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError(ReadState.CORRUPT, "文字编码无法辨认，请用表格软件打开后另存为 .xlsx")
