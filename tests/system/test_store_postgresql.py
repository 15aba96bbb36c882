"""The registry on a real PostgreSQL: the same behaviour, test by test, as on SQLite."""

from collections.abc import Iterator
from itertools import count

import pytest

from tasks.store.engine import open_engine
from tests.system.postgresql import Server, running_postgresql
from tests.unit.test_store_journal import JournalRules
from tests.unit.test_store_leases import LeaseRules
from tests.unit.test_store_purging import PurgingRules
from tests.unit.test_store_registry import RegistryRules
from tests.unit.test_store_schema import SchemaRules

pytestmark = pytest.mark.system

_numbers = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_postgresql() as running:
        yield running


@pytest.fixture
def url(server: Server) -> str:
    return server.new_database(f"fazhi_{next(_numbers)}")


class TestRegistry(RegistryRules):
    pass


class TestJournal(JournalRules):
    pass


class TestLeases(LeaseRules):
    pass


class TestPurging(PurgingRules):
    pass


class TestSchema(SchemaRules):
    pass


def test_it_is_psycopg_3_on_postgresql(url: str) -> None:
    engine = open_engine(url)
    assert (engine.dialect.name, engine.dialect.driver) == ("postgresql", "psycopg")
    engine.dispose()
