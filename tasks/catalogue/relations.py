"""What must hold between indicators: 综合窗口数 is at most 窗口总数, the parts add up to their total."""

from collections.abc import Iterable
from typing import Literal

from pydantic import ConfigDict, Field

from tasks.catalogue import formula
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.keys import require
from tasks.catalogue.schema import Code, Model, Words

FILE = "expectations/relations.yaml"


class Relation(Model):
    """A relation between two formulas over indicators of one year, and why it holds."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    code: Code
    left: Words = Field(description="a formula: one indicator, or parts with + - * / and prior(…)")
    kind: Literal["at_most", "equals"] = Field(alias="is", description="left is at most, or equals, right")
    right: Words = Field(description="a formula")
    why: Words = Field(description="a Chinese sentence that a department understands")


class RelationsFile(Model):
    """`expectations/relations.yaml`."""

    relations: tuple[Relation, ...]


def check_relation(relation: Relation, indicators: Iterable[str]) -> None:
    """Check that both sides are formulas over known indicators. Raises CatalogueError."""
    known = frozenset(indicators)
    for side, text in (("left", relation.left), ("right", relation.right)):
        at = f"{FILE}: relations.{relation.code}.{side}"
        try:
            tree = formula.parse(text)
        except formula.FormulaError as error:
            raise CatalogueError(f"{at}: {error}") from error
        require(formula.names(tree), known, at)
