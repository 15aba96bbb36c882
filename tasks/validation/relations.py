"""Relations and formulas over values as they were written: what they may come to, and what is impossible."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue, formula
from tasks.catalogue.relations import Relation
from tasks.catalogue.spans import Bounds, span


@dataclass(frozen=True, slots=True)
class Sides:
    """A relation's two sides as formulas."""

    relation: Relation
    left: ast.expr
    right: ast.expr

    def keys(self, period: str) -> tuple[str, ...]:
        """Keys of all values that it speaks of, the left side's first."""
        operands = (*formula.operands(self.left), *formula.operands(self.right))
        return tuple(dict.fromkeys(key for one in operands for key in formula.keys(*one, period)))

    def spans(self, period: str, ranges: Mapping[str, Bounds]) -> tuple[Bounds, Bounds] | None:
        """What must overlap for the relation to be possible; None where it cannot be judged.

        For "left at most right" that is left or more, and right or less.
        """
        left, right = span(self.left, period, ranges), span(self.right, period, ranges)
        if left is None or right is None:
            return None
        return (left, right) if self.relation.kind == "equals" else ((left[0], None), (None, right[1]))

    @property
    def is_not(self) -> str:
        """How the left side stands to the right where the relation does not hold, in Chinese."""
        return "大于" if self.relation.kind == "at_most" else "不等于"


def impossible(one: Bounds, other: Bounds) -> bool:
    """Whether two ranges have no value in common."""
    (low, high), (least, most) = one, other
    below = high is not None and least is not None and high < least
    return below or (low is not None and most is not None and low > most)


def sides(catalogue: Catalogue) -> tuple[Sides, ...]:
    """All relations of a catalogue, parsed."""
    return tuple(
        Sides(one, formula.parse(one.left), formula.parse(one.right)) for one in catalogue.relations.values()
    )


def computed(ways: Sequence[ast.expr], period: str, ranges: Mapping[str, Bounds]) -> "Computed | None":
    """What the first of an indicator's formulas comes to that can be computed; None where none can."""
    for tree in ways:
        found = span(tree, period, ranges)
        if found is not None:
            return Computed(tree, found)
    return None


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula that could be computed, and the range of its value."""

    tree: ast.expr
    bounds: Bounds


def ways(code: str, catalogue: Catalogue) -> tuple[ast.expr, ...]:
    """A formula down to what departments state, and as it is declared; none of what has no formula."""
    tree = catalogue.formula_of(code)
    return () if tree is None else (formula.inlined(tree, catalogue.formulas), tree)
