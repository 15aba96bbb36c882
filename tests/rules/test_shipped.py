"""No false alarm on the shipped submissions: whatever is found there is listed, with its defence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tasks.model import Finding, RegionYear
from tasks.store.registry import open_registry
from tests.rules.spec import HERE
from tests.town import YEARS, Town, new_town

LISTED = yaml.safe_load((HERE / "shipped.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The shipped submissions after one run."""
    made = new_town(Path(tmp_path_factory.mktemp("shipped")))
    made.run()
    return made


def test_every_finding_on_the_shipped_submissions_is_one_that_can_be_defended(town: Town) -> None:
    told = sorted(found(town))
    defended = sorted(f"{one['of']} {one['rule']} {one['at']}" for one in LISTED)
    assert [line.partition("｜")[0] for line in told] == defended, "\n".join(told)
    assert all(one["why"] for one in LISTED)


def found(town: Town) -> Iterator[str]:
    """ "2023/镇委党校 rule sheet!cell｜what was observed" of every finding on the two years."""
    with open_registry(town.settings.registry_url) as registry:
        for year in YEARS:
            key = RegionYear("hongmei", year)
            build = registry.current_build(key)
            assert build is not None
            for one in registry.judgements(key, build.fingerprint):
                short = town.catalogue.departments[one.arrival.place.department].short
                yield from (_line(f"{year}/{short}", f) for f in one.judgement.findings)
            yield from (_line(str(year), f) for f in build.findings)


def _line(of: str, one: Finding) -> str:
    at = f"{one.address.sheet}!{one.address.cell}" if one.address.sheet else ""
    return f"{of} {one.rule} {at}｜{one.observed}"
