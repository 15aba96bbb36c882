"""Curate a RegionYear: tables written first, then made current in one registry transaction."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from tasks.catalogue import Catalogue, load, load_suite
from tasks.curation import build
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.errors import StaleError
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
    while another run works on the year, StaleError where last year was curated under another catalogue.
    """
    catalogue = load(settings)
    key = RegionYear(region, year)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("汇总数据"), now) as lease,
    ):
        under = fingerprint.judging(catalogue)
        current = registry.current_datasets(key, under)
        made = registry.current_build(key)
        if not current and (made is None or made.fingerprint != under):
            return Curated(year, "", changed=False)  # else all was withdrawn, and nothing is what counts
        base = _base(registry, RegionYear(region, year - 1), catalogue)
        inputs = _inputs(current, base, catalogue)
        changed = made is None or made.inputs != inputs or not curated_tables_there(settings, made)
        if made is None or changed:
            replaced = made
            made = _build(settings, key, current, base, inputs, catalogue)
            lease.commit_build(made)
            files.touch(settings.curated, [part.path for part in replaced.parts] if replaced else [])
            _sweep(settings, registry)
    log.info("%s 年数据已汇总：%d 个数据集，%d 条数据", year, len(current), _rows(made, "values"))
    return Curated(year, inputs[:12], changed, _rows(made, "values"), len(current), len(made.findings))


def _base(registry: Registry, key: RegionYear, catalogue: Catalogue) -> Build | None:
    """Last year's build. Raises StaleError where its values may not mean what the catalogue now says."""
    base = registry.current_build(key)
    if base is not None and base.fingerprint != fingerprint.judging(catalogue):
        raise StaleError(key.year)
    return base


def _inputs(current: list[CurrentDataset], base: Build | None, catalogue: Catalogue) -> str:
    datasets = [
        f"{d.arrival.place.department}/{d.kind}/{d.arrival.file}/{d.arrival.sha256}/{d.staged.sha256}"
        for d in current
    ]
    before = base.inputs if base else ""
    return fingerprint.of(fingerprint.judging(catalogue), before, *sorted(datasets))


def _build(
    settings: Settings,
    key: RegionYear,
    current: list[CurrentDataset],
    base: Build | None,
    inputs: str,
    catalogue: Catalogue,
) -> Build:
    # pandas, Arrow and Great Expectations take seconds to import: only where there is something to do.
    from tasks.pipeline import curated_tables
    from tasks.pipeline.judging import stage_again
    from tasks.pipeline.staging import is_staged, unstage
    from tasks.validation import judge_curated

    lost = {one.arrival.id: one.arrival for one in current if not is_staged(settings, one)}
    if lost:
        stage_again(settings, catalogue, list(lost.values()))
    last_year = curated_tables.read_values(settings, base) if base else ()
    curated = build(key, [unstage(settings, one) for one in current], last_year, catalogue)
    suite = load_suite(settings, "curated")
    return Build(
        region_year=key,
        inputs=inputs,
        fingerprint=fingerprint.judging(catalogue),
        created_at=now(),
        parts=curated_tables.write(settings, catalogue, key, curated),
        findings=tuple(judge_curated(curated.values, catalogue, suite, curated.unanswered)),
    )


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
