"""Do the parts of a catalogue fit together? Each check raises CatalogueError naming the key."""

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tasks.catalogue import formula
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.keys import require
from tasks.catalogue.register_checks import check_register
from tasks.catalogue.relations import check_relation
from tasks.catalogue.schema import Indicator

if TYPE_CHECKING:
    from tasks.catalogue.catalogue import Catalogue


def check(catalogue: "Catalogue") -> None:
    """Check every reference from one part of the catalogue to another."""
    for indicator in catalogue.indicators.values():
        _check_indicator(catalogue, indicator)
    for register in catalogue.registers.values():
        check_register(catalogue, register)
    for relation in catalogue.relations.values():
        check_relation(relation, catalogue.indicators)
    for topic in catalogue.topics.values():
        require(topic.departments, catalogue.departments, f"narrative.{topic.code}.departments")
        require(topic.follows, catalogue.topics, f"narrative.{topic.code}.follows")


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
    require((indicator.owner,), catalogue.owners, f"{at}.owner")
    if not indicator.label.isidentifier():
        raise CatalogueError(f"{at}.short: needed, since {indicator.label!r} cannot be used in an edition")
    if indicator.kind != "rate" and (indicator.kind == "derived") != (indicator.formula is not None):
        raise CatalogueError(f"{at}.formula: belongs to kind derived or rate, and derived needs one")
    tree = catalogue.formula_of(indicator.code)
    if tree is not None:
        require(formula.names(tree), catalogue.indicators, f"{at}.formula")
