"""Arrivals' bytes: kept in the archive, looked into where need be, and had from it again."""

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tasks.catalogue import Catalogue
from tasks.intake import Opened, Reader
from tasks.pipeline import faultlog
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Archived, Arrival, SeenFile

log = logging.getLogger(__name__)


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
            return self.reader.cells(files.archived(self._settings.archive, kept.archived.sha256), kept.name)
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            told = faultlog.keep(error, self._settings)
            log.error("查看文件时程序出错，其他文件继续：%s（详细记录：%s）", masked(kept.name), told)  # noqa: TRY400
            return None


def bytes_of(settings: Settings, arrival: Arrival) -> Path:
    """An arrival's bytes; where the archive lost them, taken from landing again if they are there.

    Raises ArchiveDamagedError where they are nowhere.
    """
    if not files.is_whole(settings.archive, arrival.sha256):
        files.archive(settings.landing / arrival.path, settings.archive)
        if not files.is_whole(settings.archive, arrival.sha256):
            raise ArchiveDamagedError(arrival.path, arrival.sha256)
    return files.archived(settings.archive, arrival.sha256)
