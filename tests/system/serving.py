"""`fazhi serve` as an operator starts it, on a data root of its own with the shipped submissions."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterName,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import FlowRun

from tasks.settings import HOUSE

PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Served:
    """A running `fazhi serve`."""

    process: subprocess.Popen[str]
    data: Path
    port: int
    site: Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fazhi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data root."""
        return subprocess.run(
            [_program(), *arguments],
            env=_environment(self.data, self.site),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def run(self, deployment: str, year: int, **more: object) -> FlowRun:
        """Start a deployment as its page does (`more` is what its form asks for), and wait for its end."""
        with SyncPrefectClient(f"{self.url}/api") as client:
            found = client.read_deployment_by_name(f"{deployment}/{deployment}")
            started = client.create_flow_run_from_deployment(found.id, parameters={"year": year} | more)
            return self.ended(started)

    def find_run(self, name: str) -> FlowRun:
        """The run of that name, which it has from its start on."""
        named = FlowRunFilter(name=FlowRunFilterName(any_=[name]))
        deadline = time.monotonic() + PATIENCE_SECONDS
        with SyncPrefectClient(f"{self.url}/api") as client:
            while not (found := client.read_flow_runs(flow_run_filter=named)):
                assert time.monotonic() < deadline, f"no run is named {name}"
                time.sleep(0.2)
        return found[0]

    def log_lines(self, run: FlowRun) -> list[str]:
        """What the run's page shows of its log."""
        only = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id]))
        with SyncPrefectClient(f"{self.url}/api") as client:
            return [line.message for line in client.read_logs(only)]

    def ended(self, run: FlowRun) -> FlowRun:
        """The run when it has ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with SyncPrefectClient(f"{self.url}/api") as client:
            while run.state is None or not run.state.is_final():
                assert time.monotonic() < deadline, f"{run.name} is {run.state_name}"
                time.sleep(0.2)
                run = client.read_flow_run(run.id)
        return run


@contextmanager
def serving(data: Path, port: int, site: Path | None = None, *, spoiled: bool = True) -> Iterator[Served]:
    """Serve until the block ends; `spoiled` with a file among the submissions that is none."""
    shutil.copytree(HOUSE / "data" / "landing", data / "landing")
    if spoiled:
        (data / "landing" / "洪梅镇" / "2023" / "信访办" / "补充材料.xlsx").write_bytes(b"")  # a finding
    with subprocess.Popen(
        [_program(), "serve", "--port", str(port)],
        env=_environment(data, site),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "已就绪" in line:
                break
        try:
            yield Served(process, data, port, site)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE_SECONDS)


def _program() -> str:
    return str(Path(sys.executable).with_name("fazhi"))


def _environment(data: Path, site: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"FAZHI_DATA": str(data)} | ({} if site is None else {"FAZHI_SITE": str(site)})
