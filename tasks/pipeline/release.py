"""Recording 上报 and 公开 of an approved version: what was said before and is not said again stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from tasks.catalogue import load_calendar
from tasks.model import RegionYear
from tasks.pipeline.approvals import Approval, Approvals, Decided, Kept, read_approvals
from tasks.pipeline.clock import holder, now, today
from tasks.pipeline.persons import EntryError, day
from tasks.pipeline.releases import Published, Releases, Sent, read_releases
from tasks.pipeline.secrecy import marked
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.files import archive
from tasks.store.records import Act, ActKind
from tasks.store.registry import open_registry

_ADDRESS = re.compile(r"https?://[!-~]+")
_LONGEST = 500  # characters of an address or a receiver
_LARGEST = 50_000_000  # bytes of a scan


@dataclass(frozen=True, slots=True)
class Said:
    """What people enter; what is empty was not said. `where` is who a 上报 goes to, where a 公开 is."""

    version: str = ""
    where: str = ""
    dated: str = ""
    receipt: str = ""
    scan: Path | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands now (Chinese), and whether that is new."""

    version: str
    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """Why nothing was recorded: a Chinese sentence."""

    reason: str


def record_sent(settings: Settings, key: RegionYear, said: Said) -> Recorded | NotRecorded:
    """Record that an approved version (default: the 定稿) went to the level above. Raises LeaseHeldError."""

    def entry(version: str, before: Releases, dated: date, scan: Kept | None) -> Sent:
        old = before.sent.get(version)
        to = _text(said.where, "上报给哪个单位", old.to if old else "")
        receipt = _text(said.receipt, "", old.receipt if old else "")
        kept = scan or (old.scan if old else None)
        return Sent(version=version, dated=_day(said, old, dated), to=to, receipt=receipt, scan=kept)

    return _recorded(settings, key, said, ActKind.SENT, entry)


def record_published(settings: Settings, key: RegionYear, said: Said) -> Recorded | NotRecorded:
    """Record that an approved version (default: the 定稿) was published. Raises LeaseHeldError."""

    def entry(version: str, before: Releases, dated: date, scan: Kept | None) -> Published:
        old = before.published.get(version)
        if said.receipt:
            raise EntryError("公开没有回执号；回执号登记在上报里")
        at = _text(said.where, "在哪里公开（网址或者公开栏）", old.at if old else "")
        kept = scan or (old.scan if old else None)
        return Published(version=version, dated=_day(said, old, dated), at=at, scan=kept)

    return _recorded(settings, key, said, ActKind.PUBLISHED, entry)


Entry = TypeVar("Entry", Sent, Published)


def _recorded(
    settings: Settings,
    key: RegionYear,
    said: Said,
    kind: ActKind,
    entry: Callable[[str, Releases, date, Kept | None], Entry],
) -> Recorded | NotRecorded:
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("登记上报公开"), now) as lease,
    ):
        acts = registry.acts(key)
        approvals, before = read_approvals(acts), read_releases(acts)
        try:
            approval = _approved(approvals, said.version.strip(), key)
            dated = day(said.dated, today(load_calendar(settings)))
            made = entry(approval.version, before, dated, _kept(settings, said.scan))
            _not_before(approval, made.dated)
        except EntryError as error:
            return NotRecorded(f"没有登记：{error}。")
        new = lease.record_acts([Act(kind, approval.version, made.model_dump_json(), now())])
    return Recorded(approval.version, made.words(), bool(new))


def _approved(approvals: Approvals, version: str, key: RegionYear) -> Approval:
    """The approved version of that name, the 定稿 where none is named. Raises EntryError."""
    decision = approvals.decisions.get(version) if version else approvals.approved
    if decision is not None and decision.decision is Decided.APPROVED:
        return decision
    known = [one.version for one in approvals.decisions.values() if one.decision is Decided.APPROVED]
    listed = f"已签发的有：{'、'.join(known)}" if known else "还没有已签发的版本"
    raise EntryError(f"{key.year} 年的报告{version or ''}没有签发，不能登记上报、公开；{listed}")


def _not_before(approval: Approval, dated: date) -> None:
    if dated < approval.dated:
        raise EntryError(f"日期 {dated} 早于签发的日期 {approval.dated}")


def _day(said: Said, old: Sent | Published | None, dated: date) -> date:
    return old.dated if old is not None and not said.dated.strip() else dated


def _text(given: str, wanted: str, before: str) -> str:
    """Words in one line without personal numbers, which an address on the web may seem to hold; those of
    before where nothing is said."""
    given = " ".join(given.split())
    text = (given if _ADDRESS.fullmatch(given) else masked(given)) or before
    if wanted and not text:
        raise EntryError(f"没有写{wanted}")
    if len(text) > _LONGEST:
        raise EntryError(f"“{text[:20]}…”太长，最多 {_LONGEST} 个字")
    return text


def _kept(settings: Settings, scan: Path | None) -> Kept | None:
    """A scan in the archive. Raises EntryError where there is no such file."""
    if scan is None:
        return None
    if not scan.is_file():
        raise EntryError(f"找不到文件 {masked(scan.name)}")
    name = masked(scan.name)
    if not 0 < scan.stat().st_size <= _LARGEST:
        raise EntryError(f"文件 {name} 是空的，或者超过 {_LARGEST // 1_000_000} MB")
    if secrecy := marked(settings, scan):
        raise EntryError(secrecy.rstrip("。"))
    held = archive(scan, settings.archive)
    if held is None:
        raise EntryError(f"文件 {name} 打不开，或者正在写入；请关闭后再试")
    return Kept(sha256=held.sha256, name=name, size=held.size)
