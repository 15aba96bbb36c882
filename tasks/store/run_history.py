"""The run history that Prefect keeps in our data folder (SQLite): its lines name files and quote findings."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

DATABASE = "prefect.db"

_SINCE = {
    "log": "timestamp",
    "artifact": "updated",
    "artifact_collection": "updated",
    "event_resources": "occurred",
    "events": "occurred",
}
_UNSAY = (
    "UPDATE {table} SET message = NULL, data = NULL WHERE timestamp >= ? AND type IN ('FAILED', 'CRASHED')"
)
_BUSY_SECONDS = 30


class HistoryBusyError(RuntimeError):
    """The run history cannot be rewritten now; the message is Chinese and says what to do."""


def forget(home: Path, since: datetime) -> int:
    """Remove log lines, artifacts and events since a time, and what failed runs said; gives how many rows.

    Nothing where there is no history here. Raises HistoryBusyError where others keep it busy.
    """
    path = home / DATABASE
    if not path.is_file():
        return 0
    try:
        return _forget(path, since)
    except sqlite3.Error as error:
        said = "运行记录正被使用，清除没有做完：请停下 fazhi serve 和其他运行，再运行一次同样的命令。"
        raise HistoryBusyError(said) from error


def _forget(path: Path, since: datetime) -> int:
    first = since.strftime("%Y-%m-%d %H:%M:%S")
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        rows = 0
        for table, column in _SINCE.items():
            if column in _columns(connection, table):
                rows += connection.execute(f'DELETE FROM "{table}" WHERE "{column}" >= ?', (first,)).rowcount  # noqa: S608 our own names
        for table in ("flow_run_state", "task_run_state"):
            if "message" in _columns(connection, table):
                rows += connection.execute(_UNSAY.format(table=table), (first,)).rowcount
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return rows


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
