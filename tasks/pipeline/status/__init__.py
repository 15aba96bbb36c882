"""Who has sent what, how it was judged, what is open and until when: for the terminal, for Prefect's
artifacts and for the pages that anyone can open."""

from tasks.pipeline.status.reading import status
from tasks.pipeline.status.rows import (
    ContentRow,
    DatasetRow,
    DeadlineRow,
    Due,
    FindingRow,
    Status,
    StatusRow,
    Tone,
    WithdrawnRow,
)

__all__ = [
    "ContentRow",
    "DatasetRow",
    "DeadlineRow",
    "Due",
    "FindingRow",
    "Status",
    "StatusRow",
    "Tone",
    "WithdrawnRow",
    "status",
]
