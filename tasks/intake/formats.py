"""What a file is, judged by its bytes; its name is asked only where they say nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePath
from types import TracebackType
from typing import Final

from tasks.intake.compound import SIGNATURE
from tasks.model import ReadState


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gives no cells. `detail` is a Chinese phrase that completes the state."""

    state: ReadState
    detail: str = ""


class RefusedError(Exception):
    """A file is read no further; `why` is the answer. Never leaves the reading of one file."""

    def __init__(self, state: ReadState, detail: str = "") -> None:
        super().__init__(detail)
        self.why = Unreadable(state, detail)


class Kind(Enum):
    """How a file is to be opened."""

    ZIPPED = auto()  # of whatever kind: `zipped_kind` tells
    XLSX = auto()
    ODS = auto()
    DOCX = auto()
    ARCHIVE = auto()
    XLS = auto()
    PDF = auto()
    PICTURE = auto()
    OFD = auto()  # what a stamped document is in, where it is not a PDF
    HTML = auto()
    SPREADSHEETML = auto()
    TEXT = auto()


_BIFF = (
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

PDF: Final = "实际是 PDF 文件，请报送可以编辑的 .xlsx 表格"
PICTURE: Final = "实际是图片，请报送可以编辑的 .xlsx 表格"
_RAR: Final = "实际是 .rar、.7z 一类的压缩包，请解压后逐份放入，或改用 .zip"
WORDS: Final = "实际是文字文档，请另存为 .docx，或把数据填入 .xlsx 表格"
SLIDES: Final = "实际是演示文稿，请把数据填入 .xlsx 表格"
OFD: Final = "实际是 OFD 版式文件，请报送可以编辑的 .xlsx 表格"
_IWORK: Final = "实际是苹果 iWork 文档，请导出为 .xlsx"
_BINARY: Final = "实际是二进制工作簿（.xlsb），请打开后另存为 .xlsx"
_XML: Final = "实际是 XML 文件，请用表格软件打开后另存为 .xlsx"

_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
_PHOTOS: Final = tuple(b"ftyp" + brand for brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif"))
_SIGNATURES: Mapping[bytes, str] = {
    b"Rar!": _RAR,
    b"7z\xbc\xaf": _RAR,
    b"\x1f\x8b": _RAR,
    b"\xfd7zXZ": _RAR,
    b"{\\rtf": WORDS,
    b"MIME-Version:": "实际是单个文件网页（.mht），请打开后另存为 .xlsx",
}
_OLE_STREAMS: Mapping[str, str] = {"WordDocument": WORDS, "PowerPoint Document": SLIDES}
_PARTS: Mapping[str, Kind | str] = {
    "xl/workbook.xml": Kind.XLSX,
    "xl/workbook.bin": _BINARY,
    "word/document.xml": Kind.DOCX,
    "ppt/presentation.xml": SLIDES,
    "OFD.xml": Kind.OFD,
    "Index/Document.iwa": _IWORK,
    "content.xml": Kind.ODS,
}
_SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb"})
_HEAD: Final = 4096


def kind_of(data: bytes, name: str) -> Kind:
    """What these bytes are; raises RefusedError for what cannot be read. `name` as it was dropped."""
    head = data[:_HEAD]
    if not head:
        raise RefusedError(ReadState.EMPTY)
    if head.startswith(SIGNATURE) and _ENCRYPTED_PACKAGE in data:
        raise RefusedError(ReadState.ENCRYPTED)
    signed = _signed(head)
    if signed is not None:
        return signed
    text = _text(head)
    if text is not None:
        return _markup(text) if text.lstrip("\ufeff \t\r\n").startswith("<") else Kind.TEXT
    if PurePath(name).suffix.lower() in _SHEET_SUFFIXES:
        raise RefusedError(ReadState.CORRUPT, "内容不是完整的工作簿")
    raise RefusedError(ReadState.UNSUPPORTED, "无法辨认文件内容")


def _signed(head: bytes) -> Kind | None:
    """What the first bytes say; None where they say nothing."""
    for signature, detail in _SIGNATURES.items():
        if head.startswith(signature):
            raise RefusedError(ReadState.UNSUPPORTED, detail)
    if _is_picture(head):
        return Kind.PICTURE
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_ZIP):
        return Kind.ZIPPED
    return Kind.XLS if head.startswith((SIGNATURE, *_BIFF)) else None


def _is_picture(head: bytes) -> bool:
    bitmap = head.startswith(b"BM") and head[6:10] == bytes(4)  # a text may begin with BM
    return bitmap or head.startswith(_PICTURES) or head[8:12] == b"WEBP" or head[4:12] in _PHOTOS


def zipped_kind(names: Collection[str]) -> Kind:
    """What a zip with these members is; raises RefusedError for what cannot be read."""
    for part, kind in _PARTS.items():
        if part in names:
            if isinstance(kind, Kind):
                return kind
            raise RefusedError(ReadState.UNSUPPORTED, kind)
    if "[Content_Types].xml" in names:
        raise RefusedError(ReadState.CORRUPT, "文件里没有工作簿")
    return Kind.ARCHIVE


def ole_document(data: bytes) -> str:
    """What a compound file without a workbook is, "" where that is not known."""
    return next((what for name, what in _OLE_STREAMS.items() if name.encode("utf-16-le") in data), "")


class Library:
    """Around calls of a parsing library: whatever it raises on bytes that are not as they should be
    means that the file is damaged. Our own code stays outside, so that its faults show."""

    __slots__ = ("_detail",)

    def __init__(self, detail: str) -> None:
        self._detail = detail

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, RefusedError | MemoryError):
            return
        # a panic in a Rust library is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise RefusedError(ReadState.CORRUPT, self._detail) from error


def megabytes(size: int) -> str:
    """A cap as people read it: 100 MB."""
    return f"{size // (1024 * 1024)} MB"


def _markup(text: str) -> Kind:
    lower = text.lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower and "<html" not in lower:
        return Kind.SPREADSHEETML
    if lower.startswith("<?xml") and "<html" not in lower:
        raise RefusedError(ReadState.UNSUPPORTED, _XML)
    return Kind.HTML


def _text(head: bytes) -> str | None:
    """The beginning of a text, in the first encoding that it is written in; None where it is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError as error:
            if len(head) < _HEAD or error.start < len(head) - 4:
                continue
            text = head[: error.start].decode(encoding)  # cut inside a character
        return None if any(c < " " and c not in "\t\n\r\f\x1b" for c in text) else text
    return None
