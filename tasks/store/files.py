"""Files: the archive of every arrival's bytes, and writing without half a file.

Landing belongs to the departments: it is read, never altered. Whatever we write appears
whole under its name or not at all: into a temporary file beside it, to disk, then renamed.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tasks.store.records import Archived
from tasks.store.scanning import regular, scan

_TEMPORARY = ".part-"
_CHUNK = 1024 * 1024


def archive(source: Path, archive_root: Path, only: str = "") -> Archived | None:
    """Keep a copy of a file's bytes in the archive, read-only and named by their SHA-256; with `only`, those
    bytes and no others.

    None where the file is not settled: it vanished, cannot be opened now (another program holds it),
    or changed while it was copied. The next scan sees it again. Raises OSError where the archive
    cannot be written.
    """
    before = regular(source)
    if before is None:
        return None
    try:
        reading = source.open("rb")
    except OSError:
        return None
    with reading, _appearing(archive_root) as (writing, appear):
        sha256, size = _copy(reading, writing)
        after = regular(source)
        if after is None or _identity(before) != _identity(after) or size != after.st_size:
            return None
        if only and sha256 != only:
            return None
        target = archived(archive_root, sha256)
        if not is_whole(archive_root, sha256):
            appear(target)
            target.chmod(0o444)
    return Archived(sha256, size)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _copy(reading: BinaryIO, writing: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := reading.read(_CHUNK):
        digest.update(chunk)
        size += writing.write(chunk)
    return digest.hexdigest(), size


def archived(archive_root: Path, sha256: str) -> Path:
    """Where the archive keeps the bytes with this SHA-256."""
    return archive_root / sha256[:2] / sha256


def is_whole(archive_root: Path, sha256: str) -> bool:
    """Whether the archive still holds the bytes with this SHA-256, unchanged."""
    try:
        with archived(archive_root, sha256).open("rb") as blob:
            return hashlib.file_digest(blob, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or nothing; folders are made. Raises OSError."""
    with _appearing(path.parent) as (writing, appear):
        writing.write(data)
        appear(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a whole new folder or nothing. Raises FileExistsError where anything lies there, OSError."""
    _make(folder.parent)
    temporary = folder.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    temporary.mkdir()
    try:
        for name, data in files.items():
            write_atomic(temporary / name, data)
        if folder.exists():
            raise FileExistsError(folder)
        temporary.rename(folder)
        _sync_folder(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _appearing(folder: Path) -> Iterator[tuple[BinaryIO, Callable[[Path], None]]]:
    """A new temporary file in `folder`, and the function that puts it to disk under its name."""
    _make(folder)
    temporary = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
    writing = temporary.open("xb")

    def appear(target: Path) -> None:
        writing.flush()
        os.fsync(writing.fileno())
        writing.close()  # Windows renames no open file
        _make(target.parent)
        temporary.replace(target)
        _sync_folder(target.parent)

    try:
        yield writing, appear
    finally:
        writing.close()
        temporary.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Put the folder's entries to disk, where the system can (Windows cannot open a folder)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def touch(root: Path, paths: Iterable[str]) -> None:
    """Renew the times of files below `root`, so that a sweep's grace starts now."""
    for path in paths:
        with suppress(FileNotFoundError):
            os.utime(root / path)


def sweep(root: Path, referenced: set[str], before: datetime) -> list[str]:
    """Remove Parquet files below `root` that nothing refers to, and what a killed run left half-written.

    Only files last touched before `before` go: one just written is about to be referred to, and an old
    one may still be being read. `referenced` holds paths relative to `root`; gives those removed, sorted.
    On the archive it removes leftovers only.
    """
    limit = before.timestamp() * 1e9

    removed = []
    for seen in scan(root, lambda _path: False).files:
        disposable = seen.path.endswith(".parquet") or seen.source.name.startswith(_TEMPORARY)
        if disposable and seen.path not in referenced and seen.mtime_ns < limit:
            seen.source.unlink(missing_ok=True)
            removed.append(seen.path)
    return removed
