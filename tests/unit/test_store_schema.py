"""The registry's schema: models and migrations agree, opening is quick and safe between processes."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from tasks.model import RegionYear
from tasks.settings import HOUSE
from tasks.store.engine import RegistryError, open_engine
from tasks.store.registry import open_registry
from tasks.store.schema import HEAD, metadata

_ARRIVAL = """
    INSERT INTO arrival (region, year, department, path, file, sha256, size, seen_at)
    VALUES ('hongmei', 2023, 'justice', 'x.xlsx', 'x.xlsx', 'v1', 2, '2024-01-15 12:00:00')
"""


def make_old(url: str) -> Engine:
    """A registry as the first release left it."""
    open_engine(url).dispose()
    engine = open_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DELETE FROM alembic_version"))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "tasks.store:migrations")
        command.upgrade(config, "0001")
    return engine


class SchemaRules:
    """Every behaviour that does not depend on the database."""

    def test_migrations_lead_to_the_models(self, url: str) -> None:
        engine = open_engine(url)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
        engine.dispose()

    def test_an_older_registry_keeps_its_rows(self, url: str) -> None:
        engine = make_old(url)
        with engine.begin() as connection:
            connection.execute(text(_ARRIVAL))
        engine.dispose()
        with open_registry(url) as registry:
            (arrival,) = registry.arrivals(RegionYear("hongmei", 2023))
        assert (arrival.path, arrival.parent) == ("x.xlsx", None)

    def test_an_empty_registry_may_be_opened_by_several_at_once(self, url: str) -> None:
        script = f"from tasks.store.registry import open_registry; open_registry({url!r}).referenced_files()"
        started = [subprocess.Popen([sys.executable, "-c", script], cwd=HOUSE) for _ in range(3)]
        assert [process.wait() for process in started] == [0, 0, 0]


class TestSqlite(SchemaRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'registry.sqlite'}"

    def test_the_database_is_made_as_it_should_be(self, url: str) -> None:
        engine = open_engine(url)
        with engine.connect() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "foreign_keys", "busy_timeout")
            }
        engine.dispose()
        assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}

    def test_at_head_alembic_is_not_even_imported(self, url: str) -> None:
        open_registry(url).close()
        script = (
            f"import sys; from tasks.store.registry import open_registry; open_registry({url!r});"
            "sys.exit('alembic' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", script], cwd=HOUSE, check=False).returncode == 0

    def test_a_newer_registry_is_refused_in_words(self, url: str, tmp_path: Path) -> None:
        open_registry(url).close()
        with sqlite3.connect(tmp_path / "registry.sqlite") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(RegistryError, match="升级"):
            open_registry(url)


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "tasks.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_registry_in_memory_is_refused() -> None:
    with pytest.raises(RegistryError):
        open_engine("sqlite://")
