"""One file → its cells, whatever format it is in: by content, within caps."""

import io
import zipfile
from pathlib import Path

from tasks.intake.archive import unpack
from tasks.intake.cells import Opened
from tasks.intake.formats import (
    Kind,
    RefusedError,
    Unreadable,
    kind_of,
    library,
    megabytes,
    zipped_kind,
)
from tasks.intake.scan import read_scan
from tasks.intake.xlsx import read_xlsx
from tasks.model import ReadState
from tasks.settings import Limits

_DAMAGED = "文件不完整"
_NO_ZIP = "不是压缩包"
_NO_MEMORY = Unreadable(ReadState.TOO_LARGE, "内容超出内存上限")


def read_cells(path: Path, name: str, limits: Limits, into: Path | None = None) -> Opened:
    """The cells of the file at `path` (its bytes; `name` is what it was called), or why not.

    The files of a zip are unpacked into the folder `into`, and only named without one; with it, nothing
    but a zip is looked into. Raises OSError
    where a file cannot be opened or written, for that is no fault of the file.
    """
    try:
        return _opened(_bytes(path, limits), name, limits, into)
    except RefusedError as error:
        return error.why
    except MemoryError:
        return _NO_MEMORY


def _bytes(path: Path, limits: Limits) -> bytes:
    if path.stat().st_size > limits.file_bytes:
        raise RefusedError(ReadState.TOO_LARGE, f"文件大小上限为 {megabytes(limits.file_bytes)}")
    return path.read_bytes()


def _opened(data: bytes, name: str, limits: Limits, into: Path | None) -> Opened:
    kind = kind_of(data, name)
    if kind is Kind.ZIPPED:
        with library(_DAMAGED):
            archive = zipfile.ZipFile(io.BytesIO(data))
        with archive:
            kind = zipped_kind(frozenset(archive.namelist()))
            if kind is Kind.XLSX and into is None:
                return read_xlsx(data, archive, limits)
        if kind is Kind.ARCHIVE:
            return unpack(data, limits, into)
    if into is not None:
        raise RefusedError(ReadState.UNSUPPORTED, _NO_ZIP)
    if kind in (Kind.PDF, Kind.PICTURE):
        return read_scan(data, kind, limits)
    raise RefusedError(ReadState.UNSUPPORTED, _NOT_YET[kind])


_NOT_YET = {
    Kind.XLSB: "实际是二进制工作簿（.xlsb），请打开后另存为 .xlsx",
    Kind.ODS: "实际是 OpenDocument 文档（.ods 等），请打开后另存为 .xlsx",
    Kind.DOCX: "实际是 Word 文档，请把数据填入 .xlsx 表格",
    Kind.XLS: "实际是旧版 Excel 或 WPS 表格（.xls、.et），请打开后另存为 .xlsx",
    Kind.HTML: "实际是网页或 XML 格式的表格，请打开后另存为 .xlsx",
    Kind.SPREADSHEETML: "实际是网页或 XML 格式的表格，请打开后另存为 .xlsx",
    Kind.TEXT: "实际是文本或 CSV 文件，请用表格软件打开后另存为 .xlsx",
}
