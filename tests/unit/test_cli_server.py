"""Prefect's settings as defaults, and which server a command talks to. No Prefect."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows import environment, server


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Prefect home of one's own."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return tmp_path


@contextmanager
def answering(body: str) -> Iterator[int]:
    """Something on loopback that answers every request with `body`; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer((server.HOST, 0), Handler) as listening:
        Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield listening.server_port
        listening.shutdown()


def test_settings_are_defaults_and_what_is_set_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    monkeypatch.setenv("PREFECT_RUNNER_POLL_FREQUENCY", "30")
    monkeypatch.setenv("NO_PROXY", "example.org")
    monkeypatch.setenv("no_proxy", "")
    environment.apply()
    assert environment.home() == tmp_path.resolve() / "prefect"
    assert os.environ["PREFECT_RUNNER_POLL_FREQUENCY"] == "30"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["NO_PROXY"] == "example.org,127.0.0.1,localhost"
    assert os.environ["no_proxy"] == "127.0.0.1,localhost"
    assert not list(tmp_path.iterdir()), "reading changes nothing"


def test_without_a_note_there_is_no_served_port(home: Path) -> None:
    assert server.served_port() is None


def test_a_note_counts_only_while_that_server_serves_this_home(home: Path) -> None:
    note = home / "serve.port"
    with answering(f'{{"home": "{home}"}}') as port:
        note.write_text(str(port))
        assert server.served_port() == port
        assert not server.port_is_free(port)
    assert server.port_is_free(port)
    assert server.served_port() is None, "it has ended without taking its note away"
    with answering('{"home": "/another/home"}') as port:
        note.write_text(str(port))
        assert server.served_port() is None, "another project's server took the port"
    with answering("<html>") as port:
        note.write_text(str(port))
        assert server.served_port() is None
    note.write_text("not a port")
    assert server.served_port() is None


def test_a_server_that_cannot_start_says_where_its_log_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(server.ServerError, match=r"server\.log"), server.running() as own:
        server.wait_until_ready(own)
    assert own.process.poll() is not None
