"""Who has sent what, how it was judged, and what is open: for the terminal and for Prefect's artifacts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue, load
from tasks.model import INDICATORS, NARRATIVE, RegionYear, Severity, Verdict
from tasks.pipeline import fingerprint
from tasks.pipeline.findings import Open, open_findings
from tasks.settings import Settings
from tasks.store.records import JudgedArrival
from tasks.store.registry import open_registry

NOT_SENT = "未报送"
NOT_ASKED = "／"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One department: when it last sent, the verdict (Chinese) by kind of dataset, open findings."""

    department: str
    received: str
    indicators: str
    narrative: str
    registers: str
    critical: int
    warnings: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One open finding in words."""

    severity: Severity
    department: str
    rule: str
    title: str
    file: str
    where: str
    observed: str
    mend: str


@dataclass(frozen=True, slots=True)
class Status:
    """A RegionYear as it stands: every declared department, every open finding (gravest first)."""

    region_name: str
    year: int
    rows: tuple[StatusRow, ...]
    findings: tuple[FindingRow, ...]
    accepted: int  # current datasets

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def status(settings: Settings, region: str, year: int) -> Status:
    """Read the state of a RegionYear from the registry; changes nothing."""
    catalogue = load(settings)
    key = RegionYear(region, year)
    under = fingerprint.judging(catalogue)
    with open_registry(settings.registry_url) as registry:
        judged = registry.judgements(key, under)
        accepted = len(registry.current_datasets(key, under))
        found = open_findings(registry, key, catalogue)
    by_department: dict[str, list[JudgedArrival]] = defaultdict(list)
    for one in judged:
        by_department[one.arrival.place.department].append(one)
    return Status(
        region_name=catalogue.regions[region].name,
        year=year,
        rows=tuple(_row(code, by_department[code], catalogue) for code in catalogue.departments),
        findings=tuple(_finding(one, catalogue) for one in found),
        accepted=accepted,
    )


def years_with_submissions(settings: Settings, region: str) -> tuple[int, ...]:
    """The years for which landing holds a folder of the region, ascending."""
    from tasks.intake import year_of

    catalogue = load(settings)
    folders = [f for f in _folders(settings) if catalogue.resolve_region(f.name) == region]
    years = {year_of(child.name) for folder in folders for child in folder.iterdir() if child.is_dir()}
    return tuple(sorted(year for year in years if year is not None))


def _folders(settings: Settings) -> list[Path]:
    return [f for f in settings.landing.iterdir() if f.is_dir()] if settings.landing.is_dir() else []


def _row(code: str, judged: Sequence[JudgedArrival], catalogue: Catalogue) -> StatusRow:
    found = [f.severity for one in judged for f in one.judgement.findings]
    registers = [f"register:{r.code}" for r in catalogue.registers_of(code)]
    return StatusRow(
        department=catalogue.departments[code].short,
        received=_last(judged),
        indicators=_verdict(judged, [INDICATORS]) if catalogue.asked(code) else NOT_ASKED,
        narrative=_verdict(judged, [NARRATIVE]),
        registers=_verdict(judged, registers) if registers else NOT_ASKED,
        critical=found.count(Severity.CRITICAL),
        warnings=found.count(Severity.WARNING),
    )


def _last(judged: Sequence[JudgedArrival]) -> str:
    times = [one.arrival.seen_at for one in judged]
    return max(times).astimezone().strftime("%m-%d %H:%M") if times else NOT_SENT


def _verdict(judged: Sequence[JudgedArrival], kinds: Sequence[str]) -> str:
    verdicts = [d.verdict for one in judged for d in one.judgement.datasets if d.kind in kinds]
    return max(verdicts, key=list(Verdict).index).label if verdicts else "—"


def _finding(one: Open, catalogue: Catalogue) -> FindingRow:
    finding, address = one.finding, one.finding.address
    return FindingRow(
        severity=finding.severity,
        department=catalogue.departments[one.department].short,
        rule=finding.rule,
        title=catalogue.rules[finding.rule].title,
        file=address.file,
        where=f"{address.sheet} {address.cell}".strip(),
        observed=finding.observed,
        mend=finding.mend,
    )
