"""Reading where it can be stopped: one reused process that holds the parser."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

from tasks.intake.cells import Opened, Unpacked
from tasks.intake.formats import Unreadable
from tasks.intake.looking import Looked
from tasks.intake.looking_texts import Wanted
from tasks.intake.recognise import recognise
from tasks.model import Place, Reading, ReadState
from tasks.settings import HOUSE, Limits

if TYPE_CHECKING:
    from types import TracebackType

    from tasks.catalogue import Catalogue
    from tasks.intake.worker import Answer


class NoReaderError(RuntimeError):
    """The reading process does not start: no fault of any file."""


class Reader:
    """Reads files one after the other: `with Reader(catalogue, limits) as reader: reader.read(…)`.

    A file that takes longer than `limits.read_seconds` is TIMED_OUT, one that brings the process down
    is CORRUPT; either way the next file gets a new process. For one thread at a time.
    """

    def __init__(self, catalogue: Catalogue, limits: Limits) -> None:
        self._catalogue = catalogue
        self._limits = limits

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, path: Path, name: str, place: Place) -> Reading:
        """Read the bytes at `path`, called `name`, dropped at `place`.

        Whatever is wrong with the file is in the Reading's state. Raises OSError where `path` cannot be
        opened, NoReaderError where the reading process cannot be started, RuntimeError for a fault in it.
        """
        return recognise(self.cells(path, name), name, place, self._catalogue, self._limits)

    def cells(self, path: Path, name: str) -> Opened:
        """The cells of the bytes at `path`, called `name`, or why there are none. Raises as `read` does."""
        return self._opened(path, name, None)

    def unpack(self, path: Path, name: str, into: Path) -> Unpacked | Unreadable:
        """The files of the zip at `path`, written into the folder `into`, each under a name of ours.

        Unreadable where there is nothing to take, and at once for what is no zip. Raises as `read` does.
        """
        opened = self._opened(path, name, into.resolve())
        return opened if isinstance(opened, Unpacked) else cast("Unreadable", opened)

    def look(self, path: Path, wanted: Wanted) -> Looked:
        """The lines of the bytes at `path` that hold a wanted word, wherever they stand; none of what cannot
        be looked into, or not in time. Raises as `read` does.
        """
        found = self._answered(path, "", wanted)
        return found if isinstance(found, Looked) else Looked("", ())

    def _opened(self, path: Path, name: str, into: Path | None) -> Opened:
        return cast("Opened", self._answered(path, name, into))

    def _answered(self, path: Path, name: str, task: Path | Wanted | None) -> Opened | Looked:
        self._wait_until_ready()
        timed_out = threading.Event()

        def give_up() -> None:
            timed_out.set()
            self._process.kill()

        timer = threading.Timer(self._limits.read_seconds, give_up)
        timer.start()
        try:
            answer = self._ask(path.resolve(), name, task)
        finally:
            timer.cancel()
            timer.join()
        if timed_out.is_set():
            self._process.wait()
            answer = Unreadable(ReadState.TIMED_OUT, f"上限为 {self._limits.read_seconds:g} 秒")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(self, path: Path, name: str, task: Path | Wanted | None) -> Answer:
        try:
            self._requests.write(pickle.dumps((path, name, self._limits, task)))
            self._requests.flush()
            return cast("Answer", pickle.load(self._answers))  # noqa: S301 written by our own worker
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            self._process.wait()
            return Unreadable(ReadState.CORRUPT, "读取时出错")

    def _start(self) -> None:
        """Start a process; it gets ready while the caller goes on."""
        command = [sys.executable, "-m", "tasks.intake.worker", str(self._limits.read_memory_bytes)]
        self._process = subprocess.Popen(  # noqa: S603 ourselves
            command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._greeted = False

    def _wait_until_ready(self) -> None:
        """A new process if the last file ended the old one, and its greeting if it is new."""
        if self._process.poll() is not None:
            self._stop()
            self._start()
        if not self._greeted:
            try:
                pickle.load(self._answers)  # noqa: S301 written by our own worker
            except EOFError as error:
                raise NoReaderError("the reading process (tasks.intake.worker) does not start") from error
            self._greeted = True

    def _stop(self) -> None:
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes and waits
            pass
