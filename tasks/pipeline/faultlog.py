"""The log of faults: what went wrong in our own program, with all that whoever mends it needs."""

import tempfile
import traceback
from pathlib import Path

from tasks.pipeline.clock import now
from tasks.settings import Settings


def keep(error: BaseException, settings: Settings) -> Path:
    """Add an error with its traceback; gives the log's path."""
    told = "".join(traceback.format_exception(error))
    entry = f"==== {now().isoformat(timespec='seconds')}\n{told}\n"
    try:
        return _append(settings.data / "logs" / "faults.log", entry)
    except OSError:  # a full or read-only disk may be the very fault
        return _append(Path(tempfile.gettempdir()) / "fazhi-faults.log", entry)


def _append(path: Path, entry: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(entry)
    return path
