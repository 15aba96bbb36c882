"""清除 (`fazhi purge`): a file that should never have come in goes, with everything that was made of it.

What stays is an act: its hash, when, who, why. Every step can be done again: the act comes first, so that
the bytes do not come in anew; then what is found by the registry's rows, the rows themselves, and what is
found by its place. Docs: docs/decisions/0028.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tasks.catalogue import Catalogue, load
from tasks.intake import Reader, is_ignored
from tasks.pipeline import purge_files
from tasks.pipeline.clock import now
from tasks.pipeline.collecting import writing
from tasks.pipeline.purge_files import Traces
from tasks.pipeline.purged import Purge, purges
from tasks.pipeline.secrecy import Guard, digest
from tasks.settings import Settings
from tasks.store import run_history, scanning
from tasks.store.purging import Doomed
from tasks.store.records import Act, ActKind, Arrival
from tasks.store.registry import Registry, open_registry

log = logging.getLogger(__name__)

_SHA256_DIGITS = 64
_SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_SHORTEST = 8  # digits of a SHA-256 by which people name a file


class UnclearFileError(ValueError):
    """Nobody knows which file is meant; the message is Chinese and lists those that may be."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a purge takes away, and where copies lie in landing, which it does not touch.

    `files` are shown as the department's names; `finals` are versions that hold something of it; `mended`
    are files of the site to look at by hand.
    """

    sha256: str
    files: tuple[str, ...]
    departments: tuple[str, ...]
    years: tuple[int, ...]
    together: int
    traces: Traces
    landing: tuple[str, ...]
    again: bool = False


def plan(settings: Settings, region: str, what: str) -> Plan | None:
    """What `purge` would do about a file: a SHA-256 (or its beginning), a path on this machine, or a name or
    path as `fazhi status` shows it. None where nothing of it ever came in.

    Raises UnclearFileError where several are meant.
    """
    catalogue = load(settings, region)
    with open_registry(settings.registry_url) as registry:
        sha256 = _meant(registry, region, what)
        return _planned(settings, catalogue, registry, region, sha256) if sha256 else None


def purge(settings: Settings, region: str, what: str, *, by: str, reason: str) -> Plan | None:
    """Take away a file and everything that was made of it; what is left is judged and curated anew by the
    next run. Gives what was done, None as `plan` does.

    Raises UnclearFileError, LeaseHeldError while another run works on one of the years, OSError where a file
    is held by another program, RegistryError and HistoryBusyError where a database is: done again it goes on.
    """
    catalogue = load(settings, region)
    with open_registry(settings.registry_url) as registry:
        sha256 = _meant(registry, region, what)
        found = _planned(settings, catalogue, registry, region, sha256) if sha256 else None
    if found is None:
        return None
    with writing(settings, region, found.years) as (registry, leases):
        doomed, said = _doomed(registry, region, found, by, reason)
        own = [one for one in leases if one.region_year.year == found.years[0]]
        for lease in own:
            lease.record_acts([Act(ActKind.PURGE, sha256, said.model_dump_json(), now())])
        purge_files.remove_versions(found.traces, sha256, said)
        for lease in own:
            lease.purge(doomed)
        shas = (*doomed.sha256, *said.others)
        purge_files.remove_places(settings, catalogue, registry, region, found.years, shas)
        purge_files.remove_log_entries(settings, _time(said.since))
        registry.scrub()
        run_history.forget(settings.prefect_home, _time(said.since))
        for lease in own:
            done = said.model_copy(update={"done": True})
            lease.record_acts([Act(ActKind.PURGE, sha256, done.model_dump_json(), now())])
    log.warning("已清除：SHA-256 %s…，办理人 %s", sha256[:12], by)
    return found


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC) if written else datetime.fromtimestamp(0, UTC)


def _meant(registry: Registry, region: str, what: str) -> str:
    """The SHA-256 that is meant; "" where nothing is known of it."""
    came = {one.sha256: one for one in registry.arrived(region)}
    known = {*came, *(sha for _, sha in registry.claims(region)), *purges(registry, region)}
    known |= set(_acted_on(registry, region))
    path = Path(what)
    if path.is_file():
        return sha256 if (sha256 := digest(path)) in known else ""
    digits = what.strip().lower()
    if _SHORTEST <= len(digits) <= _SHA256_DIGITS and all(c in "0123456789abcdef" for c in digits):
        named = {sha for sha in known if sha.startswith(digits)}
    else:
        named = {one.sha256 for one in registry.arrived(region) if _is_called(one, what)}
        named |= {sha for at, sha in registry.claims(region) if at == what or at.endswith(f"/{what}")}
    if len(named) > 1:
        listed = "；".join(sorted(_described(came[sha]) if sha in came else sha[:12] for sha in named))
        raise UnclearFileError(f"叫“{what}”的文件内容有 {len(named)} 种，请写明 SHA-256 的前 12 位：{listed}")
    return next(iter(named), "")


def _is_called(one: Arrival, what: str) -> bool:
    return what in (one.file, one.path) or one.path.endswith(f"/{what}")


def _described(one: Arrival) -> str:
    return f"{one.sha256[:12]}（{one.seen_at.astimezone():%Y-%m-%d %H:%M} 收到，{one.size} 字节）"


def _planned(
    settings: Settings, catalogue: Catalogue, registry: Registry, region: str, sha256: str
) -> Plan | None:
    arrivals = _family(registry.arrived(region), sha256)
    before = purges(registry, region).get(sha256)
    years = {one.place.year for one in arrivals} | _other_years(registry, region, sha256)
    if before is not None and not years:
        years = set(before.years)
    first = min(years, default=0)
    if not first:
        return None
    guard = Guard(settings, catalogue.secrecy, _no_reader)
    every = sorted({*years, *registry.years(region, first)})
    shas = {sha256, *(one.sha256 for one in arrivals if one.sha256 == sha256 or _holds(arrivals, one))}
    with Reader(catalogue, settings.limits) as reader:
        words = purge_files.words_of(settings, catalogue, reader, shas)
    said = purge_files.encoded(registry.words_about([one.id for one in arrivals]))
    return Plan(
        sha256=sha256,
        files=tuple(dict.fromkeys(guard.shown(one.path) for one in arrivals if one.sha256 == sha256)),
        departments=tuple(sorted({one.place.department for one in arrivals})),
        years=tuple(every),
        together=len(arrivals),
        traces=purge_files.traces(settings, catalogue, region, every, sorted(shas), words, said),
        landing=tuple(guard.shown(path) for path in _in_landing(settings, catalogue, region, shas)),
        again=before is not None,
    )


def _no_reader() -> Reader:
    raise RuntimeError("names only")


def _acted_on(registry: Registry, region: str) -> Iterator[str]:
    """The SHA-256 of files that came another way: edited reports, opinions, signed files, scans."""
    for kind in ActKind:
        for act in (
            registry.acts_of_region(region, kind) if kind not in (ActKind.PURGE, ActKind.STOPPED) else ()
        ):
            yield from _SHA256.findall(f"{act.subject} {act.content}")


def _other_years(registry: Registry, region: str, sha256: str) -> set[int]:
    """The years of bytes that never arrived; a file of the inbox that says no year may be of the last."""
    claims = {claim.year for (_, sha), claim in registry.claims(region).items() if sha == sha256}
    latest = registry.years(region)[-1:] or [now().year]
    return {year or latest[0] for year in claims} | set(registry.years(region, about=sha256))


def _family(arrivals: Sequence[Arrival], sha256: str) -> list[Arrival]:
    """The arrivals of these bytes; of a zip that held them too, with all that came in it."""
    shas = {sha256}
    while True:
        parents = {one.parent for one in arrivals if one.sha256 in shas and one.parent is not None}
        more = {one.sha256 for one in arrivals if one.id in parents} - shas
        if not more:
            break
        shas |= more
    own = {one.id for one in arrivals if one.sha256 in shas}
    return [one for one in arrivals if one.id in own or one.parent in own]


def _holds(arrivals: Sequence[Arrival], one: Arrival) -> bool:
    """Whether an arrival is a zip of the family."""
    return any(other.parent == one.id for other in arrivals)


def _doomed(registry: Registry, region: str, found: Plan, by: str, reason: str) -> tuple[Doomed, Purge]:
    arrivals = registry.arrived(region)
    family = _family(arrivals, found.sha256)
    kept = {one.sha256 for one in arrivals if one.id not in {each.id for each in family}}
    zips = {one.sha256 for one in family if _holds(family, one)}
    others = sorted(zips | {one.sha256 for one in family if one.sha256 not in kept} - {found.sha256})
    before = purges(registry, region).get(found.sha256)
    since = min((one.seen_at for one in family), default=None)
    said = Purge(
        by=by,
        reason=reason,
        others=tuple(sorted({*others, *(before.others if before else ())} - {found.sha256})),
        zips=tuple(sorted({*zips, *(before.zips if before else ())} - {found.sha256})),
        departments=found.departments or (before.departments if before else ()),
        years=found.years,
        since=(before.since if before and before.since else since.isoformat() if since else ""),
    )
    shas = (found.sha256, *said.zips)
    return Doomed(region, found.years[0], tuple(one.id for one in family), shas), said


def _in_landing(settings: Settings, catalogue: Catalogue, region: str, shas: set[str]) -> Iterator[str]:
    """Where the same bytes lie in a region's landing folders."""
    for file in scanning.scan(settings.landing, lambda path: is_ignored(path.rpartition("/")[2])).files:
        if catalogue.resolve_region(file.path.split("/")[0]) == region and digest(file.source) in shas:
            yield file.path
