"""A Prefect server to talk to while a command's flow runs.

In this order: the one that PREFECT_API_URL names; the one that `fazhi serve` runs on this home; one of
our own, which ends with the command, once everything is on record.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from flows import environment, server
from flows.terminal import complain, say


@contextmanager
def prefect_session() -> Iterator[None]:
    """Give Prefect a server and import it. Raises ServerError where there is none."""
    environment.home().mkdir(parents=True, exist_ok=True)
    if os.environ.get("PREFECT_API_URL") or _point_at(server.served_port()):
        with _without_heartbeat():
            _check_reachable()
            yield
        return
    say("正在启动 Prefect 服务……")
    with server.running() as own:
        _point_at(own.port)
        with _without_heartbeat():
            _import_flows()  # takes half as long as the server's start: both at once
            server.wait_until_ready(own)
            try:
                yield
            finally:
                _wait_for_history()


def _point_at(port: int | None) -> bool:
    if port is not None:
        os.environ["PREFECT_API_URL"] = server.api_url(port)
    return port is not None


@contextmanager
def _without_heartbeat() -> Iterator[None]:
    """A heartbeat tells a runner of a dead run. Here there is none to tell, and each flow run would wait
    a second for its heartbeat to end; only code, not the environment, can turn it off."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _check_reachable() -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            url = os.environ["PREFECT_API_URL"]
            raise server.ServerError(f"连不上 Prefect 服务 {url}，请检查 PREFECT_API_URL 和该服务。")


def _import_flows() -> None:

    import flows.annual_report  # noqa: F401


def _wait_for_history() -> None:
    from flows.history import wait_until_recorded
    from tasks.steps import started

    if not wait_until_recorded(started()):
        complain("注意：Prefect 没有记下全部任务，运行历史可能不完整；结果不受影响。")
