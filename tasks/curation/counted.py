"""Indicators counted from a register, by the declaration in `expectations/registers/`."""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Count, Register
from tasks.curation.dataset import Dataset
from tasks.model import Origin, RegionYear, RegisterTable, SourceKind, Value


def counted(
    region_year: RegionYear, dataset: Dataset, table: RegisterTable, catalogue: Catalogue
) -> Iterator[Value]:
    """A Value for each indicator that the register counts. No row is a real zero."""
    register = catalogue.registers[table.register]
    for count in register.counts:
        rows = matching(table, count)
        declared = catalogue.indicators[count.indicator]
        yield Value(
            region=region_year.region,
            reported_in=region_year.year,
            period=str(region_year.year),
            indicator=count.indicator,
            source=SourceKind.COUNTED,
            value=Decimal(len(rows)),
            unit=declared.unit,
            step=Decimal(1),
            scope_note=declared.scope_note,
            origin=Origin(
                department=dataset.department,
                file=dataset.file,
                sha256=dataset.sha256,
                sheet=table.sheet,
                register=register.code,
                predicate=count.predicate,
                row_count=len(rows),
                row_hash=row_hash(table, register, rows),
            ),
        )


def matching(table: RegisterTable, count: Count) -> list[int]:
    """Positions of the rows whose columns hold one of the wanted codes."""
    wanted = [(table.columns[code].values, frozenset(codes)) for code, codes in count.where.items()]
    return [i for i in range(len(table.rows)) if all(values[i] in codes for values, codes in wanted)]


def row_hash(table: RegisterTable, register: Register, rows: Sequence[int]) -> str:
    """SHA-256 over the keys of a set of rows, whatever their order in the sheet."""
    columns = [table.columns[code].values for code in register.key]
    keys = sorted("\x1f".join(str(values[i]) for values in columns) for i in rows)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()
