"""A document that somebody edited, opened within the caps and read again, whatever format it is in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tasks.intake.formats import Kind, RefusedError, kind_of, megabytes, zipped_kind
from tasks.intake.parts import Package, check_package, open_package
from tasks.intake.text import decoded
from tasks.model import ReadState
from tasks.review.reading import Edited, UnreadableError, docx, report_alone
from tasks.review.reading.html import read_html
from tasks.review.reading.odt import BODY as ODT_BODY
from tasks.review.reading.odt import read_odt
from tasks.review.reading.pdf import read_pdf
from tasks.review.reading.text import read_text
from tasks.settings import Limits

_MOST_CHARACTERS = 2_000_000
_MOST_NUMBERS = 10_000
_NUMBER = re.compile("[0-9０-９]+|[一二三四五六七八九十]+")
_SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx，或导出 .pdf，再核对"
_OTHER: Mapping[ReadState, str] = {
    ReadState.EMPTY: "文件是空的",
    ReadState.ENCRYPTED: "文件有打开密码，请去掉密码后再核对",
    ReadState.CORRUPT: f"文件不完整或已损坏。{_SAVE_AS}",
    ReadState.UNSUPPORTED: f"这种文件不能核对。{_SAVE_AS}",
}
_TEXT_TYPE = b"application/vnd.oasis.opendocument.text"


class Format(Enum):
    """How a document was written."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    HTML = "html"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's bytes, what it is, and its text."""

    data: bytes
    format: Format
    edited: Edited


def open_edited(path: Path, limits: Limits, name: str = "") -> Opened:
    """Read a document again, called `name` (its path's by default).

    Raises UnreadableError with a Chinese sentence, OSError where the file cannot be opened.
    """
    if path.stat().st_size > limits.file_bytes:
        raise UnreadableError(f"文件超过 {megabytes(limits.file_bytes)}，不能核对")
    data = path.read_bytes()
    try:
        format_, edited = _read(data, name or path.name, limits)
    except RefusedError as error:
        why = _OTHER.get(error.why.state) or f"{error.why.state.label}：{error.why.detail}"
        raise UnreadableError(why) from error
    if sum(len(one.text) for one in edited.paragraphs) > _MOST_CHARACTERS:
        raise UnreadableError(f"文字超过 {_MOST_CHARACTERS // 10000} 万字，请分开核对")
    if sum(len(_NUMBER.findall(one.text)) for one in edited.paragraphs) > _MOST_NUMBERS:
        raise UnreadableError(f"数字超过 {_MOST_NUMBERS // 10000} 万个，不像一份报告，请分开核对")
    return Opened(data, format_, report_alone(edited))


def _read(data: bytes, name: str, limits: Limits) -> tuple[Format, Edited]:
    match kind_of(data, name):
        case Kind.ZIPPED:
            return _zipped(open_package(data), limits)
        case Kind.PDF:
            return Format.PDF, read_pdf(data)
        case Kind.HTML:
            return Format.HTML, read_html(decoded(data))
        case Kind.TEXT:
            return Format.TEXT, read_text(decoded(data))
        case Kind.PICTURE | Kind.OFD:
            raise UnreadableError(f"图片和版式文件里的文字不能核对。{_SAVE_AS}")
        case _:
            raise RefusedError(ReadState.UNSUPPORTED)


def _zipped(package: Package, limits: Limits) -> tuple[Format, Edited]:
    kind = zipped_kind(package.entries.keys())
    check_package(package, limits)
    if kind is Kind.DOCX:
        parts = {name: package.xml(name) for name in docx.wanted(package.entries)}
        return Format.DOCX, docx.read_docx(parts)
    if kind is Kind.ODS and package.holds("mimetype") and package.unpacked("mimetype") == _TEXT_TYPE:
        return Format.ODT, read_odt(package.xml(ODT_BODY))
    raise RefusedError(ReadState.UNSUPPORTED)
