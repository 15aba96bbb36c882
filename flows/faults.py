"""What a fault looks like to people: one plain line, and a log for whoever mends it."""

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flows import environment
from tasks.settings import Settings


def report(error: Exception, settings: Settings) -> str:
    """Write the traceback to the log; gives the Chinese line, with the traceback where debugging.

    Our own errors (a catalogue's, an edition's, a lease's) speak for themselves; a library's message
    goes to the log only.
    """
    told = "".join(traceback.format_exception(error))
    own = type(error).__module__.partition(".")[0] in {"tasks", "flows"}
    line = f"{error if own else '程序出错，未能完成。'}（详细记录：{_keep(told, settings)}）"
    return f"{told}\n{line}" if environment.debugging() else line


def _keep(told: str, settings: Settings) -> Path:
    entry = f"==== {datetime.now(UTC).isoformat(timespec='seconds')}\n{told}\n"
    try:
        return _append(settings.data / "logs" / "faults.log", entry)
    except OSError:  # a full or read-only disk may be the very fault
        return _append(Path(tempfile.gettempdir()) / "fazhi-faults.log", entry)


def _append(path: Path, entry: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(entry)
    return path
