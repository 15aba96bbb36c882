"""What an answer to a department is made from: plain frozen dataclasses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tasks.model import Finding, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Sent:
    """The file that is answered. `received` is in the town's own time."""

    region: str
    year: int
    department: str
    department_name: str
    file: str
    sha256: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A dataset of the file: its name as people know it, and its verdict."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A finding with its rule's title and, where there is one, an example of a right entry."""

    finding: Finding
    title: str
    example: str = ""


class NoCopy(StrEnum):
    """Why a slip is a list without an annotated copy."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_COPIED = "not_copied"


@dataclass(frozen=True, slots=True)
class Slip:
    """审核反馈: everything it says. `questions` stand gravest first; `due` is the last day to answer."""

    sent: Sent
    verdict: Verdict
    due: date
    parts: Sequence[Part]
    questions: Sequence[Question]
    register_list: str = ""  # the file that lists all places in registers, where there is one
    why_no_copy: NoCopy | None = None
    cells_limit: int = 200_000  # a larger workbook is listed only
    trial: bool = False  # the file was checked, not taken in

    @property
    def outcome(self) -> str:
        """How the wording names the result: the verdict; `left_out` where it passed without some values
        that are not used; `trial` where the file was not taken in."""
        if self.trial:
            return "trial"
        grave = any(question.finding.severity is Severity.CRITICAL for question in self.questions)
        return "left_out" if grave and self.verdict is Verdict.PASSED_WITH_NOTES else self.verdict.value
