"""Take in what departments dropped, in two steps: collect what lies there, judge what waits, all at once.

Every step is idempotent by content: an arrival is judged once under one fingerprint.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue, load
from tasks.model import ReadState, RegionYear, Severity, Verdict
from tasks.pipeline import fingerprint, judging
from tasks.pipeline.bases import base_of, build_before
from tasks.pipeline.collecting import Collected, collect, writing
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.errors import StaleError
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
    """Files judged in this run, by year, department and order of arrival; how many could not be had
    from the archive and go on waiting."""

    submissions: tuple[SubmissionLine, ...] = ()
    lost: int = 0

    @classmethod
    def together(cls, years: Iterable["Judged"]) -> "Judged":
        """Several years' as one, in the order given."""
        listed = list(years)
        lines = tuple(line for one in listed for line in one.submissions)
        return cls(lines, sum(one.lost for one in listed))


def judge(settings: Settings, region: str, year: int) -> Judged:
    """Read and judge every arrival of a year that waits, as one batch over all departments.

    What cannot be had from the archive waits on, and everything where last year, against which is
    judged, is to be curated anew first. Raises LeaseHeldError while another run works on the year.
    """
    catalogue = load(settings, region)
    key = RegionYear(region, year)
    with writing(settings, region, [year]) as (registry, (lease,)):
        under = fingerprint.judging(settings, registry, key, catalogue)
        waiting = registry.unjudged(key, under)
        if not waiting:
            return Judged()
        try:
            base = base_of(settings, build_before(settings, registry, key, catalogue))
        except StaleError as error:
            log.warning("%s 年的 %d 份文件暂不审核：%s", year, len(waiting), error)
            return Judged()
        read = judging.read_all(settings, catalogue, waiting)
        data = [one for one in read if one.reading.state is not ReadState.SCANNED]
        judgements = judging.judgements(settings, catalogue, data, under, base)
        lease.save_judgements(judgements)
        # only now is known what the departments' sheets say that a scan may confirm
        scans = _confirm(settings, catalogue, registry, lease, read)
        of_scans = judging.judgements(settings, catalogue, scans, under, base)
        lease.save_judgements(of_scans)
    both = zip((*data, *scans), (*judgements, *of_scans), strict=True)
    lines = [_line(one.arrival, judgement, catalogue) for one, judgement in both]
    lines.sort(key=lambda line: line.department)
    for line in lines:
        _tell(line)
    return Judged(tuple(lines), len(waiting) - len(read))


def _confirm(
    settings: Settings, catalogue: Catalogue, registry: Registry, lease: Lease, read: Sequence[Read]
) -> list[Read]:
    """The scans among what was read, with what they confirm on record."""
    scans: list[Read] = []
    codes = Codes(settings, registry, catalogue, lease.region_year)
    for one in read:
        if one.reading.state is ReadState.SCANNED:
            try:
                scan, confirmed = codes.match(one)
            except Exception as error:  # noqa: BLE001 whatever it is, the others go on
                scan, confirmed = Read(one.arrival, judging.faulty(settings, one.arrival, error)), []
            lease.confirm(confirmed)
            scans.append(scan)
    return scans


def _line(arrival: Arrival, judgement: Judgement, catalogue: Catalogue) -> SubmissionLine:
    severities = [f.severity for f in judgement.findings if f.is_open]
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
