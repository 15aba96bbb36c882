"""What a file's values say of each other: its relations, and what it states although it is computed."""

import ast
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial

from tasks.catalogue import Catalogue, formula
from tasks.catalogue.schema import Indicator
from tasks.catalogue.spans import Bounds, span, written
from tasks.model import INDICATORS, Address, Base, IndicatorCell
from tasks.quantity import round_half_up
from tasks.quantity.exact import decimals, plain
from tasks.validation.checked import Checked, Submission
from tasks.validation.relations import Computed, Sides, computed, sides, ways

COARSEST = Decimal("0.00005")
"""Half of the last place that a finding shows: what a spreadsheet computed itself is not exact further on."""

FEW = 2
"""Values that a side may name one by one."""

SHOWN = 2
"""Decimal places at least that a computed value is shown with."""


def relation_rows(submissions: Iterable[Submission], catalogue: Catalogue) -> Iterator[Checked]:
    """A row for each relation of which a file holds all values, this year's or last year's, and one for each
    value that it states although it is computed.
    """
    declared = sides(catalogue)
    spoken_of = _spoken_of(declared, catalogue)
    asked = cache(partial(_by_period, declared))
    formulas = cache(partial(ways, catalogue=catalogue))
    bases: dict[int, dict[str, Bounds]] = {}  # one for all submissions of a RegionYear
    for submission in submissions:
        if submission.reading.indicators:
            if id(submission.base) not in bases:
                bases[id(submission.base)] = _base(submission.base)
            told = _Told.of(submission, catalogue, spoken_of)
            yield from _relations(told, asked(submission.place.year))
            yield from _computed(told, formulas, ChainMap(told.ranges, bases[id(submission.base)]))


Asked = Sequence[tuple[Sides, str, tuple[str, ...]]]
"""Relations with a period and the keys of what they speak of."""


def _by_period(declared: Iterable[Sides], year: int) -> Asked:
    return [(one, period, one.keys(period)) for one in declared for period in (str(year), str(year - 1))]


def _spoken_of(declared: Iterable[Sides], catalogue: Catalogue) -> frozenset[str]:
    """The indicators that relations and formulas speak of, those of growth and increase apart."""
    formulas = {c: tree for c, tree in catalogue.formulas.items() if c not in catalogue.comparisons}
    trees = [*formulas.values(), *(tree for one in declared for tree in (one.left, one.right))]
    return frozenset(formulas).union(*map(formula.names, trees))


def _base(base: Base) -> dict[str, Bounds]:
    return {key: written(v.value, v.unit, v.hedge, v.step) for key, v in base.values.items()}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a file says, by "period/indicator": its cells, and the ranges of their values."""

    submission: Submission
    catalogue: Catalogue
    cells: Mapping[str, IndicatorCell]
    ranges: dict[str, Bounds]

    @classmethod
    def of(cls, submission: Submission, catalogue: Catalogue, spoken_of: frozenset[str]) -> "_Told":
        """The cells of these indicators; where the file states a growth, of all."""
        cells: dict[str, IndicatorCell] = {}
        ranges: dict[str, Bounds] = {}
        twice: set[str] = set()
        stated = submission.reading.indicators
        every = any(cell.indicator in catalogue.comparisons for cell in stated)
        for cell in stated:
            if cell.indicator is None or cell.value is None or not (every or cell.indicator in spoken_of):
                continue
            declared = catalogue.indicators[cell.indicator]
            own = catalogue.department_of(declared.owner) == submission.place.department
            if own and _sound(cell.value, declared):  # what is not is told by itself
                key = f"{cell.period}/{cell.indicator}"
                twice.update({key} & cells.keys())
                cells[key] = cell
                ranges[key] = written(cell.value, declared.unit, cell.hedge, cell.step)
        for key in twice:
            del cells[key], ranges[key]
        return cls(submission, catalogue, cells, ranges)

    def name(self, key: str) -> str:
        """An indicator's name, with the year where it is last year's."""
        period, _, code = key.partition("/")
        year = "" if int(period[:4]) == self.submission.place.year else f"{period[:4]}年"
        return year + self.catalogue.indicators[code].name


def _sound(value: Decimal, declared: Indicator) -> bool:
    """Whether a value may be what was meant: within its bounds, and whole (4.7人次 is 4.7万)."""
    whole = declared.formula or declared.places or value == value.to_integral_value()
    return declared.admits(value) and bool(whole)


def _relations(told: _Told, asked: Asked) -> Iterator[Checked]:
    for one, period, keys in asked:
        if all(key in told.cells for key in keys):
            spans = one.spans(period, told.ranges)
            if spans is not None:
                yield _relation(told, one, [told.cells[key] for key in keys], spans)


def _relation(told: _Told, one: Sides, cells: list[IndicatorCell], spans: tuple[Bounds, Bounds]) -> Checked:
    first = cells[0]

    def fields() -> Mapping[str, object]:
        return {
            "left": _said(one.left, told, first),
            "right": _said(one.right, told, first),
            "is": one.is_not,
            "why": one.relation.why,
            "cells": "、".join(_at(cell, first) for cell in cells),
        }

    return Checked(
        submission=told.submission.id,
        dataset=INDICATORS,
        address=Address(told.submission.reading.file, first.sheet, first.cell),
        columns=_columns("relation", *spans),
        fields=fields,
        subject=first,
        also=tuple(cells[1:]),
        indicator=first.indicator or "",
        period=first.period,
    )


def _said(side: ast.expr, told: _Told, first: IndicatorCell) -> str:
    """A side in words: names with what stands there; of more than two the first, and what all come to."""
    total = span(side, first.period, told.ranges)
    operands = formula.operands(side)
    come_to = f"{total[0]:f}" if total and total[0] is not None and total[0] == total[1] else ""

    def name(code: str, role: str) -> str:
        key = formula.keys(code, role, first.period)[0]
        return f"“{told.name(key)}”{told.cells[key].raw}"

    words = formula.describe(side, name)
    if len(operands) > FEW:
        return f"“{told.name(formula.keys(*operands[0], first.period)[0])}”等{len(operands)}项算得{come_to}"
    return words if len(operands) == 1 or not come_to else f"{words}（算得{come_to}）"


def _at(cell: IndicatorCell, first: IndicatorCell) -> str:
    return cell.cell if cell.sheet == first.sheet else f"{cell.sheet}!{cell.cell}"


def _computed(
    told: _Told, formulas: Callable[[str], tuple[ast.expr, ...]], ranges: Mapping[str, Bounds]
) -> Iterator[Checked]:
    """A row for each stated result; last year's values as curated stand in where the file has none."""
    for cell in told.cells.values():
        if cell.indicator is not None and cell.indicator in told.catalogue.formulas and not cell.prior:
            growth = cell.indicator in told.catalogue.comparisons
            found = computed(formulas(cell.indicator), cell.period, ranges)
            if found is not None:
                yield _stated(told, cell, found, "growth" if growth else "computed")


