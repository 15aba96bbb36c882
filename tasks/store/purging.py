"""清除: rows that hold what a purged file said, taken out so that not even a free page keeps them.

The one place where the registry loses anything; the act that is recorded with it stays (decision 0028).
"""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from tasks.store.engine import RegistryError
from tasks.store.records import ActKind
from tasks.store.schema import (
    act,
    arrival,
    build,
    build_part,
    claim,
    confirmation,
    current_build,
    dataset,
    finding,
    judgement,
    metadata,
    sighting,
    withdrawal,
)

_STAYING = (
    ActKind.PURGE.value,
    ActKind.STOPPED.value,
    # numbers of finals that were given once stay given
    *(ActKind.APPROVAL_REQUEST.value, ActKind.APPROVAL.value, ActKind.SECRECY_REVIEW.value),
    *(ActKind.SENT.value, ActKind.PUBLISHED.value),
)


@dataclass(frozen=True, slots=True)
class Doomed:
    """What goes: arrivals (ids), bytes (SHA-256), and all that was made of a region's years from one on."""

    region: str
    first_year: int
    arrivals: tuple[int, ...]
    sha256: tuple[str, ...]


def remove(connection: Connection, doomed: Doomed) -> None:
    """Remove the arrivals, every judgement and build of these years (they are made anew from what is left),
    claims, and acts about the bytes.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    _remove_made(connection, doomed)
    gone = doomed.arrivals
    for table in (withdrawal, confirmation, sighting):
        connection.execute(delete(table).where(table.c.arrival_id.in_(gone)))
    connection.execute(delete(arrival).where(arrival.c.id.in_(gone), arrival.c.parent_id.is_not(None)))
    connection.execute(delete(arrival).where(arrival.c.id.in_(gone)))
    connection.execute(
        delete(claim).where(claim.c.region == doomed.region, claim.c.sha256.in_(doomed.sha256))
    )
    for sha256 in doomed.sha256:
        _remove_acts(connection, doomed.region, sha256)


def _remove_acts(connection: Connection, region: str, sha256: str) -> None:
    """Remove acts about bytes; with a department's opinions what was decided on them, which quotes them."""
    about = (act.c.region == region, or_(act.c.subject.contains(sha256), act.c.content.contains(sha256)))
    replies = select(act.c.year, act.c.subject).where(*about, act.c.kind == ActKind.OPINION.value)
    for reply in connection.execute(replies).all():
        decided = (act.c.kind == ActKind.ADOPTION.value, act.c.subject.startswith(f"{reply.subject}/"))
        connection.execute(delete(act).where(act.c.region == region, act.c.year == reply.year, *decided))
    connection.execute(delete(act).where(*about, act.c.kind.not_in(_STAYING)))


def _remove_made(connection: Connection, doomed: Doomed) -> None:
    arrivals = select(arrival.c.id).where(
        arrival.c.region == doomed.region, arrival.c.year >= doomed.first_year
    )
    judged = select(judgement.c.id).where(judgement.c.arrival_id.in_(arrivals))
    built = select(build.c.id).where(build.c.region == doomed.region, build.c.year >= doomed.first_year)
    connection.execute(
        delete(finding).where(or_(finding.c.judgement_id.in_(judged), finding.c.build_id.in_(built)))
    )
    connection.execute(delete(dataset).where(dataset.c.judgement_id.in_(judged)))
    connection.execute(delete(judgement).where(judgement.c.arrival_id.in_(arrivals)))
    for table in (current_build, build_part):
        connection.execute(delete(table).where(table.c.build_id.in_(built)))
    connection.execute(
        delete(build).where(build.c.region == doomed.region, build.c.year >= doomed.first_year)
    )


def years(connection: Connection, region: str, since: int, about: str = "") -> list[int]:
    """The years from one on of which something arrived, was built or done, ascending; with `about` those of
    which something is recorded about bytes (SHA-256)."""
    if about:
        mentions = (act.c.subject.contains(about), act.c.content.contains(about))
        done = select(act.c.year).where(act.c.region == region, act.c.year >= since, or_(*mentions))
        return sorted(set(connection.scalars(done.where(act.c.kind.not_in(_STAYING[:2])))))
    tables = (arrival, build, act)
    found = (select(t.c.year).where(t.c.region == region, t.c.year >= since) for t in tables)
    return sorted({year for query in found for year in connection.scalars(query)})


def words(connection: Connection, arrivals: Collection[int]) -> list[str]:
    """What findings say of arrivals and of no other one: sentences with words of the files."""
    said = select(finding.c.observed).join(judgement, judgement.c.id == finding.c.judgement_id)
    own = said.where(judgement.c.arrival_id.in_(list(arrivals)))
    others = said.where(judgement.c.arrival_id.not_in(list(arrivals)))
    return sorted({*connection.scalars(own)} - {*connection.scalars(others)})


def scrub(engine: Engine) -> None:
    """Write the database anew without what was deleted. Raises RegistryError where others keep it busy."""
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                _vacuum_sqlite(connection)
                return
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in _with_words():
                alone.execute(text(f'VACUUM (FULL) "{table}"'))
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise RegistryError("登记库正被使用，清除没有做完：请等其他运行结束，再做一次。") from error


def _vacuum_sqlite(connection: Connection) -> None:
    cursor = connection.connection.cursor()  # outside any transaction of SQLAlchemy's
    for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        cursor.execute(statement)
    cursor.close()


def _with_words() -> Sequence[str]:
    return [table.name for table in metadata.sorted_tables if table.name != "lease"]
