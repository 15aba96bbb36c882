"""Who has sent what, how it was judged, and what is open: for the terminal and for Prefect's artifacts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.catalogue import Catalogue, load
from tasks.model import INDICATORS, NARRATIVE, RegionYear, Severity, Verdict, register_kind
from tasks.pipeline import fingerprint
from tasks.pipeline.confirmations import Codes
from tasks.pipeline.findings import Open, latest_accepted, open_findings, open_kinds
from tasks.pipeline.inbox import unclaimed
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import CurrentDataset, JudgedArrival
from tasks.store.registry import Registry, open_registry

NOT_SENT = "未报送"
NOT_ASKED = "／"
NOTHING_THERE = "—"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One department: when it last sent, the verdict (Chinese) by kind of dataset, open findings, whether
    it has confirmed its data."""

    department: str
    received: str
    indicators: str
    narrative: str
    registers: str
    critical: int
    warnings: int
    confirmed: str = NOTHING_THERE


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """One file that was withdrawn, in words."""

    department: str
    file: str
    when: str
    reason: str
    by: str


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
    unjudged: int  # arrivals that wait to be judged, after an update perhaps all of them
    unclaimed: int = 0  # files of the inbox, of whatever year, of which nobody knows whose they are
    withdrawn: tuple[WithdrawnRow, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Standing:
    judged: Sequence[JudgedArrival]
    current: Sequence[CurrentDataset]
    found: Sequence[Open]
    confirmed: Mapping[str, str]


def status(settings: Settings, region: str, year: int) -> Status:
    """Read the state of a RegionYear from the registry; changes nothing."""
    catalogue = load(settings)
    key = RegionYear(region, year)
    with open_registry(settings.registry_url) as registry:
        under = fingerprint.judging(settings, registry, key, catalogue)
        current = registry.current_datasets(key, under)
        sending = {one.arrival.place.department for one in current}
        standing = _Standing(
            registry.judgements(key, under),
            current,
            open_findings(settings, registry, key, catalogue),
            Codes(settings, registry, catalogue, key).states(sending),
        )
        unjudged = len(registry.unjudged(key, under))
        open_in_inbox = len(unclaimed(settings, registry, region))
        withdrawn = tuple(_withdrawn(registry, key, catalogue))
    return Status(
        region_name=catalogue.regions[region].name,
        year=year,
        rows=tuple(_row(code, standing, catalogue) for code in catalogue.departments),
        findings=tuple(_finding(one, catalogue) for one in standing.found),
        accepted=len(standing.current),
        unjudged=unjudged,
        unclaimed=open_in_inbox,
        withdrawn=withdrawn,
    )


def _withdrawn(registry: Registry, key: RegionYear, catalogue: Catalogue) -> Iterator[WithdrawnRow]:
    arrivals = {arrival.id: arrival for arrival in registry.arrivals(key)}
    for one in registry.withdrawals(key):
        arrival = arrivals[one.arrival]
        yield WithdrawnRow(
            department=catalogue.departments[arrival.place.department].short,
            file=masked(arrival.file),
            when=_when(one.withdrawn_at),
            reason=masked(one.reason),
            by=one.by,
        )


def _row(code: str, standing: _Standing, catalogue: Catalogue) -> StatusRow:
    judged = [one for one in standing.judged if one.arrival.place.department == code]
    severities = [one.finding.severity for one in standing.found if one.department == code]
    latest = latest_accepted(code, standing.current)
    open_verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for one in judged:
        for dataset in one.judgement.datasets:
            if dataset.kind in open_kinds(one, latest):
                open_verdicts[dataset.kind].append(dataset.verdict)
    registers = [register_kind(register.code) for register in catalogue.registers_of(code)]
    return StatusRow(
        department=catalogue.departments[code].short,
        received=_last(judged),
        indicators=_verdict(open_verdicts, [INDICATORS]) if catalogue.asked(code) else NOT_ASKED,
        narrative=_verdict(open_verdicts, [NARRATIVE]),
        registers=_verdict(open_verdicts, registers) if registers else NOT_ASKED,
        critical=severities.count(Severity.CRITICAL),
        warnings=severities.count(Severity.WARNING),
        confirmed=standing.confirmed[code],
    )


def _last(judged: Sequence[JudgedArrival]) -> str:
    times = [one.arrival.seen_at for one in judged]
    return _when(max(times)) if times else NOT_SENT


def _when(time: datetime) -> str:
    return time.astimezone().strftime("%m-%d %H:%M")


def _verdict(verdicts: Mapping[str, Sequence[Verdict]], kinds: Sequence[str]) -> str:
    found = [verdict for kind in kinds for verdict in verdicts.get(kind, ())]
    return Verdict.worst(found).label if found else NOTHING_THERE


def _finding(one: Open, catalogue: Catalogue) -> FindingRow:
    finding, address = one.finding, one.finding.address
    return FindingRow(
        severity=finding.severity,
        department=catalogue.departments[one.department].short,
        rule=finding.rule,
        title=catalogue.rules[finding.rule].title,
        file=masked(address.file),
        where=masked(f"{address.sheet} {address.cell}"),
        observed=finding.observed,
        mend=finding.mend,
    )
