"""The command line: what it says, its exit codes, what it does not import. No Prefect."""

import os
import subprocess
import sys
from contextlib import nullcontext
from contextvars import copy_context
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows import commands, terminal
from flows.cli import run_command
from flows.given import type_with
from tasks.model import Severity
from tasks.pipeline import data_note as note_module
from tasks.pipeline import status as status_module
from tasks.pipeline import trace as trace_module
from tasks.pipeline import years as years_module
from tasks.pipeline.answers import Answered
from tasks.pipeline.curate import Curated
from tasks.pipeline.data_note import Noted
from tasks.pipeline.errors import LeaseHeldError
from tasks.pipeline.ingest import Collected, Judged
from tasks.pipeline.landing import Unplaced
from tasks.pipeline.render import NothingToRender, Rendered
from tasks.pipeline.status import DatasetRow, FindingRow, Status, StatusRow, Tone
from tasks.pipeline.trace import Traced
from tasks.pipeline.versions import DamagedVersionError, NoVersionError, UnclearVersionError

COMMANDS = (
    *("run", "ingest", "curate", "render", "status", "trace", "explain", "form", "check", "withdraw"),
    *("verify", "secrecy-review", "approve"),
    "serve",
)
CURATED = Curated(2023, "b1", changed=True, values=9, datasets=1)
INGESTED = SimpleNamespace(
    collected=Collected(3, 2, 1, (Unplaced("某处", 1, "没有这个单位"),)),
    judged=Judged(),
    answered=Answered(),
    redrafts=SimpleNamespace(lines=(), waiting=0),
)


def finding(severity: Severity) -> FindingRow:
    return FindingRow(
        severity, "信访办", "negative", "数值为负", "表.xlsx", "数据 D5", "写的是[bold]-3。", "请改。"
    )


def fake_flows(monkeypatch: pytest.MonkeyPatch, **results: object) -> None:
    """Flows that give these results at once, in the place of Prefect's."""
    monkeypatch.setattr(commands, "prefect_session", nullcontext)
    for name, result in results.items():
        flow = SimpleNamespace(**{name: lambda *_, result=result: result})
        monkeypatch.setitem(sys.modules, f"flows.{name}", flow)


def fake_status(monkeypatch: pytest.MonkeyPatch, *severities: Severity) -> None:
    dataset = DatasetRow("indicators", "指标数据", "01-15 10:22", "通过（有提示）", Tone.NOTES, 0, 1)
    row = StatusRow("信访办", (dataset,))
    found = tuple(map(finding, severities))
    now = Status("洪梅镇", 2023, date(2024, 1, 16), (row,), found, 30, 0)
    monkeypatch.setattr(status_module, "status", lambda *_: now)


def rendered(folder: Path) -> Rendered:
    return Rendered(
        2023,
        "draft-1",
        folder,
        (folder / "报告.docx", folder / "报告（核稿本，不公开）.docx"),
        88,
        2,
        changed=True,
        warnings=("缺字体。",),
        blockers=tuple(f"第{n}条。" for n in range(1, 13)),
    )


def fazhi(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = str(Path(sys.executable).with_name("fazhi"))
    return subprocess.run(
        [program, *arguments], env=os.environ | environment, capture_output=True, check=False
    )


def test_help_is_chinese_and_lists_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["--help"]) == 0
    page = capsys.readouterr().out
    assert all(f"\n  {name} " in page for name in COMMANDS)
    assert all(f"\n  {code} " in page for code in (0, 1, 2, 3, 70))
    for name in COMMANDS:
        assert run_command([name, "--help"]) == 0
        page += capsys.readouterr().out
    assert not [word for word in ("Usage", "Options", "Arguments", "Show this", "default") if word in page]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "用法：fazhi"),
        (["run"], "缺少年份"),
        (["run", "二〇二三"], "年份的值不对"),
        (["run", "1023"], "年份的值不对"),
        (["run", "2023", "--quick"], "没有这个选项：--quick"),
        (["run", "2023", "--region", "石龙镇"], "没有名为“石龙镇”的镇街；已设置的镇街：洪梅镇"),
        (["fly"], "命令写法不对"),
        (["withdraw", "2023", "信访办"], "缺少--reason"),
        (["withdraw", "2023", "信访办", "--reason", " "], "填报单位和原因都要写明"),
        (["withdraw", "2023", "财政所", "--reason", "重复"], "没有名为“财政所”的填报单位"),
        (["serve", "--port", "80"], "--port 端口的值不对"),
    ],
)
def test_a_usage_error_is_one_chinese_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(said)


