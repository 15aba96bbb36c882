"""What the record says of a year's opinions: what went out, what came back, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from tasks.model import Opinion, RegionYear
from tasks.store.records import Act, ActKind
from tasks.store.registry import Registry


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True)

    def act(self, kind: ActKind, subject: str, at: datetime) -> Act:
        """The act that records it; `at` is when, from the caller's clock."""
        return Act(kind, subject, self.model_dump_json(), at)


class Sent(_Content):
    """A version that went out; its subject is the version. `until` is a day (2024-01-20) or empty."""

    version: str
    until: str
    departments: tuple[str, ...]


class Replied(_Content):
    """A department's sheet that came back; its subject is the department, whose last reply stands.

    `opinions` are the rows that ask for a change, `right` how many others were found right.
    """

    department: str
    version: str
    sha256: str
    nothing: bool
    by: str
    dated: str
    right: int
    opinions: tuple[Opinion, ...]


class Decided(_Content):
    """What the report team decided on an opinion (as it was worded); its subject is department/row."""

    department: str
    row: str
    opinion: str
    decision: str
    why: str
    by: str
    dated: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """What stands: the last version that went out, each department's last reply, who replied to that version
    or since it went out, and the last decision on each opinion by (department, row)."""

    sent: Sent | None = None
    replies: Mapping[str, Replied] = field(default_factory=dict)
    back: frozenset[str] = frozenset()
    decisions: Mapping[tuple[str, str], Decided] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()  # SHA-256 of all that came back

    @property
    def silent(self) -> tuple[str, ...]:
        """Departments that were asked and have not replied."""
        return tuple(one for one in self.sent.departments if one not in self.back) if self.sent else ()

    def opinions(self) -> list[tuple[str, Opinion]]:
        """Every opinion that stands, with its department, in the order of departments and rows."""
        return [(code, one) for code, reply in self.replies.items() for one in reply.opinions]

    def decided(self, department: str, opinion: Opinion) -> Decided | None:
        """The decision on an opinion; none where the department says something else by now."""
        found = self.decisions.get((department, opinion.row.id))
        return found if found is not None and found.opinion == opinion.suggested else None


def consultation(registry: Registry, key: RegionYear) -> Consultation:
    """What stands of a year's opinions."""
    return standing(registry.acts(key, ActKind.CONSULTATION, ActKind.OPINION, ActKind.ADOPTION))


def standing(acts: Sequence[Act]) -> Consultation:
    """What stands by acts in the order in which they were recorded."""
    sent: Sent | None = None
    replies: dict[str, Replied] = {}
    since: set[str] = set()
    decisions: dict[tuple[str, str], Decided] = {}
    taken: set[str] = set()
    for act in acts:
        match act.kind:
            case ActKind.CONSULTATION:
                sent, since = Sent.model_validate_json(act.content), set()
            case ActKind.OPINION:
                reply = Replied.model_validate_json(act.content)
                replies[reply.department] = reply
                since.add(reply.department)
                taken.add(reply.sha256)
            case ActKind.ADOPTION:
                one = Decided.model_validate_json(act.content)
                decisions[one.department, one.row] = one
                taken.add(one.sha256)
    of_this = {code for code, reply in replies.items() if sent and reply.version == sent.version}
    ordered = dict(sorted(replies.items()))
    return Consultation(sent, ordered, frozenset(since | of_this), decisions, frozenset(taken))
