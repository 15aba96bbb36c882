"""Curate a RegionYear: tables written first, then made current in one registry transaction."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from tasks.catalogue import Catalogue, load, load_suite
from tasks.catalogue.published import load_published
from tasks.catalogue.settlement_checks import load_settlements, with_supplements
from tasks.curation import build, by_category
from tasks.model import Dispute, Finding, RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.bases import build_before
from tasks.pipeline.clock import holder, now
from tasks.pipeline.opinions.disputes import all_disputes
from tasks.pipeline.opinions.record import consultation
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Build, CurrentDataset, Part
from tasks.store.registry import Registry, open_registry

log = logging.getLogger(__name__)

GRACE = timedelta(days=1)
"""How long an unreferenced file is kept: a reader may still hold it."""


@dataclass(frozen=True, slots=True)
class Curated:
    """What a curation came to. `build` is empty where no dataset is accepted yet."""

    year: int
    build: str
    changed: bool
    values: int = 0
    datasets: int = 0
    findings: int = 0


def curate(settings: Settings, region: str, year: int) -> Curated:
    """Curate a region's (code) year from its current datasets and last year's build.

    Does nothing where neither they, the catalogue nor the code have changed. Raises LeaseHeldError
    while another run works on the year, StaleError where last year is to be curated anew first.
    """
    catalogue = load(settings, region)
    key = RegionYear(region, year)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("汇总数据"), now) as lease,
    ):
        under = fingerprint.judging(settings, registry, key, catalogue)
        current = registry.current_datasets(key, under)
        made = registry.current_build(key)
        stale = made is not None and made.fingerprint != under
        if not current and (made is None or (stale and registry.unjudged(key, under))):
            return Curated(year, "", changed=False)  # else all was withdrawn, and nothing is what counts
        base = build_before(settings, registry, key, catalogue)
        disputed = all_disputes(consultation(registry, key), catalogue)
        inputs = _inputs(current, under, disputed)
        changed = made is None or made.inputs != inputs or not curated_tables_there(settings, made)
        if made is None or changed:
            replaced = made
            tables, findings = _build(settings, key, current, base, catalogue, disputed)
            made = Build(key, inputs, under, now(), tables, findings)
            lease.commit_build(made)
            files.touch(settings.curated, [part.path for part in replaced.parts] if replaced else [])
            _sweep(settings, registry)
    log.info("%s 年数据已汇总：%d 个数据集，%d 条数据", year, len(current), _rows(made, "values"))
    return Curated(year, inputs[:12], changed, _rows(made, "values"), len(current), len(made.findings))


def _inputs(current: list[CurrentDataset], under: str, disputed: Sequence[Dispute]) -> str:
    """Hash of what a build is made from; `under` covers last year."""
    datasets = [
        f"{d.arrival.place.department}/{d.kind}/{d.arrival.file}/{d.arrival.sha256}/{d.staged.sha256}"
        for d in current
    ]
    return fingerprint.of(under, *sorted(datasets), *map(repr, disputed))


def _build(
    settings: Settings,
    key: RegionYear,
    current: list[CurrentDataset],
    base: Build | None,
    catalogue: Catalogue,
    disputed: Sequence[Dispute],
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    # pandas, Arrow and Great Expectations take seconds to import: only where there is something to do.
    from tasks.pipeline import curated_tables
    from tasks.pipeline.judging import stage_again
    from tasks.pipeline.staging import is_staged, unstage
    from tasks.validation import judge_curated, judge_opinions, settle_curated

    lost = {one.arrival.id: one.arrival for one in current if not is_staged(settings, one)}
    if lost:
        stage_again(settings, catalogue, list(lost.values()))
    last_year = curated_tables.read_values(settings, base) if base else ()
    settlements = load_settlements(settings, catalogue, key)
    known = with_supplements(catalogue, settlements)
    report = load_published(settings, RegionYear(key.region, key.year - 1), catalogue)
    curated = build(key, [unstage(settings, one) for one in current], last_year, known, settlements, report)
    shares = partial(by_category, curated, catalogue=known)
    suites = {name: load_suite(settings, name) for name in ("curated", "settlements", "opinions")}
    found = judge_curated(
        curated.values, known, suites["curated"], curated.unanswered, shares, curated.narrative
    )
    found += judge_opinions(disputed, curated.values, known, suites["opinions"])
    findings = settle_curated(
        found, curated.values, curated.expired, settlements, known, suites["settlements"]
    )
    return curated_tables.write(settings, catalogue, key, curated), findings


def curated_tables_there(settings: Settings, made: Build) -> bool:
    """Whether the files of a build are all there."""
    return all((settings.curated / part.path).is_file() for part in made.parts)


def _rows(made: Build, table: str) -> int:
    parts: list[Part] = [part for part in made.parts if part.table == table]
    return sum(part.rows for part in parts)


def _sweep(settings: Settings, registry: Registry) -> None:
    referenced = registry.referenced_files()
    for root in (settings.curated, settings.staging):
        files.sweep(root, referenced, now() - GRACE)
