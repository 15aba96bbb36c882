"""A region with departments of its own: what of all that is declared is asked there.

What an indicator is and how it is judged holds for every region; who is asked for it need not.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.catalogue import formula
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.relations import Relation
from tasks.catalogue.schema import (
    Department,
    Indicator,
    Region,
    RegionalDepartment,
    Register,
    Rule,
    SecrecyFile,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything that a site's YAML declares, as it is read."""

    regions: tuple[Region, ...]
    departments: tuple[Department, ...]
    indicators: tuple[Indicator, ...]
    registers: tuple[Register, ...]
    topics: tuple[Topic, ...]
    rules: tuple[Rule, ...]
    names: tuple[str, ...]
    relations: tuple[Relation, ...]
    secrecy: SecrecyFile


def in_region(declared: Declared, departments: Sequence[RegionalDepartment], file: str) -> Declared:
    """What is declared, as far as these departments are asked for it.

    Computed indicators, registers and relations stay where everything that they rest on stays. Raises
    CatalogueError, naming `file` and key, where a department is to be asked for what it neither owns nor
    takes, or takes what there is not.
    """
    owners = {unit.code: one.code for one in departments for unit in one.units}
    owners |= {one.code: one.code for one in departments}
    declared = replace(declared, indicators=_taken(declared.indicators, departments, owners, file))
    stated = _stated(declared.indicators, departments, owners, file)
    kept = _with_computed(declared.indicators, stated, owners)
    here = {one.code for one in departments}
    return replace(
        declared,
        departments=tuple(departments),
        indicators=tuple(one for one in declared.indicators if one.code in kept),
        registers=tuple(_registers(declared.registers, kept, owners)),
        topics=tuple(_topics(declared.topics, here)),
        relations=tuple(one for one in declared.relations if _names(one.left, one.right) <= kept),
    )


def _stated(
    indicators: Iterable[Indicator],
    departments: Iterable[RegionalDepartment],
    owners: Mapping[str, str],
    file: str,
) -> set[str]:
    """Codes of what the departments state."""
    asked: set[str] = set()
    for department in departments:
        owned = {
            one.code for one in indicators if one.formula is None and owners.get(one.owner) == department.code
        }
        if strange := [code for code in department.indicators if code not in owned]:
            at = f"{file}: departments.{department.code}.indicators"
            raise CatalogueError(f"{at}: not stated by it or a unit of it: {', '.join(strange)}")
        asked |= {*department.indicators, *department.takes} if department.indicators else owned
    return asked


def _taken(
    indicators: Sequence[Indicator],
    departments: Iterable[RegionalDepartment],
    owners: Mapping[str, str],
    file: str,
) -> tuple[Indicator, ...]:
    """The indicators, owned as they are here: what a department takes is its own, and what is computed from
    that belongs with it.
    """
    stated = {one.code for one in indicators if one.formula is None}
    moved: dict[str, str] = {}
    for department in departments:
        at = f"{file}: departments.{department.code}.takes"
        if strange := [code for code in department.takes if code not in stated]:
            raise CatalogueError(f"{at}: not stated by anybody: {', '.join(strange)}")
        if twice := [code for code in department.takes if code in moved]:
            raise CatalogueError(f"{at}: taken by another department too: {', '.join(twice)}")
        moved |= dict.fromkeys(department.takes, department.code)
    here = {one.code for one in indicators if one.owner in owners} | moved.keys()
    computed = [one for one in indicators if one.formula is not None and one.owner not in owners]
    for _ in computed:  # one may rest on a later one
        for one in computed:
            rests_on = sorted(_names(one.formula or ""))
            first = next((moved[name] for name in rests_on if name in moved), None)
            if first is not None and here.issuperset(rests_on):
                here.add(one.code)
                moved[one.code] = first
    return tuple(
        one.model_copy(update={"owner": moved[one.code]}) if one.code in moved else one for one in indicators
    )


def without(declared: Declared, strangers: Collection[str]) -> Declared:
    """What is declared but for what departments (codes) own that only some regions have."""
    if not strangers:
        return declared
    gone = {one.code for one in declared.indicators if one.owner in strangers}
    computed = [one for one in declared.indicators if one.formula is not None]
    for _ in computed:
        gone |= {one.code for one in computed if _names(one.formula or "") & gone}
    kept = {one.code for one in declared.indicators} - gone
    return replace(
        declared,
        indicators=tuple(one for one in declared.indicators if one.code in kept),
        relations=tuple(one for one in declared.relations if not _names(one.left, one.right) & gone),
    )


def _with_computed(indicators: Sequence[Indicator], stated: set[str], owners: Mapping[str, str]) -> set[str]:
    """The codes with those of everything that is computed from nothing else."""
    kept = set(stated)
    computed = [one for one in indicators if one.formula is not None and one.owner in owners]
    for _ in computed:  # one may rest on a later one
        kept |= {one.code for one in computed if _names(one.formula or "") <= kept}
    return kept


def _names(*formulas: str) -> frozenset[str]:
    return frozenset().union(*(formula.names(formula.parse(text)) for text in formulas))


def _registers(
    registers: Iterable[Register], kept: set[str], owners: Mapping[str, str]
) -> Iterable[Register]:
    """Registers that somebody keeps and something is counted from, under who keeps them here."""
    for one in registers:
        counts = tuple(measure for measure in one.counts if measure.indicator in kept)
        if one.department in owners and counts:
            exports = tuple(
                export.model_copy(update={"silent": tuple(code for code in export.silent if code in kept)})
                for export in one.exports
            )
            here = {"department": owners[one.department], "counts": counts, "exports": exports}
            yield one.model_copy(update=here)


def _topics(topics: Iterable[Topic], here: set[str]) -> Iterable[Topic]:
    for topic in topics:
        asked = tuple(code for code in topic.departments if code in here)
        if asked or not topic.departments:
            yield topic.model_copy(update={"departments": asked})