def test_a_run_ends_with_what_came_in_what_is_open_and_where_the_documents_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    report = SimpleNamespace(
        ingested=INGESTED, curated=(CURATED,), rendered=rendered(tmp_path / "data" / "draft-1")
    )
    fake_flows(monkeypatch, annual_report=report)
    fake_status(monkeypatch, Severity.WARNING, Severity.WARNING)
    assert run_command(["run", "2023"]) == 0, "warnings alone are clean"
    said = capsys.readouterr().out
    for words in (
        "共 3 份，本次新收 2 份",
        "1 份还在写入",
        "1 份不知道属于哪个单位",
        "采用 30 个",
        "严重 0 个，提示 2 个",
        "印出 88 个，因缺少数据略去 2 处",
        f"　{Path('data', 'draft-1', '报告.docx')}\n",
        "注意：缺字体。",
        "报告：草稿 draft-1\n　　　公开稿：",
        "　　　核稿本：供内部逐个核对数据，不公开\n",
        "还不能定稿的原因，共 12 条：\n　　　1. 第1条。\n",
        "　　　10. 第10条。\n　　　查看全部：fazhi render 2023 --final\n",
    ):
        assert words in said


@pytest.mark.parametrize("name", ["run", "ingest", "curate", "render", "status"])
def test_an_open_critical_finding_is_exit_1(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = rendered(tmp_path)
    fake_flows(
        monkeypatch,
        annual_report=SimpleNamespace(ingested=INGESTED, curated=(CURATED,), rendered=made),
        ingest_submissions=INGESTED,
        curate=CURATED,
        render_annual_report=made,
    )
    fake_status(monkeypatch, Severity.CRITICAL, Severity.INFO)
    assert run_command([name, "2023"]) == 1


@pytest.mark.parametrize("name", ["run", "ingest", "curate", "render"])
def test_nothing_to_do_is_exit_3_and_says_why(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = SimpleNamespace(
        collected=Collected(0, 0, 0, ()),
        judged=Judged(),
        answered=Answered(),
        redrafts=SimpleNamespace(lines=(), waiting=0),
    )
    fake_flows(
        monkeypatch,
        annual_report=SimpleNamespace(
            ingested=nothing, curated=(CURATED,), rendered=NothingToRender("还没有数据。")
        ),
        ingest_submissions=nothing,
        curate=Curated(2023, "", changed=False),
        render_annual_report=NothingToRender("还没有数据。"),
    )
    fake_status(monkeypatch)
    assert run_command([name, "2023"]) == 3
    said = capsys.readouterr().out
    assert any(words in said for words in ("还没有数据。", "共 0 份", "没有可汇总的数据"))


def test_status_lists_departments_and_findings_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_status(monkeypatch, Severity.WARNING)
    assert run_command(["status", "2023"]) == 0
    said = capsys.readouterr().out
    assert "01-15 10:22" in said
    assert "［提示］信访办：数值为负（表.xlsx 数据 D5）" in said
    assert "写的是[bold]-3。" in said, "a department's words are never markup"


def test_trace_takes_the_latest_year_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def found(_settings: object, _region: str, year: int, _what: str, _version: str) -> Traced:
        asked.append(year)
        return Traced((), found=True)

    monkeypatch.setattr(years_module, "years_with_submissions", lambda *_: (2022, 2023))
    monkeypatch.setattr(trace_module, "trace", found)
    assert run_command(["trace", "1661"]) == 0
    assert run_command(["trace", "1661", "--year", "2022"]) == 0
    assert asked == [2023, 2022]
    monkeypatch.setattr(trace_module, "trace", lambda *_: Traced(("没有找到",), found=False))
    assert run_command(["trace", "1661"]) == 3


@pytest.mark.parametrize(
    ("noted", "code"),
    [
        (Noted(("数据说明：x.docx",), written=True), 0),
        (Noted(("“100%”是 5 个数据",), several=True), 2),
        (Noted(("没有印出",)), 3),
    ],
)
def test_a_note_on_one_figure_is_asked_for_by_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], noted: Noted, code: int
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(note_module, "write_note", lambda *given: (asked.append(given), noted)[1])
    assert run_command(["trace", "1661", "--year", "2023", "--version", "v1", "--out", "x.docx"]) == code
    assert asked[0][1:] == ("hongmei", 2023, "1661", Path("x.docx"), "v1")
    said = capsys.readouterr()
    assert noted.lines[0] in (said.err if code == 2 else said.out)


@pytest.mark.parametrize(
    ("error", "code"), [(NoVersionError, 3), (UnclearVersionError, 2), (DamagedVersionError, 70)]
)
def test_what_is_wrong_with_a_version_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type[Exception], code: int
) -> None:
    def failing(*_: object) -> Traced:
        raise error("指不清是哪一版")

    monkeypatch.setattr(trace_module, "trace", failing)
    assert run_command(["trace", "1661", "--year", "2023", "--version", "v"]) == code
    said = capsys.readouterr()
    assert "指不清是哪一版" in (said.out if code == 3 else said.err)


