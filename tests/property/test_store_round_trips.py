"""Whatever our types hold comes back from Parquet; however arrivals are split, the same datasets count."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import (
    CellState,
    IndicatorCell,
    NarrativeItem,
    NarrativeText,
    Origin,
    ReadState,
    RegionYear,
    RegisterColumn,
    RegisterTable,
    Value,
    Verdict,
)
from tasks.store import ledgers, rows, tables
from tasks.store.records import Dataset, Judgement, NewArrival, Part
from tasks.store.registry import Registry, open_registry

YEAR = RegionYear("hongmei", 2023)
NOON = datetime(2024, 1, 15, 12, tzinfo=UTC)

decimals = st.integers(-(10**38) + 1, 10**38 - 1).map(lambda n: Decimal(n).scaleb(-18, rows._EXACT))
int64s = st.integers(-(2**63), 2**63 - 1)
origins = st.builds(Origin, row_count=st.none() | int64s)
maybe = st.none() | decimals

ROWS: Mapping[type, st.SearchStrategy[Any]] = {
    Value: st.builds(Value, reported_in=int64s, value=decimals, step=maybe, origin=origins),
    NarrativeText: st.builds(NarrativeText, ordinal=int64s, origin=origins),
    IndicatorCell: st.builds(IndicatorCell, value=maybe, step=maybe),
    NarrativeItem: st.builds(NarrativeItem, ordinal=int64s),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.mark.parametrize("row_type", ROWS, ids=lambda row_type: row_type.__name__)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_rows_come_back_from_parquet(folder: Path, row_type: type, data: st.DataObject) -> None:
    given_rows = data.draw(st.lists(ROWS[row_type], max_size=5))
    part = tables.write_table(rows.to_arrow(given_rows, row_type), folder, "rows", YEAR)
    assert rows.from_arrow(tables.read_part(folder, part), row_type) == given_rows


COLUMNS: Mapping[str, tuple[str, st.SearchStrategy[Any]]] = {
    "number": ("text", st.text()),
    "number__raw": ("text", st.text()),  # a code that looks like one of ours
    "amount": ("decimal", decimals),
    "people": ("integer", int64s),
    "filed": ("date", st.dates()),
}
REGISTER = Register(
    code="cases",
    name="台账",
    department="justice",
    columns=tuple(RegisterColumnSpec(code=c, name=c, type=t) for c, (t, _) in COLUMNS.items()),  # type: ignore[arg-type]
    key=("number",),
    counts=(),
)


@st.composite
def columns(draw: st.DrawFn, code: str, length: int) -> RegisterColumn:
    cells = st.tuples(st.text(), st.none() | COLUMNS[code][1], st.sampled_from(CellState))
    written = st.builds(lambda value: (str(value), value, CellState.VALUE), COLUMNS[code][1])
    drawn = draw(st.lists(cells | written, min_size=length, max_size=length))
    return RegisterColumn([c[0] for c in drawn], [c[1] for c in drawn], [c[2] for c in drawn])


@st.composite
def register_tables(draw: st.DrawFn) -> RegisterTable:
    numbers = draw(st.lists(st.integers(1, 2**31 - 1), max_size=4))
    codes = draw(st.lists(st.sampled_from(sorted(COLUMNS)), unique=True))
    return RegisterTable(
        register="cases",
        sheet=draw(st.text()),
        rows=numbers,
        columns={code: draw(columns(code, len(numbers))) for code in codes},
        letters=draw(st.dictionaries(st.sampled_from(codes), st.text())) if codes else {},
        missing_columns=tuple(sorted(set(COLUMNS) - set(codes))),
        zero_report=draw(st.booleans()),
        silent=tuple(draw(st.lists(st.sampled_from(("fines", "cases")), unique=True))),
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(register_tables(), max_size=3))
def test_registers_come_back_from_parquet(folder: Path, given_tables: list[RegisterTable]) -> None:
    part = tables.write_table(ledgers.to_arrow(given_tables, REGISTER), folder, "cases", YEAR)
    assert ledgers.from_arrow(tables.read_part(folder, part)) == given_tables


@pytest.fixture(scope="module")
def registry(folder: Path) -> Iterator[Registry]:
    with open_registry(f"sqlite:///{folder / 'registry.sqlite'}") as opened:
        yield opened


years = count(2000)  # each replay gets a year of its own in one registry

drops = st.lists(
    st.tuples(
        st.sampled_from(["a.xlsx", "b.xlsx"]),
        st.sampled_from(["justice", "market"]),
        st.sampled_from(["good", "better", "bad"]),
        st.booleans(),  # whether a run ends here
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(drops)
def test_however_arrivals_are_split_into_runs_the_same_count(
    registry: Registry, dropped: list[tuple[str, str, str, bool]]
) -> None:
    once = _replay(registry, [(*drop[:3], False) for drop in dropped])
    assert _replay(registry, dropped) == once
    assert once == _expected(dropped)


def _expected(dropped: list[tuple[str, str, str, bool]]) -> list[tuple[str, str]]:
    lying: dict[tuple[str, str], str] = {}
    accepted: dict[str, str] = {}
    for name, department, content, _ in dropped:
        arrives = lying.get((name, department)) != content
        lying[name, department] = content
        if arrives and content != "bad":
            accepted[department] = content
    return sorted(accepted.items())


def _replay(registry: Registry, dropped: list[tuple[str, str, str, bool]]) -> list[tuple[str, str]]:
    key = RegionYear("hongmei", next(years))
    waiting: list[NewArrival] = []
    with registry.lease(key, "test", lambda: NOON) as lease:
        for name, department, content, ends in [*dropped, ("", "", "", True)]:
            if name:
                path = f"{key.year}/{department}/{name}"
                waiting.append(NewArrival(department, path, name, content, 1, 1, NOON))
            if ends:
                lease.record_arrivals(waiting)
                lease.save_judgements([_judged(a.id, a.sha256) for a in registry.unjudged(key, "f")])
                waiting = []
    return [(c.arrival.place.department, c.arrival.sha256) for c in registry.current_datasets(key, "f")]


def _judged(arrival: int, content: str) -> Judgement:
    verdict = Verdict.RETURNED if content == "bad" else Verdict.PASSED
    staged = Part("indicators", f"{content}.parquet", content, 1)
    return Judgement(arrival, "f", ReadState.READ, datasets=(Dataset("indicators", verdict, staged),))
