"""What a purge takes out of the registry, and what it leaves. `PurgingRules` also runs on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.store.purging import Doomed
from tasks.store.records import Act, ActKind, Claim, Confirmation, Withdrawal
from tasks.store.registry import Registry, open_registry
from tests.unit.test_store_journal import packed
from tests.unit.test_store_registry import NOON, YEAR, finding, judged, noon, seen

SHA = "c0ffee" * 10 + "cafe"
WORDS = "夤夜秘勘之卷宗"


class PurgingRules:
    """Every behaviour that does not depend on the database."""

    @pytest.fixture
    def registry(self, url: str) -> Iterator[Registry]:
        with open_registry(url) as opened:
            yield opened

    def test_rows_of_purged_arrivals_go_and_all_others_stay(self, registry: Registry) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            gone, inside, other = lease.record_arrivals(
                [packed(f"{WORDS}.zip", SHA, "inside"), seen("other", "v2")]
            )
            said = replace(judged(inside.id), findings=(replace(finding("a"), observed=WORDS),))
            lease.save_judgements([judged(gone.id), said, judged(other.id)])
            lease.withdraw([Withdrawal(inside.id, WORDS, WORDS, NOON)])
            lease.confirm([Confirmation(gone.id, "QR-2345-6789", "justice", NOON)])
            lease.save_claims([Claim(WORDS, SHA, NOON), Claim("else", "v9", NOON)])
            assert registry.words_about([inside.id]) == [WORDS]
            lease.purge(Doomed("hongmei", YEAR.year, (gone.id, inside.id), (SHA,)))
        registry.scrub()
        assert registry.arrivals(YEAR) == [other]
        assert registry.unjudged(YEAR, "f1") == [other]  # it is judged anew
        assert registry.withdrawals(YEAR) == []
        assert registry.confirmations(YEAR) == []
        assert list(registry.claims("hongmei")) == [("else", "v9")]
        assert list(registry.sightings(YEAR)) == ["other"]

    def test_acts_about_it_go_with_decisions_that_quote_it_but_what_finals_rest_on_stays(
        self, registry: Registry
    ) -> None:
        content = f'{{"sha256":"{SHA}"}}'
        stays = [
            Act(ActKind.PURGE, SHA, "{}", NOON),
            Act(ActKind.APPROVAL, "v1", content, NOON),
            Act(ActKind.ADOPTION, "office/2", "{}", NOON),
            Act(ActKind.REDRAFT, "another", "{}", NOON),
        ]
        goes = [
            Act(ActKind.REDRAFT, SHA, "{}", NOON),
            Act(ActKind.OPINION, "justice", content, NOON),
            Act(ActKind.ADOPTION, "justice/7", "{}", NOON),
        ]
        with registry.lease(YEAR, "a", noon) as lease:
            lease.record_acts([*stays, *goes])
            assert registry.years("hongmei", about=SHA) == [YEAR.year]
            lease.purge(Doomed("hongmei", YEAR.year, (), (SHA,)))
            lease.purge(Doomed("hongmei", YEAR.year, (), (SHA,)))
        assert registry.acts(YEAR) == stays


class TestSqlite(PurgingRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / '登记库.sqlite'}"

    def test_no_free_page_and_no_log_keeps_it(self, registry: Registry, tmp_path: Path) -> None:
        with registry.lease(YEAR, "a", noon) as lease:
            (gone,) = lease.record_arrivals([seen(WORDS, SHA)])
            lease.purge(Doomed("hongmei", YEAR.year, (gone.id,), (SHA,)))
        registry.scrub()
        assert all(WORDS.encode() not in path.read_bytes() for path in tmp_path.iterdir())
