"""From the catalogue to the empty ledgers of a department."""

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.forms.blank.asked import form_id
from tasks.forms.blank.model import BlankLedger, LedgerColumn, LedgerCount
from tasks.model import RegionYear


def blank_ledgers(catalogue: Catalogue, key: RegionYear, department: str) -> tuple[BlankLedger, ...]:
    """The empty ledgers of a department's (code) registers."""
    unit = catalogue.departments[department]
    return tuple(
        BlankLedger(
            form_id=form_id(catalogue, key, department),
            region=catalogue.regions[key.region].name,
            year=key.year,
            department=unit.name,
            short=unit.short,
            register=register.name,
            columns=tuple(_column(column, register) for column in register.columns),
            counts=tuple(
                LedgerCount(catalogue.indicators[count.indicator].name, count.predicate)
                for count in register.counts
            ),
            systems=tuple(export.system for export in register.exports),
        )
        for register in catalogue.registers_of(department)
    )


def _column(column: RegisterColumnSpec, register: Register) -> LedgerColumn:
    names = {one.code: one.name for one in register.columns}
    return LedgerColumn(
        name=column.name,
        type=column.type,
        unit=column.unit,
        required=column.required,
        needed_where=tuple((names[code], codes) for code, codes in column.required_where.items()),
        codes=column.codes,
        in_period=column.in_period,
        key=register.key == (column.code,),
        minimum=column.minimum,
        maximum=column.maximum,
    )
