"""What the store hands over and takes: frozen records, next to no behaviour.

Times are aware datetimes in UTC from the caller's clock. Paths are POSIX and relative: of a submission
to the landing root, of a part to the root (staging or curated) that it was written under.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tasks.model import Finding, Place, ReadState, RegionYear, Scope, Severity, Verdict

People = tuple[tuple[str, str], ...]
"""(填报人, name), (审核人, name), … as a file names them."""

Clock = Callable[[], datetime]
"""Gives the present as an aware datetime."""


@dataclass(frozen=True, order=True, slots=True)
class SeenFile:
    """A file found by a scan. `path` can be stored and shown; `source` opens it, whatever its name."""

    path: str
    size: int  # bytes
    mtime_ns: int
    source: Path


@dataclass(frozen=True, slots=True)
class Archived:
    """Bytes now in the archive."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class NewArrival:
    """Archived bytes as they were seen in landing, to be recorded."""

    department: str
    path: str
    file: str  # display name
    sha256: str
    size: int
    mtime_ns: int
    seen_at: datetime
    members: "tuple[NewArrival, ...]" = ()  # what a zip holds: they arrive right after it


@dataclass(frozen=True, slots=True)
class Arrival:
    """收件: when which bytes were seen where. Ids grow in order of arrival.

    A zip's member has the zip's arrival as `parent`, and its path goes on where the zip's ends.
    """

    id: int
    place: Place
    path: str
    file: str
    sha256: str
    size: int
    seen_at: datetime
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回: an arrival that counts no more, and why; `by` is who asked for it."""

    arrival: int
    reason: str
    by: str
    withdrawn_at: datetime


@dataclass(frozen=True, slots=True)
class Confirmation:
    """确认: a scan (its arrival) that carried the code of a department's confirmation sheet."""

    arrival: int
    code: str
    department: str
    confirmed_at: datetime


class ActKind(StrEnum):
    """What people do about a RegionYear beside sending in files; each has a content of its own shape."""

    REDRAFT = "redraft"  # 收回改稿: a file of the folder 改稿, what became of it
    STOPPED = "stopped"  # 密级: a file that was not taken in, and whether it still lies in landing
    PURGE = "purge"  # 清除: what was removed with all that was derived from it
    CONSULTATION = "consultation"  # 征求意见: a version went out to departments
    OPINION = "opinion"  # 征求意见表: a department's answer
    ADOPTION = "adoption"  # 意见采纳情况: what was decided on an opinion
    TAKEN_BACK = "taken_back"  # 收回改稿: an edited report's words taken into the edition
    SECRECY_REVIEW = "secrecy_review"  # 保密审查: 初审, 复审, 批准
    APPROVAL_REQUEST = "approval_request"  # 送审: a final waits to be approved
    APPROVAL = "approval"  # 审核、签发: 同意, 退回; the scan and the file that was signed
    SENT = "sent"  # 上报: to whom, when, with which receipt
    PUBLISHED = "published"  # 公开: where, when


@dataclass(frozen=True, slots=True)
class Act:
    """办理记录: something that was done, only ever added; the last of a kind about a subject stands.

    `subject` is what it is about (a version, a file's SHA-256), `content` JSON in the shape of its kind.
    """

    kind: ActKind
    subject: str
    content: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """认领: whose a file in the inbox is, as far as known, and how that is known.

    `how` is empty while nobody knows; `asked_at` is when it was first put on the list of open ones.
    """

    path: str
    sha256: str
    seen_at: datetime
    asked_at: datetime | None = None
    year: int | None = None
    department: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a path looked when it was last hashed; `sha256` and `arrival` are of its latest arrival."""

    path: str
    size: int
    mtime_ns: int
    sha256: str
    arrival: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """An immutable Parquet file named by its content."""

    table: str
    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """A judged 数据集. `staged` holds its sound rows and may be missing only if it was returned."""

    kind: str
    verdict: Verdict
    staged: Part | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one catalogue (its fingerprint) made of one arrival."""

    arrival: int
    fingerprint: str
    state: ReadState
    detail: str = ""
    datasets: tuple[Dataset, ...] = ()
    findings: tuple[Finding, ...] = ()
    people: People = ()

    @property
    def verdict(self) -> Verdict:
        """审核结果 of the file: its worst dataset's; without any, by its findings."""
        if self.datasets:
            return Verdict.worst(dataset.verdict for dataset in self.datasets)
        told = [one for one in self.findings if one.scope is not Scope.INTEGRITY]
        severities = {one.severity for one in told if one.is_open}
        if Severity.CRITICAL in severities:
            return Verdict.RETURNED
        return Verdict.PASSED_WITH_NOTES if Severity.WARNING in severities else Verdict.PASSED


@dataclass(frozen=True, slots=True)
class JudgedArrival:
    """A path's latest arrival with its judgement; `copies` are other files of the same bytes, by name."""

    arrival: Arrival
    judgement: Judgement
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CurrentDataset:
    """The dataset that counts for its department and kind: the last accepted in order of arrival."""

    arrival: Arrival
    kind: str
    verdict: Verdict
    staged: Part


@dataclass(frozen=True, slots=True)
class Build:
    """The curated tables of a RegionYear. `inputs` is the hash of everything they were made from.

    `fingerprint` is that of the catalogue and code: another one does not understand the values.
    """

    region_year: RegionYear
    inputs: str
    fingerprint: str
    created_at: datetime
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...] = ()
