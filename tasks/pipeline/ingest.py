"""Take in what departments dropped, in two steps: collect what lies there, judge what waits, all at once.

Every step is idempotent by content: an arrival is judged once under one fingerprint.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue, load
from tasks.model import ReadState, Severity, Verdict
from tasks.pipeline import fingerprint, judging
from tasks.pipeline.collecting import Collected, collect, writing
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.judging import Read
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Arrival, Judgement
from tasks.store.registry import Lease, Registry

log = logging.getLogger(__name__)

__all__ = ["Collected", "Judged", "SubmissionLine", "collect", "judge"]


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


def judge(settings: Settings, region: str, years: Sequence[int]) -> Judged:
    """Read and judge every arrival that waits, as one batch over all departments and years.

    What cannot be had from the archive waits on. Raises LeaseHeldError while another run works on one
    of the years.
    """
    catalogue = load(settings)
    under = fingerprint.judging(catalogue)
    with writing(settings, region, years) as (registry, leases):
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


def _line(arrival: Arrival, judgement: Judgement, catalogue: Catalogue) -> SubmissionLine:
    severities = [f.severity for f in judgement.findings]
    return SubmissionLine(
        year=arrival.place.year,
        department=arrival.place.department,
        department_name=judging.short(arrival.place, catalogue),
        file=masked(arrival.file),
        verdict=judgement.verdict,
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
