"""What a final needs beside a text without faults: departments in and confirmed, 保密审查 of these words; and
what its readers should know of it, opinions without a decision.

It changes while the text does not, so it is told of a version and is no part of one.
"""

from dataclasses import dataclass, field

from tasks.catalogue import Catalogue
from tasks.model import RegionYear
from tasks.pipeline.approvals import Approvals, read_approvals
from tasks.pipeline.departments import States, department_reasons, department_states
from tasks.pipeline.opinions.filing import waiting_opinions
from tasks.pipeline.releases import Published, read_releases
from tasks.pipeline.reviews import Review, read_reviews, secrecy_reasons
from tasks.settings import Settings
from tasks.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Clearance:
    """How far departments are, what was reviewed, what was decided, what the public has; `hints` are
    Chinese sentences that hold no final up."""

    departments: States = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    approvals: Approvals = field(default_factory=Approvals)
    public: Published | None = None
    hints: tuple[str, ...] = ()

    def reasons(self, text: str, catalogue: Catalogue) -> tuple[str, ...]:
        """Why a text (its digest) can be no final yet."""
        return (*department_reasons(self.departments, catalogue), *secrecy_reasons(self.reviews, text))


def clearance_of(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> Clearance:
    """What stands now."""
    acts = registry.acts(key)
    waiting = waiting_opinions(settings, registry, key, catalogue)
    return Clearance(
        department_states(settings, registry, key, catalogue),
        tuple(read_reviews(acts)),
        read_approvals(acts),
        read_releases(acts).public,
        (waiting,) if waiting else (),
    )
