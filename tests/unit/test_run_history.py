"""Prefect's history in our data folder forgets what runs said since a file came."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.store import run_history
from tasks.store.run_history import DATABASE, HistoryBusyError, forget

WORDS = "夤夜秘勘之卷宗"
SINCE = datetime(2024, 1, 15, tzinfo=UTC)
BEFORE, AFTER = "2024-01-14 08:00:00.000000", "2024-01-16 08:00:00.000000"


def test_it_forgets_what_was_said_since_and_keeps_the_runs(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE log (message, timestamp)")
        made.execute("CREATE TABLE artifact (data, updated)")
        made.execute("CREATE TABLE flow_run (name)")
        made.execute("CREATE TABLE flow_run_state (type, message, data, timestamp)")
        made.executemany("INSERT INTO log VALUES (?, ?)", [("早先", BEFORE), (WORDS, AFTER)])
        made.execute("INSERT INTO artifact VALUES (?, ?)", (WORDS, AFTER))
        made.execute("INSERT INTO flow_run VALUES ('接收与审核')")
        states = [("FAILED", WORDS, WORDS, AFTER), ("COMPLETED", "完成", None, AFTER)]
        made.executemany("INSERT INTO flow_run_state VALUES (?, ?, ?, ?)", states)
    assert forget(tmp_path, SINCE) == 3
    assert all(WORDS.encode() not in one.read_bytes() for one in tmp_path.iterdir())
    with closing(sqlite3.connect(path)) as left:
        assert left.execute("SELECT message FROM log").fetchall() == [("早先",)]
        assert left.execute("SELECT name FROM flow_run").fetchall() == [("接收与审核",)]
        assert left.execute("SELECT type, message FROM flow_run_state").fetchall() == [
            ("FAILED", None),
            ("COMPLETED", "完成"),
        ]
    assert forget(tmp_path, SINCE) == 1  # the failed run's state: said nothing already


def test_while_another_writes_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_history, "_BUSY_SECONDS", 0)
    with closing(sqlite3.connect(tmp_path / DATABASE, isolation_level=None)) as other:
        other.execute("CREATE TABLE log (message, timestamp)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryBusyError, match="fazhi serve"):
            forget(tmp_path, SINCE)


def test_without_a_history_there_is_nothing_to_forget(tmp_path: Path) -> None:
    assert forget(tmp_path, SINCE) == 0
    assert list(tmp_path.iterdir()) == []
