"""Who and when: nothing below the pipeline asks for the time or the machine."""

import os
import socket
from datetime import UTC, date, datetime

from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.workdays import clock_of


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def today(calendar: CalendarFile) -> date:
    """The present day in the town."""
    return now().astimezone(clock_of(calendar)).date()


def holder(work: str) -> str:
    """Who holds a lease, for the one who has to wait: what is being done, where."""
    return f"{work}（{socket.gethostname()}，进程 {os.getpid()}）"
