"""What the registry is asked. Every function reads within one transaction of the caller's."""

from collections import defaultdict
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, Select, func, select

from tasks.model import Finding, ReadState, RegionYear, Verdict
from tasks.store.mapping import to_arrival, to_finding, to_people, to_staged
from tasks.store.records import (
    Arrival,
    Build,
    CurrentDataset,
    Dataset,
    JudgedArrival,
    Judgement,
    Part,
    People,
    Sighting,
)
from tasks.store.schema import (
    arrival,
    build,
    build_part,
    current_build,
    dataset,
    finding,
    judgement,
    sighting,
    withdrawal,
)

counts = arrival.c.id.not_in(select(withdrawal.c.arrival_id))
"""Which arrivals were not withdrawn."""


def of(region_year: RegionYear) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which arrivals are of a RegionYear."""
    return arrival.c.region == region_year.region, arrival.c.year == region_year.year


def sightings(connection: Connection, region_year: RegionYear) -> dict[str, Sighting]:
    """Every path's last sighting, by path."""
    return _sightings(connection, *of(region_year))


def seen(connection: Connection, region: str) -> dict[str, Sighting]:
    """Every path's last sighting in a region, whatever the year, by path."""
    return _sightings(connection, arrival.c.region == region)


def _sightings(connection: Connection, *which: ColumnElement[bool]) -> dict[str, Sighting]:
    query = (
        select(sighting, arrival.c.sha256).join(arrival, arrival.c.id == sighting.c.arrival_id).where(*which)
    )
    return {
        row.path: Sighting(row.path, row.size, row.mtime_ns, row.sha256, row.arrival_id, row.seen_at)
        for row in connection.execute(query)
    }


def unjudged(connection: Connection, region_year: RegionYear, fingerprint: str) -> list[Arrival]:
    """Arrivals that count without a judgement under this fingerprint, in order of arrival."""
    judged = select(judgement.c.arrival_id).where(judgement.c.fingerprint == fingerprint)
    query = select(arrival).where(*of(region_year), counts, arrival.c.id.not_in(judged))
    return [to_arrival(row) for row in connection.execute(query.order_by(arrival.c.id))]


def arrivals(connection: Connection, region_year: RegionYear) -> list[Arrival]:
    """Every arrival, in order; withdrawn ones too."""
    query = select(arrival).where(*of(region_year)).order_by(arrival.c.id)
    return [to_arrival(row) for row in connection.execute(query)]


def arrived(connection: Connection, region: str) -> list[Arrival]:
    """Every arrival of a region, whatever the year, in order."""
    query = select(arrival).where(arrival.c.region == region).order_by(arrival.c.id)
    return [to_arrival(row) for row in connection.execute(query)]


def current_datasets(
    connection: Connection, region_year: RegionYear, fingerprint: str, *, until: int | None = None
) -> list[CurrentDataset]:
    """The last accepted dataset in order of arrival for each (department, kind), sorted by these.

    A returned dataset never displaces an accepted one, whichever path it came by (DESIGN, "Words"); a
    withdrawn one does not count. With `until`, as things stood when that arrival had come.
    """
    query = (
        select(arrival, *[dataset.c[name] for name in _DATASET])
        .join(judgement, judgement.c.arrival_id == arrival.c.id)
        .join(dataset, dataset.c.judgement_id == judgement.c.id)
        .where(*of(region_year), judgement.c.fingerprint == fingerprint)
        .where(dataset.c.verdict != str(Verdict.RETURNED), counts)
        .order_by(arrival.c.id)
    )
    if until is not None:
        query = query.where(arrival.c.id <= until)
    current: dict[tuple[str, str], CurrentDataset] = {}
    for row in connection.execute(query):
        staged = to_staged(row)
        if staged is not None:  # always: the table's check says so
            one = CurrentDataset(to_arrival(row), row.kind, Verdict(row.verdict), staged)
            current[row.department, row.kind] = one
    return [current[key] for key in sorted(current)]


_DATASET = ("kind", "verdict", "staged_table", "staged_path", "staged_sha256", "staged_rows")