def _stated(told: _Told, cell: IndicatorCell, found: Computed, kind: str) -> Checked:
    """A stated result beside what the formula comes to."""
    key = f"{cell.period}/{cell.indicator}"

    def fields() -> Mapping[str, object]:
        declared = told.catalogue.indicators[cell.indicator or ""]
        points = kind == "growth" and declared.unit == "%" and "percent(" not in (declared.formula or "")
        return {
            "label": declared.name,
            "raw": cell.raw,
            "computed": _shown(found.bounds, cell),
            "unit": "个百分点" if points else declared.unit,
            "formula": formula.describe(found.tree, lambda code, role: _operand(code, role, cell, told)),
        }

    return Checked(
        submission=told.submission.id,
        dataset=INDICATORS,
        address=Address(told.submission.reading.file, cell.sheet, cell.cell),
        columns=_columns(kind, _at_least(told.ranges[key], cell), found.bounds),
        fields=fields,
        subject=cell,
        indicator=cell.indicator or "",
        period=cell.period,
    )


def _at_least(stated: Bounds, cell: IndicatorCell) -> Bounds:
    """A stated result's range, no narrower than what a finding can show."""
    if cell.hedge or cell.value is None or (cell.step is not None and cell.step > 2 * COARSEST):
        return stated
    return cell.value - COARSEST, cell.value + COARSEST


def _operand(code: str, role: str, cell: IndicatorCell, told: _Told) -> str:
    """An operand's value as it stands in the file, or last year's as curated."""
    keys = formula.keys(code, role, cell.period)
    if len(keys) > 1:
        return "各月平均数"
    there = told.cells.get(keys[0])
    return there.raw if there else f"{plain(told.submission.base.values[keys[0]].value):f}"


def _shown(found: Bounds, cell: IndicatorCell) -> str:
    places = max(SHOWN, decimals(plain(cell.value)) if cell.value is not None else 0)
    low, high = ("…" if one is None else f"{plain(round_half_up(one, places)):f}" for one in found)
    return low if low == high else f"{low}至{high}"


_KINDS = ("relation", "computed", "growth")
_NOTHING = {f"{kind}_{end}": None for kind in _KINDS for end in ("low_a", "high_a", "low_b", "high_b")}


def _columns(kind: str, a: Bounds, b: Bounds) -> Mapping[str, object]:
    ends = dict(zip(("low_a", "high_a", "low_b", "high_b"), (*a, *b), strict=True))
    return _NOTHING | {f"{kind}_{end}": value for end, value in ends.items()}
