"""What is judged of a ledger as a whole: whose it is, its columns, how much of the year it covers."""

from collections.abc import Iterator, Sequence
from datetime import date

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Register
from tasks.model import Address, RegisterTable, register_kind
from tasks.validation.checked import Checked, Submission

FEW = 24
"""Rows below which it says nothing that all of them fall in one half of the year."""

HALVES = {(True, False): "1月至6月", (False, True): "7月至12月"}
"""Whether there are dates in the first and in the second half → the half that alone has any."""


def ledger_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for each table of a register; how much of the year it covers is said once, for all sheets."""
    said: set[str] = set()
    for table in submission.reading.registers:
        own = [t for t in submission.reading.registers if t.register == table.register]
        register = catalogue.registers[table.register]
        once = register.code not in said
        said.add(register.code)
        half = _half(own, register) if once else None
        silent = _silent(own, catalogue) if once else None
        # a spare sheet with a header alone, beside one that is filled, is no empty register
        filled = None if table.zero_report else sum(len(one.rows) for one in own)
        yield _row(submission, table, register, (filled, half, silent), catalogue)


def _row(
    submission: Submission,
    table: RegisterTable,
    register: Register,
    covers: tuple[int | None, str | None, str | None],
    catalogue: Catalogue,
) -> Checked:
    filled, half, silent = covers
    names = {column.code: column.name for column in register.columns}
    missing = "、".join(names[code] for code in table.missing_columns)
    return Checked(
        submission=submission.id,
        dataset=register_kind(register.code),
        address=Address(submission.reading.file, table.sheet),
        columns={
            "owner": register.department,
            "department": submission.place.department,
            "missing_columns": missing or None,
            "rows": filled,
            "half": half,
            "silent": silent,
        },
        fields=lambda: {
            "register": register.name,
            "columns": missing,
            "owner": catalogue.departments[register.department].name,
            "half": half,
            "silent": silent,
        },
        subject=table,
    )


def _silent(tables: Sequence[RegisterTable], catalogue: Catalogue) -> str | None:
    """Names of the indicators of which none of the tables says anything; None if there are none."""
    silent = [code for code in tables[0].silent if all(code in table.silent for table in tables)]
    return "、".join(f"“{catalogue.indicators[code].name}”" for code in silent) or None


def _half(tables: Sequence[RegisterTable], register: Register) -> str | None:
    """The half of the year in which all dates of the period fall; None if they are few or in both."""
    dated = [column.code for column in register.columns if column.in_period]
    columns = [t.columns[code].values for t in tables for code in dated if code in t.columns]
    months = {value.month for values in columns for value in values if isinstance(value, date)}
    if sum(len(table.rows) for table in tables) < FEW:
        return None
    return HALVES.get((min(months, default=12) <= 6, max(months, default=1) > 6))
