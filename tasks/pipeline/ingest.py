"""Take in what departments dropped: archive the bytes, read them, judge them all at once.

Landing is never altered. Every step is idempotent by content: the same bytes at the same path are one
arrival, an arrival is judged once under one fingerprint.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from tasks.catalogue import Catalogue, load
from tasks.model import Place, ReadState, RegionYear, Severity, Verdict
from tasks.pipeline import fingerprint, inbox, judging
from tasks.pipeline.clock import holder, now
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.judging import Read
from tasks.pipeline.keeping import Kept, Opener
from tasks.pipeline.landing import Landing, Unplaced, look, settled
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Arrival, Judgement, NewArrival, Sighting
from tasks.store.registry import Lease, Registry, open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into landing found.

    Files there, new arrivals, files that are still being written (or cannot be opened), folders that
    belong to nobody; links, which are not followed; folders that may not be listed; files of the inbox
    of which nobody knows whose they are.
    """

    files: int
    arrivals: int
    waiting: int
    unplaced: tuple[Unplaced, ...] = ()
    links: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    unclaimed: int = 0


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
    fault: bool = False  # ours: not judged


@dataclass(frozen=True, slots=True)
class Judged:
    """All files judged in this run, by year, department and order of arrival; how many could not be had
    from the archive and go on waiting."""

    submissions: tuple[SubmissionLine, ...] = ()
    lost: int = 0


def collect(settings: Settings, region: str, years: Sequence[int]) -> Collected:
    """Archive and record what is new in landing for a region (code) and years.

    Raises LeaseHeldError while another run works on one of the years.
    """
    catalogue = load(settings)
    landing = look(settings, catalogue, region, years)
    with (
        _writing(settings, region, years) as (registry, leases),
        Opener(settings, catalogue) as opener,
    ):
        kept, waiting = _keep(settings, landing, registry.seen(region))
        placed = [(place, kept[f.path]) for place, f in landing.in_folders() if f.path in kept]
        desk = inbox.Desk(settings, catalogue, registry, region, tuple(years))
        claimed = desk.sort([kept[f.path] for f in landing.inbox if f.path in kept], placed, opener)
        leases[0].save_claims(claimed.claims)
        arrivals = 0
        for lease in leases:
            own = [pair for pair in (*placed, *claimed.placed) if pair[0].year == lease.region_year.year]
            own.sort(key=lambda pair: pair[1].order)
            arrivals += len(lease.record_arrivals([_arrival(place, one, opener) for place, one in own]))
        desk.ask(claimed.open)
    _tell_what_stays(landing)
    return Collected(
        files=len(landing.in_folders()) + len(landing.inbox),
        arrivals=arrivals,
        waiting=waiting,
        unplaced=landing.unplaced,
        links=landing.links,
        closed=landing.closed,
        unclaimed=len(claimed.open),
    )


def judge(settings: Settings, region: str, years: Sequence[int]) -> Judged:
    """Read and judge every arrival that waits, as one batch over all departments and years.

    What cannot be had from the archive waits on. Raises LeaseHeldError while another run works on one
    of the years.
    """
    catalogue = load(settings)
    under = fingerprint.judging(catalogue)
    with _writing(settings, region, years) as (registry, leases):
        waiting = [a for lease in leases for a in registry.unjudged(lease.region_year, under)]
        if not waiting:
            return Judged()
        read = judging.read_all(settings, catalogue, waiting)
        data = [one for one in read if one.reading.state is not ReadState.SCANNED]
        judgements = judging.judgements(settings, catalogue, data, under)
        _save(leases, data, judgements)
        # only now is known what the departments' sheets say that a scan may confirm
        scans = _confirm(settings, catalogue, registry, leases, read)
        of_scans = judging.judgements(settings, catalogue, scans, under)
        _save(leases, scans, of_scans)
    both = zip((*data, *scans), (*judgements, *of_scans), strict=True)
    lines = [_line(one.arrival, judgement, catalogue) for one, judgement in both]
    lines.sort(key=lambda line: (line.year, line.department))
    for line in lines:
        _tell(line)
    return Judged(tuple(lines), len(waiting) - len(read))


def _save(leases: Sequence[Lease], read: Sequence[Read], judgements: Sequence[Judgement]) -> None:
    for lease in leases:
        own = {one.arrival.id for one in read if one.arrival.place.year == lease.region_year.year}
        if own:
            lease.save_judgements([judgement for judgement in judgements if judgement.arrival in own])


