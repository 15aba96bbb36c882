"""Take in what lies in landing: archive the bytes, record what arrives.

Landing is never altered. The same bytes at the same path are one arrival.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from tasks.catalogue import load
from tasks.model import Place, RegionYear
from tasks.pipeline import inbox, own_forms, secrecy, stopped
from tasks.pipeline.clock import holder, now
from tasks.pipeline.keeping import Kept, Opener
from tasks.pipeline.landing import Landing, Unplaced, look, settled
from tasks.pipeline.purged import unfinished
from tasks.pipeline.secrecy import Guard, Stop
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import Arrival, NewArrival, SeenFile, Sighting
from tasks.store.registry import Lease, Registry, open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into landing found.

    Files there, new arrivals, files that are still being written (or cannot be opened), folders that
    belong to nobody; links, which are not followed; folders that may not be listed; files of the inbox
    of which nobody knows whose they are; how many of the arrivals came inside a zip; where files with a
    mark of secrecy lie, which were stopped (司法分局 2 份).
    """

    files: int
    arrivals: int
    waiting: int
    unplaced: tuple[Unplaced, ...] = ()
    links: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    unclaimed: int = 0
    zipped: int = 0
    stopped: tuple[str, ...] = ()


def collect(settings: Settings, region: str, years: Sequence[int]) -> Collected:
    """Archive and record what is new in landing for a region (code) and years.

    Raises LeaseHeldError while another run works on one of the years.
    """
    catalogue = load(settings, region)
    landing = look(settings, catalogue, region, years)
    with (
        writing(settings, region, years) as (registry, leases),
        Opener(settings, catalogue) as opener,
    ):
        there = [*(file for _, file in landing.in_folders()), *landing.inbox]
        guard = secrecy.guard(settings, catalogue, registry, region, lambda: opener.reader)
        kept, waiting, stops = keep(settings, there, registry.seen(region), guard)
        stops += stopped_among(landing.redrafts, guard)
        found = _placed(landing, stops)
        stopped.record(registry, leases, found)
        stopped.tell(settings, catalogue, region, years, found)
        for sha256 in unfinished(registry, region):
            log.warning("有一份文件没有清除完，请再运行一次 fazhi purge %s", sha256[:12])
        placed = [(place, kept[f.path]) for place, f in landing.in_folders() if f.path in kept]
        placed, ours = own_forms.in_folders(settings, placed, opener)
        desk = inbox.Desk(settings, catalogue, registry, region, tuple(years))
        claimed = desk.sort([kept[f.path] for f in landing.inbox if f.path in kept], placed, opener)
        leases[0].save_claims(claimed.claims)
        ours += claimed.own
        for lease in leases:  # before anything is judged: so it holds at once
            own_forms.take(own_forms.Desk(settings, catalogue, registry, lease), ours)
        own_forms.tell_of_others(ours, [lease.region_year for lease in leases])
        arrived: list[Arrival] = []
        for lease in leases:
            own = [pair for pair in (*placed, *claimed.placed) if pair[0].year == lease.region_year.year]
            own.sort(key=lambda pair: pair[1].order)
            arrived += lease.record_arrivals([_arrival(place, one, opener) for place, one in own])
        desk.ask(claimed.open)
    _tell_what_stays(landing, guard)
    return Collected(
        files=len(landing.in_folders()) + len(landing.inbox),
        arrivals=len(arrived),
        waiting=waiting,
        unplaced=landing.unplaced,
        links=landing.links,
        closed=landing.closed,
        unclaimed=len(claimed.open),
        zipped=sum(one.parent is not None for one in arrived),
        stopped=stopped.said((one.department for one in found), catalogue),
    )


def _placed(landing: Landing, stops: Sequence[Stop]) -> list[stopped.Placed]:
    """Stopped files with the place of their folders."""
    places = {file.path: place for place, file in landing.in_folders()}
    found = ((one, places.get(one.seen.path)) for one in stops)
    return [
        stopped.Placed(one, place.year, place.department) if place else stopped.Placed(one)
        for one, place in found
    ]


@contextmanager
def writing(settings: Settings, region: str, years: Sequence[int]) -> Iterator[tuple[Registry, list[Lease]]]:
    """The registry and the leases of all years, taken in order so that two runs cannot lock up."""
    with ExitStack() as stack:
        registry = stack.enter_context(open_registry(settings.registry_url))
        keys = [RegionYear(region, year) for year in sorted(set(years))]
        yield registry, [stack.enter_context(registry.lease(key, holder("接收报送"), now)) for key in keys]


def keep(
    settings: Settings, there: Sequence[SeenFile], known: Mapping[str, Sighting], guard: Guard
) -> tuple[dict[str, Kept], int, list[Stop]]:
    """Archive what looks different from last time; by path. Also: how many are not settled, and what bears
    a mark of secrecy: of that nothing is kept."""
    take, growing = settled(there, known)
    kept: dict[str, Kept] = {}
    stops: list[Stop] = []
    waiting = list(growing)
    for file in take:
        sha256 = secrecy.digest(file.source)
        stop = guard.stop(file, sha256) if sha256 else None
        if stop is not None:
            stops.append(stop)
        elif sha256 and (archived := files.archive(file.source, settings.archive, sha256)) is not None:
            kept[file.path] = Kept(file, archived, (file.mtime_ns, file.path))
        else:
            waiting.append(file)
    for file in waiting:
        log.warning("文件还在写入或暂时打不开，下次再接收：%s", guard.shown(file.path))
    return kept, len(waiting), stops


def stopped_among(there: Sequence[SeenFile], guard: Guard) -> list[Stop]:
    """What bears a mark of secrecy among files that are kept later."""
    looked = ((file, secrecy.digest(file.source)) for file in there)
    found = (guard.stop(file, sha256) for file, sha256 in looked if sha256)
    return [stop for stop in found if stop is not None]


def _arrival(place: Place, one: Kept, opener: Opener) -> NewArrival:
    """A file as it arrives; a zip with the files in it."""
    zipped = NewArrival(
        department=place.department,
        path=one.seen.path,
        file=one.name,
        sha256=one.archived.sha256,
        size=one.archived.size,
        mtime_ns=one.seen.mtime_ns,
        seen_at=now(),
    )
    inside = [
        replace(
            zipped,
            path=f"{zipped.path}/{member.name}",
            file=member.name.rpartition("/")[2],
            sha256=member.archived.sha256,
            size=member.archived.size,
        )
        for member in opener.members(one)
    ]
    return replace(zipped, members=tuple(inside))


def _tell_what_stays(landing: Landing, guard: Guard) -> None:
    for folder in landing.unplaced:
        log.warning("文件夹不属于任何单位，未接收：%s", masked(str(folder)))
    for path in landing.links:
        log.warning("链接指向别处，未接收；请放入文件本身：%s", guard.shown(path))
    for path in landing.closed:
        log.warning("没有权限查看这个文件夹，其他文件照常接收：%s", guard.shown(path))
