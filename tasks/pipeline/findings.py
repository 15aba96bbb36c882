"""The open findings of a RegionYear: of each path's latest arrival, and of the current build."""

from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.model import Finding, RegionYear, Severity
from tasks.pipeline import fingerprint
from tasks.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Open:
    """A finding and the department (code) that has to answer it."""

    department: str
    finding: Finding


def open_findings(registry: Registry, key: RegionYear, catalogue: Catalogue) -> tuple[Open, ...]:
    """All open findings, the gravest first, else in the order of departments, files and rules."""
    build = registry.current_build(key)
    found = [
        Open(one.arrival.place.department, finding)
        for one in registry.judgements(key, fingerprint.judging(catalogue))
        for finding in one.judgement.findings
    ]
    if build is not None:
        found += [Open(_owner(finding, catalogue), finding) for finding in build.findings]
    return tuple(sorted(found, key=lambda one: list(Severity).index(one.finding.severity)))


def _owner(finding: Finding, catalogue: Catalogue) -> str:
    return catalogue.department_of(catalogue.indicators[finding.indicator].owner)
