"""The catalogue in memory: schema models by code, and the questions that the rooms ask of it."""

import ast
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from tasks.catalogue import formula
from tasks.catalogue.checks import check, derivation_order
from tasks.catalogue.comparisons import with_comparisons
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.keys import refuse_twice
from tasks.catalogue.relations import Relation
from tasks.catalogue.schema import Department, Indicator, Region, Register, Rule, SecrecyFile, Topic
from tasks.form_words import INDICATORS_ROW, TEXTS
from tasks.model import INDICATORS, NARRATIVE, register_kind

M = TypeVar("M", Region, Department, Indicator, Register, Topic, Rule, Relation)


@lru_cache(maxsize=16384)  # the same names come again in every file
def fold(name: str) -> str:
    """A name as it is compared: NFKC, lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything declared for a site. Make one with `load` or, in tests, with `build`."""

    regions: Mapping[str, Region]
    departments: Mapping[str, Department]
    indicators: Mapping[str, Indicator]  # comparisons included, as derived indicators
    registers: Mapping[str, Register]
    topics: Mapping[str, Topic]
    rules: Mapping[str, Rule]
    names: tuple[str, ...]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    secrecy: SecrecyFile = field(default_factory=SecrecyFile)
    fingerprint: str = ""
    elsewhere: frozenset[str] = frozenset()  # labels of what some region is asked for
    by_label: Mapping[str, Indicator] = field(default_factory=dict)
    by_name: Mapping[str, Indicator] = field(default_factory=dict)  # folded label or name
    formulas: Mapping[str, ast.expr] = field(default_factory=dict)
    comparisons: frozenset[str] = frozenset()  # computed indicators that look back at last year
    owners: Mapping[str, str] = field(default_factory=dict)
    owned: Mapping[str, tuple[Indicator, ...]] = field(default_factory=dict)  # by department
    stated: Mapping[str, tuple[Indicator, ...]] = field(default_factory=dict)  # those of them without formula
    order: tuple[str, ...] = ()  # computed indicators, each after those it uses

    @classmethod
    def build(
        cls,
        *,
        regions: Iterable[Region] = (),
        departments: Iterable[Department] = (),
        indicators: Iterable[Indicator] = (),
        registers: Iterable[Register] = (),
        topics: Iterable[Topic] = (),
        rules: Iterable[Rule] = (),
        names: Iterable[str] = (),
        relations: Iterable[Relation] = (),
        secrecy: SecrecyFile = SecrecyFile(),  # noqa: B008 frozen
        fingerprint: str = "",
    ) -> "Catalogue":
        """Put a catalogue together and check that its parts fit. Raises CatalogueError."""
        units = tuple(departments)
        all_indicators = _by_code("indicators", with_comparisons(tuple(indicators)))
        formulas = _formulas(all_indicators.values())
        catalogue = cls(
            regions=_by_code("regions", regions),
            departments=_by_code("departments", units),
            indicators=all_indicators,
            registers=_by_code("registers", registers),
            topics=_by_code("narrative", topics),
            rules=_by_code("rules", rules),
            names=tuple(names),
            relations=_by_code("relations", relations),
            secrecy=secrecy,
            fingerprint=fingerprint,
            by_label=_by_label(all_indicators.values()),
            by_name={fold(n): i for i in all_indicators.values() for n in (i.name, i.label)},
            formulas=formulas,
            comparisons=frozenset(code for code, tree in formulas.items() if formula.looks_back(tree)),
            owners={u.code: d.code for d in units for u in d.units} | {d.code: d.code for d in units},
        )
        check(catalogue)
        owned = {code: catalogue._owned_by(code) for code in catalogue.departments}
        stated = {code: tuple(i for i in own if i.formula is None) for code, own in owned.items()}
        return replace(catalogue, owned=owned, stated=stated, order=derivation_order(catalogue))

    def _owned_by(self, department: str) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators.values() if self.owners[i.owner] == department)

    def department_of(self, owner: str) -> str:
        """The department that submits for an owner (itself, or a sub-unit's parent)."""
        return self.owners[owner]

    def indicators_of(self, department: str) -> tuple[Indicator, ...]:
        """Indicators owned by a department or its sub-units, in catalogue order."""
        return self.owned.get(department, ())

    def asked(self, department: str) -> tuple[Indicator, ...]:
        """What a department states: all of its indicators that have no formula."""
        return self.stated.get(department, ())

    def topics_of(self, department: str) -> tuple[Topic, ...]:
        """The topics of 文字材料 that a department is asked for."""
        return tuple(t for t in self.topics.values() if not t.departments or department in t.departments)

    def registers_of(self, department: str) -> tuple[Register, ...]:
        """The registers that a department keeps."""
        return tuple(r for r in self.registers.values() if r.department == department)

    def kind_name(self, kind: str) -> str:
        """A dataset kind as people call it: what a form's cover calls its tables."""
        names = {INDICATORS: INDICATORS_ROW, NARRATIVE: TEXTS}
        names |= {register_kind(code): register.name for code, register in self.registers.items()}
        return names.get(kind, kind)

    def named(self, name: str) -> Indicator | None:
        """The indicator of a label or a full name, however its width and spaces are written."""
        return self.by_name.get(fold(name))

    def resolve_region(self, name: str) -> str | None:
        """A region's code from its code, name or an alias."""
        return _resolve(name, self.regions.values(), lambda r: (r.code, r.name, r.full_name, *r.aliases))

    def resolve_department(self, name: str) -> str | None:
        """A department's code from any of its names or of its sub-units' names."""
        return _resolve(name, self.departments.values(), department_names)

    def growth_of(self, code: str) -> str | None:
        """The derived indicator that holds an indicator's growth, if there is one."""
        return self._comparison(code, self.indicators[code].comparison.growth, "yoy")

    def increase_of(self, code: str) -> str | None:
        """The derived indicator that holds an indicator's increase, if there is one."""
        return self._comparison(code, self.indicators[code].comparison.increase, "increase")

    def compared(self, code: str) -> Indicator | None:
        """What a derived indicator is the growth or the increase of; None where it is neither."""
        if code not in self.comparisons:
            return None
        every = self.indicators.values()
        return next((i for i in every if code in (self.growth_of(i.code), self.increase_of(i.code))), None)

    def _comparison(self, code: str, given: str | None, suffix: str) -> str | None:
        derived = given or f"{code}_{suffix}"
        return derived if derived in self.indicators else None

    def formula_of(self, code: str) -> ast.expr | None:
        """The parsed formula of an indicator that is computed."""
        return self.formulas.get(code)


def department_names(department: Department) -> tuple[str, ...]:
    """All names of a department and of its sub-units, its code first."""
    units = (name for u in department.units for name in (u.code, u.name, *u.aliases))
    return (department.code, department.name, department.short, *department.aliases, *units)


def _resolve(name: str, models: Iterable[M], names: Callable[[M], tuple[str, ...]]) -> str | None:
    wanted = fold(name)
    found = {model.code for model in models if wanted in map(fold, names(model))}
    return found.pop() if len(found) == 1 else None


def _by_code(what: str, models: Iterable[M]) -> dict[str, M]:
    listed = tuple(models)
    refuse_twice(what, [m.code for m in listed])
    return {m.code: m for m in listed}


def _by_label(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    listed = tuple(indicators)
    refuse_twice("indicators: name or short", [i.label for i in listed])
    return {i.label: i for i in listed}


def _formulas(indicators: Iterable[Indicator]) -> dict[str, ast.expr]:
    trees: dict[str, ast.expr] = {}
    for indicator in indicators:
        if indicator.formula is not None:
            try:
                trees[indicator.code] = formula.parse(indicator.formula)
            except formula.FormulaError as error:
                raise CatalogueError(f"indicators.{indicator.code}.formula: {error}") from error
    return trees
