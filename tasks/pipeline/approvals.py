"""送审 and 签发 as they stand: which finals wait, which were approved or sent back, by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.pipeline.clock import now
from tasks.pipeline.drafts import MANIFEST, digest
from tasks.store.records import Act, ActKind

FOREIGN = "外来稿"
"""Stands for a version where the signed report was not made from any of ours."""


class Decided(StrEnum):
    """What was decided about a final."""

    APPROVED = "同意"
    RETURNED = "退回"


class Kept(BaseModel):
    """A file that is kept in the archive: the scan of the signed page, the signed report."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    name: str
    size: int


class Signed(Kept):
    """The signed report, and what it came to when it was held against the data (`against`: a version, "" for
    the year's values): how many numbers came to what; why differences, if any, were accepted."""

    against: str = ""
    counts: dict[str, int] = {}
    wrong: tuple[str, ...] = ()
    accepted: str = ""
    unmet: tuple[str, ...] = ()  # what a final needs and was not there, of a report from elsewhere


class Request(BaseModel):
    """送审: a final waits for a decision. `manifest` is the SHA-256 of its manifest."""

    model_config = ConfigDict(frozen=True)

    version: str
    manifest: str


class Approval(BaseModel):
    """A decision about a version, or about the signed report that came from elsewhere (FOREIGN)."""

    model_config = ConfigDict(frozen=True)

    version: str
    decision: Decided
    reviewer: str  # 审核人
    signer: str = ""  # 签发人
    dated: date
    remarks: str = ""
    scan: Kept | None = None
    file: Signed | None = None

    def words(self) -> str:
        """The decision as people read it."""
        signed = f"，签发人{self.signer}" if self.signer else ""
        why = f"：{self.remarks}" if self.remarks else ""
        return f"{self.version} {self.decision}（审核人{self.reviewer}{signed}，{self.dated}）{why}"


@dataclass(frozen=True, slots=True)
class Approvals:
    """What stands of a RegionYear, by version, in the order in which it was recorded."""

    requests: Mapping[str, Request] = field(default_factory=dict)
    decisions: Mapping[str, Approval] = field(default_factory=dict)

    @property
    def approved(self) -> Approval | None:
        """The 定稿: what was approved last."""
        done = [one for one in self.decisions.values() if one.decision is Decided.APPROVED]
        return done[-1] if done else None

    @property
    def last(self) -> Approval | None:
        """The last decision."""
        return list(self.decisions.values())[-1] if self.decisions else None

    @property
    def pending(self) -> list[str]:
        """Versions that wait for a decision."""
        return [version for version in self.requests if version not in self.decisions]

    def is_approved(self, version: str) -> bool:
        """Whether a version was approved."""
        decision = self.decisions.get(version)
        return decision is not None and decision.decision is Decided.APPROVED

    def is_returned(self, version: str) -> bool:
        """Whether a version was sent back."""
        decision = self.decisions.get(version)
        return decision is not None and decision.decision is Decided.RETURNED


def request_for(folder: Path) -> Act:
    """送审 of the final in a folder."""
    manifest = (folder / MANIFEST).read_bytes()
    request = Request(version=folder.name, manifest=digest(manifest))
    return Act(ActKind.APPROVAL_REQUEST, folder.name, request.model_dump_json(), now())


def read_approvals(acts: Iterable[Act]) -> Approvals:
    """What stands among acts."""
    requests: dict[str, Request] = {}
    decisions: dict[str, Approval] = {}
    for one in acts:
        if one.kind is ActKind.APPROVAL_REQUEST:
            requests[one.subject] = Request.model_validate_json(one.content)
        elif one.kind is ActKind.APPROVAL:
            decisions[one.subject] = Approval.model_validate_json(one.content)
    return Approvals(requests, decisions)
