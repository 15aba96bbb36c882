"""Who and when: nothing below the pipeline asks for the time or the machine."""

import os
import socket
from datetime import UTC, datetime


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def holder(work: str) -> str:
    """Who holds a lease, for the one who has to wait: what is being done, where."""
    return f"{work}（{socket.gethostname()}，进程 {os.getpid()}）"
