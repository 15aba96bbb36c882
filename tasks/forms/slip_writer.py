"""Writing slips where it can be stopped: one reused process that holds openpyxl."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, cast

from tasks.catalogue.wording import AnswersFile
from tasks.forms.answers import Slip
from tasks.settings import HOUSE, Limits

if TYPE_CHECKING:
    from tasks.forms.worker import Answer, Source


class CannotCopyError(ValueError):
    """The file cannot be copied within time and memory, or not at all."""


class SlipWriter:
    """Writes slips one after the other: `with SlipWriter(words, limits) as writer: writer.write(…)`.

    The process starts with the first slip. For one thread at a time.
    """

    def __init__(self, words: AnswersFile, limits: Limits) -> None:
        self._words, self._limits = words, limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def write(self, slip: Slip, source: Source) -> bytes:
        """The slip on the file at a path, on cells, or (None) alone.

        Raises CannotCopyError where the file or its cells cannot be copied, OSError where the path
        cannot be opened.
        """
        if isinstance(source, Path):
            source = source.resolve()  # the process works in a folder of its own
        process = self._started()
        timer = threading.Timer(self._limits.read_seconds, process.kill)
        timer.start()
        try:
            answer = _ask(process, (slip, source, self._words))
        finally:
            timer.cancel()
            timer.join()
        match answer:
            case bytes():
                return answer
            case OSError() | RuntimeError():
                raise answer
        raise CannotCopyError(str(answer))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            command = [sys.executable, "-m", "tasks.forms.worker", str(self._limits.read_memory_bytes)]
            self._process = subprocess.Popen(  # noqa: S603 ourselves
                command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            with suppress(BrokenPipeError), self._process:  # closes the pipes and waits
                pass
            self._process = None


def _ask(process: subprocess.Popen[bytes], request: tuple[Slip, Source, AnswersFile]) -> Answer:
    requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        requests.write(pickle.dumps(request))
        requests.flush()
        return cast("Answer", pickle.load(answers))  # noqa: S301 written by our own worker
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        process.wait()
        return ValueError(f"the writing process ended: {error}")
