"""审核、签发: the decision about a final, with scan and signed report, on the record under the lease.

The same again adds nothing, what was left open may be added, what contradicts is refused.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.catalogue import Catalogue, load_calendar
from tasks.model import RegionYear
from tasks.pipeline import blockers, drafts, signed_files
from tasks.pipeline.approval_entries import Decision, NotTakenError, completed, decided_version, read
from tasks.pipeline.approvals import FOREIGN, Approval, Decided, Signed, request_for
from tasks.pipeline.clearance import Clearance, clearance_of
from tasks.pipeline.clock import holder, now, today
from tasks.pipeline.departments import department_reasons
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.report_standing import text_of, words_of
from tasks.pipeline.reviews import secrecy_reasons
from tasks.pipeline.signed_files import FileRefusedError, Given
from tasks.pipeline.standing import standing_of
from tasks.pipeline.verify import Checked
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Act, ActKind
from tasks.store.registry import Registry, open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Approved:
    """The decision that stands now, whether anything of it is new, and what to mind (Chinese)."""

    year: int
    approval: Approval
    new: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was recorded: all reasons, Chinese sentences."""

    year: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """The signed report is not what the data say, or (of one from elsewhere) what a final needs is not there:
    nothing was recorded."""

    year: int
    checked: Checked
    unmet: tuple[str, ...] = ()


Outcome = Approved | Refused | Differs


def approve(settings: Settings, key: RegionYear, given: Decision) -> Outcome:
    """Record a decision. Raises LeaseHeldError while another run works on the year."""
    catalogue = catalogue_of(settings, key)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("登记签发"), now) as lease,
    ):
        try:
            decision = _Desk(settings, key, catalogue, registry).decide(given)
        except NotTakenError as error:
            return Refused(key.year, error.reasons)
        except FileRefusedError as error:
            return Refused(key.year, (str(error),))
        if isinstance(decision, Differs):
            return decision
        acts = [Act(ActKind.APPROVAL, decision.approval.version, decision.approval.model_dump_json(), now())]
        if decision.approval.version != FOREIGN:  # a kill may have left the version without one
            folder = drafts.folder_of(settings, catalogue, key)
            acts.insert(0, request_for(folder / decision.approval.version))
        new = lease.record_acts(acts)
    is_new = any(one.kind is ActKind.APPROVAL for one in new)
    log.info("%s 年报告：%s%s", key.year, decision.approval.words(), "" if is_new else "（已经登记过）")
    return replace(decision, new=is_new)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a decision is looked at; only bytes are kept here, by their SHA-256."""

    settings: Settings
    key: RegionYear
    catalogue: Catalogue
    registry: Registry

    def decide(self, given: Decision) -> Approved | Differs:
        """The decision as it shall stand. Raises NotTakenError, FileRefusedError."""
        clearance = clearance_of(self.settings, self.registry, self.key, self.catalogue)
        version = decided_version(self._folder, given, clearance.approvals)
        scan, report = self._files(given)
        entered = read(given, version, today(load_calendar(self.settings)))
        files = {"scan": scan and scan.kept, "file": report and Signed(**report.kept.model_dump())}
        entered = entered.model_copy(update=files)
        stands = clearance.approvals.decisions.get(version)
        approval = completed(stands, entered, given)
        if given.decision is Decided.APPROVED and stands is None and version != FOREIGN:
            unreviewed = tuple(secrecy_reasons(clearance.reviews, words_of(self._folder / version)))
            if unreviewed:
                raise NotTakenError(*unreviewed)
        held = {one.sha256 for one in (stands.scan, stands.file) if one is not None} if stands else set()
        new = [one for one in (scan, report) if one is not None and one.kept.sha256 not in held]
        signed_files.refuse_secret(self.settings, self.catalogue, self.registry, self.key.region, new)
        if report is not None and approval.file is None:
            checked = signed_files.held_against_data(self.settings, self.key, version, report)
            unmet = tuple(self._unmet(clearance)) if version == FOREIGN else ()
            if (checked.verified.wrong or unmet) and not given.accept.strip():
                return Differs(self.key.year, checked, unmet)
            signed = signed_files.signed(report, checked, masked(given.accept.strip()), unmet)
            approval = approval.model_copy(update={"file": signed})
        for one in new:
            signed_files.archive(self.settings, one)
        return Approved(self.key.year, approval, new=True, notes=tuple(self._notes(approval)))

    @property
    def _folder(self) -> Path:
        return drafts.folder_of(self.settings, self.catalogue, self.key)

    def _files(self, given: Decision) -> tuple[Given | None, Given | None]:
        limits = self.settings.limits
        return (
            signed_files.scan_in(given.scan, limits) if given.scan else None,
            signed_files.report_in(given.file, limits) if given.file else None,
        )

    def _unmet(self, clearance: Clearance) -> Iterator[str]:
        """What a final needs and is not there, of a report that was never rendered here."""
        standing = standing_of(self.settings, self.registry, self.key, self.catalogue)
        yield from blockers.waiting_reasons(standing.waiting, self.key.year)
        yield from blockers.finding_reasons(standing.findings, self.catalogue)
        yield from department_reasons(clearance.departments, self.catalogue)
        yield "本系统没有这份文件的保密审查记录"

    def _notes(self, approval: Approval) -> Iterator[str]:
        version, last = approval.version, drafts.latest(self._folder) or ""
        if version == FOREIGN:
            return
        if text_of(self._folder / last) != text_of(self._folder / version):
            yield f"最近生成的 {last} 与 {version} 文字不同，请核对签的是不是这一版"
        if approval.file is not None and approval.file.against != version:
            yield f"《{approval.file.name}》不像是由 {version} 改成的，是与汇总的数据核对的"
