"""What is entered about a decision: all that is wrong with it at once, and what contradicts what stands.

A document is reviewed before it is signed (《党政机关公文处理工作条例》), by another than who signs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from tasks.pipeline import finals
from tasks.pipeline.approvals import FOREIGN, Approval, Approvals, Decided, Kept
from tasks.pipeline.drafts import MANIFEST, digest, whole_manifest
from tasks.pipeline.persons import EntryError, day, person
from tasks.privacy import masked

T = TypeVar("T")


class NotTakenError(Exception):
    """A decision cannot be recorded; `reasons` are Chinese sentences, all of them."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody enters. `version` "" is the report that came from elsewhere; `dated` "" today or, of a
    decision that stands, its day; `accept` why differences of `file` are accepted."""

    version: str
    decision: Decided
    reviewer: str
    signer: str = ""
    dated: str = ""
    remarks: str = ""
    scan: Path | None = None
    file: Path | None = None
    accept: str = ""


def read(given: Decision, version: str, today: date) -> Approval:
    """The decision without its files. Raises NotTakenError."""
    wrong: list[str] = []
    reviewer = _tried(wrong, lambda: person(given.reviewer, "审核人"), "")
    dated = _tried(wrong, lambda: day(given.dated, today), today)
    signer = ""
    if given.decision is Decided.APPROVED or given.signer.strip():
        signer = _tried(wrong, lambda: person(given.signer, "签发人"), "")
    if signer and signer == reviewer:
        wrong.append(f"审核人和签发人不能都是{signer}")
    if given.decision is Decided.RETURNED and not given.remarks.strip():
        wrong.append("退回的，请在备注里写明原因")
    if given.decision is Decided.RETURNED and given.file is not None:
        wrong.append("退回的，没有签署的文件可以登记")
    if wrong:
        raise NotTakenError(*wrong)
    return Approval(
        version=version,
        decision=given.decision,
        reviewer=reviewer,
        signer=signer,
        dated=dated,
        remarks=masked(given.remarks.strip()),
    )


def decided_version(folder: Path, given: Decision, approvals: Approvals) -> str:
    """The version that is decided about: a whole final, or FOREIGN where there is none and the signed report
    is given. Raises NotTakenError."""
    asked, known = given.version.strip(), finals.names(folder)
    if asked in ("", FOREIGN):
        if known and not (asked and FOREIGN in approvals.decisions):
            raise NotTakenError(f"请写明版本：{'、'.join(known)}")
        if given.file is None and FOREIGN not in approvals.decisions:
            raise NotTakenError("没有送审稿；登记在别处签署的报告，要给出签署的文件")
        return FOREIGN
    if asked not in known:
        have = f"已有的送审稿：{'、'.join(known)}" if known else "还没有送审稿，请先生成"
        raise NotTakenError(f"没有名为“{asked}”的送审稿；{have}")
    if whole_manifest(folder / asked) is None:
        raise NotTakenError(f"{asked} 的文件缺失或已被改动，不能登记；请先核对、恢复这一版")
    request = approvals.requests.get(asked)
    if request is not None and request.manifest != digest((folder / asked / MANIFEST).read_bytes()):
        raise NotTakenError(f"{asked} 送审以后被整个换过，不能登记；请从备份恢复这一版，或者重新生成送审稿")
    return asked


def completed(stands: Approval | None, entered: Approval, given: Decision) -> Approval:
    """The decision with what stands of it already, and what is new; a file is the same by its bytes, and one
    that is new must be looked into first: it is left out.

    Raises NotTakenError where something else stands.
    """
    if stands is None:
        return entered.model_copy(update={"file": None})
    if not given.dated.strip():
        entered = entered.model_copy(update={"dated": stands.dated})
    other = list(_contradictions(stands, entered))
    if other:
        raise NotTakenError(f"已经登记过：{stands.words()}。这次填写的{'、'.join(other)}不同，没有登记")
    kept = {name: getattr(entered, name) or getattr(stands, name) for name in ("signer", "remarks")}
    return entered.model_copy(update={**kept, "scan": stands.scan or entered.scan, "file": stands.file})


def _contradictions(stands: Approval, entered: Approval) -> Iterator[str]:
    for name, label in _FIELDS.items():
        new = getattr(entered, name)
        if new and getattr(stands, name) and new != getattr(stands, name):
            yield label
    if _is_other(stands.scan, entered.scan):
        yield "扫描件"
    if _is_other(stands.file, entered.file):
        yield "签署的文件"


def _is_other(stands: Kept | None, entered: Kept | None) -> bool:
    return stands is not None and entered is not None and stands.sha256 != entered.sha256


_FIELDS = {
    "decision": "审核结果",
    "reviewer": "审核人",
    "signer": "签发人",
    "dated": "日期",
    "remarks": "备注",
}


def _tried(wrong: list[str], read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except EntryError as error:
        wrong.append(str(error))
        return otherwise
