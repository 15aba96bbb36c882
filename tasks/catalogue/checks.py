"""Do the parts of a catalogue fit together? Each check raises CatalogueError naming the key."""

from collections import Counter
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tasks.catalogue import formula
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.schema import Indicator, Register

if TYPE_CHECKING:
    from tasks.catalogue.catalogue import Catalogue


def check(catalogue: "Catalogue") -> None:
    """Check every reference from one part of the catalogue to another."""
    for indicator in catalogue.indicators.values():
        _check_indicator(catalogue, indicator)
    for register in catalogue.registers.values():
        _check_register(catalogue, register)
    for topic in catalogue.topics.values():
        _require(topic.departments, catalogue.departments, f"narrative.{topic.code}.departments")


def refuse_twice(what: str, keys: Sequence[str]) -> None:
    """Raise CatalogueError if a key stands twice."""
    twice = sorted(key for key, n in Counter(keys).items() if n > 1)
    if twice:
        raise CatalogueError(f"{what}: declared twice: {', '.join(twice)}")


def derivation_order(catalogue: "Catalogue") -> tuple[str, ...]:
    """Codes of all computed indicators, each after those that its formula uses.

    Raises CatalogueError where formulas go in a circle.
    """
    uses = {code: sorted(formula.names(tree)) for code, tree in catalogue.formulas.items()}
    try:
        ordered = tuple(TopologicalSorter(uses).static_order())
    except CycleError as error:
        raise CatalogueError(f"indicators: formulas go in a circle: {' → '.join(error.args[1])}") from error
    return tuple(code for code in ordered if code in uses)


def _check_indicator(catalogue: "Catalogue", indicator: Indicator) -> None:
    at = f"indicators.{indicator.code}"
    _require((indicator.owner,), catalogue.owners, f"{at}.owner")
    if not indicator.label.isidentifier():
        raise CatalogueError(f"{at}.short: needed, since {indicator.label!r} cannot be used in an edition")
    if indicator.kind != "rate" and (indicator.kind == "derived") != (indicator.formula is not None):
        raise CatalogueError(f"{at}.formula: belongs to kind derived or rate, and derived needs one")
    tree = catalogue.formula_of(indicator.code)
    if tree is not None:
        _require(formula.names(tree), catalogue.indicators, f"{at}.formula")


def _check_register(catalogue: "Catalogue", register: Register) -> None:
    at = f"registers.{register.code}"
    columns = {column.code: column for column in register.columns}
    refuse_twice(f"{at}.columns", [column.code for column in register.columns])
    _require((register.department,), catalogue.departments, f"{at}.department")
    _require(register.key, columns, f"{at}.key")
    for count in register.counts:
        where = f"{at}.counts.{count.indicator}"
        _require((count.indicator,), catalogue.indicators, where)
        _require(count.where, columns, f"{where}.where")
        for column, codes in count.where.items():
            _require(codes, columns[column].codes or codes, f"{where}.where.{column}")


def _require(wanted: Iterable[str], known: Iterable[str], at: str) -> None:
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise CatalogueError(f"{at}: unknown: {', '.join(unknown)}")