def _confirm(
    settings: Settings,
    catalogue: Catalogue,
    registry: Registry,
    leases: Sequence[Lease],
    read: Sequence[Read],
) -> list[Read]:
    """The scans among what was read, with what they confirm on record."""
    scans: list[Read] = []
    for lease in leases:
        codes = Codes(settings, registry, catalogue, lease.region_year)
        for one in read:
            if one.reading.state is ReadState.SCANNED and one.arrival.place.year == codes.key.year:
                try:
                    scan, confirmed = codes.match(one)
                except Exception as error:  # noqa: BLE001 whatever it is, the others go on
                    scan, confirmed = Read(one.arrival, judging.faulty(settings, one.arrival, error)), []
                lease.confirm(confirmed)
                scans.append(scan)
    return scans


@contextmanager
def _writing(settings: Settings, region: str, years: Sequence[int]) -> Iterator[tuple[Registry, list[Lease]]]:
    """The registry and the leases of all years, taken in order so that two runs cannot lock up."""
    with ExitStack() as stack:
        registry = stack.enter_context(open_registry(settings.registry_url))
        keys = [RegionYear(region, year) for year in sorted(set(years))]
        yield registry, [stack.enter_context(registry.lease(key, holder("接收报送"), now)) for key in keys]


def _keep(settings: Settings, landing: Landing, known: Mapping[str, Sighting]) -> tuple[dict[str, Kept], int]:
    """Archive what looks different from last time; by path. Also: how many are not settled."""
    take, growing = settled([*(file for _, file in landing.in_folders()), *landing.inbox], known)
    kept: dict[str, Kept] = {}
    waiting = list(growing)
    for file in take:
        archived = files.archive(file.source, settings.archive)
        if archived is None:
            waiting.append(file)
        else:
            kept[file.path] = Kept(file, archived, (file.mtime_ns, file.path))
    for file in waiting:
        log.warning("文件还在写入或暂时打不开，下次再接收：%s", file.path)
    return kept, len(waiting)


def _arrival(place: Place, one: Kept, opener: Opener) -> NewArrival:
    """A file as it arrives; a zip with the files in it."""
    zipped = NewArrival(
        department=place.department,
        path=one.seen.path,
        file=one.name,
        sha256=one.archived.sha256,
        size=one.archived.size,
        mtime_ns=one.seen.mtime_ns,
        seen_at=now(),
    )
    inside = [
        replace(
            zipped,
            path=f"{zipped.path}/{member.name}",
            file=member.name.rpartition("/")[2],
            sha256=member.archived.sha256,
            size=member.archived.size,
        )
        for member in opener.members(one)
    ]
    return replace(zipped, members=tuple(inside))


def _tell_what_stays(landing: Landing) -> None:
    for folder in landing.unplaced:
        log.warning("文件夹不属于任何单位，未接收：%s", folder)
    for path in landing.links:
        log.warning("链接指向别处，未接收；请放入文件本身：%s", path)
    for path in landing.closed:
        log.warning("没有权限查看这个文件夹，其他文件照常接收：%s", path)


def _line(arrival: Arrival, judgement: Judgement, catalogue: Catalogue) -> SubmissionLine:
    severities = [f.severity for f in judgement.findings]
    clean = Verdict.PASSED_WITH_NOTES if Severity.WARNING in severities else Verdict.PASSED
    without = Verdict.RETURNED if Severity.CRITICAL in severities else clean
    worst = max((d.verdict for d in judgement.datasets), key=list(Verdict).index, default=without)
    return SubmissionLine(
        year=arrival.place.year,
        department=arrival.place.department,
        department_name=judging.short(arrival.place, catalogue),
        file=masked(arrival.file),
        verdict=worst,
        datasets=len(judgement.datasets),
        critical=severities.count(Severity.CRITICAL),
        warnings=severities.count(Severity.WARNING),
        fault=judgement.state is ReadState.FAULT,
    )


def _tell(line: SubmissionLine) -> None:
    counts = f"，严重问题 {line.critical} 个" if line.critical else ""
    counts += f"，提示 {line.warnings} 个" if line.warnings else ""
    level = logging.INFO if line.verdict is Verdict.PASSED else logging.WARNING
    said = ReadState.FAULT.label if line.fault else line.verdict.label + counts
    log.log(level, "%s %s：%s（%s）", line.year, line.department_name, said, line.file)
