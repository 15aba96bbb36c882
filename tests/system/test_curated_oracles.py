"""DuckDB and Polars, which know nothing of us, read from the curated Parquet what we do."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tasks.model import RegionYear, SourceKind, Value
from tasks.pipeline.ingest import collect
from tasks.store import rows, tables
from tasks.store.records import Build
from tasks.store.registry import open_registry
from tests.town import YEARS, Town, judged_and_curated, new_town

pytestmark = pytest.mark.system

TABLES = ("values", "narrative", "register_litigation", "register_sampling")
HIVE = ("region", "year")
Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The shipped submissions, curated."""
    town = new_town(tmp_path_factory.mktemp("data"))
    collect(town.settings, "hongmei", YEARS)
    judged_and_curated(town.settings, YEARS)
    return town


def builds(town: Town) -> Iterator[Build]:
    with open_registry(town.settings.registry_url) as registry:
        for year in YEARS:
            build = registry.current_build(RegionYear("hongmei", year))
            assert build is not None
            yield build


def ours(town: Town, name: str) -> Rows:
    """All years' rows by our own reader, with the keys of their folders."""
    found: Rows = []
    for build in builds(town):
        parts = [part for part in build.parts if part.table == name]
        key = {"region": build.region_year.region, "year": build.region_year.year}
        found += (
            [row | key for row in tables.read_parts(town.settings.curated, parts).to_pylist()]
            if parts
            else []
        )
    assert found
    return found


def pattern(town: Town, name: str) -> str:
    return str(town.settings.curated / name / "region=*" / "year=*" / "*.parquet")


def duck(town: Town, name: str) -> Rows:
    table = duckdb.read_parquet(pattern(town, name), hive_partitioning=True)
    return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


def polar(town: Town, name: str) -> Rows:
    return pl.scan_parquet(pattern(town, name), hive_partitioning=True).collect().to_dicts()


def panda(town: Town, name: str) -> Rows:
    files = sorted(Path(town.settings.curated / name).rglob("*.parquet"))
    frames = [pd.read_parquet(file, dtype_backend="pyarrow", partitioning=None) for file in files]
    keys = [dict(part.split("=") for part in file.parts if "=" in part) for file in files]
    told = [pa.Table.from_pandas(frame).to_pylist() for frame in frames]
    return [
        row | {"region": key["region"], "year": int(key["year"])}
        for key, some in zip(keys, told, strict=True)
        for row in some
    ]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("read", [duck, polar, panda])
def test_every_cell_is_read_alike(town: Town, name: str, read: object) -> None:
    expected, found = ours(town, name), read(town, name)  # type: ignore[operator]
    assert len(found) == len(expected)
    for one, other in zip(expected, found, strict=True):
        assert dict(other) == one
        assert {key: type(value) for key, value in other.items()} == {
            key: type(value) for key, value in one.items()
        }


def test_the_samples_hold_what_may_go_wrong(town: Town) -> None:
    """Fractions of eighteen places, empty cells, days, lists: else the test above says little."""
    values = ours(town, "values")
    assert any(
        isinstance(row["value"], Decimal) and len(f"{row['value']:f}".partition(".")[2].rstrip("0")) > 15
        for row in values
    )
    assert any(row["step"] is None for row in values)
    assert any(row["step"] is not None for row in values)
    assert any(row["inputs"] for row in values)
    cells = [cell for row in ours(town, "register_litigation") for cell in row.values()]
    assert any(isinstance(cell, date) for cell in cells)
    assert any(cell is None for cell in cells)


def test_the_years_are_columns_of_their_folders(town: Town) -> None:
    counted = duckdb.sql(
        f"SELECT year, count(*) FROM read_parquet('{pattern(town, 'values')}', hive_partitioning=true)"  # noqa: S608
        " GROUP BY year ORDER BY year"
    ).fetchall()
    by_polars = (
        pl.scan_parquet(pattern(town, "values"), hive_partitioning=True).group_by("year").len().sort("year")
    )
    assert (
        counted
        == by_polars.collect().rows()
        == [(year, sum(row["year"] == year for row in ours(town, "values"))) for year in YEARS]
    )


def test_values_come_back_as_values(town: Town) -> None:
    build = list(builds(town))[-1]
    parts = [part for part in build.parts if part.table == "values"]
    read = rows.from_arrow(tables.read_parts(town.settings.curated, parts), Value)
    with_keys = duckdb.read_parquet(str(town.settings.curated / parts[0].path))
    own = [dict(zip(with_keys.columns, row, strict=True)) for row in with_keys.fetchall()]
    assert [(one.key, one.source, one.value) for one in read] == [
        (f"{row['period']}/{row['indicator']}", SourceKind(row["source"]), row["value"]) for row in own
    ]


def test_a_counted_value_is_what_sql_counts(town: Town) -> None:
    """粤执法办案总数 is counted from its register: the same by a query over both tables."""
    [(counted, stated)] = duckdb.sql(
        f"""SELECT
          (SELECT count(*) FROM read_parquet('{pattern(town, "register_yuezhifa")}', hive_partitioning=true)
             WHERE year = 2023),
          (SELECT value FROM read_parquet('{pattern(town, "values")}', hive_partitioning=true)
             WHERE year = 2023 AND period = '2023' AND chosen AND indicator = 'yuezhifa_cases')"""  # noqa: S608
    ).fetchall()
    assert counted == stated == 1661
