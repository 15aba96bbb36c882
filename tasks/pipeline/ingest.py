"""Take in what departments dropped: archive the bytes, read them, judge them all at once.

Landing is never altered. Every step is idempotent by content: the same bytes at the same path are one
arrival, an arrival is judged once under one fingerprint.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tasks.catalogue import Catalogue, load, load_suite
from tasks.intake import Reader, is_ignored, place_of
from tasks.model import Place, Reading, RegionYear, Severity, Verdict
from tasks.pipeline import fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Arrival, Dataset, Judgement, NewArrival, SeenFile, Sighting
from tasks.store.registry import Lease, Registry, open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into landing found: files there, new arrivals, files that are still being written (or
    cannot be opened), and files in a folder that belongs to nobody."""

    files: int
    arrivals: int
    waiting: int
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One file judged in this run."""

    year: int
    department: str
    department_name: str
    file: str
    verdict: Verdict
    datasets: int
    critical: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Judged:
    """All files judged in this run, by year, department and order of arrival."""

    submissions: tuple[SubmissionLine, ...] = ()


def collect(settings: Settings, region: str, years: Sequence[int]) -> Collected:
    """Archive and record what is new in landing for a region (code) and years.

    Raises LeaseHeldError while another run works on one of the years.
    """
    catalogue = load(settings)
    seen, unplaced = _in_landing(settings, catalogue, region, years)
    arrivals = waiting = 0
    with _writing(settings, region, years) as (registry, leases):
        for lease in leases:
            key = lease.region_year
            new, unsettled = _new_arrivals(settings, registry.sightings(key), seen.get(key.year, []))
            arrivals += len(lease.record_arrivals(new))
            waiting += unsettled
    for path in unplaced:
        log.warning("文件夹名称不在目录内，未接收：%s", path)
    return Collected(sum(map(len, seen.values())), arrivals, waiting, tuple(unplaced))


def judge(settings: Settings, region: str, years: Sequence[int]) -> Judged:
    """Read and judge every arrival that waits, as one batch over all departments and years.

    Raises LeaseHeldError while another run works on one of the years, ArchiveDamagedError where bytes
    are lost.
    """
    catalogue = load(settings)
    under = fingerprint.judging(catalogue)
    with _writing(settings, region, years) as (registry, leases):
        waiting = [a for lease in leases for a in registry.unjudged(lease.region_year, under)]
        if not waiting:
            return Judged()
        readings = _read(settings, catalogue, waiting)
        judgements = _judge(settings, catalogue, waiting, readings, under)
        for lease in leases:
            own = {a.id for a in waiting if a.place.year == lease.region_year.year}
            lease.save_judgements([j for j in judgements if j.arrival in own])
    lines = [_line(a, j, catalogue) for a, j in zip(waiting, judgements, strict=True)]
    lines.sort(key=lambda line: (line.year, line.department))
    for line in lines:
        _tell(line)
    return Judged(tuple(lines))


@contextmanager
def _writing(settings: Settings, region: str, years: Sequence[int]) -> Iterator[tuple[Registry, list[Lease]]]:
    """The registry and the leases of all years, taken in order so that two runs cannot lock up."""
    with ExitStack() as stack:
        registry = stack.enter_context(open_registry(settings.registry_url))
        keys = [RegionYear(region, year) for year in sorted(set(years))]
        yield registry, [stack.enter_context(registry.lease(key, holder("接收报送"), now)) for key in keys]


def _in_landing(
    settings: Settings, catalogue: Catalogue, region: str, years: Sequence[int]
) -> tuple[dict[int, list[tuple[Place, SeenFile]]], list[str]]:
    placed: dict[int, list[tuple[Place, SeenFile]]] = {}
    unplaced: list[str] = []
    for seen in files.scan(settings.landing, lambda path: is_ignored(path.rpartition("/")[2])):
        parts = tuple(seen.path.split("/"))
        place = place_of(parts, catalogue)
        if place is None:
            if catalogue.resolve_region(parts[0]) in (region, None):
                unplaced.append(seen.path)
        elif place.region == region and place.year in years:
            placed.setdefault(place.year, []).append((place, seen))
    return placed, unplaced


def _new_arrivals(
    settings: Settings, known: Mapping[str, Sighting], seen: Sequence[tuple[Place, SeenFile]]
) -> tuple[list[NewArrival], int]:
    """Archive what looks different from last time; the oldest first. Also: how many are not settled."""
    new: list[NewArrival] = []
    unsettled = 0
    for place, file in sorted(seen, key=lambda one: (one[1].mtime_ns, one[1].path)):
        if files.unchanged(file, known.get(file.path)):
            continue
        archived = files.archive(file.source, settings.archive)
        if archived is None:
            log.warning("文件还在写入或暂时打不开，下次再接收：%s", file.path)
            unsettled += 1
            continue
        new.append(
            NewArrival(
                department=place.department,
                path=file.path,
                file=file.path.rpartition("/")[2],
                sha256=archived.sha256,
                size=archived.size,
                mtime_ns=file.mtime_ns,
                seen_at=now(),
            )
        )
    return new, unsettled


def _read(settings: Settings, catalogue: Catalogue, waiting: Sequence[Arrival]) -> list[Reading]:
    """Readings in the order of arrivals; read (and told) department by department."""
    readings: dict[int, Reading] = {}
    by_place = groupby(sorted(waiting, key=lambda one: (one.place, one.id)), key=lambda one: one.place)
    with Reader(catalogue, settings.limits) as reader:
        for place, arrivals in by_place:
            for arrival in arrivals:
                log.info("读取 %s %s：%s", place.year, _short(place, catalogue), masked(arrival.file))
                readings[arrival.id] = reader.read(_archived(settings, arrival), arrival.file, place)
    return [readings[arrival.id] for arrival in waiting]


def _archived(settings: Settings, arrival: Arrival) -> Path:
    """An arrival's bytes; where the archive lost them, taken from landing again if they are there."""
    if not files.is_whole(settings.archive, arrival.sha256):
        files.archive(settings.landing / arrival.path, settings.archive)
        if not files.is_whole(settings.archive, arrival.sha256):
            raise ArchiveDamagedError(arrival.path, arrival.sha256)
    return files.archived(settings.archive, arrival.sha256)


