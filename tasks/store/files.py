"""Files: what lies in landing, the archive of every arrival's bytes, and writing without half a file.

Landing belongs to the departments: it is listed and read, never altered. Whatever we write appears
whole under its name or not at all: into a temporary file beside it, to disk, then renamed.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tasks.store.records import Archived, SeenFile, Sighting

_TEMPORARY = ".part-"
_CHUNK = 1024 * 1024
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, which the `stat` module knows on Windows only
_COARSEST_MTIME = timedelta(seconds=2)  # FAT and exFAT, as on memory sticks


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies below a folder, each sorted by path: files; links, which are not followed; folders that
    cannot be listed."""

    files: tuple[SeenFile, ...]
    links: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def scan(root: Path, ignore: Callable[[str], bool]) -> Scan:
    """Look at everything below `root`; what vanishes meanwhile, `root` included, is left out.

    `ignore` is asked for each file's and folder's path relative to `root`; an ignored folder is not
    entered.
    """
    found: list[SeenFile] = []
    links: list[str] = []
    closed: list[str] = []
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = _entries(folder)
        except OSError:
            closed.append(_storable(folder.relative_to(root)))
            continue
        for entry in entries:
            source = Path(entry.path)
            path = _storable(source.relative_to(root))
            if ignore(path):
                continue
            if _is_link(entry):
                links.append(path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(source)
            elif (status := _regular(source)) is not None:
                found.append(SeenFile(path, status.st_size, status.st_mtime_ns, source))
    return Scan(tuple(sorted(found)), tuple(sorted(links)), tuple(sorted(closed)))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether an entry leads elsewhere: a symbolic link, or a junction on Windows."""
    if entry.is_symlink():
        return True
    with suppress(OSError):
        return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION
    return False


def _regular(path: Path) -> os.stat_result | None:
    """The status of a regular file; None for anything else and where there is nothing."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _storable(relative: Path) -> str:
    r"""POSIX path; bytes of a name that is no UTF-8 (unpacked from a GBK zip) as \xNN."""
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")


def unchanged(seen: SeenFile, sighting: Sighting | None) -> bool:
    """Whether a file can be taken as it was at its last sighting without reading it again.

    A file whose time was too near the sighting may have been changed again within one tick of the file
    system's clock, and is read once more (git calls it "racily clean").
    """
    if sighting is None or (seen.size, seen.mtime_ns) != (sighting.size, sighting.mtime_ns):
        return False
    return seen.mtime_ns < (sighting.seen_at - _COARSEST_MTIME).timestamp() * 1e9


def changed_since(seen: SeenFile) -> bool:
    """Whether a file has gone on growing or changing since it was seen, or is gone."""
    status = _regular(seen.source)
    return status is None or (status.st_size, status.st_mtime_ns) != (seen.size, seen.mtime_ns)


def is_recent(seen: SeenFile, at: datetime) -> bool:
    """Whether a file was written so shortly before `at` that it may still be being written."""
    return seen.mtime_ns >= (at - _COARSEST_MTIME).timestamp() * 1e9


def archive(source: Path, archive_root: Path) -> Archived | None:
    """Keep a copy of a file's bytes in the archive, read-only and named by their SHA-256.

    None where the file is not settled: it vanished, cannot be opened now (another program holds it),
    or changed while it was copied. The next scan sees it again. Raises OSError where the archive
    cannot be written.
    """
    before = _regular(source)
    if before is None:
        return None
    try:
        reading = source.open("rb")
    except OSError:
        return None
    with reading, _appearing(archive_root) as (writing, appear):
        sha256, size = _copy(reading, writing)
        after = _regular(source)
        if after is None or _identity(before) != _identity(after) or size != after.st_size:
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
