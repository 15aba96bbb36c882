"""Prefect's server as a child process on loopback, and finding the one that `fazhi serve` started.

Standard library only: the server starts while this process is still importing Prefect.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows import environment

HOST = "127.0.0.1"
START_SECONDS = 120
"""The first start creates the database: about 15 s on a slow machine."""

_STOP_SECONDS = 10


class ServerError(RuntimeError):
    """Prefect's server cannot be used; the message is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of ours. `port` is on loopback."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path


def url(port: int) -> str:
    """The address of the pages."""
    return f"http://{HOST}:{port}"


def api_url(port: int) -> str:
    """What PREFECT_API_URL wants."""
    return f"{url(port)}/api"


@contextmanager
def running(port: int | None = None, *, ui: bool = False) -> Iterator[Server]:
    """Start a server on `port` (default: any free one); it is stopped at the end. Does not wait."""
    server = _start(port or _free_port(), ui=ui)
    try:
        yield server
    finally:
        _stop(server)


def wait_until_ready(server: Server) -> None:
    """Come back when the server answers. Raises ServerError where it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while _get(server.port, "/api/health") is None:
        if server.process.poll() is not None:
            raise ServerError(f"Prefect 服务未能启动，记录见 {server.log}")
        if time.monotonic() > deadline:
            raise ServerError(f"Prefect 服务在 {START_SECONDS} 秒内没有就绪，记录见 {server.log}")
        time.sleep(0.05)


def port_is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@contextmanager
def announced(server: Server) -> Iterator[None]:
    """Leave word in Prefect's home that this server may be used by other commands."""
    note = _note()
    note.write_text(str(server.port), encoding="ascii")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def served_port() -> int | None:
    """The port of the server that `fazhi serve` runs on this home, if it answers and is that."""
    try:
        port = int(_note().read_text(encoding="ascii"))
        said = json.loads(_get(port, "/api/admin/settings") or b"{}")
    except (OSError, ValueError):
        return None
    return port if said.get("home") == str(environment.home()) else None


def _start(port: int, *, ui: bool) -> Server:
    log = environment.home() / "server.log"
    kept = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    own = {
        "PREFECT_SERVER_API_HOST": HOST,  # not as arguments: the pages would not learn the port
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_ENABLED": str(ui).lower(),
        "PYTHONUTF8": "1",
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.host"],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=kept | own,
            start_new_session=True,  # Ctrl-C is for the command, which then stops the server
        )
    return Server(process, port, log)


def _stop(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
    if server.process.stdin is not None:
        server.process.stdin.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _get(port: int, path: str) -> bytes | None:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.read() if answer.status == http.client.OK else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _note() -> Path:
    return environment.home() / "serve.port"
