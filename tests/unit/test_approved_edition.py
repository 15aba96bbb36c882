"""A new year's edition starts from the text of last year's 定稿, whatever was written since."""

from datetime import date

from tasks.model import RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.approvals import Approval, Decided
from tasks.pipeline.clock import now
from tasks.pipeline.edition_files import edition_texts, write_edition
from tasks.pipeline.editions import Started, start_edition
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry
from tests.town import YEAR, Town

KEY, NEXT = RegionYear("hongmei", YEAR), RegionYear("hongmei", YEAR + 1)


def approve(town: Town, decision: Decided) -> str:
    """Put a decision about the last version on record."""
    folder = drafts.folder_of(town.settings, town.catalogue, KEY)
    version = str(drafts.latest(folder))
    said = Approval(version=version, decision=decision, reviewer="李某", dated=date(2024, 2, 20))
    act = Act(ActKind.APPROVAL, version, said.model_dump_json(), now())
    with open_registry(town.settings.registry_url) as registry, registry.lease(KEY, "试", now) as lease:
        lease.record_acts([act])
    return version


def written_since(town: Town) -> None:
    """Other words in last year's edition, after its 定稿."""
    text = edition_texts(town.settings, KEY)["report.md"]
    write_edition(town.settings, KEY, {"report.md": text.replace("现将有关情况报告如下", "改到一半")})


def started(town: Town) -> Started:
    made = start_edition(town.settings, NEXT)
    assert isinstance(made, Started)
    return made


def test_the_text_is_what_the_report_was_approved_with(fresh: Town) -> None:
    version = approve(fresh, Decided.APPROVED)
    written_since(fresh)
    made = started(fresh)
    assert made.approved == version
    assert "现将有关情况报告如下" in (made.folder / "report.md").read_text()
    assert "date: 待填" in (made.folder / "edition.yaml").read_text()


def test_one_that_was_sent_back_is_no_final(fresh: Town) -> None:
    approve(fresh, Decided.RETURNED)
    written_since(fresh)
    made = started(fresh)
    assert made.approved == ""
    assert "改到一半" in (made.folder / "report.md").read_text()


def test_one_whose_inputs_are_damaged_is_left_aside(fresh: Town) -> None:
    version = approve(fresh, Decided.APPROVED)
    written_since(fresh)
    (drafts.folder_of(fresh.settings, fresh.catalogue, KEY) / version / drafts.KEPT).unlink()
    assert started(fresh).approved == ""
