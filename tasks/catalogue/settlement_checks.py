"""Does a settlement fit the catalogue? For the record, where it is an error, and for rows of the 问题处理单,
where it is said to the one who filled them in."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cache
from hashlib import sha256

from tasks.catalogue.catalogue import Catalogue, fold
from tasks.catalogue.errors import CatalogueError
from tasks.catalogue.schema import Display, Indicator
from tasks.catalogue.settlements import (
    Accept,
    Correct,
    Entry,
    Publish,
    Return,
    Settlements,
    Supplement,
    Waive,
    load_record,
    path_of,
)
from tasks.model import RegionYear, SourceKind, Value
from tasks.quantity import Quantity, read, round_half_up
from tasks.quantity.exact import decimals
from tasks.settings import Settings

OFFICE = "office"
"""Who owns a number that no department is asked for."""


class Problem(StrEnum):
    """Why an entry cannot be taken; the value is the key that is wrong, and what is wrong with it."""

    DEPARTMENT = "department: unknown, or not the indicator's"
    RULE = "rule: unknown"
    NOT_WAIVABLE = "rule: not to be accepted as explained"
    INDICATOR = "indicator: unknown"
    NO_INDICATOR = "indicator: a correction needs one"
    COMPUTED = "indicator: computed, so correct what it is computed from"
    PERIOD = "period: a month where the indicator is monthly, else a year"
    VALUE = "value: not understood in this unit"
    BELOW = "value: below the indicator's minimum"
    ABOVE = "value: above the indicator's maximum"
    TOO_PRECISE = "value: more decimal places than the indicator has"
    KNOWN = "name: an indicator of the catalogue"


def problem(entry: Entry, catalogue: Catalogue) -> Problem | None:
    """The first thing that does not fit."""
    match entry:
        case Supplement():
            return next(_supplement(entry, catalogue), None)
        case Publish():
            return next(_amount(entry, catalogue), None)
        case Waive():
            return None if entry.department in catalogue.departments else Problem.DEPARTMENT
        case _:
            return next(_decision(entry, catalogue), None)


def _supplement(entry: Supplement, catalogue: Catalogue) -> Iterator[Problem]:
    if catalogue.named(entry.name) is not None:
        yield Problem.KNOWN
    if isinstance(read(entry.value, unit=entry.unit), Quantity) is False:
        yield Problem.VALUE


def _decision(entry: Correct | Accept | Return, catalogue: Catalogue) -> Iterator[Problem]:
    rule = catalogue.rules.get(entry.rule)
    if entry.department not in catalogue.departments:
        yield Problem.DEPARTMENT
    if rule is None:
        yield Problem.RULE
    elif isinstance(entry, Accept) and not rule.waivable:
        yield Problem.NOT_WAIVABLE
    if isinstance(entry, Correct):
        yield from _correction(entry, catalogue)
    elif entry.indicator and entry.indicator not in catalogue.indicators:
        yield Problem.INDICATOR


def _correction(entry: Correct, catalogue: Catalogue) -> Iterator[Problem]:
    if not entry.indicator:
        yield Problem.NO_INDICATOR
    yield from _amount(entry, catalogue)
    declared = catalogue.indicators[entry.indicator]
    if catalogue.department_of(declared.owner) != entry.department:
        yield Problem.DEPARTMENT


def _amount(entry: Correct | Publish, catalogue: Catalogue) -> Iterator[Problem]:
    declared = catalogue.indicators.get(entry.indicator)
    if declared is None:
        yield Problem.INDICATOR
        return
    if declared.kind == "derived":
        yield Problem.COMPUTED
    if ("-" in entry.period) != (declared.frequency == "monthly"):
        yield Problem.PERIOD
    quantity = amount(entry.value, declared)
    if quantity is None:
        yield Problem.VALUE
        return
    if declared.minimum is not None and quantity.value < declared.minimum:
        yield Problem.BELOW
    if declared.maximum is not None and quantity.value > declared.maximum:
        yield Problem.ABOVE
    if decimals(quantity.value) > declared.places:
        yield Problem.TOO_PRECISE


def amount(written: str, declared: Indicator) -> Quantity | None:
    """A value as people write it, in the indicator's unit (or as it is printed); None where it is none."""
    for unit in dict.fromkeys((declared.unit, declared.printed_unit or declared.unit)):
        found = read(written, unit=unit)
        if isinstance(found, Quantity):
            return found
    return None


def says(written: str, value: Value | None, declared: Indicator) -> bool:
    """Whether a value is what somebody wrote of it, to the places in which it was written."""
    wanted = amount(written, declared) if written else None
    if value is None or wanted is None:
        return False
    same = round_half_up(value.value / wanted.step, 0) * wanted.step == wanted.value
    return same and (value.source is SourceKind.DERIVED or value.hedge == wanted.hedge)


def load_settlements(settings: Settings, catalogue: Catalogue, key: RegionYear) -> Settlements:
    """What stands in a site's record of a RegionYear.

    Raises CatalogueError, naming file and key, where an entry does not fit the catalogue.
    """
    record = load_record(settings, key)
    for position, entry in enumerate(record.entries):
        wrong = problem(entry, catalogue)
        if wrong is not None:
            raise CatalogueError(f"{path_of(key)}: settlements.{position}.{wrong}")
    return record


def with_supplements(catalogue: Catalogue, settlements: Settlements) -> Catalogue:
    """The catalogue with a RegionYear's numbers from outside it, as indicators that nobody is asked for."""
    if not settlements.supplements:
        return catalogue
    more = {one.code: one for one in map(_indicator, settlements.supplements.values())}
    return replace(
        catalogue,
        indicators={**catalogue.indicators, **more},
        by_label={**catalogue.by_label, **{one.label: one for one in more.values()}},
        by_name={**catalogue.by_name, **{fold(one.name): one for one in more.values()}},
        owners={**catalogue.owners, OFFICE: OFFICE},
    )


def supplement_code(name: str) -> str:
    """The code of a number outside the catalogue: of its name alone."""
    return f"supplement_{sha256(fold(name).encode()).hexdigest()[:12]}"


@cache
def _indicator(entry: Supplement) -> Indicator:
    given = read(entry.value, unit=entry.unit)
    places = decimals(given.value) if isinstance(given, Quantity) else 0
    return Indicator(
        code=supplement_code(entry.name),
        name=entry.name,
        unit=entry.unit,
        owner=OFFICE,
        kind="primary",
        places=min(places, 6),
        required=False,
        minimum=None,
        display=Display(places=min(places, 6)),
    )
