"""Leases: one writer a RegionYear, also between processes, and none that writes after it was replaced."""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.model import RegionYear
from tasks.store import leases
from tasks.store.records import Build
from tasks.store.registry import Registry, open_registry

YEAR = RegionYear("hongmei", 2023)
NOON = datetime(2024, 1, 15, 12, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def add_one_often(url: str, counter: str, times: int) -> None:
    """Read, wait, write: loses counts unless nobody else does so meanwhile."""
    with open_registry(url) as registry:
        while times:
            try:
                with registry.lease(YEAR, "counter", lambda: datetime.now(UTC)):
                    count = int(Path(counter).read_text())
                    time.sleep(0.002)
                    Path(counter).write_text(str(count + 1))
                times -= 1
            except leases.LeaseHeldError:
                time.sleep(0.001)


class LeaseRules:
    """Every behaviour that does not depend on the database."""

    @pytest.fixture
    def registry(self, url: str) -> Iterator[Registry]:
        with open_registry(url) as opened:
            yield opened

    def test_a_lease_shuts_out_others_until_released(self, registry: Registry) -> None:
        clock = Clock()
        with registry.lease(YEAR, "张三的电脑", clock):
            with (
                pytest.raises(leases.LeaseHeldError, match="张三的电脑") as caught,
                registry.lease(YEAR, "b", clock),
            ):
                pass
            with registry.lease(RegionYear("hongmei", 2022), "b", clock):
                pass  # another year is another lease
        assert (caught.value.holder, caught.value.until) == ("张三的电脑", NOON + leases.DURATION)
        with registry.lease(YEAR, "b", clock):
            pass

    def test_a_lease_is_released_when_its_work_fails(self, registry: Registry) -> None:
        with pytest.raises(ZeroDivisionError), registry.lease(YEAR, "a", Clock()):
            _ = 1 / 0
        with registry.lease(YEAR, "b", Clock()):
            pass

    def test_a_writer_who_was_replaced_changes_nothing(self, registry: Registry, url: str) -> None:
        clock = Clock()
        mine, theirs = (Build(YEAR, inputs, "fp", NOON, ()) for inputs in ("mine", "theirs"))
        with open_registry(url) as other, registry.lease(YEAR, "stopped", clock) as stopped:
            clock.now += leases.DURATION
            with other.lease(YEAR, "next", clock) as lease:
                lease.commit_build(theirs)
                with pytest.raises(leases.LeaseLostError):
                    stopped.commit_build(mine)
                with pytest.raises(leases.LeaseHeldError), other.lease(YEAR, "third", clock):
                    pass
        assert registry.current_build(YEAR) == theirs
        with registry.lease(YEAR, "stopped", clock):
            pass  # its late release did not harm

    def test_every_write_and_renewal_extends_the_lease(self, registry: Registry) -> None:
        clock = Clock()
        nearly = leases.DURATION - timedelta(seconds=1)
        with registry.lease(YEAR, "a", clock) as lease:
            for extend in (lease.renew, lambda: lease.commit_build(Build(YEAR, "i", "fp", NOON, ()))):
                clock.now += nearly
                extend()
            clock.now += nearly
            with pytest.raises(leases.LeaseHeldError), registry.lease(YEAR, "b", clock):
                pass

    def test_long_work_keeps_its_lease(self, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(leases, "DURATION", timedelta(seconds=0.3))
        with registry.lease(YEAR, "a", lambda: datetime.now(UTC)):
            time.sleep(0.8)
            with (
                pytest.raises(leases.LeaseHeldError),
                registry.lease(YEAR, "b", lambda: datetime.now(UTC)),
            ):
                pass

    def test_processes_take_turns(self, url: str, tmp_path: Path) -> None:
        counter = tmp_path / "counter"
        counter.write_text("0")
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            for done in [pool.submit(add_one_often, url, str(counter), 20) for _ in range(2)]:
                done.result()
        assert counter.read_text() == "40"


class TestSqlite(LeaseRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'registry.sqlite'}"
