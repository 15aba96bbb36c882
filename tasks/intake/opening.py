"""One file → its cells, whatever format it is in: by content, within caps."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tasks.intake.archive import unpack
from tasks.intake.cells import Opened, Scan, Workbook
from tasks.intake.csvs import read_csv
from tasks.intake.docx import read_docx
from tasks.intake.formats import (
    OFD,
    Kind,
    RefusedError,
    Unreadable,
    kind_of,
    megabytes,
    zipped_kind,
)
from tasks.intake.html import read_html
from tasks.intake.ods import read_ods
from tasks.intake.parts import Package, open_package
from tasks.intake.scan import read_scan
from tasks.intake.spreadsheetml import read_spreadsheetml
from tasks.intake.xls import read_xls
from tasks.intake.xlsx import read_xlsx
from tasks.model import ReadState
from tasks.settings import Limits

_NO_ZIP = "不是压缩包"
_NO_MEMORY = Unreadable(ReadState.TOO_LARGE, "内容超出内存上限")


def read_cells(path: Path, name: str, limits: Limits, into: Path | None = None) -> Opened:
    """The cells of the file at `path` (its bytes; `name` is what it was called), or why not.

    The files of a zip are unpacked into the folder `into`, and only named without one; with it, nothing
    but a zip is looked into. Raises OSError where a file cannot be opened or written, for that is no
    fault of the file.
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
        return _zipped(data, limits, into)
    if into is not None:
        raise RefusedError(ReadState.UNSUPPORTED, _NO_ZIP)
    if kind in (Kind.PDF, Kind.PICTURE):
        return read_scan(data, kind, limits)
    return _READ[kind](data, limits)


def _zipped(data: bytes, limits: Limits, into: Path | None) -> Opened:
    package = open_package(data)
    kind = zipped_kind(package.entries.keys())
    if kind is Kind.ARCHIVE:
        return unpack(data, limits, into)
    if into is not None:
        raise RefusedError(ReadState.UNSUPPORTED, _NO_ZIP)
    if kind is Kind.OFD:
        return Scan((), OFD)
    return _READ_ZIPPED[kind](package, limits)


_READ: Mapping[Kind, Callable[[bytes, Limits], Workbook]] = {
    Kind.XLS: read_xls,
    Kind.HTML: read_html,
    Kind.TEXT: read_csv,
    Kind.SPREADSHEETML: read_spreadsheetml,
}
_READ_ZIPPED: Mapping[Kind, Callable[[Package, Limits], Workbook]] = {
    Kind.XLSX: read_xlsx,
    Kind.ODS: read_ods,
    Kind.DOCX: read_docx,
}
