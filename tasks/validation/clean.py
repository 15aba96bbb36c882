"""What curation may use, without personal numbers: they stay in the department's own file."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register
from tasks.model import Reading, RegisterColumn, RegisterTable
from tasks.privacy import hidden, personal


def clean(reading: Reading, catalogue: Catalogue) -> Reading:
    """A reading with personal numbers masked in the names of its sheets and in the words of its registers.

    A text with one is left out before; a 口径 has none since it was read.
    """
    tables = tuple(_table(table, catalogue.registers[table.register]) for table in reading.registers)
    other = {name: hidden(name) for name in sheets(reading)}
    if all(name == shown for name, shown in other.items()):
        return replace(reading, registers=tables)
    return replace(
        reading,
        indicators=tuple(replace(one, sheet=other[one.sheet]) for one in reading.indicators),
        narrative=tuple(replace(one, sheet=other[one.sheet]) for one in reading.narrative),
        registers=tuple(replace(one, sheet=other[one.sheet]) for one in tables),
    )


def sheets(reading: Reading) -> set[str]:
    """The names of the sheets from which something was read."""
    return {
        *(one.sheet for one in reading.indicators),
        *(one.sheet for one in reading.narrative),
        *(one.sheet for one in reading.registers),
    }


def words_with_numbers(table: RegisterTable, register: Register) -> dict[str, list[int]]:
    """Column code → the positions of its cells that hold a personal number. Keys and codes hold none."""
    found = {}
    for column in register.columns:
        given = table.columns.get(column.code)
        if given is None or column.type != "text" or column.codes or column.code in register.key:
            continue
        if personal("\n".join(given.raw)):  # once for the column: mostly there are none
            found[column.code] = [at for at, raw in enumerate(given.raw) if personal(raw)]
    return {code: rows for code, rows in found.items() if rows}


def _table(table: RegisterTable, register: Register) -> RegisterTable:
    found = words_with_numbers(table, register)
    if not found:
        return table
    columns = {
        code: _column(column, found[code]) if code in found else column
        for code, column in table.columns.items()
    }
    return replace(table, columns=columns)


def _column(column: RegisterColumn, rows: Sequence[int]) -> RegisterColumn:
    raw, values = list(column.raw), list(column.values)
    for at in rows:
        raw[at] = hidden(raw[at])
        value = values[at]
        values[at] = hidden(value) if isinstance(value, str) else value
    return replace(column, raw=raw, values=values)