def _short(place: Place, catalogue: Catalogue) -> str:
    return catalogue.departments[place.department].short


def stage_again(settings: Settings, catalogue: Catalogue, arrivals: Sequence[Arrival]) -> None:
    """Write the staged rows of judged arrivals once more, from the archive, where they were lost."""
    _judge(settings, catalogue, arrivals, _read(settings, catalogue, arrivals), "")


def _judge(
    settings: Settings,
    catalogue: Catalogue,
    waiting: Sequence[Arrival],
    readings: Sequence[Reading],
    under: str,
) -> list[Judgement]:
    # Great Expectations takes seconds to import: only where there is something to judge.
    from tasks import validation
    from tasks.pipeline.staging import stage

    log.info("审核 %d 份文件……", len(waiting))
    suites = {name: load_suite(settings, name) for name in validation.SUITES}
    submissions = [
        validation.Submission(arrival.id, arrival.place, reading)
        for arrival, reading in zip(waiting, readings, strict=True)
    ]
    judged = validation.judge(submissions, catalogue, suites)
    return [
        Judgement(
            arrival=arrival.id,
            fingerprint=under,
            state=one.sound.state,
            detail=one.sound.detail,
            datasets=tuple(
                Dataset(kind, verdict, stage(settings, catalogue, arrival.place, kind, one.sound))
                for kind, verdict in sorted(one.verdicts.items())
            ),
            findings=one.findings,
        )
        for arrival, one in zip(waiting, judged, strict=True)
    ]


def _line(arrival: Arrival, judgement: Judgement, catalogue: Catalogue) -> SubmissionLine:
    worst = max((d.verdict for d in judgement.datasets), key=list(Verdict).index, default=Verdict.RETURNED)
    severities = [f.severity for f in judgement.findings]
    return SubmissionLine(
        year=arrival.place.year,
        department=arrival.place.department,
        department_name=_short(arrival.place, catalogue),
        file=masked(arrival.file),
        verdict=worst,
        datasets=len(judgement.datasets),
        critical=severities.count(Severity.CRITICAL),
        warnings=severities.count(Severity.WARNING),
    )


def _tell(line: SubmissionLine) -> None:
    counts = f"，严重问题 {line.critical} 个" if line.critical else ""
    counts += f"，提示 {line.warnings} 个" if line.warnings else ""
    level = logging.INFO if line.verdict is Verdict.PASSED else logging.WARNING
    log.log(
        level, "%s %s：%s%s（%s）", line.year, line.department_name, line.verdict.label, counts, line.file
    )
