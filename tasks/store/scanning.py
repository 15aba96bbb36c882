"""What lies below a folder, and whether a file has changed since it was seen. Nothing is altered."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tasks.store.records import SeenFile, Sighting

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
            elif (status := regular(source)) is not None:
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


def regular(path: Path) -> os.stat_result | None:
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
    status = regular(seen.source)
    return status is None or (status.st_size, status.st_mtime_ns) != (seen.size, seen.mtime_ns)


def is_recent(seen: SeenFile, at: datetime) -> bool:
    """Whether a file was written so shortly before `at` that it may still be being written."""
    return seen.mtime_ns >= (at - _COARSEST_MTIME).timestamp() * 1e9
