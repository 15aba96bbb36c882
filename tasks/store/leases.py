"""The lease of a RegionYear: who may write it, and until when.

A lease is a row that is never deleted. Acquiring one raises its token; every write first renews the
lease by that token, in the same transaction, so that a writer who was taken for dead (stopped machine,
lost network) and comes back can change nothing (a fencing token: Kleppmann, "Designing Data-Intensive
Applications", ch. 8).
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from tasks.model import RegionYear
from tasks.store.schema import lease

DURATION = timedelta(seconds=30)
"""How long a lease stands after its last renewal: a killed run holds up the next one no longer."""


class LeaseHeldError(RuntimeError):
    """Somebody else is writing this RegionYear; `holder` and `until` say who and at most how long."""

    def __init__(self, region_year: RegionYear, holder: str, until: datetime) -> None:
        super().__init__(f"{region_year.year} 年的数据正由 {holder} 处理，请稍后再运行。")
        self.holder = holder
        self.until = until


class LeaseLostError(RuntimeError):
    """The lease ran out and was taken over: this writer must stop, and has changed nothing since."""

    def __init__(self, region_year: RegionYear) -> None:
        super().__init__(f"{region_year.year} 年的数据已由另一次运行接手，本次运行停止。")


def acquire(connection: Connection, region_year: RegionYear, holder: str, now: datetime) -> int:
    """Take the lease until now + DURATION; gives its token. Raises LeaseHeldError."""
    grant = {"holder": holder, "expires_at": now + DURATION}
    taken = connection.execute(
        update(lease)
        .where(_of(region_year), lease.c.expires_at <= now)
        .values(token=lease.c.token + 1, **grant)
        .returning(lease.c.token)
    ).scalar()
    if taken is not None:
        return int(taken)
    try:
        with connection.begin_nested():
            values = {"region": region_year.region, "year": region_year.year, "token": 1, **grant}
            connection.execute(insert(lease).values(values))
    except IntegrityError:  # there is a row, and it has not expired
        row = connection.execute(select(lease).where(_of(region_year))).one()
        raise LeaseHeldError(region_year, row.holder, row.expires_at) from None
    return 1


def renew(connection: Connection, region_year: RegionYear, token: int, now: datetime) -> None:
    """Extend the lease to now + DURATION. Raises LeaseLostError where the token is no longer the last."""
    if not _expire(connection, region_year, token, now + DURATION):
        raise LeaseLostError(region_year)


def release(connection: Connection, region_year: RegionYear, token: int, now: datetime) -> None:
    """Let the lease expire at once; nothing where it is another's already."""
    _expire(connection, region_year, token, now)


def _expire(connection: Connection, region_year: RegionYear, token: int, at: datetime) -> bool:
    mine = update(lease).where(_of(region_year), lease.c.token == token).values(expires_at=at)
    return connection.execute(mine).rowcount == 1


def _of(region_year: RegionYear) -> ColumnElement[bool]:
    return and_(lease.c.region == region_year.region, lease.c.year == region_year.year)
