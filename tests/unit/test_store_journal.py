"""Members of zips, withdrawals, confirmations, claims. `JournalRules` also runs on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.model import Verdict
from tasks.store.records import Act, ActKind, Claim, Confirmation, NewArrival, Withdrawal
from tasks.store.registry import Registry, open_registry
from tests.unit.test_store_registry import BEFORE, NOON, YEAR, finding, judged, noon, seen


def packed(path: str, content: str, *members: str) -> NewArrival:
    """A zip whose members' bytes are called like them."""
    inside = tuple(seen(f"{path}/{member}", member) for member in members)
    return replace(seen(path, content), members=inside)


class JournalRules:
    """Every behaviour that does not depend on the database."""

    @pytest.fixture
    def registry(self, url: str) -> Iterator[Registry]:
        with open_registry(url) as opened:
            yield opened

    def test_members_arrive_right_after_their_zip(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            added = lease.record_arrivals([packed("包.zip", "z1", "a.xlsx", "b.xlsx"), seen("c", "v1")])
        assert [(a.path, a.parent) for a in added] == [
            ("包.zip", None),
            ("包.zip/a.xlsx", added[0].id),
            ("包.zip/b.xlsx", added[0].id),
            ("c", None),
        ]
        assert list(registry.sightings(YEAR)) == ["包.zip", "c"]
        assert registry.arrivals(YEAR) == registry.arrived("hongmei") == added

    def test_the_same_zip_and_the_same_members_are_nothing_new(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            lease.record_arrivals([packed("包.zip", "z1", "a", "b")])
            assert lease.record_arrivals([packed("包.zip", "z1", "a", "b")]) == []
            more = lease.record_arrivals([packed("包.zip", "z2", "b", "c")])
        assert [a.path for a in more] == ["包.zip", "包.zip/c"]

    def test_acts_are_kept_in_order_and_the_same_again_adds_nothing(self, registry: Registry) -> None:
        kind = ActKind.SECRECY_REVIEW
        first, second = Act(kind, "v1", '{"by": "甲"}', NOON), Act(kind, "v1", '{"by": "乙"}', NOON)
        with registry.lease(YEAR, "a", noon) as lease:
            assert lease.record_acts([first, first]) == [first]
            assert lease.record_acts([first, second]) == [second]
            assert lease.record_acts([first]) == [first]  # said again after another: it stands again
        assert registry.acts(YEAR) == registry.acts(YEAR, kind) == [first, second, first]
        assert registry.acts(BEFORE) == []

    def test_what_is_withdrawn_counts_no_more_and_what_comes_later_does(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            one, two = lease.record_arrivals([seen("x", "v1"), seen("x", "v2")])
            lease.save_judgements([judged(one.id, Verdict.PASSED), judged(two.id, Verdict.PASSED)])
            lease.withdraw([Withdrawal(two.id, "数据有误", "张三", NOON)])
            assert [c.arrival for c in registry.current_datasets(YEAR, "f1")] == [one]
            assert registry.judgements(YEAR, "f1") == []  # the path's latest is withdrawn
            lease.withdraw([Withdrawal(i, "另一个原因", "", NOON) for i in (one.id, two.id)])
            assert registry.current_datasets(YEAR, "f1") == []
            assert registry.unjudged(YEAR, "f2") == []
            (three,) = lease.record_arrivals([seen("x", "v3")])
            lease.save_judgements([judged(three.id, Verdict.PASSED)])
        assert [c.arrival for c in registry.current_datasets(YEAR, "f1")] == [three]
        assert [j.arrival for j in registry.judgements(YEAR, "f1")] == [three]
        assert registry.withdrawals(YEAR) == [
            Withdrawal(one.id, "另一个原因", "", NOON),
            Withdrawal(two.id, "数据有误", "张三", NOON),
        ]

    def test_datasets_as_they_stood_at_an_arrival(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            one, two = lease.record_arrivals([seen("x", "v1"), seen("y", "v2")])
            lease.save_judgements([judged(one.id, Verdict.PASSED), judged(two.id, Verdict.PASSED)])
        assert [c.arrival for c in registry.current_datasets(YEAR, "f1", until=one.id)] == [one]
        assert [c.arrival for c in registry.current_datasets(YEAR, "f1", until=two.id)] == [two]

    def test_another_years_arrival_is_neither_withdrawn_nor_confirmed(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease, registry.lease(BEFORE, "a", noon) as before:
            (old,) = before.record_arrivals([seen("x", "v1")])
            with pytest.raises(ValueError, match="leased"):
                lease.withdraw([Withdrawal(old.id, "", "", NOON)])
            with pytest.raises(ValueError, match="leased"):
                lease.confirm([Confirmation(old.id, "QR-2345-6789", "justice", NOON)])

    def test_a_confirmation_is_kept_once_and_falls_with_its_scan(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            (scan,) = lease.record_arrivals([seen("x.pdf", "v1")])
            signed = Confirmation(scan.id, "QR-2345-6789", "market", NOON)
            lease.confirm([signed])
            lease.confirm([replace(signed, department="justice"), replace(signed, code="QR-2345-678A")])
            assert registry.confirmations(YEAR) == [signed, replace(signed, code="QR-2345-678A")]
            lease.withdraw([Withdrawal(scan.id, "", "", NOON)])
        assert registry.confirmations(YEAR) == []

    def test_a_claim_is_replaced_by_what_is_known_later(self, registry: Registry) -> None:
        asked = Claim("洪梅镇/收件箱/a", "v1", NOON, NOON)
        answered = replace(asked, year=2023, department="justice", how="answer")
        with registry.lease(YEAR, "a", noon) as lease:
            lease.save_claims([asked, replace(asked, sha256="v2")])
            lease.save_claims([answered])
        assert registry.claims("hongmei") == {
            (asked.path, "v1"): answered,
            (asked.path, "v2"): replace(asked, sha256="v2"),
        }
        assert registry.claims("another") == {}

    def test_all_cells_of_a_finding_are_kept(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            (arrival,) = lease.record_arrivals([seen("x", "v1")])
            lease.save_judgements([replace(judged(arrival.id), findings=(finding("a"),))])
        assert registry.judgements(YEAR, "f1")[0].judgement.findings[0].places == "D5:D7"


class TestSqlite(JournalRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / '登记库.sqlite'}"
