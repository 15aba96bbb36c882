"""The findings of a RegionYear, open and settled: of what is current, of what came after, of the build.

A finding closes when the department sends something better: a later accepted dataset of the same kind, or
the same path again. A file that could not be read has no kind: any later accepted dataset closes it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.catalogue import Catalogue
from tasks.model import Finding, ReadState, RegionYear, Severity
from tasks.pipeline import fingerprint
from tasks.settings import Settings
from tasks.store.records import CurrentDataset, JudgedArrival
from tasks.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Open:
    """A finding that nothing better took the place of, and the department (code) that has to answer it."""

    department: str
    finding: Finding


def standing_findings(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue
) -> tuple[Open, ...]:
    """Open findings and those that the office settled, the gravest first, else in the order of departments,
    files and rules."""
    under = fingerprint.judging(settings, registry, key, catalogue)
    current = registry.current_datasets(key, under)
    found = [
        Open(one.arrival.place.department, finding)
        for one in answerable(registry.judgements(key, under))
        for finding in _still_open(one, current)
    ]
    found += between(registry, key, under, catalogue)
    return tuple(sorted(found, key=lambda one: list(Severity).index(one.finding.severity)))


def between(registry: Registry, key: RegionYear, under: str, catalogue: Catalogue) -> list[Open]:
    """The findings of a RegionYear's build: between departments, registers, totals and what is public."""
    build = registry.current_build(key)
    if build is None or build.fingerprint != under:
        return []
    return [Open(_owner(finding, catalogue), finding) for finding in build.findings]


def is_the_offices(finding: Finding) -> bool:
    """Whether a finding is for the office alone: that something it settled no longer holds, that a
    department disputes what is printed."""
    return finding.rule.startswith(("settlement.", "opinion."))


def answerable(judged: Sequence[JudgedArrival]) -> list[JudgedArrival]:
    """Files that have an answer of their own, in the order given: of those with the same bytes at the same
    place only the latest, with the names of the others."""
    same: dict[object, list[JudgedArrival]] = defaultdict(list)
    for one in judged:
        scan = one.arrival.id if one.judgement.state is ReadState.SCANNED else 0  # its name may say more
        same[one.arrival.place, one.arrival.sha256, scan].append(one)
    latest = {max(each.arrival.id for each in some): some for some in same.values()}
    return [
        replace(one, copies=tuple(other.arrival.file for other in latest[one.arrival.id] if other is not one))
        for one in judged
        if one.arrival.id in latest
    ]


def _still_open(judged: JudgedArrival, current: Sequence[CurrentDataset]) -> list[Finding]:
    department = judged.arrival.place.department
    latest = latest_accepted(department, current)
    arrival, judgement = judged.arrival.id, judged.judgement
    if not judgement.datasets:
        return [] if arrival < max(latest.values(), default=0) else list(judgement.findings)
    kinds = open_kinds(judged, latest)
    return [f for f in judgement.findings if f.dataset in kinds or (not f.dataset and kinds)]


def latest_accepted(department: str, current: Sequence[CurrentDataset]) -> dict[str, int]:
    """Kind → the arrival of a department's current dataset."""
    return {d.kind: d.arrival.id for d in current if d.arrival.place.department == department}


def open_kinds(judged: JudgedArrival, latest: Mapping[str, int]) -> set[str]:
    """The kinds of a file for which nothing better came later."""
    return {d.kind for d in judged.judgement.datasets if judged.arrival.id >= latest.get(d.kind, 0)}


def _owner(finding: Finding, catalogue: Catalogue) -> str:
    return catalogue.department_of(catalogue.indicators[finding.indicator].owner)
