"""One Prefect server for all flow tests: the product's own, on a home of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_HOME,
    temporary_settings,
)

from flows import server


@dataclass(frozen=True, slots=True)
class Harness:
    """The server's home and address."""

    home: Path
    api_url: str


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    """A server that lives as long as the test run."""
    home = tmp_path_factory.mktemp("prefect")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PREFECT_HOME", str(home))
        with server.running() as own:
            server.wait_until_ready(own)
            settings = {
                PREFECT_HOME: home,
                PREFECT_API_URL: server.api_url(own.port),
                PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
            }
            with temporary_settings(settings):
                yield Harness(home, server.api_url(own.port))


@pytest.fixture
def client(harness: Harness) -> Iterator[SyncPrefectClient]:
    """A client of the harness's server."""
    with get_client(sync_client=True) as one:
        yield one
