"""Arrivals' bytes: kept in the archive, looked into where need be, and had from it again."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from tasks.catalogue import Catalogue
from tasks.intake import NoReaderError, Opened, Reader, Unpacked
from tasks.pipeline import faultlog
from tasks.pipeline.clock import now
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Archived, Arrival, SeenFile

log = logging.getLogger(__name__)

_ZIP = b"PK"
_LEFT_BEHIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of landing whose bytes are in the archive. `order` is its place among all that came."""

    seen: SeenFile
    archived: Archived
    order: tuple[int, str]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.seen.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class KeptMember:
    """A file of a zip whose bytes are in the archive; `name` with the folders in the zip."""

    name: str
    archived: Archived


class Opener:
    """Looks into files in the reading process, which starts with the first that needs it."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._open = ExitStack()
        self._reader: Reader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def reader(self) -> Reader:
        """The reading process."""
        if self._reader is None:
            self._reader = self._open.enter_context(Reader(self._catalogue, self._settings.limits))
        return self._reader

    def cells(self, kept: Kept) -> Opened | None:
        """A file's cells; None where a fault of ours stands in the way: judging will say so."""
        try:
            return self.reader.cells(self._path(kept), kept.name)
        except NoReaderError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            self._tell(kept, error)
            return None

    def members(self, kept: Kept) -> tuple[KeptMember, ...]:
        """The files of a zip, in the archive; none where a fault of ours stands in the way, as above."""
        try:
            return members(self._settings, self.reader, self._path(kept), kept.name)
        except (OSError, NoReaderError):  # everybody's fault
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            self._tell(kept, error)
            return ()

    def _path(self, kept: Kept) -> Path:
        return files.archived(self._settings.archive, kept.archived.sha256)

    def _tell(self, kept: Kept, error: Exception) -> None:
        told = faultlog.keep(error, self._settings)
        log.error("查看文件时程序出错，其他文件继续：%s（详细记录：%s）", masked(kept.name), told)


def members(settings: Settings, reader: Reader, path: Path, name: str) -> tuple[KeptMember, ...]:
    """The files of a zip, put into the archive; none where it is no zip, or none can be taken.

    Raises OSError where they cannot be written.
    """
    with path.open("rb") as file:
        if file.read(2) != _ZIP:
            return ()
    with _workshop(settings) as folder:
        found = reader.unpack(path, name, folder)
        if not isinstance(found, Unpacked):
            return ()
        kept = [
            KeptMember(one.name, archived)
            for one in found.members
            if one.path is not None and (archived := files.archive(one.path, settings.archive))
        ]
        return tuple(kept)


@contextmanager
def _workshop(settings: Settings) -> Iterator[Path]:
    """An empty folder below data, gone afterwards; so is what killed runs left behind."""
    root = settings.data / "unpacking"
    root.mkdir(parents=True, exist_ok=True)
    for old in root.iterdir():
        if old.stat().st_mtime < (now() - _LEFT_BEHIND).timestamp():
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=root, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def bytes_of(settings: Settings, reader: Reader, arrival: Arrival) -> Path:
    """An arrival's bytes; where the archive lost them, taken from landing again if they are there.

    Raises ArchiveDamagedError where they are nowhere.
    """
    if not files.is_whole(settings.archive, arrival.sha256):
        _restore(settings, reader, arrival)
        if not files.is_whole(settings.archive, arrival.sha256):
            raise ArchiveDamagedError(arrival.path, arrival.sha256)
    return files.archived(settings.archive, arrival.sha256)


def _restore(settings: Settings, reader: Reader, arrival: Arrival) -> None:
    """Put what lies in landing at an arrival's path, or in the zip there, into the archive again."""
    path = settings.landing / arrival.path
    while not path.is_file() and path != settings.landing:
        path = path.parent
    if arrival.parent is not None and path.is_file():
        members(settings, reader, path, path.name)
    elif path.is_file():
        files.archive(path, settings.archive)
