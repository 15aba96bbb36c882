"""Indicators counted from a register, by the declaration in `expectations/registers/`."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Count
from tasks.curation.dataset import Dataset
from tasks.model import Origin, RegionYear, RegisterTable, SourceKind, Value


def counted(region_year: RegionYear, dataset: Dataset, catalogue: Catalogue) -> Iterator[Value]:
    """A Value for each indicator that a dataset's register counts, over all its sheets.

    A register without a sound row counts nothing: what is unknown is not zero.
    """
    tables = [table for table in dataset.registers if table.rows]
    for count in catalogue.registers[tables[0].register].counts if tables else ():
        keys = [key for table in tables for key in matching_keys(table, count, catalogue)]
        declared = catalogue.indicators[count.indicator]
        yield Value(
            region=region_year.region,
            reported_in=region_year.year,
            period=str(region_year.year),
            indicator=count.indicator,
            source=SourceKind.COUNTED,
            value=Decimal(len(keys)),
            unit=declared.unit,
            step=Decimal(1),
            scope_note=declared.scope_note,
            origin=Origin(
                department=dataset.department,
                file=dataset.file,
                sha256=dataset.sha256,
                sheet="、".join(table.sheet for table in tables),
                register=tables[0].register,
                predicate=count.predicate,
                row_count=len(keys),
                row_hash=hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest(),
            ),
        )


def matching_keys(table: RegisterTable, count: Count, catalogue: Catalogue) -> list[str]:
    """The keys of the rows whose columns hold one of the wanted codes, in the order of the sheet."""
    wanted = [(table.columns[code].values, frozenset(codes)) for code, codes in count.where.items()]
    parts = [table.columns[code].values for code in catalogue.registers[table.register].key]
    return [
        "\x1f".join(str(values[i]) for values in parts)
        for i in range(len(table.rows))
        if all(values[i] in codes for values, codes in wanted)
    ]
