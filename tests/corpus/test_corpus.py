"""Every file of the corpus in one landing folder and one run; each must come to what is expected of it."""

import io
import logging
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from tasks.catalogue import Catalogue, load
from tasks.model import Finding, ReadState, RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.answers import Answered, write_answers
from tasks.pipeline.ingest import Collected, Judged, collect
from tasks.settings import Settings
from tasks.settings import load as load_settings
from tasks.store.registry import open_registry
from tests.corpus import scene
from tests.corpus.cases import FILES, Case, cases, current, integrity, judged
from tests.corpus.generate import makers
from tests.corpus.making.office import CONVERTED
from tests.corpus.scene import REGION, Outcome, drop, outcomes, wanted
from tests.town import judged_and_curated

CASES = cases()
YEARS = sorted({case.year for case in CASES if case.taken_in})
PERSONAL = re.compile(r"(?<![0-9a-f.])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx])(?![0-9a-f])")
TRACEBACK = re.compile(r"Traceback|Error\b|Exception|<class|NoneType|\bnan\b")
LARGEST = 1_500_000


@dataclass(frozen=True)
class Played:
    """The run, and what it came to."""

    settings: Settings
    catalogue: Catalogue
    collected: Collected
    judged: Judged
    again: tuple[Collected, Judged, Answered]
    outcomes: Mapping[str, Outcome]
    before: Mapping[str, bytes]
    log: str

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding of every file and of every build."""
        with open_registry(self.settings.registry_url) as registry:
            for year in YEARS:
                key = RegionYear(REGION, year)
                under = fingerprint.judging(self.settings, registry, key, self.catalogue)
                for one in registry.judgements(key, under):
                    yield from one.judgement.findings
                build = registry.current_build(key)
                yield from build.findings if build else ()


class Kept(logging.Handler):
    """Keeps what was logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with its traceback if it has one."""
        self.lines.append(logging.Formatter().format(record))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Not to be changed by a test."""
    settings = load_settings({"FAZHI_DATA": str(tmp_path_factory.mktemp("corpus") / "data")})
    drop(settings.landing, CASES)
    before = files(settings.landing)
    kept, root = Kept(), logging.getLogger("tasks")
    root.addHandler(kept)
    collected = collect(settings, REGION, YEARS)
    judging, _ = judged_and_curated(settings, YEARS)
    write_answers(settings, REGION, YEARS)
    again = (
        collect(settings, REGION, YEARS),
        judged_and_curated(settings, YEARS)[0],
        write_answers(settings, REGION, YEARS),
    )
    root.removeHandler(kept)
    return Played(
        settings,
        load(settings),
        collected,
        judging,
        again,
        outcomes(settings, YEARS),
        before,
        "\n".join(kept.lines),
    )


