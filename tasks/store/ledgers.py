"""Registers as Arrow tables and back: exactly, and with little beside the values.

One Arrow table holds all tables of one register in a file. Columns: `_sheet`, `_row` (1-based sheet
row), and for each column `<code>`, typed as declared. What was written (`<code>.raw`) and the cell's
state (`<code>.state`) are kept only where they do not follow from the value; a column of nothing but
nulls is left out. What belongs to a whole table (sheet, column letters, missing columns, number of
rows, 零报告, what it is silent on) is in the schema's metadata under `register`. Codes start with a
letter and hold no point, so no names clash.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

import pyarrow as pa

from tasks.catalogue.schema import Register
from tasks.model import CellState, RegisterColumn, RegisterTable
from tasks.store.rows import DECIMAL, plain

_TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "date": pa.date32(),
}


def to_arrow(tables: Sequence[RegisterTable], register: Register) -> pa.Table:
    """All tables of one register, one after the other; `register` gives order and types of columns.

    Raises pyarrow.ArrowInvalid or OverflowError where a value does not fit its declared type.
    """
    columns: dict[str, pa.Array[Any]] = {
        "_sheet": pa.array([t.sheet for t in tables for _ in t.rows], pa.string()),
        "_row": pa.array([row for t in tables for row in t.rows], pa.int32()),
    }
    for spec in register.columns:
        if any(spec.code in t.columns for t in tables):
            whole = [t.columns.get(spec.code) or _absent(len(t.rows)) for t in tables]
            columns |= _encoded(spec.code, _TYPES[spec.type], whole)
    about = [
        {
            "sheet": t.sheet,
            "rows": len(t.rows),
            "columns": list(t.columns),
            "letters": dict(t.letters),
            "missing": list(t.missing_columns),
            **({"zero_report": True} if t.zero_report else {}),
            **({"silent": list(t.silent)} if t.silent else {}),
        }
        for t in tables
    ]
    metadata = {"register": json.dumps({"code": register.code, "tables": about}, ensure_ascii=False)}
    return pa.table(columns).replace_schema_metadata(metadata)


def from_arrow(table: pa.Table) -> list[RegisterTable]:
    """The tables that `to_arrow` was given; decimals without trailing zeros."""
    about = json.loads((table.schema.metadata or {})[b"register"])
    tables, start = [], 0
    for one in about["tables"]:
        rows = table.slice(start, one["rows"])
        start += one["rows"]
        tables.append(
            RegisterTable(
                register=about["code"],
                sheet=one["sheet"],
                rows=[int(row) for row in rows["_row"].to_numpy()],
                columns={code: _decoded(rows, code) for code in one["columns"]},
                letters=one["letters"],
                missing_columns=tuple(one["missing"]),
                zero_report=one.get("zero_report", False),
                silent=tuple(one.get("silent", ())),
            )
        )
    return tables


def _absent(rows: int) -> RegisterColumn:
    return RegisterColumn([""] * rows, [None] * rows, [CellState.BLANK] * rows)


def _encoded(code: str, kind: pa.DataType, whole: Sequence[RegisterColumn]) -> "dict[str, pa.Array[Any]]":
    values = [value for column in whole for value in column.values]
    raws = chain.from_iterable(column.raw for column in whole)
    raw = [None if r == w else r for r, w in zip(raws, _written(values, kind), strict=True)]
    found = chain.from_iterable(column.states for column in whole)
    states = [None if s is f else s for s, f in zip(found, _states(values), strict=True)]
    sides = {f"{code}.raw": pa.array(raw, pa.string()), f"{code}.state": pa.array(states, pa.string())}
    kept = {name: side for name, side in sides.items() if side.null_count < len(side)}
    return {code: pa.array(values, kind), **kept}


def _decoded(table: pa.Table, code: str) -> RegisterColumn:
    kind = table.schema.field(code).type
    values = [plain(v) if isinstance(v, Decimal) else v for v in table[code].to_pylist()]
    raw = _side(table, f"{code}.raw")
    states = _side(table, f"{code}.state")
    return RegisterColumn(
        raw=[w if r is None else r for r, w in zip(raw, _written(values, kind), strict=True)],
        values=values,
        states=[f if s is None else CellState(s) for s, f in zip(states, _states(values), strict=True)],
    )


def _side(table: pa.Table, name: str) -> list[str | None]:
    return table[name].to_pylist() if name in table.column_names else [None] * table.num_rows


_PRINT: Mapping[pa.DataType, Callable[[Any], str]] = {
    _TYPES["text"]: str,
    _TYPES["integer"]: str,
    _TYPES["decimal"]: lambda value: str(plain(value)),
    _TYPES["date"]: date.isoformat,
}


def _written(values: Sequence[Any], kind: pa.DataType) -> list[str]:
    """What was written, most likely: the values printed the plainest way."""
    plainest = _PRINT[kind]
    return ["" if value is None else plainest(value) for value in values]


def _states(values: Sequence[object]) -> list[CellState]:
    blank, value = CellState.BLANK, CellState.VALUE
    return [blank if one is None else value for one in values]
