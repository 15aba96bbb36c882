"""How a right entry looks: an example for a finding, from what the catalogue asks for there."""

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator, RegisterColumnSpec
from tasks.catalogue.wording import Examples
from tasks.model import Finding, register_kind

_SAID = "例如"
_OF_VALUES = "value."


def example_of(finding: Finding, year: int, catalogue: Catalogue, words: Examples) -> str:
    """An example for a finding on a value or on a register's column; "" where the finding gives one
    itself, or none would help."""
    if finding.rule in words.rules:
        return words.rules[finding.rule]
    if _SAID in finding.mend:
        return ""
    if finding.indicator in catalogue.indicators and finding.rule.startswith(_OF_VALUES):
        return _of_indicator(catalogue.indicators[finding.indicator], words)
    column = _column(finding, catalogue)
    return _of_column(column, year, words) if column is not None else ""


def _of_indicator(indicator: Indicator, words: Examples) -> str:
    if indicator.unit == "%":
        return words.percent
    if indicator.hedge == "never":
        return words.exact.format(unit=indicator.unit)
    example = words.decimal if indicator.places else words.integer
    return example.format(unit=indicator.unit)


def _column(finding: Finding, catalogue: Catalogue) -> RegisterColumnSpec | None:
    columns = (
        column
        for register in catalogue.registers.values()
        if register_kind(register.code) == finding.dataset
        for column in register.columns
    )
    return next((column for column in columns if column.code == finding.column), None)


def _of_column(column: RegisterColumnSpec, year: int, words: Examples) -> str:
    if column.codes:
        return words.choice.format(choice=column.codes[0])
    if column.type == "text":
        return ""
    return words.date.format(year=year) if column.type == "date" else words.number
