"""What the registry says of a RegionYear beside its tables, as a report needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tasks.catalogue import Catalogue
from tasks.model import RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.findings import Open, standing_findings
from tasks.pipeline.names import without_numbers
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import People
from tasks.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Standing:
    """Findings, open and settled; who reported which file, by its SHA-256; and the files (department's
    short name, file name) that came in and wait to be judged. It says no personal number: it is kept.
    """

    findings: tuple[Open, ...] = ()
    people: Mapping[str, People] = field(default_factory=dict)
    waiting: tuple[tuple[str, str], ...] = ()


def standing_of(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> Standing:
    """What stands now. Of people those of this year's files and of the year's before, which it rests on."""
    years = (RegionYear(key.region, key.year - 1), key)
    ours = {arrival.sha256 for year in years for arrival in registry.arrivals(year)}
    waiting = registry.unjudged(key, fingerprint.judging(settings, registry, key, catalogue))
    return Standing(
        findings=tuple(
            replace(one, finding=without_numbers(one.finding))
            for one in standing_findings(settings, registry, key, catalogue)
        ),
        people={sha: who for sha, who in sorted(registry.people(key.region).items()) if sha in ours},
        waiting=tuple((catalogue.departments[a.place.department].short, masked(a.file)) for a in waiting),
    )
