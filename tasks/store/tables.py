"""Parquet: immutable files named by their content.

The same rows give the same bytes (for one version of pyarrow), so a file's name says what is in it,
writing it twice is writing it once, and a build is a list of names.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.model import RegionYear
from tasks.store.files import write_atomic
from tasks.store.records import Part

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_ROW_GROUP = 1024 * 1024


class DamagedPartError(RuntimeError):
    """A Parquet file is missing or is not what was written under its name."""


def write_table(table: pa.Table, root: Path, name: str, region_year: RegionYear) -> Part:
    """Write `<name>/region=<code>/year=<year>/<name>-<sha16>.parquet` below `root`, unless it is there.

    Rows and columns are kept in the order given. Raises ValueError where name or region is no code,
    OSError where it cannot be written.
    """
    for code in (name, region_year.region):
        if not _CODE.fullmatch(code):
            raise ValueError(f"no code: {code!r}")
    data = _bytes(table)
    sha256 = hashlib.sha256(data).hexdigest()
    folder = f"{name}/region={region_year.region}/year={region_year.year}"
    part = Part(name, f"{folder}/{name}-{sha256[:16]}.parquet", sha256, table.num_rows)
    target = root / part.path
    if _holds(target, sha256):
        os.utime(target)  # so that a sweep does not take it for a leftover before it is committed
    else:
        write_atomic(target, data)
    return part


def _bytes(table: pa.Table) -> bytes:
    """One chunk, no pandas metadata, and every option that shapes the file stated."""
    metadata = {k: v for k, v in sorted((table.schema.metadata or {}).items()) if k != b"pandas"}
    sink = pa.BufferOutputStream()
    pq.write_table(
        table.combine_chunks().replace_schema_metadata(metadata or None),
        sink,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        row_group_size=_ROW_GROUP,
    )
    return sink.getvalue().to_pybytes()


def _holds(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def read_part(root: Path, part: Part) -> pa.Table:
    """The table that was written. Raises DamagedPartError where the file is not as it was written."""
    try:
        data = (root / part.path).read_bytes()
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise DamagedPartError(f"数据文件缺失或已损坏：{part.path}")
    # on this thread alone: one of Arrow's that still holds our bytes while Python exits aborts the process
    return pq.ParquetFile(pa.BufferReader(data), pre_buffer=False).read(use_threads=False)


def read_parts(root: Path, parts: Sequence[Part]) -> pa.Table:
    """The rows of several parts of one table, in the order given. Raises as `read_part` does."""
    return pa.concat_tables([read_part(root, part) for part in parts])
