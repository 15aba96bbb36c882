"""办理记录: what people did about a RegionYear, in the order in which it was recorded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from tasks.model import RegionYear
from tasks.store.records import Act, ActKind
from tasks.store.schema import act


def acts(connection: Connection, region_year: RegionYear, *kinds: ActKind) -> list[Act]:
    """What was recorded of some kinds, without any of all, in order."""
    query = select(act).where(act.c.region == region_year.region, act.c.year == region_year.year)
    if kinds:
        query = query.where(act.c.kind.in_([kind.value for kind in kinds]))
    return [_act(row) for row in connection.execute(query.order_by(act.c.id))]


def acts_of_region(connection: Connection, region: str, kind: ActKind) -> list[Act]:
    """What was recorded of a kind, whatever the year, in order."""
    query = select(act).where(act.c.region == region, act.c.kind == kind.value)
    return [_act(row) for row in connection.execute(query.order_by(act.c.id))]


def record_acts(connection: Connection, region_year: RegionYear, done: Sequence[Act]) -> list[Act]:
    """Record acts; one that says what the last of its kind and subject said adds nothing. Gives the new."""
    last = {(one.kind, one.subject): one.content for one in acts(connection, region_year)}
    new: list[Act] = []
    for one in done:
        if last.get((one.kind, one.subject)) != one.content:
            last[one.kind, one.subject] = one.content
            new.append(one)
            connection.execute(insert(act).values(_row(region_year, one)))
    return new


def _act(row: Row[Any]) -> Act:
    return Act(ActKind(row.kind), row.subject, row.content, row.recorded_at)


def _row(region_year: RegionYear, one: Act) -> dict[str, object]:
    return {
        "region": region_year.region,
        "year": region_year.year,
        "kind": one.kind.value,
        "subject": one.subject,
        "content": one.content,
        "recorded_at": one.recorded_at,
    }
