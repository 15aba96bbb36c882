"""Every file of the corpus in one landing folder and one run; each must come to what is expected of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tasks.catalogue import Catalogue, load
from tasks.model import RegionYear
from tasks.pipeline.curate import curate
from tasks.pipeline.ingest import Collected, collect, judge
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tests.corpus.cases import FILES, Case, cases, current, judged
from tests.corpus.scene import REGION, TOWN, Outcome, drop, outcomes, wanted
from tests.corpus.scene import current as observed_current

CASES = cases()
YEARS = sorted({case.year for case in CASES if case.taken_in})
PERSONAL = re.compile(rb"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")
SEVERAL = ("columns",)


@dataclass(frozen=True)
class Played:
    """The run, and what it came to."""

    settings: Settings
    catalogue: Catalogue
    collected: Collected
    outcomes: dict[str, Outcome]
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    settings = load_settings({"FAZHI_DATA": str(tmp_path_factory.mktemp("corpus"))})
    drop(settings.landing, CASES)
    before = files(settings.landing)
    collected = collect(settings, REGION, YEARS)
    judge(settings, REGION, YEARS)
    for year in YEARS:
        curate(settings, REGION, year)
    return Played(settings, load(settings), collected, outcomes(settings, YEARS), before)


def files(root: Path) -> dict[str, bytes]:
    """Everything below a folder, by path; what a link points to counts as its content."""
    return {
        path.relative_to(root).as_posix(): b"-> " + bytes(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("case", [pytest.param(c, id=c.drop) for c in judged(CASES)])
def test_a_file_comes_to_what_is_expected_of_it(played: Played, case: Case) -> None:
    assert case.drop in played.outcomes, f"{case.why}: not judged"
    outcome = played.outcomes[case.drop]
    seen = {code: outcome.columns.get(code) for code in case.columns}
    assert replace(outcome, columns=seen) == wanted(case, played.catalogue), case.why
