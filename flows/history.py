"""Waiting until Prefect's history holds every task run of this process.

Task runs reach the server as events and are written in batches; a server that ends with its command
would lose those still under way.
"""

import logging
import time
from collections.abc import Collection
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterId
from prefect.logging.handlers import APILogHandler

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 30
_LOOK_SECONDS = 0.1


def wait_until_recorded(task_runs: Collection[UUID]) -> bool:
    """Send the last log lines, then wait until all task runs (ids) are there with a final state."""
    APILogHandler().flush()
    deadline = time.monotonic() + PATIENCE_SECONDS
    ids = TaskRunFilter(id=TaskRunFilterId(any_=list(task_runs)))
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            runs = client.read_task_runs(task_run_filter=ids)
            if sum(1 for run in runs if run.state is not None and run.state.is_final()) == len(task_runs):
                return True
            time.sleep(_LOOK_SECONDS)
    return False
