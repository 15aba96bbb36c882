"""What the registry keeps and which dataset and build count. `RegistryRules` also runs on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tasks.model import Address, Finding, Place, ReadState, RegionYear, Scope, Severity, Verdict
from tasks.store.records import Build, Dataset, Judgement, NewArrival, Part
from tasks.store.registry import Registry, open_registry

YEAR = RegionYear("hongmei", 2023)
BEFORE = RegionYear("hongmei", 2022)
NOON = datetime(2024, 1, 15, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def seen(path: str, content: str, *, department: str = "justice", mtime_ns: int = 1) -> NewArrival:
    return NewArrival(department, path, path.rpartition("/")[2], content, len(content), mtime_ns, NOON)


def finding(rule: str, observed: str = "“四百六”不是数") -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.CRITICAL,
        scope=Scope.CELL,
        dataset="indicators",
        address=Address("数据.xlsx", "表一", "D5"),
        observed=observed,
        mend="请填写数字。",
        indicator="cases",
        period="2023",
        column="本年数",
        count=3,
        places="D5:D7",
    )


def part(name: str) -> Part:
    return Part("indicators", f"indicators/region=hongmei/year=2023/{name}.parquet", name, 7)


def judged(arrival: int, *verdicts: Verdict, kind: str = "indicators", under: str = "f1") -> Judgement:
    datasets = tuple(Dataset(kind, verdict, part(f"staged-{arrival}")) for verdict in verdicts)
    return Judgement(arrival, under, ReadState.READ, datasets=datasets)


def build(inputs: str, *parts: Part, findings: tuple[Finding, ...] = ()) -> Build:
    return Build(YEAR, inputs, "fp", NOON, parts or (part(inputs),), findings)


class RegistryRules:
    """Every behaviour that does not depend on the database."""

    @pytest.fixture
    def registry(self, url: str) -> Iterator[Registry]:
        with open_registry(url) as opened:
            yield opened

    def test_the_same_bytes_at_a_path_arrive_once(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            first = lease.record_arrivals([seen("甲/数据.xlsx", "v1")])
            again = lease.record_arrivals([seen("甲/数据.xlsx", "v1", mtime_ns=2)])
        assert [(a.place, a.sha256, a.seen_at) for a in first] == [
            (Place("hongmei", 2023, "justice"), "v1", NOON)
        ]
        assert again == []
        sighting = registry.sightings(YEAR)["甲/数据.xlsx"]
        assert (sighting.mtime_ns, sighting.sha256, sighting.arrival) == (2, "v1", first[0].id)

    def test_bytes_that_come_back_after_others_arrive_anew(self, registry: Registry) -> None:
        contents = ["v1", "v2", "v1"]
        with registry.lease(YEAR, "a", noon) as lease:
            for content in contents:
                lease.record_arrivals([seen("x.xlsx", content)])
        assert [a.sha256 for a in registry.unjudged(YEAR, "f1")] == contents

    def test_one_path_twice_in_one_scan_keeps_the_order(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            added = lease.record_arrivals([seen("x", "v1"), seen("x", "v1"), seen("x", "v2")])
        assert [a.sha256 for a in added] == ["v1", "v2"]
        assert registry.sightings(YEAR)["x"].arrival == added[1].id

    def test_a_path_that_comes_to_another_department_arrives_anew(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            lease.record_arrivals([seen("x", "v1")])
            moved = lease.record_arrivals([seen("x", "v1", department="market")])
        assert [a.place.department for a in moved] == ["market"]

    def test_years_do_not_mix(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease, registry.lease(BEFORE, "a", noon) as before:
            old = before.record_arrivals([seen("2022/x", "v1")])
            lease.record_arrivals([seen("2023/x", "v1")])
            with pytest.raises(ValueError, match="leased"):
                lease.save_judgements([judged(old[0].id, Verdict.PASSED)])
        assert list(registry.sightings(BEFORE)) == ["2022/x"]
        assert [a.path for a in registry.unjudged(YEAR, "f1")] == ["2023/x"]

    def test_times_come_back_in_utc(self, registry: Registry) -> None:
        china = timezone(timedelta(hours=8))
        with registry.lease(YEAR, "a", noon) as lease:
            local = NewArrival("justice", "x", "x", "v", 1, 1, datetime(2024, 1, 15, 20, tzinfo=china))
            (arrival,) = lease.record_arrivals([local])
        assert arrival.seen_at == NOON
        assert arrival.seen_at.utcoffset() == timedelta(0)

    def test_odd_characters_do_not_stop_the_others(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            odd_name = replace(seen("a", "v1"), file="\ud800.xlsx")
            first, second = lease.record_arrivals([odd_name, seen("b", "v2")])
            odd = Judgement(
                first.id, "f1", ReadState.READ, findings=(finding("cell.number", "\x00“”\udfff"),)
            )
            lease.save_judgements([odd, judged(second.id, Verdict.PASSED)])
        observed = [f.observed for j in registry.judgements(YEAR, "f1") for f in j.judgement.findings]
        assert observed == ["\\x00“”\\udfff"]
        assert len(registry.current_datasets(YEAR, "f1")) == 1

    def test_a_judgement_comes_back_whole_and_is_kept_once(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            (arrival,) = lease.record_arrivals([seen("x", "v1")])
            whole = Judgement(
                arrival=arrival.id,
                fingerprint="f1",
                state=ReadState.CORRUPT,
                detail="第3张表",
                datasets=(
                    Dataset("indicators", Verdict.PASSED_WITH_NOTES, part("s1")),
                    Dataset("narrative", Verdict.RETURNED),
                ),
                findings=(finding("b.second"), finding("a.first")),
            )
            lease.save_judgements([whole])
            lease.save_judgements([whole, whole])
        (one,) = registry.judgements(YEAR, "f1")
        assert one.arrival == arrival
        assert one.judgement == whole
        assert registry.unjudged(YEAR, "f1") == []
        assert registry.unjudged(YEAR, "f2") == [arrival]

    def test_who_reported_a_file_is_known_by_its_bytes(self, registry: Registry) -> None:
        """Of the whole region, whatever the year; as it was last read."""
        who, other = (("填报人", "张三"), ("审核人", "李“四”")), (("填报人", "王五"),)
        with registry.lease(YEAR, "a", noon) as lease:
            one, two = lease.record_arrivals([seen("甲/x", "v1"), seen("甲/y", "v2")])
            lease.save_judgements([replace(judged(one.id, Verdict.PASSED), people=other)])
            lease.save_judgements([replace(judged(one.id, Verdict.PASSED, under="f2"), people=who)])
            lease.save_judgements([judged(two.id, Verdict.PASSED)])
        with registry.lease(BEFORE, "a", noon) as lease:
            (old,) = lease.record_arrivals([seen("乙/x", "v0")])
            lease.save_judgements([replace(judged(old.id, Verdict.PASSED), people=other)])
        assert registry.people("hongmei") == {"v1": who, "v0": other}
        assert registry.people("qinghe") == {}
        assert [one.judgement.people for one in registry.judgements(YEAR, "f2")] == [who]

    def test_an_accepted_dataset_must_be_staged_and_nothing_is_half_saved(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            first, second = lease.record_arrivals([seen("x", "v1"), seen("y", "v2")])
            bad = Judgement(second.id, "f1", ReadState.READ, datasets=(Dataset("k", Verdict.PASSED),))
            with pytest.raises(ValueError, match="not staged"):
                lease.save_judgements([judged(first.id, Verdict.PASSED), bad])
        assert len(registry.unjudged(YEAR, "f1")) == 2

    def test_the_last_accepted_in_order_of_arrival_counts(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            one, two, three, other = lease.record_arrivals(
                [
                    seen("数据.xlsx", "v1"),
                    seen("数据(最终版).xls", "v2"),
                    seen("数据.xlsx", "v3"),
                    seen("z", "v4", department="market"),
                ]
            )
            lease.save_judgements(  # judged out of order
                [
                    judged(other.id, Verdict.PASSED, kind="narrative"),
                    judged(three.id, Verdict.RETURNED),
                    judged(two.id, Verdict.PASSED_WITH_NOTES),
                    judged(one.id, Verdict.PASSED),
                    judged(one.id, Verdict.PASSED, under="f2"),
                ]
            )
        current = registry.current_datasets(YEAR, "f1")
        assert [(c.arrival.place.department, c.kind, c.arrival, c.verdict) for c in current] == [
            ("justice", "indicators", two, Verdict.PASSED_WITH_NOTES),
            ("market", "narrative", other, Verdict.PASSED),
        ]
        assert current[0].staged == part(f"staged-{two.id}")
        assert [c.arrival for c in registry.current_datasets(YEAR, "f2")] == [one]
        shown = registry.judgements(YEAR, "f1")
        assert [j.arrival.id for j in shown] == [two.id, three.id, other.id]  # each path's latest

    def test_a_build_is_current_whole_and_kept_once(self, registry: Registry) -> None:
        assert registry.current_build(YEAR) is None
        twice = part("same")
        first = build("i1", part("b"), twice, twice, findings=(finding("z.z"), finding("a.a")))
        with registry.lease(YEAR, "a", noon) as lease:
            lease.commit_build(first)
            assert registry.current_build(YEAR) == first
            lease.commit_build(Build(YEAR, "i1", "fp", NOON + timedelta(1), first.parts, first.findings))
            assert registry.current_build(YEAR) == first  # its time did not change either
            lease.commit_build(build("i2"))
            with pytest.raises(ValueError, match="not the leased"):
                lease.commit_build(Build(BEFORE, "i", "fp", NOON, ()))
        assert registry.current_build(YEAR) == build("i2")
        assert registry.current_build(BEFORE) is None

    def test_what_is_referenced(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            (arrival,) = lease.record_arrivals([seen("x", "v1")])
            lease.save_judgements([judged(arrival.id, Verdict.RETURNED)])
            lease.commit_build(build("old"))
            lease.commit_build(build("new"))
        assert registry.referenced_files() == {part(f"staged-{arrival.id}").path, part("new").path}


class TestSqlite(RegistryRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'new folder' / '登记库.sqlite'}"
