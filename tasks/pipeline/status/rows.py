"""What people are shown of a RegionYear: departments × datasets, findings, deadlines. All plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tasks.model import Severity, Verdict
from tasks.pipeline.confirmations import CHANGED, NOT_TO_CONFIRM, NOT_TO_REPORT, UNCONFIRMED
from tasks.pipeline.report_standing import ReportStanding

NOT_SENT = "未报送"
NO_LEDGER = "没有台账"
WAITING = "待审核"
NOTHING_THERE = "—"
WHOLE_FILE = "整份文件"


class Tone(StrEnum):
    """How a dataset stands, for colours and counts; the words beside it say the same."""

    MISSING = "missing"
    WAITING = "waiting"
    RETURNED = "returned"
    NOTES = "notes"
    PASSED = "passed"
    OPTIONAL = "optional"  # a register that was not sent: its total may be stated instead


TONES = {
    Verdict.PASSED: Tone.PASSED,
    Verdict.PASSED_WITH_NOTES: Tone.NOTES,
    Verdict.RETURNED: Tone.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Due:
    """Until when something is due, and how long that is from today (Chinese)."""

    day: date
    left: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One dataset that a department is asked for; `kind` "" for what concerns whole files."""

    kind: str
    name: str
    received: str
    result: str
    tone: Tone
    critical: int = 0
    warnings: int = 0
    due: Due | None = None

    @property
    def left(self) -> str:
        """How long there is to submit, or to answer what is wrong; "" where nothing is due."""
        if self.due is None:
            return ""
        return f"{'报送' if self.tone is Tone.MISSING else '答复'}{self.due.left}"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One department: its datasets, and whether it has confirmed its data."""

    department: str
    datasets: tuple[DatasetRow, ...]
    confirmed: str = NOTHING_THERE  # or how far it is with that, see `confirmations`

    def dataset(self, kind: str) -> DatasetRow | None:
        """The row of a kind of dataset, if the department is asked for it."""
        return next((one for one in self.datasets if one.kind == kind), None)

    @property
    def asked(self) -> tuple[DatasetRow, ...]:
        """What must come: all but whole files and registers that were not sent."""
        return tuple(one for one in self.datasets if one.kind and one.tone is not Tone.OPTIONAL)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what has not come; nothing of a department that need not report."""
        if self.confirmed == NOT_TO_REPORT:
            return ()
        return tuple(one.name for one in self.asked if one.tone is Tone.MISSING)

    @property
    def passed(self) -> int:
        """How many datasets are accepted as they stand."""
        return sum(one.tone in (Tone.PASSED, Tone.NOTES) for one in self.asked)

    @property
    def critical(self) -> int:
        """Open critical findings."""
        return sum(one.critical for one in self.datasets)

    @property
    def warnings(self) -> int:
        """Open warnings."""
        return sum(one.warnings for one in self.datasets)


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
    """One finding in words; `settlement` says how the office settled it."""

    severity: Severity
    department: str
    rule: str
    title: str
    file: str
    where: str
    observed: str
    mend: str
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One last day of the year."""

    what: str
    basis: str
    due: Due
    last_worked: date  # the same day, or the last working day before it


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One of the contents that every report must have. `fault` says what is wrong; empty: it is there."""

    name: str
    where: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class OpinionsRow:
    """How far 征求意见 is: the version, how many were asked, who has not replied, opinions, and hints on
    those that nobody has decided on."""

    version: str
    sent: int
    silent: tuple[str, ...]
    nothing: int
    asks: int
    undecided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A department with critical findings that it has not answered in time."""

    department: str
    dataset: str
    due: Due


@dataclass(frozen=True, slots=True)
class Status:
    """A RegionYear as it stands on a day: every declared department, every finding (gravest first)."""

    region_name: str
    year: int
    today: date
    rows: tuple[StatusRow, ...]
    findings: tuple[FindingRow, ...]  # open
    accepted: int  # current datasets
    unjudged: int  # arrivals that wait to be judged, after an update perhaps all of them
    unclaimed: int = 0  # files of the inbox, of whatever year, of which nobody knows whose they are
    stopped: tuple[str, ...] = ()  # where files with a mark of secrecy lie: 司法分局 2 份
    withdrawn: tuple[WithdrawnRow, ...] = ()
    settled: tuple[FindingRow, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    contents: tuple[ContentRow, ...] | None = None  # None: no document has been rendered
    looked_at: Mapping[str, str] = field(default_factory=dict)  # files, indicators … → how many, in Chinese
    report: ReportStanding | None = None
    opinions: OpinionsRow | None = None  # None: no version went out for opinions

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def not_reported(self) -> tuple[StatusRow, ...]:
        """Departments of which something asked for has not come."""
        return tuple(row for row in self.rows if row.missing)

    @property
    def let_off(self) -> tuple[StatusRow, ...]:
        """Departments that need not report or confirm."""
        return tuple(row for row in self.rows if row.confirmed in (NOT_TO_REPORT, NOT_TO_CONFIRM))

    @property
    def unconfirmed(self) -> tuple[StatusRow, ...]:
        """Departments whose data are in use and not confirmed as they are."""
        return tuple(row for row in self.rows if row.confirmed in _UNCONFIRMED)

    @property
    def unanswered(self) -> tuple[Unanswered, ...]:
        """Critical findings and returned datasets that are open past the day to answer."""
        return tuple(
            Unanswered(row.department, one.name, one.due)
            for row in self.rows
            for one in row.datasets
            if one.due is not None and one.due.overdue and one.tone is not Tone.MISSING
        )


_UNCONFIRMED = (UNCONFIRMED, CHANGED)
