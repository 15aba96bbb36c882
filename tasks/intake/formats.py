"""What a file is, judged by its first bytes; its name is asked only where they say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from tasks.model import ReadState


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gives no cells. `detail` is a Chinese phrase that completes the state."""

    state: ReadState
    detail: str = ""


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF": "实际是 PDF 文件，请报送可以编辑的 .xlsx 表格",
    b"\xff\xd8\xff": "实际是图片，请报送可以编辑的 .xlsx 表格",
    b"\x89PNG": "实际是图片，请报送可以编辑的 .xlsx 表格",
    b"GIF8": "实际是图片，请报送可以编辑的 .xlsx 表格",
    b"Rar!": "实际是压缩包，请解压后逐份放入",
    b"7z\xbc\xaf": "实际是压缩包，请解压后逐份放入",
    b"{\\rtf": "实际是文字文档，请把数据填入 .xlsx 表格",
}
_MARKUP = "实际是网页或 XML 格式的表格，请打开后另存为 .xlsx"
_OLD_EXCEL = "实际是旧版 Excel 或 WPS 表格（.xls、.et），请打开后另存为 .xlsx"
_TEXT = "实际是文本或 CSV 文件，请用表格软件打开后另存为 .xlsx"
_ZIPPED: Mapping[str, str] = {
    "xl/workbook.bin": "实际是二进制工作簿（.xlsb），请打开后另存为 .xlsx",
    "xl/vbaProject.bin": "实际是带宏的工作簿（.xlsm），请另存为不带宏的 .xlsx",
    "word/document.xml": "实际是 Word 文档，请把数据填入 .xlsx 表格",
    "ppt/presentation.xml": "实际是演示文稿，请把数据填入 .xlsx 表格",
    "content.xml": "实际是 OpenDocument 文档（.ods 等），请打开后另存为 .xlsx",
}
_SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb"})


def not_zip(data: bytes, name: str) -> Unreadable | None:
    """Why a file is no container of ours, None where it looks like one. `name` as it was dropped."""
    head = data[:4096]
    if not head:
        return Unreadable(ReadState.EMPTY)
    if head.startswith(_ZIP):
        return None
    if head.startswith(_OLE):
        encrypted = _ENCRYPTED_PACKAGE in data
        return Unreadable(ReadState.ENCRYPTED) if encrypted else _unsupported(_OLD_EXCEL)
    for signature, detail in _SIGNATURES.items():
        if head.startswith(signature):
            return _unsupported(detail)
    if _is_text(head):
        return _unsupported(_MARKUP if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _TEXT)
    if PurePath(name).suffix.lower() in _SHEET_SUFFIXES:
        return Unreadable(ReadState.CORRUPT, "内容不是完整的工作簿")
    return _unsupported("无法辨认文件内容")


def not_workbook(names: frozenset[str]) -> Unreadable | None:
    """Why a zip with these members is no .xlsx workbook, None where it is one."""
    for member, detail in _ZIPPED.items():
        if member in names:
            return _unsupported(detail)
    if "xl/workbook.xml" in names:
        return None
    if "[Content_Types].xml" in names:
        return Unreadable(ReadState.CORRUPT, "文件里没有工作簿")
    return _unsupported("实际是压缩包，请解压后逐份放入")


def _unsupported(detail: str) -> Unreadable:
    return Unreadable(ReadState.UNSUPPORTED, detail)


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return head.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-8", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:  # cut inside a character
                return True
        else:
            return not any(c < 32 and c not in b"\t\n\r\f\x1b" for c in head)
    return False
