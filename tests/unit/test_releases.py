"""上报 and 公开: only of what was approved, each said once, kept beside what was said before."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.cli import run_command
from tasks.model import RegionYear
from tasks.pipeline import clock
from tasks.pipeline.approvals import Approval, Decided
from tasks.pipeline.release import NotRecorded, Recorded, Said, record_published, record_sent
from tasks.pipeline.releases import read_releases
from tasks.pipeline.status import status
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.store.files import archived
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry

KEY = RegionYear("hongmei", 2023)
WEB = "http://www.dg.gov.cn/hongmei/202403261234567/post_13800138000.html"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    where = {"FAZHI_DATA": str(tmp_path / "data"), "FAZHI_SITE": str(tmp_path / "site")}
    for name, value in where.items():
        monkeypatch.setenv(name, value)
    made = load_settings(where)
    at(monkeypatch, date(2024, 2, 27))
    approve(made, "v1", Decided.APPROVED)
    return made


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """The present, for all that asks for it."""
    noon = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)


def approve(settings: Settings, version: str, decision: Decided, dated: date = date(2024, 2, 20)) -> None:
    approval = Approval(version=version, decision=decision, reviewer="张某", signer="李某", dated=dated)
    act = Act(ActKind.APPROVAL, version, approval.model_dump_json(), datetime.now(UTC))
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(KEY, "test", lambda: datetime.now(UTC)) as lease,
    ):
        lease.record_acts([act])


def recorded(outcome: Recorded | NotRecorded) -> Recorded:
    assert isinstance(outcome, Recorded), outcome
    return outcome


def acts(settings: Settings) -> list[Act]:
    with open_registry(settings.registry_url) as registry:
        return registry.acts(KEY, ActKind.SENT, ActKind.PUBLISHED)


def test_what_was_said_before_stays_where_it_is_not_said_again(settings: Settings, tmp_path: Path) -> None:
    scan = tmp_path / "回执13800138000.pdf"
    scan.write_bytes(b"%PDF")
    first = recorded(record_sent(settings, KEY, Said("v1", "市委依法治市办", "2024年2月26日", scan=scan)))
    assert first.words == "已上报：v1，2024-02-26，报市委依法治市办，还没有登记回执号，有扫描件"
    later = recorded(record_sent(settings, KEY, Said(receipt="东法收〔2024〕7号")))
    assert later.words == "已上报：v1，2024-02-26，报市委依法治市办，回执号 东法收〔2024〕7号，有扫描件"
    (stands,) = read_releases(acts(settings)).sent.values()
    assert stands.scan is not None
    assert archived(settings.archive, stands.scan.sha256).read_bytes() == b"%PDF"
    assert "13800138000" not in stands.scan.name


def test_the_same_said_twice_is_recorded_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said("v1", WEB)
    assert recorded(record_published(settings, KEY, said)).changed
    at(monkeypatch, date(2024, 2, 28))  # a day that nobody wrote stays what it was
    again = recorded(record_published(settings, KEY, said))
    assert (again.changed, len(acts(settings))) == (False, 1)
    assert f"2024-02-27，{WEB}" in again.words  # an address on the web is kept as it is


@pytest.mark.parametrize(
    ("said", "published", "reason"),
    [
        (Said("v2", "市府"), False, "2023 年的报告v2没有签发，不能登记上报、公开；已签发的有：v1"),
        (Said("v3", WEB), True, "没有签发"),
        (Said("v1"), False, "没有写上报给哪个单位"),
        (Said("v1"), True, "没有写在哪里公开"),
        (Said("v1", "市府", "2024-02-19"), False, "早于签发的日期 2024-02-20"),
        (Said("v1", "市府", "2024-03-01"), False, "还没有到"),
        (Said("v1", "市府", "二月末"), False, "不能识别"),
        (Said("v1", "市府", scan=Path("没有.pdf")), False, "找不到文件 没有.pdf"),
        (Said("v1", "长" * 501), False, "太长"),
        (Said("v1", WEB, receipt="1号"), True, "公开没有回执号"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_leaves_nothing(
    settings: Settings, said: Said, published: bool, reason: str
) -> None:
    approve(settings, "v2", Decided.RETURNED)
    outcome = (record_published if published else record_sent)(settings, KEY, said)
    assert isinstance(outcome, NotRecorded)
    assert reason in outcome.reason
    assert acts(settings) == []


def test_a_scan_with_a_mark_of_secrecy_is_neither_kept_nor_named(settings: Settings, tmp_path: Path) -> None:
    scan = tmp_path / "回执.txt"
    scan.write_text("秘密★1年\n关于报送年度报告的回执", encoding="utf-8")
    outcome = record_sent(settings, KEY, Said("v1", "市府", scan=scan))
    assert isinstance(outcome, NotRecorded)
    assert "密级" in outcome.reason
    assert not settings.archive.exists() or not any(path.is_file() for path in settings.archive.rglob("*"))
    assert acts(settings) == []


def test_without_any_approved_version_it_says_so(settings: Settings) -> None:
    outcome = record_sent(settings, RegionYear("hongmei", 2022), Said(where="市府"))
    assert isinstance(outcome, NotRecorded)
    assert "还没有已签发的版本" in outcome.reason


def test_status_says_what_is_due_what_was_done_and_what_was_late(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> tuple[dict[str, str], tuple[str, ...]]:
        now = status(settings, "hongmei", 2023)
        assert now.report is not None
        return {one.what: one.due.left for one in now.deadlines}, now.report.more

    left, more = told()
    assert left["向上级报告"] == "还有 2 个工作日"
    assert more == ("v1 还没有登记上报，还有 2 个工作日", "v1 还没有登记公开，还有 23 个工作日")
    at(monkeypatch, date(2024, 3, 10))
    assert told()[1][0] == "v1 还没有登记上报，逾期 10 天"
    record_sent(settings, KEY, Said("v1", "市府", "2024-03-05"))
    record_published(settings, KEY, Said("v1", WEB))
    left, more = told()
    assert left["向上级报告"] == "已于2024年3月5日办理，迟了 5 天"
    assert left["向社会公开"] == "已于2024年3月10日办理"
    assert [one.split("：")[0] for one in more] == ["已上报", "已公开"]
    approve(settings, "v2", Decided.APPROVED)  # a later one: what is done once is not overdue for it
    assert told()[1][2:] == ("v2 还没有登记上报", "v2 还没有登记公开")


def test_the_command(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["record", "2023", "--sent-to", "市委依法治市办", "--date", "2024-02-26"]) == 0
    assert run_command(["record", "2023", "v1", "--published-at", WEB]) == 0
    assert run_command(["record", "2023", "v9", "--published-at", WEB]) == 1
    assert run_command(["record", "2023"]) == 2
    assert run_command(["record", "2023", "--sent-to", "市府", "--published-at", WEB]) == 2
    said = capsys.readouterr()
    assert "已上报：v1，2024-02-26" in said.out
    assert "v9没有签发" in said.err
    assert len(acts(settings)) == 2
