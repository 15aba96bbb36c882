"""Connections to the registry's database, and bringing it to the newest schema.

SQLite (a file) by default: write-ahead log, foreign keys on, writers wait for each other, and a writing
transaction takes the write lock at its start (BEGIN IMMEDIATE) so that it can never fail half-way for
want of it. PostgreSQL by URL, through psycopg 3.
"""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text

from tasks.store.schema import HEAD

WRITING = {"fazhi_writing": True}
"""Execution options of an engine whose transactions write."""

_LOCK_WAIT_SECONDS = 30
_MIGRATION_LOCK = 0x66617A68  # any constant of our own: PostgreSQL's advisory lock while migrating
_log = logging.getLogger(__name__)


class RegistryError(RuntimeError):
    """The registry cannot be used; the message tells the operator what to do."""


def open_engine(url: str) -> Engine:
    """An engine on the database at `url`, which is created if need be and brought to head.

    Raises RegistryError where the database was written by a newer version of this program.
    """
    address = _address(url)
    engine = _sqlite(address) if address.get_backend_name() == "sqlite" else create_engine(address)
    try:
        _to_head(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_there(url: str) -> bool:
    """Whether there is a registry at `url`: a SQLite file would be created by opening it."""
    address = _address(url)
    return address.get_backend_name() != "sqlite" or Path(address.database or "").is_file()


def _address(url: str) -> URL:
    address = make_url(url)
    if address.drivername == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    return address


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise RegistryError("登记库必须是文件：请在 FAZHI_REGISTRY_URL 中写明路径。")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": _LOCK_WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing itself: _begin_sqlite does
    for pragma in ("journal_mode = WAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("fazhi_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _to_head(engine: Engine) -> None:
    if _revision(engine) == HEAD:
        return
    with engine.execution_options(**WRITING).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        _migrate(connection)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    """Run the migrations in the transaction of `connection`; nothing to do is fine."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "tasks.store:migrations")
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise RegistryError("登记库由更新版本的程序写成：请先升级本程序，再运行一次。") from error
    _log.info("登记库已更新到 %s 版结构", HEAD)
