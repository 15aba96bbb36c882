"""`fazhi run 2023` on a data root of its own: first and again, beside the bare start of Prefect's server."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tasks.settings import HOUSE

RUNS = 3
SERVER = """
from flows import environment, server
environment.home().mkdir(parents=True, exist_ok=True)
with server.running() as own:
    server.wait_until_ready(own)
"""
IMPORTS = "import flows.annual_report"


def main() -> None:
    """Medians over several data roots, in seconds."""
    rows = [_measure() for _ in range(RUNS)]
    for name in rows[0]:
        print(f"{name:<44}{statistics.median(row[name] for row in rows):6.1f} s")


def _measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shutil.copytree(HOUSE / "data" / "landing", data / "landing")
        run = [str(Path(sys.executable).with_name("fazhi")), "run", "2023"]
        first_server = _seconds(data, [sys.executable, "-c", SERVER])
        shutil.rmtree(data / "prefect")
        first = _seconds(data, run)
        server = _seconds(data, [sys.executable, "-c", SERVER])
        imports = _seconds(data, [sys.executable, "-c", IMPORTS])
        again = _seconds(data, run)
    return {
        "server's first start (makes its database)": first_server,
        "fazhi run 2023, first": first,
        "  beyond the server's first start": first - first_server,
        "server's start": server,
        "import of Prefect and the flows": imports,
        "fazhi run 2023, nothing changed": again,
        "  beyond server and import, one after the other": again - server - imports,
        "  beyond the server alone (import overlaps it)": again - server,
    }


def _seconds(data: Path, command: list[str]) -> float:
    environment = os.environ | {"FAZHI_DATA": str(data)}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
