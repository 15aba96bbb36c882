"""What is written to the registry. Every function writes within one transaction, under a lease."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select

from tasks.model import RegionYear, Verdict
from tasks.store.mapping import from_findings, from_people, from_staged, to_arrival
from tasks.store.reads import current
from tasks.store.records import Arrival, Build, Dataset, Judgement, NewArrival, Part
from tasks.store.schema import (
    arrival,
    build,
    build_part,
    current_build,
    dataset,
    finding,
    judgement,
    sighting,
)

_Row = dict[str, object]


def record_arrivals(
    connection: Connection, region_year: RegionYear, seen: Sequence[NewArrival]
) -> list[Arrival]:
    """Record what was seen, in the order given; gives the arrivals that are new.

    The same bytes from the same department as the path's latest arrival are only a new sighting. What a
    zip holds arrives with it, right after it, and has no sighting of its own.
    """
    before = _arrivals(connection, region_year)
    latest = {row.path: (row.department, row.sha256) for row in before}

    def record(one: NewArrival, parent: int | None) -> int | None:
        if latest.get(one.path) == (one.department, one.sha256):
            return None
        latest[one.path] = (one.department, one.sha256)
        row = insert(arrival).values(_arrival_row(region_year, one, parent)).returning(arrival.c.id)
        return int(connection.execute(row).scalar_one())

    for one in seen:
        number = record(one, None)
        for member in one.members if number is not None else ():
            record(member, number)
    after = _arrivals(connection, region_year)
    _sight(connection, seen, {row.path: row.id for row in after})
    return [to_arrival(row) for row in after[len(before) :]]


def _arrival_row(region_year: RegionYear, one: NewArrival, parent: int | None) -> _Row:
    return {
        "parent_id": parent,
        "region": region_year.region,
        "year": region_year.year,
        "department": one.department,
        "path": one.path,
        "file": one.file,
        "sha256": one.sha256,
        "size": one.size,
        "seen_at": one.seen_at,
    }


def _arrivals(connection: Connection, region_year: RegionYear) -> Sequence[Row[tuple[object, ...]]]:
    mine = (arrival.c.region == region_year.region, arrival.c.year == region_year.year)
    return connection.execute(select(arrival).where(*mine).order_by(arrival.c.id)).all()


def _sight(connection: Connection, seen: Sequence[NewArrival], latest: dict[str, int]) -> None:
    rows = {
        one.path: {
            "path": one.path,
            "arrival_id": latest[one.path],
            "size": one.size,
            "mtime_ns": one.mtime_ns,
            "seen_at": one.seen_at,
        }
        for one in seen
    }
    if rows:
        old = delete(sighting).where(sighting.c.path == bindparam("old"))
        connection.execute(old, [{"old": path} for path in rows])
        insert_all(connection, sighting, list(rows.values()))


def save_judgements(connection: Connection, region_year: RegionYear, judgements: Sequence[Judgement]) -> None:
    """Keep judgements with their datasets and findings; one that is already kept is left as it is.

    Raises ValueError where an arrival is not of this RegionYear or an accepted dataset is not staged.
    """
    known = {row.id for row in _arrivals(connection, region_year)}
    fingerprints = {one.fingerprint for one in judgements}
    kept = _judgement_ids(connection, fingerprints)
    fresh = {(one.arrival, one.fingerprint): one for one in judgements}
    fresh = {key: one for key, one in fresh.items() if key not in kept}
    for one in fresh.values():
        _check(one, known)
    insert_all(connection, judgement, [_judgement_row(one) for one in fresh.values()])
    ids = _judgement_ids(connection, fingerprints)
    datasets: list[_Row] = []
    findings: list[_Row] = []
    for key, one in fresh.items():
        datasets += [_dataset_row(each, ids[key]) for each in one.datasets]
        findings += from_findings(one.findings, {"judgement_id": ids[key]})
    insert_all(connection, dataset, datasets)
    insert_all(connection, finding, findings)


def _judgement_row(one: Judgement) -> _Row:
    return {
        "arrival_id": one.arrival,
        "fingerprint": one.fingerprint,
        "state": str(one.state),
        "detail": one.detail,
        "people": from_people(one.people),
    }


def _dataset_row(one: Dataset, judgement_id: int) -> _Row:
    return {
        "judgement_id": judgement_id,
        "kind": one.kind,
        "verdict": str(one.verdict),
        **from_staged(one.staged),
    }


def _check(one: Judgement, known: set[int]) -> None:
    if one.arrival not in known:
        raise ValueError(f"arrival {one.arrival} is not of the leased region and year")
    for each in one.datasets:
        if each.verdict is not Verdict.RETURNED and each.staged is None:
            raise ValueError(f"arrival {one.arrival}: accepted dataset {each.kind} is not staged")


def _judgement_ids(connection: Connection, fingerprints: set[str]) -> dict[tuple[int, str], int]:
    query = select(judgement.c.id, judgement.c.arrival_id, judgement.c.fingerprint)
    rows = connection.execute(query.where(judgement.c.fingerprint.in_(fingerprints)))
    return {(row.arrival_id, row.fingerprint): row.id for row in rows}


def commit_build(connection: Connection, made: Build) -> None:
    """Keep a build and make it current; nothing where the current one differs at most in its time."""
    now = current(connection, made.region_year)
    if now is not None and replace(now, created_at=made.created_at) == made:
        return
    key = {"region": made.region_year.region, "year": made.region_year.year}
    values = {**key, "inputs": made.inputs, "fingerprint": made.fingerprint, "created_at": made.created_at}
    number = connection.execute(insert(build).values(values).returning(build.c.id)).scalar_one()
    parts = [_part_row(part, number, ordinal) for ordinal, part in enumerate(made.parts)]
    insert_all(connection, build_part, parts)
    insert_all(connection, finding, from_findings(made.findings, {"build_id": number}))
    mine = (current_build.c.region == key["region"], current_build.c.year == key["year"])
    connection.execute(delete(current_build).where(*mine))
    connection.execute(insert(current_build).values({**key, "build_id": number}))


def _part_row(part: Part, build_id: int, ordinal: int) -> _Row:
    return {
        "build_id": build_id,
        "path": part.path,
        "ordinal": ordinal,
        "table_name": part.table,
        "sha256": part.sha256,
        "rows": part.rows,
    }


def insert_all(connection: Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Insert in order, one by one, so that ids grow in the order given."""
    if rows:
        connection.execute(insert(table), list(rows))
