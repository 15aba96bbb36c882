"""Our frozen dataclasses as Arrow tables and back, by their annotations.

str, int, bool and Decimal become columns of their name; an enum its code; a tuple of str a list; a
nested dataclass its fields under a prefix (`origin` → `origin_file`); `X | None` may be null. A decimal
is decimal128(38, 18): exact up to 20 digits before and 18 after the point, refused beyond. It comes back
without trailing zeros, so that equal numbers also print alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa

DECIMAL = pa.decimal128(38, 18)

_EXACT = Context(prec=38)
_TYPES: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    Decimal: DECIMAL,
    date: pa.date32(),
    tuple[str, ...]: pa.list_(pa.string()),
}

T = TypeVar("T")


def to_arrow(rows: Sequence[T], row_type: type[T]) -> pa.Table:
    """A table with a row for each of `rows`, in order.

    Raises TypeError where `row_type` has a field of another kind, pyarrow.ArrowInvalid (a ValueError)
    where a decimal does not fit.
    """
    return pa.Table.from_pylist([_flat(row_type, row) for row in rows], schema=schema_of(row_type))


def from_arrow(table: pa.Table, row_type: type[T]) -> list[T]:
    """The rows that `to_arrow` was given. A column that is not there takes its field's default."""
    built: list[T] = [_built(row_type, row, "") for row in table.to_pylist()]
    return built


def schema_of(row_type: Any) -> pa.Schema:
    """The Arrow schema of a dataclass."""
    return pa.schema(list(_columns(row_type, "")))


@cache
def _members(row_type: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Name, type and whether None is allowed, of each field."""
    hints = get_type_hints(row_type)
    return tuple((field.name, *_without_none(hints[field.name])) for field in fields(row_type))


def _without_none(kind: Any) -> tuple[Any, bool]:
    if get_origin(kind) is not UnionType:
        return kind, False
    others = [each for each in get_args(kind) if each is not type(None)]
    return others[0], True


def _columns(row_type: Any, prefix: str) -> "Iterator[pa.Field[Any]]":
    for name, kind, optional in _members(row_type):
        if is_dataclass(kind):
            yield from _columns(kind, f"{prefix}{name}_")
        else:
            yield pa.field(prefix + name, _type(kind), nullable=optional)


def _type(kind: Any) -> pa.DataType:
    if kind in _TYPES:
        return _TYPES[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return pa.string()
    raise TypeError(f"no Arrow type for {kind}")


def _flat(row_type: Any, row: Any, prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, kind, _ in _members(row_type):
        value = getattr(row, name)
        if is_dataclass(kind):
            flat |= _flat(kind, value, f"{prefix}{name}_")
        else:
            flat[prefix + name] = value
    return flat


def _built(row_type: Any, row: Mapping[str, Any], prefix: str) -> Any:
    values: dict[str, object] = {}
    for name, kind, _ in _members(row_type):
        column = prefix + name
        if is_dataclass(kind):
            values[name] = _built(kind, row, f"{column}_")
        elif column in row:
            values[name] = _value(kind, row[column])
    return row_type(**values)


def _value(kind: Any, stored: Any) -> object:
    if stored is None or kind in (str, int, bool, date):
        return stored
    if kind is Decimal:
        return plain(stored)
    return tuple(stored) if get_origin(kind) is tuple else kind(stored)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 1660, not 1.66E+3; 95.5, not 95.50."""
    short = value.normalize(_EXACT)
    return short if int(short.as_tuple().exponent) <= 0 else short.quantize(Decimal(1), context=_EXACT)
