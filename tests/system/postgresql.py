"""A real PostgreSQL server for system tests: Debian's own, started natively on a free loopback port.

`with running_postgresql() as server:` gives the address of a server that lives in a temporary folder and
is gone afterwards. PostgreSQL refuses to run as root, so root starts it as Debian's user `postgres`.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; anyone on this machine may connect."""

    port: int

    def url(self, database: str) -> str:
        """The address of a database as SQLAlchemy and Prefect take it."""
        return f"postgresql://fazhi@127.0.0.1:{self.port}/{database}"

    def new_database(self, name: str) -> str:
        """Make an empty database; gives its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)


@contextmanager
def running_postgresql() -> Iterator[Server]:
    """Start a server, stop it at the end. Raises FileNotFoundError without Debian's postgresql."""
    programs = _programs()
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="fazhi-postgresql-"))
    port = _free_port()
    try:
        if user:
            shutil.chown(folder, user)
        control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        _run([programs / "initdb", "-D", folder / "data", "-U", "fazhi", "-A", "trust", "-E", "UTF8"], user)
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        _run([*control, "-l", folder / "log", "-o", options, "start"], user)
        try:
            yield Server(port)
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        raise FileNotFoundError("no /usr/lib/postgresql/*/bin/pg_ctl: apt-get install postgresql")
    return found[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str | Path], user: str | None) -> None:
    # To nowhere, not to a pipe: the server inherits it and would keep a pipe open.
    quiet = subprocess.DEVNULL
    subprocess.run(command, user=user, cwd="/", check=True, stdin=quiet, stdout=quiet)
