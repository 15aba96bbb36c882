"""`fazhi` as one types it, with the server that each command starts for itself."""

import os
import subprocess
import sys
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.objects import StateType

from tests.flows.conftest import Harness


def fazhi(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    program = str(Path(sys.executable).with_name("fazhi"))
    return subprocess.run(
        [program, *arguments],
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_server_that_ends_with_its_command_has_recorded_every_task_run(
    client: SyncPrefectClient, harness: Harness, tmp_path: Path
) -> None:
    (tmp_path / "landing" / "洪梅镇" / "2031").mkdir(parents=True)
    ran = fazhi("run", "2031", FAZHI_DATA=str(tmp_path), PREFECT_HOME=str(harness.home))
    assert ran.returncode == 3, ran.stderr
    assert "没有生成报告" in ran.stdout
    assert ran.stderr == ""
    named = FlowRunFilter(name=FlowRunFilterName(any_=["洪梅镇 2031 年度报告"]))
    run = client.read_flow_runs(flow_run_filter=named)[0]  # the harness's server reads the same database
    assert run.state_name == "无可生成内容"
    tasks = client.read_task_runs(flow_run_filter=named)
    assert len(tasks) == 7
    assert {task.state_type for task in tasks} == {StateType.COMPLETED}
    assert not _listening(harness.home), "the server of the command has ended"


def test_a_named_server_that_is_not_there_is_a_plain_line(tmp_path: Path) -> None:
    ran = fazhi("run", "2031", FAZHI_DATA=str(tmp_path), PREFECT_API_URL="http://127.0.0.1:9/api")
    assert ran.returncode == 70
    assert ran.stderr.startswith("连不上 Prefect 服务 http://127.0.0.1:9/api")
    assert len(ran.stderr.splitlines()) == 1


def _listening(home: Path) -> bool:
    log = (home / "server.log").read_text(encoding="utf-8")
    port = log.partition("http://127.0.0.1:")[2].partition("/")[0]
    from flows import server

    return not server.port_is_free(int(port))