def judgements(connection: Connection, region_year: RegionYear, fingerprint: str) -> list[JudgedArrival]:
    """The judgement of each path's latest arrival, sorted by department and path.

    A path whose latest arrival is withdrawn, or not yet judged under this fingerprint, is not among them.
    """
    latest = select(func.max(arrival.c.id)).where(*of(region_year)).group_by(arrival.c.path)
    wanted = (judgement.c.arrival_id.in_(latest), judgement.c.fingerprint == fingerprint, counts)
    chosen = select(judgement.c.id).join(arrival, arrival.c.id == judgement.c.arrival_id).where(*wanted)
    datasets = _datasets(connection, chosen)
    findings = _findings(connection, chosen)
    query = (
        select(arrival, judgement.c.id.label("judgement_id"), *[judgement.c[name] for name in _JUDGEMENT])
        .join(judgement, judgement.c.arrival_id == arrival.c.id)
        .where(*wanted)
    )
    judged = [
        JudgedArrival(
            to_arrival(row),
            Judgement(
                arrival=row.id,
                fingerprint=fingerprint,
                state=ReadState(row.state),
                detail=row.detail,
                datasets=tuple(sorted(datasets[row.judgement_id], key=attrgetter("kind"))),
                findings=tuple(findings[row.judgement_id]),
                people=to_people(row.people),
            ),
        )
        for row in connection.execute(query)
    ]
    return sorted(judged, key=_department_and_path)


_JUDGEMENT = ("state", "detail", "people")


def people(connection: Connection, region: str) -> dict[str, People]:
    """Who reported a file, by its SHA-256, of all files of a region that say so; as last read."""
    query = (
        select(arrival.c.sha256, judgement.c.people)
        .join(judgement, judgement.c.arrival_id == arrival.c.id)
        .where(arrival.c.region == region, judgement.c.people != "")
        .order_by(judgement.c.id)
    )
    return {row.sha256: to_people(row.people) for row in connection.execute(query)}


def _department_and_path(one: JudgedArrival) -> tuple[str, str]:
    # sorted here, since databases order text by their own collations
    return one.arrival.place.department, one.arrival.path


def _datasets(connection: Connection, chosen: Select[tuple[int]]) -> dict[int, list[Dataset]]:
    found: dict[int, list[Dataset]] = defaultdict(list)
    query = select(dataset).where(dataset.c.judgement_id.in_(chosen))
    for row in connection.execute(query):
        found[row.judgement_id].append(Dataset(row.kind, Verdict(row.verdict), to_staged(row)))
    return found


def _findings(connection: Connection, chosen: Select[tuple[int]]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    query = select(finding).where(finding.c.judgement_id.in_(chosen)).order_by(finding.c.ordinal)
    for row in connection.execute(query):
        found[row.judgement_id].append(to_finding(row))
    return found


def current(connection: Connection, region_year: RegionYear) -> Build | None:
    """The current build, or None before the first."""
    query = (
        select(build)
        .join(current_build, current_build.c.build_id == build.c.id)
        .where(current_build.c.region == region_year.region, current_build.c.year == region_year.year)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    parts = select(build_part).where(build_part.c.build_id == row.id).order_by(build_part.c.ordinal)
    findings = select(finding).where(finding.c.build_id == row.id).order_by(finding.c.ordinal)
    return Build(
        region_year=region_year,
        inputs=row.inputs,
        fingerprint=row.fingerprint,
        created_at=row.created_at,
        parts=tuple(Part(p.table_name, p.path, p.sha256, p.rows) for p in connection.execute(parts)),
        findings=tuple(to_finding(one) for one in connection.execute(findings)),
    )


def referenced_files(connection: Connection) -> set[str]:
    """Paths of the parts of every current build and of every staged dataset, each below its own root."""
    curated = select(build_part.c.path).join(current_build, current_build.c.build_id == build_part.c.build_id)
    staged = select(dataset.c.staged_path).where(dataset.c.staged_path.is_not(None))
    return {*connection.scalars(curated), *connection.scalars(staged)}
