"""The curated tables of a build: written whole, read back for the next year, a report or a trace."""

import pyarrow as pa

from tasks.catalogue import Catalogue
from tasks.curation import Curated, Dataset
from tasks.model import NarrativeText, RegionYear, RegisterTable, Value
from tasks.settings import Settings
from tasks.store import ledgers, rows, tables
from tasks.store.records import Build, Part

VALUES = "values"
NARRATIVE = "narrative"
READ = (VALUES, NARRATIVE)
"""The tables that a report is made from."""


def write(settings: Settings, catalogue: Catalogue, key: RegionYear, curated: Curated) -> tuple[Part, ...]:
    """Write all tables of a RegionYear: values, narrative, and one for each register."""
    made = [
        (VALUES, rows.to_arrow(curated.values, Value)),
        (NARRATIVE, rows.to_arrow(curated.narrative, NarrativeText)),
        *((f"register_{t.register}", _register(d, t, catalogue)) for d, t in curated.registers),
    ]
    return tuple(tables.write_table(table, settings.curated, name, key) for name, table in made)


def _register(dataset: Dataset, table: RegisterTable, catalogue: Catalogue) -> pa.Table:
    """A register's rows with their file beside them."""
    arrow = ledgers.to_arrow([table], catalogue.registers[table.register])
    origin = {"_department": dataset.department, "_file": dataset.file, "_sha256": dataset.sha256}
    for name, text in origin.items():
        arrow = arrow.append_column(name, pa.array([text] * arrow.num_rows, pa.string()))
    return arrow


def read_values(settings: Settings, build: Build) -> tuple[Value, ...]:
    """All values of a build. Raises DamagedPartError."""
    return tuple(rows.from_arrow(_table(settings, build, VALUES), Value))


def read_narrative(settings: Settings, build: Build) -> tuple[NarrativeText, ...]:
    """All accepted texts of a build. Raises DamagedPartError."""
    return tuple(rows.from_arrow(_table(settings, build, NARRATIVE), NarrativeText))


def _table(settings: Settings, build: Build, name: str) -> pa.Table:
    return tables.read_parts(settings.curated, [part for part in build.parts if part.table == name])