def files(root: Path) -> dict[str, bytes]:
    """Everything below a folder, by path; a link is where it points."""
    return {
        path.relative_to(root).as_posix(): os.fsencode(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    """A workbook's parts."""
    with zipfile.ZipFile(path) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize("case", [pytest.param(case, id=case.drop) for case in judged(CASES)])
def test_a_file_comes_to_what_is_expected_of_it(played: Played, case: Case) -> None:
    assert case.drop in played.outcomes, f"{case.why}: not judged"
    outcome = played.outcomes[case.drop]
    seen = {code: outcome.columns.get(code, []) for code in case.columns}
    assert replace(outcome, columns=seen) == wanted(case, played.catalogue), case.why


def test_there_are_many_of_them_and_they_are_small() -> None:
    committed = [path for path in FILES.rglob("*") if path.is_file()]
    assert len(committed) >= 75
    assert sum(path.stat().st_size for path in committed) < LARGEST
    used = {case.file for case in CASES}
    assert {path.relative_to(FILES).as_posix() for path in committed} == used - {""}


def test_nothing_is_lost(played: Played) -> None:
    assert set(played.outcomes) == {case.drop for case in judged(CASES)}
    assert played.collected.files == sum(case.taken_in or case.unclaimed or case.stopped for case in CASES)
    assert played.judged.lost == played.collected.waiting == 0
    unplaced = {one.folder.partition("/")[2]: one.files for one in played.collected.unplaced}
    assert sum(unplaced.values()) == sum(case.unplaced for case in CASES)
    assert len(played.collected.links) == sum(bool(case.link_to) for case in CASES)
    assert played.collected.unclaimed == sum(case.unclaimed for case in CASES)
    assert len(played.collected.stopped) == sum(case.stopped for case in CASES)


def test_what_counts_in_the_end_is_the_last_that_was_accepted(played: Played) -> None:
    found = scene.current(played.settings, YEARS)
    assert {key: found.get(key) for key in current()} == current()


def test_ledger_and_total_are_compared_on_what_counts(played: Played) -> None:
    key = RegionYear(REGION, 2023)
    with open_registry(played.settings.registry_url) as registry:
        under = fingerprint.judging(played.settings, registry, key, played.catalogue)
        build = registry.current_build(key)
        assert build is not None
        assert build.fingerprint == under
    found = [f"{one.rule} {one.indicator} {one.address.cell}" for one in build.findings]
    assert set(integrity()) <= set(found)


def test_a_second_run_finds_nothing_new(played: Played) -> None:
    collected, judging, answered = played.again
    assert collected == replace(played.collected, arrivals=0, zipped=0)
    assert judging == Judged()
    assert answered == Answered()


def test_landing_is_as_it_was(played: Played) -> None:
    assert files(played.settings.landing) == played.before


def test_nothing_got_out_of_its_folder(played: Played) -> None:
    data = played.settings.data
    assert {path.name for path in data.parent.iterdir()} == {data.name}
    filled = {path.relative_to(data).parts[0] for path in data.rglob("*") if not path.is_dir()}
    ours = {"landing", "archive", "staging", "curated", "returns"}
    assert filled - {"registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"} == ours


def test_no_file_is_a_fault_of_ours(played: Played) -> None:
    assert not [path for path, one in played.outcomes.items() if one.state == ReadState.FAULT]
    assert not TRACEBACK.search(played.log)
    for finding in played.findings:
        assert not TRACEBACK.search(f"{finding.observed}{finding.mend}"), finding


def test_a_finding_says_in_whole_sentences_what_was_seen_and_what_to_do(played: Played) -> None:
    for finding in played.findings:
        for text in (finding.observed, finding.mend):
            assert "\n" not in text
            assert "{" not in text.replace("{{", "") or "config" in text
            assert text.rstrip("）").endswith(("。", "行", "等")), text


def test_no_personal_number_leaves_landing_and_archive(played: Played) -> None:
    assert not PERSONAL.search(played.log)
    for finding in played.findings:
        assert not PERSONAL.search(f"{finding.observed}{finding.mend}"), finding
    for root in (played.settings.curated, played.settings.staging):
        for path in root.rglob("*.parquet"):
            assert not PERSONAL.search(str(parquet.read_table(path).to_pylist())), path


def test_no_answer_shows_a_personal_number_but_in_the_clerks_own_cells(played: Played) -> None:
    for path in played.settings.returns.rglob("*"):
        assert not PERSONAL.search(path.name)
        if path.suffix == ".txt":
            assert not PERSONAL.search(path.read_text(encoding="utf-8")), path
        if path.suffix == ".xlsx":
            book = load_workbook(path)
            ours = book.worksheets[:1] if "审核反馈" in path.name else book.worksheets
            texts = [str(cell.value) for sheet in ours for row in sheet.iter_rows() for cell in row]
            assert not PERSONAL.search("\n".join(texts)), path


def test_no_answer_holds_a_formula_a_macro_or_a_link_elsewhere(played: Played) -> None:
    written = [path for path in played.settings.returns.rglob("*") if path.suffix == ".xlsx"]
    assert len(written) > 100
    for path in written:
        for name, data in members(path):
            assert "vbaProject" not in name, path
            assert "externalLink" not in name, path
            assert not (name.endswith(".rels") and b"External" in data), path
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ />]", data), f"{path.name}/{name}"


def test_the_committed_files_are_what_the_generator_makes() -> None:
    for name, make in makers().items():
        assert _parts(make()) == _parts((FILES / name).read_bytes()), (
            f"{name}: python -m tests.corpus.generate"
        )
    assert all((FILES / name).is_file() for name in CONVERTED)


def _parts(data: bytes) -> object:
    """What a file holds: of a zip its members, for another zlib packs the same differently."""
    if not data.startswith(b"PK"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, _part(archive, info)) for info in archive.infolist()]
    except zipfile.BadZipFile:
        return "half a zip"


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | int:
    try:
        return archive.read(info) if info.file_size < LARGEST else info.file_size
    except (zipfile.BadZipFile, RuntimeError):  # it is not as large as it says, or has a password
        return info.file_size
