"""Parquet files named by their content, our types as tables, and what a kill leaves."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pytest

from tasks.model import (
    CellState,
    Origin,
    RegionYear,
    RegisterColumn,
    RegisterTable,
    SourceKind,
    Value,
)
from tasks.settings import HOUSE
from tasks.store import files, ledgers, rows, tables
from tasks.store.records import Build
from tasks.store.registry import open_registry
from tests.build import LEDGER

YEAR = RegionYear("hongmei", 2023)
NOON = datetime(2024, 1, 15, 12, tzinfo=UTC)

VALUE = Value(
    region="hongmei",
    reported_in=2023,
    period="2023",
    indicator="cases",
    source=SourceKind.COUNTED,
    value=Decimal(1660),
    unit="宗",
    step=Decimal("0.10"),
    origin=Origin(department="justice", raw="1,660", row_count=1660),
    inputs=("2023/a", "2022/a"),
)


def test_the_same_rows_are_the_same_file_whatever_their_chunks(tmp_path: Path) -> None:
    whole = rows.to_arrow([VALUE] * 5000, Value)
    pieces = pa.concat_tables([whole.slice(0, 1), whole.slice(1, 3000), whole.slice(3001)])
    first = tables.write_table(whole, tmp_path / "a", "values", YEAR)
    second = tables.write_table(pieces, tmp_path / "b", "values", YEAR)
    assert first == second
    assert first.path == f"values/region=hongmei/year=2023/values-{first.sha256[:16]}.parquet"
    assert first.rows == 5000
    assert (tmp_path / "a" / first.path).read_bytes() == (tmp_path / "b" / second.path).read_bytes()


def test_bytes_do_not_depend_on_what_pandas_adds(tmp_path: Path) -> None:
    table = rows.to_arrow([VALUE], Value)
    dressed = table.replace_schema_metadata({"pandas": "{}"})
    assert tables.write_table(table, tmp_path, "values", YEAR) == tables.write_table(
        dressed, tmp_path, "values", YEAR
    )


def test_what_is_there_is_not_written_again_but_looks_fresh_to_a_sweep(tmp_path: Path) -> None:
    table = rows.to_arrow([VALUE], Value)
    part = tables.write_table(table, tmp_path, "values", YEAR)
    path = tmp_path / part.path
    os.utime(path, (1, 1))
    inode = path.stat().st_ino
    tables.write_table(table, tmp_path, "values", YEAR)
    assert path.stat().st_ino == inode
    assert files.sweep(tmp_path, set(), datetime.now(UTC) - timedelta(minutes=1)) == []


def test_a_damaged_file_is_noticed_and_mended_by_writing_again(tmp_path: Path) -> None:
    table = rows.to_arrow([VALUE], Value)
    part = tables.write_table(table, tmp_path, "values", YEAR)
    for damage in (lambda p: p.write_bytes(p.read_bytes()[:-1]), Path.unlink):
        damage(tmp_path / part.path)
        with pytest.raises(tables.DamagedPartError, match="损坏"):
            tables.read_part(tmp_path, part)
        assert tables.write_table(table, tmp_path, "values", YEAR) == part
        assert tables.read_part(tmp_path, part).equals(table)


@pytest.mark.parametrize(("name", "region"), [("../x", "hongmei"), ("values", "../x"), ("values", "洪梅镇")])
def test_no_word_of_a_department_becomes_a_path(tmp_path: Path, name: str, region: str) -> None:
    with pytest.raises(ValueError, match="no code"):
        tables.write_table(pa.table({"a": [1]}), tmp_path, name, RegionYear(region, 2023))
    assert list(tmp_path.iterdir()) == []


def test_others_read_the_tables_as_a_partitioned_dataset(tmp_path: Path) -> None:
    tables.write_table(rows.to_arrow([VALUE], Value), tmp_path, "values", YEAR)
    before = replace(VALUE, reported_in=2022)
    tables.write_table(rows.to_arrow([before], Value), tmp_path, "values", RegionYear("hongmei", 2022))
    found = pyarrow.dataset.dataset(tmp_path / "values", partitioning="hive").to_table()
    assert sorted(zip(found["year"].to_pylist(), found["reported_in"].to_pylist(), strict=True)) == [
        (2022, 2022),
        (2023, 2023),
    ]


def test_parts_are_read_in_the_order_given(tmp_path: Path) -> None:
    many = [replace(VALUE, period=f"2023-{month:02}") for month in (3, 1, 2)]
    parts = [tables.write_table(rows.to_arrow([v], Value), tmp_path, "values", YEAR) for v in many]
    assert rows.from_arrow(tables.read_parts(tmp_path, parts), Value) == many


def test_the_schema_says_what_is_kept() -> None:
    schema = rows.schema_of(Value)
    assert schema.field("value") == pa.field("value", pa.decimal128(38, 18), nullable=False)
    assert schema.field("step").nullable
    assert schema.field("source").type == pa.string()
    assert schema.field("inputs").type == pa.list_(pa.string())
    assert schema.field("origin_row_count") == pa.field("origin_row_count", pa.int64())
    assert len(set(schema.names)) == len(schema.names)


def test_a_decimal_comes_back_as_people_write_it() -> None:
    (back,) = rows.from_arrow(rows.to_arrow([VALUE], Value), Value)
    assert back == VALUE
    assert (str(back.value), str(back.step)) == ("1660", "0.1")


def test_a_decimal_that_does_not_fit_is_refused_not_rounded() -> None:
    for number in ("1e-19", "1e20"):
        with pytest.raises(pa.ArrowInvalid):
            rows.to_arrow([replace(VALUE, value=Decimal(number))], Value)


def test_a_missing_value_is_refused_where_there_must_be_one(tmp_path: Path) -> None:
    empty = rows.to_arrow([replace(VALUE, value=None)], Value)  # type: ignore[arg-type]
    with pytest.raises(pa.ArrowInvalid):
        tables.write_table(empty, tmp_path, "values", YEAR)


def test_a_column_of_a_later_version_takes_its_default() -> None:
    old = rows.to_arrow([VALUE], Value).drop_columns(["scope_note", "origin_raw"])
    (back,) = rows.from_arrow(old, Value)
    assert back == replace(VALUE, origin=replace(VALUE.origin, raw=""))


def test_a_type_without_a_column_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        when: complex

    with pytest.raises(TypeError, match="complex"):
        rows.schema_of(Odd)


def test_a_plain_ledger_keeps_one_column_a_column() -> None:
    ledger = RegisterTable(
        register="ledger",
        sheet="办案",
        rows=[3, 4],
        columns={
            "number": RegisterColumn(["A1", "A2"], ["A1", "A2"], [CellState.VALUE] * 2),
            "filed": RegisterColumn(
                ["2023-05-06", "2023年5月7日"],
                [date(2023, 5, 6), date(2023, 5, 7)],
                [CellState.VALUE, CellState.VALUE],
            ),
            "result": RegisterColumn(["／", ""], [None, None], [CellState.NOT_APPLICABLE, CellState.BLANK]),
        },
        letters={"number": "B", "filed": "C", "result": "D"},
        missing_columns=("closed",),
    )
    table = ledgers.to_arrow([ledger], LEDGER)
    assert table.column_names == [
        "_sheet",
        "_row",
        "number",
        "filed",
        "filed.raw",
        "result",
        "result.raw",
        "result.state",
    ]
    assert table["filed.raw"].to_pylist() == [None, "2023年5月7日"]
    assert ledgers.from_arrow(table) == [ledger]


# --- the commit point ----------------------------------------------------------------------------


def _write_and_commit(data: Path, number: int) -> None:
    with open_registry(f"sqlite:///{data / 'registry.sqlite'}") as registry:
        value = replace(VALUE, value=Decimal(number))
        with registry.lease(YEAR, "a", lambda: datetime.now(UTC)) as lease:
            part = tables.write_table(rows.to_arrow([value], Value), data / "curated", "values", YEAR)
            lease.commit_build(Build(YEAR, str(number), "fp", NOON, (part,)))


def _current(data: Path) -> tuple[str, list[Value]]:
    with open_registry(f"sqlite:///{data / 'registry.sqlite'}") as registry:
        build = registry.current_build(YEAR)
    assert build is not None
    return build.inputs, rows.from_arrow(tables.read_parts(data / "curated", build.parts), Value)


def test_a_fault_between_files_and_commit_leaves_the_last_good_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_and_commit(tmp_path, 1)
    with monkeypatch.context() as patched:
        patched.setattr("tasks.store.writes.from_findings", _fault)  # in the middle of the transaction
        with pytest.raises(ZeroDivisionError):
            _write_and_commit(tmp_path, 2)
    assert _current(tmp_path) == ("1", [replace(VALUE, value=Decimal(1))])
    assert len(list(tmp_path.rglob("*.parquet"))) == 2
    with open_registry(f"sqlite:///{tmp_path / 'registry.sqlite'}") as registry:
        referenced = registry.referenced_files()
    assert len(files.sweep(tmp_path / "curated", referenced, datetime.now(UTC) + timedelta(1))) == 1
    _write_and_commit(tmp_path, 2)
    assert _current(tmp_path) == ("2", [replace(VALUE, value=Decimal(2))])


def _fault(*_: object) -> None:
    _ = 1 / 0


def test_reading_starts_no_thread_that_could_outlive_python(tmp_path: Path) -> None:
    part = tables.write_table(rows.to_arrow([VALUE], Value), tmp_path, "values", YEAR)
    script = (
        "from pathlib import Path; from tasks.store import tables; from tasks.store.records import Part;"
        "own = Path('/proc/self/task'); threads = lambda: len(list(own.iterdir())) if own.is_dir() else 0;"
        f"before = threads(); tables.read_part(Path({str(tmp_path)!r}), {part!r});"
        "print(threads() - before)"
    )
    told = subprocess.check_output([sys.executable, "-c", script], cwd=HOUSE, text=True)
    assert told.strip() == "0"


def test_a_kill_at_any_moment_leaves_a_whole_build(tmp_path: Path) -> None:
    _write_and_commit(tmp_path, 0)
    script = (
        "from itertools import count; from pathlib import Path;"
        "from tests.unit.test_store_tables import _write_and_commit as write;"
        f"[write(Path({str(tmp_path)!r}), n) for n in count(1)]"
    )
    worker = subprocess.Popen([sys.executable, "-c", script], cwd=HOUSE)
    while _current(tmp_path)[0] == "0":
        assert worker.poll() is None
        time.sleep(0.01)
    time.sleep(0.1)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    inputs, (value,) = _current(tmp_path)
    assert value.value == Decimal(inputs)
