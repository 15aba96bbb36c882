"""Does a register fit together, and fit the rest of the catalogue?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.keys import refuse_twice, require
from tasks.catalogue.schema import Export, Measure, Register, RegisterColumnSpec
from tasks.quantity import convert

if TYPE_CHECKING:
    from tasks.catalogue.catalogue import Catalogue

Columns = Mapping[str, RegisterColumnSpec]


def check_register(catalogue: "Catalogue", register: Register) -> None:
    """Raise CatalogueError, naming the key, where a register refers to what is not there."""
    at = f"registers.{register.code}"
    columns = {column.code: column for column in register.columns}
    refuse_twice(f"{at}.columns", [column.code for column in register.columns])
    refuse_twice(f"{at}.counts", [measure.indicator for measure in register.counts])
    require((register.department,), catalogue.departments, f"{at}.department")
    require(register.key, columns, f"{at}.key")
    for column in register.columns:
        _check_column(column, columns, f"{at}.columns.{column.code}")
    for measure in register.counts:
        _check_measure(catalogue, measure, columns, f"{at}.counts.{measure.indicator}")
        _check_owner(catalogue, register, measure.indicator, f"{at}.counts.{measure.indicator}")
    for export in register.exports:
        _check_export(export, register, f"{at}.exports.{export.system}")


def _check_column(column: RegisterColumnSpec, columns: Columns, at: str) -> None:
    _check_where(column.required_where, columns, f"{at}.required_where")
    require(column.fixes.values(), column.codes, f"{at}.fixes")
    if column.codes and column.type != "text":
        raise CatalogueError(f"{at}.codes: only in a column of type text")
    if column.in_period and column.type != "date":
        raise CatalogueError(f"{at}.in_period: only in a column of type date")
    if column.unit and not column.numeric:
        raise CatalogueError(f"{at}.unit: only in a column of numbers")


def _check_where(where: Mapping[str, tuple[str, ...]], columns: Columns, at: str) -> None:
    require(where, columns, at)
    for code, wanted in where.items():
        require(wanted, columns[code].codes or wanted, f"{at}.{code}")


def _check_measure(catalogue: "Catalogue", measure: Measure, columns: Columns, at: str) -> None:
    require((measure.indicator,), catalogue.indicators, at)
    _check_where(measure.where, columns, f"{at}.where")
    if (measure.measure == "rows") != (measure.of is None):
        raise CatalogueError(f"{at}.of: belongs to measure distinct or sum, and these need it")
    if measure.of is not None:
        require((measure.of,), columns, f"{at}.of")
    if measure.months is not None:
        _check_months(measure, columns, f"{at}.months")
    if measure.measure == "sum" and measure.of is not None:
        _check_sum(columns[measure.of], catalogue.indicators[measure.indicator].unit, f"{at}.of")


def _check_months(measure: Measure, columns: Columns, at: str) -> None:
    """Months add up to the year where a row is of one month: what is told apart may come in several."""
    require((measure.months or "",), columns, at)
    if columns[measure.months or ""].type != "date":
        raise CatalogueError(f"{at}: not a column of type date: {measure.months}")
    if measure.measure == "distinct":
        raise CatalogueError(f"{at}: not of measure distinct, whose months do not add up to the year")


def _check_sum(column: RegisterColumnSpec, unit: str, at: str) -> None:
    if not column.numeric:
        raise CatalogueError(f"{at}: not a column of numbers: {column.code}")
    if convert(Decimal(1), column.unit, unit) is None:
        raise CatalogueError(f"{at}: {column.unit or 'no unit'} is not exactly converted to {unit}")


def _check_owner(catalogue: "Catalogue", register: Register, indicator: str, at: str) -> None:
    """Who keeps a register answers for what is counted from it."""
    owner = catalogue.department_of(catalogue.indicators[indicator].owner)
    if owner != register.department:
        raise CatalogueError(f"{at}: the indicator is {owner}'s, the register {register.department}'s")


def _check_export(export: Export, register: Register, at: str) -> None:
    columns = {column.code: column for column in register.columns}
    given = [*export.columns.values(), *export.constants]
    require(given, columns, f"{at}.columns")
    refuse_twice(f"{at}.columns", given)
    require(export.signs, export.columns, f"{at}.signs")
    require(export.silent, {measure.indicator for measure in register.counts}, f"{at}.silent")
    for code, word in export.constants.items():
        if columns[code].type != "text" or code in register.key:
            raise CatalogueError(f"{at}.constants.{code}: only a column of words that is not in the key")
        require((word,), columns[code].codes or (word,), f"{at}.constants.{code}")
    require(register.needed(export), given, f"{at}.columns: left out")
