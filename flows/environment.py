"""Prefect's settings, shipped with the project as environment defaults: what is set already, stays.

The recorder's batches and flush interval let a server that lives as long as one command record every
task run (one event at a time, the default, loses most of them); see docs/decisions/0005. Does not
import Prefect.
"""

import logging
import os
from pathlib import Path

from tasks.settings import load

_LOOPBACK = ("127.0.0.1", "localhost")
_RECORDER = "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER"
_DEFAULTS = {
    "DO_NOT_TRACK": "1",  # the client's telemetry
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # the server's
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # its pages ask a tracker on the internet for settings
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # the first start migrates a database
    f"{_RECORDER}_BATCH_SIZE": "100",
    f"{_RECORDER}_READ_BATCH_SIZE": "100",
    f"{_RECORDER}_FLUSH_INTERVAL": "0.3",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "tasks",  # the pipeline's own log lines reach the run's page
    "PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "0.5",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",  # seconds from a click in the UI to the run
}
QUIET = "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"
"""Prefect's own lines go to its API, not to the terminal; `FAZHI_DEBUG=1` shows them."""


def apply() -> None:
    """Set the defaults in this process's environment."""
    os.environ.setdefault("PREFECT_HOME", str(load().prefect_home))
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if not debugging():
        os.environ.setdefault(QUIET, "CRITICAL")
    _keep_off_proxies()
    logging.getLogger("tasks").setLevel(logging.INFO)


def home() -> Path:
    """Prefect's home: the project's own unless PREFECT_HOME says otherwise."""
    return Path(os.environ["PREFECT_HOME"])


def debugging() -> bool:
    """Whether tracebacks and Prefect's own lines are wanted."""
    return os.environ.get("FAZHI_DEBUG", "") not in {"", "0"}


def _keep_off_proxies() -> None:
    """An office's HTTP_PROXY must not catch what goes to our own server on loopback."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys([*known, *_LOOPBACK]))