def test_a_note_is_a_word_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["trace", "1661", "--year", "2023", "--out", "说明.pdf"]) == 2
    assert ".docx" in capsys.readouterr().err


def test_a_fault_is_one_line_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    monkeypatch.setattr(status_module, "status", broken)
    assert run_command(["status", "2023"]) == 70
    log = tmp_path / "logs" / "faults.log"
    assert capsys.readouterr().err == f"程序出错，未能完成。（详细记录：{log}）\n"
    assert "ZeroDivisionError: division by zero" in log.read_text(encoding="utf-8")
    monkeypatch.setenv("FAZHI_DEBUG", "1")
    assert run_command(["status", "2023"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_our_own_errors_speak_for_themselves_even_where_no_log_can_be_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def held(*_: object) -> None:
        raise LeaseHeldError.__new__(LeaseHeldError, "洪梅镇 2023年正由另一次运行处理")

    (tmp_path / "data").write_text("not a folder")
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(status_module, "status", held)
    assert run_command(["status", "2023"]) == 70
    assert capsys.readouterr().err.startswith("洪梅镇 2023年正由另一次运行处理（详细记录：")


def test_help_and_reading_import_nothing_heavy(tmp_path: Path) -> None:
    heavy = {"prefect", "great_expectations", "pandas", "sqlalchemy", "rich"}
    program = (
        "import sys; from flows.cli import run_command; run_command({}); "
        f"print(*sorted({heavy} & set(sys.modules)))"
    )

    def imported_by(*arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-c", program.replace("{}", str(list(arguments)))],
            env=os.environ | {"FAZHI_DATA": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return ran.stdout.splitlines()[-1]

    assert imported_by("--help") == ""
    assert "prefect" not in imported_by("status", "2023")
    assert "great_expectations" not in imported_by("trace", "1661")
    assert imported_by("explain", "register.key") == ""


def test_a_command_is_named_with_the_town_that_a_file_said(capsys: pytest.CaptureFixture[str]) -> None:
    def told(region: str) -> str:
        type_with(region)
        terminal.say("生成新的报告：fazhi render 2024")
        return capsys.readouterr().out

    assert copy_context().run(told, "qinghe") == "生成新的报告：fazhi render 2024 --region 青禾镇\n"
    assert copy_context().run(told, "hongmei") == "生成新的报告：fazhi render 2024\n"


def test_output_is_utf_8_in_any_locale() -> None:
    ran = fazhi("--help", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0, ran.stderr
    assert "年度报告" in ran.stdout.decode("utf-8")


def test_a_reader_who_has_gone_is_no_fault(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("fazhi"))
    with subprocess.Popen(
        [program, "status", "2023"],
        env=os.environ | {"FAZHI_DATA": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
