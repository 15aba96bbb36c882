"""Whether a file holds certain words, also where they lie packed: in a zip (.docx, .xlsx) or in Parquet."""

import io
import zipfile
from collections.abc import Collection
from pathlib import Path

_DEPTH = 4
_PARQUET = b"PAR1"


def holds(path: Path, words: Collection[bytes]) -> bool:
    """Whether the file at `path` holds any of these (UTF-8), also within files in it."""
    return _holds(path.read_bytes(), words, _DEPTH)


def _holds(data: bytes, words: Collection[bytes], depth: int) -> bool:
    if any(word in data for word in words):
        return True
    if data.startswith(_PARQUET):
        return any(word in _table_text(data) for word in words)
    if depth and data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return any(_holds(archive.read(name), words, depth - 1) for name in archive.namelist())
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            return False
    return False


def _table_text(data: bytes) -> bytes:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(io.BytesIO(data), pre_buffer=False).read(use_threads=False)
    return repr(table.to_pylist()).encode("utf-8", "backslashreplace")
