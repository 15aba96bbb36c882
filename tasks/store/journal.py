"""The journal beside arrivals: what was withdrawn, what was confirmed, whose the inbox's files are."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from tasks.model import RegionYear
from tasks.store.reads import counts, of
from tasks.store.records import Claim, Confirmation, Withdrawal
from tasks.store.schema import arrival, claim, confirmation, withdrawal
from tasks.store.writes import insert_all

_Row = dict[str, object]


def withdrawals(connection: Connection, region_year: RegionYear) -> list[Withdrawal]:
    """What was withdrawn, in order of arrival."""
    query = select(withdrawal).join(arrival, arrival.c.id == withdrawal.c.arrival_id).where(*of(region_year))
    return [
        Withdrawal(row.arrival_id, row.reason, row.by, row.withdrawn_at)
        for row in connection.execute(query.order_by(arrival.c.id))
    ]


def confirmations(connection: Connection, region_year: RegionYear) -> list[Confirmation]:
    """Confirmations by scans that count, in order of arrival."""
    query = select(confirmation).join(arrival, arrival.c.id == confirmation.c.arrival_id)
    query = query.where(*of(region_year), counts).order_by(arrival.c.id, confirmation.c.code)
    return [
        Confirmation(row.arrival_id, row.code, row.department, row.confirmed_at)
        for row in connection.execute(query)
    ]


def claims(connection: Connection, region: str) -> dict[tuple[str, str], Claim]:
    """Every claim on a file of the inbox, by path and SHA-256."""
    query = select(claim).where(claim.c.region == region)
    return {
        (row.path, row.sha256): Claim(
            row.path, row.sha256, row.seen_at, row.asked_at, row.year, row.department, row.how
        )
        for row in connection.execute(query)
    }


def withdraw(connection: Connection, region_year: RegionYear, withdrawals: Sequence[Withdrawal]) -> None:
    """Let arrivals count no more; one that is withdrawn already stays as it was.

    Raises ValueError where an arrival is not of this RegionYear.
    """
    _refuse_strangers(connection, region_year, [one.arrival for one in withdrawals])
    kept = set(connection.scalars(select(withdrawal.c.arrival_id)))
    rows = {one.arrival: _withdrawal_row(one) for one in withdrawals if one.arrival not in kept}
    insert_all(connection, withdrawal, list(rows.values()))


def _withdrawal_row(one: Withdrawal) -> _Row:
    return {
        "arrival_id": one.arrival,
        "reason": one.reason,
        "by": one.by,
        "withdrawn_at": one.withdrawn_at,
    }


def confirm(connection: Connection, region_year: RegionYear, confirmations: Sequence[Confirmation]) -> None:
    """Keep confirmations; one that is kept already (scan and code) stays as it was.

    Raises ValueError where an arrival is not of this RegionYear.
    """
    _refuse_strangers(connection, region_year, [one.arrival for one in confirmations])
    query = select(confirmation.c.arrival_id, confirmation.c.code)
    kept = {(row.arrival_id, row.code) for row in connection.execute(query)}
    rows = {(one.arrival, one.code): _confirmation_row(one) for one in confirmations}
    insert_all(connection, confirmation, [row for key, row in rows.items() if key not in kept])


def _confirmation_row(one: Confirmation) -> _Row:
    return {
        "arrival_id": one.arrival,
        "code": one.code,
        "department": one.department,
        "confirmed_at": one.confirmed_at,
    }


def save_claims(connection: Connection, region: str, claims: Sequence[Claim]) -> None:
    """Keep claims as they are now; each replaces what was known of the same path and bytes."""
    for one in claims:
        mine = (claim.c.region == region, claim.c.path == one.path, claim.c.sha256 == one.sha256)
        connection.execute(delete(claim).where(*mine))
        connection.execute(insert(claim).values(_claim_row(region, one)))


def _claim_row(region: str, one: Claim) -> _Row:
    return {
        "region": region,
        "path": one.path,
        "sha256": one.sha256,
        "seen_at": one.seen_at,
        "asked_at": one.asked_at,
        "year": one.year,
        "department": one.department,
        "how": one.how,
    }


def _refuse_strangers(connection: Connection, region_year: RegionYear, given: Sequence[int]) -> None:
    strangers = set(given) - set(connection.scalars(select(arrival.c.id).where(*of(region_year))))
    if strangers:
        raise ValueError(f"arrivals {sorted(strangers)} are not of the leased region and year")
