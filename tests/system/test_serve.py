"""`fazhi serve`: starts, refuses politely, shares its server with other commands, ends without a trace."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import server
from tests.system.serving import serving

pytestmark = pytest.mark.system

PORT = 4711


def test_from_start_to_end(tmp_path: Path) -> None:
    with serving(tmp_path / "data", PORT) as served:
        note = served.data / "prefect" / "serve.port"

        # a run started as its page does, with the form's Chinese region, in a process of its own
        run = served.run("annual-report", 2023)
        assert (run.name, run.state_name) == ("洪梅镇 2023 年度报告", "Completed")
        assert run.parameters == {"year": 2023, "region": "洪梅镇"}
        assert "2023 信访办：退回修改" in " ".join(served.log_lines(run)), (
            "the pipeline's log is on the run's page"
        )
        assert list((served.data / "reports" / "洪梅镇" / "2023").glob("draft-*/*.docx"))

        # another command uses this server rather than one of its own
        ingested = served.fazhi("ingest", "2023")
        assert "正在启动" not in ingested.stdout
        assert "本次新收 0 份" in ingested.stdout
        assert ingested.returncode == 1, "the empty file is an open critical finding"

        # it is not started twice, and takes no port from another program
        again = served.fazhi("serve", "--port", str(PORT + 1))
        assert (again.returncode, again.stderr) == (3, f"已经在运行：{served.url}\n")
        hidden = note.rename(note.with_suffix(".away"))
        taken = served.fazhi("serve", "--port", str(PORT))
        assert taken.returncode == 3
        assert taken.stderr.startswith(f"端口 {PORT} 已被别的程序占用")
        hidden.rename(note)

        # it ends cleanly
        served.process.send_signal(signal.SIGTERM)
        assert served.process.stdout is not None
        assert served.process.stdout.read().splitlines()[-1] == "已结束。"
        assert served.process.wait(30) == 0
        assert server.port_is_free(PORT)
        assert not note.exists()


def test_no_server_is_left_behind_by_a_command_that_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path / "data", PORT) as served:
        served.process.kill()
        assert _soon(lambda: server.port_is_free(PORT))


def _soon(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return true()
