"""The registry's tables, in SQLAlchemy Core, for SQLite and PostgreSQL alike.

Arrivals, judgements, builds, withdrawals, confirmations and acts are only ever added; sightings, claims,
leases and the pointer to the current build are replaced. A change here needs a migration and a new `HEAD`;
a test holds them together.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0005"
"""The newest migration's revision: known here so that a registry at head opens without Alembic."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that may hold a department's words or file names.

    NUL and lone surrogates, which databases refuse, are written as escapes: one odd cell must not stop
    the transaction that keeps everyone else's judgements.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        return value.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

arrival = Table(
    "arrival",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("department", String, nullable=False),
    Column("path", Text, nullable=False),
    Column("file", Words, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("parent_id", ForeignKey("arrival.id")),
    Index(None, "region", "year"),
    sqlite_autoincrement=True,
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("arrival_id", ForeignKey(arrival.c.id), primary_key=True),
    Column("reason", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("withdrawn_at", Instant, nullable=False),
)

confirmation = Table(
    "confirmation",
    metadata,
    Column("arrival_id", ForeignKey(arrival.c.id), primary_key=True),
    Column("code", String, primary_key=True),
    Column("department", String, nullable=False),
    Column("confirmed_at", Instant, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("region", String, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("year", Integer),
    Column("department", String),
    Column("how", String, nullable=False),
)

sighting = Table(
    "sighting",
    metadata,
    Column("path", Text, primary_key=True),
    Column("arrival_id", ForeignKey(arrival.c.id), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("arrival_id", ForeignKey(arrival.c.id), nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("state", String, nullable=False),
    Column("detail", Words, nullable=False),
    Column("people", Words, nullable=False, server_default=""),  # JSON; "" for none
    UniqueConstraint("arrival_id", "fingerprint"),
    sqlite_autoincrement=True,
)

dataset = Table(
    "dataset",
    metadata,
    Column("judgement_id", ForeignKey(judgement.c.id), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("staged_table", String),
    Column("staged_path", String),
    Column("staged_sha256", String),
    Column("staged_rows", Integer),
    CheckConstraint("verdict = 'returned' OR staged_path IS NOT NULL", name="accepted_is_staged"),
)

build = Table(
    "build",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("inputs", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "region", "year"),
    sqlite_autoincrement=True,
)

build_part = Table(
    "build_part",
    metadata,
    Column("build_id", ForeignKey(build.c.id), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("path", String, nullable=False),
    Column("table_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("rows", Integer, nullable=False),
)

current_build = Table(
    "current_build",
    metadata,
    Column("region", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("build_id", ForeignKey(build.c.id), nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("judgement_id", ForeignKey(judgement.c.id), index=True),
    Column("build_id", ForeignKey(build.c.id), index=True),
    Column("ordinal", Integer, nullable=False),
    Column("rule", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("dataset", String, nullable=False),
    Column("file", Words, nullable=False),
    Column("sheet", Words, nullable=False),
    Column("cell", Words, nullable=False),
    Column("observed", Words, nullable=False),
    Column("mend", Words, nullable=False),
    Column("indicator", String, nullable=False),
    Column("period", String, nullable=False),
    Column("column", String, nullable=False),
    Column("occurrences", Integer, nullable=False),
    Column("places", Text, nullable=False, server_default=""),
    Column("span", String, nullable=False, server_default=""),
    Column("settlement", Words, nullable=False, server_default=""),
    Column("raw", Words, nullable=False, server_default=""),
    CheckConstraint("(judgement_id IS NULL) <> (build_id IS NULL)", name="one_owner"),
    sqlite_autoincrement=True,
)

act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", Words, nullable=False),
    Column("content", Words, nullable=False),  # JSON, in the shape of its kind
    Column("recorded_at", Instant, nullable=False),
    Index(None, "region", "year"),
    sqlite_autoincrement=True,
)

lease = Table(
    "lease",
    metadata,
    Column("region", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("holder", Words, nullable=False),
    Column("token", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
