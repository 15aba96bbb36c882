"""Integrity rules on curated values. They never flip a verdict; a critical one blocks a final."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tasks.catalogue import Catalogue
from tasks.model import Address, Finding, SourceKind, Unanswered, Value
from tasks.quantity import Quantity, bounds, round_half_up
from tasks.validation.checked import Batch, Checked
from tasks.validation.engine import failures
from tasks.validation.messages import finding


def judge_curated(
    values: Sequence[Value],
    catalogue: Catalogue,
    suite: Mapping[str, Any],
    unanswered: Sequence[Unanswered] = (),
) -> list[Finding]:
    """Findings between departments, registers and totals on a RegionYear's curated values.

    `values` are all rows of the curated table; `suite` is `expectations/suites/curated.yaml`.
    """
    stated = {v.key: v for v in values if v.source is SourceKind.STATED}
    rows = [_row(v, stated.get(v.key), catalogue) for v in values if _judged(v)]
    before = {v.key: v for v in values if v.chosen}
    rows += [_prior(v, before[v.key], catalogue) for v in values if _superseded(v, before)]
    rows += [_unanswered(one, catalogue) for one in unanswered]
    batch = Batch("curated", rows)
    return [
        finding(failure, batch.rows[position], catalogue)
        for failure in failures(batch.frame(), suite)
        for position in failure.rows
    ]


def _judged(value: Value) -> bool:
    """What counts, and what was computed: out of its bounds it does not count."""
    return value.chosen or value.source is SourceKind.DERIVED


def _superseded(value: Value, before: Mapping[str, Value]) -> bool:
    """A 上年数 beside which one counts that is computed for last year; what was curated last year is
    compared at the cell (`value.prior_differs`).
    """
    known = before.get(value.key)
    if value.source is not SourceKind.PRIOR_STATED or known is None:
        return False
    return known.source is SourceKind.DERIVED and known.reported_in == value.reported_in


def _unanswered(one: Unanswered, catalogue: Catalogue) -> Checked:
    declared = catalogue.indicators[one.indicator]
    return Checked(
        submission=0,
        dataset="",
        address=one.address,
        columns=dict.fromkeys(_NOTHING) | {"unreported": one.indicator},
        fields=lambda: {
            "label": declared.name,
            "department": catalogue.departments[catalogue.department_of(declared.owner)].name,
        },
        indicator=one.indicator,
        period=one.period,
    )


_NOTHING = (
    *("counted", "stated", "computed", "minimum", "maximum", "prior_stated", "prior_curated"),
    "unreported",
)


def _row(value: Value, stated: Value | None, catalogue: Catalogue) -> Checked:
    declared = catalogue.indicators[value.indicator]
    counted = value.value if value.source is SourceKind.COUNTED else None
    computed = value.value if value.source is SourceKind.DERIVED else None
    at = stated if stated and counted is not None else value
    return Checked(
        submission=0,
        dataset="",
        address=Address(at.origin.file, at.origin.sheet, at.origin.cell),
        columns=dict.fromkeys(_NOTHING)
        | {
            "counted": counted,
            "stated": _as_stated(stated, counted) if stated else None,
            "computed": computed,
            "minimum": declared.minimum,
            "maximum": declared.maximum,
        },
        fields=lambda: {
            "label": declared.name,
            "counted": _plain(counted),
            "stated": _plain(stated.value if stated else None),
            "difference": _plain(abs(counted - stated.value) if stated and counted is not None else None),
            "value": _plain(computed),
            "minimum": _plain(declared.minimum),
            "maximum": _plain(declared.maximum),
            "unit": declared.unit,
            "formula": value.formula,
            "department": catalogue.departments[catalogue.department_of(declared.owner)].name,
        },
        indicator=value.indicator,
        period=value.period,
    )


def _prior(value: Value, before: Value, catalogue: Catalogue) -> Checked:
    """A 上年数 against what last year's values come to."""
    declared = catalogue.indicators[value.indicator]
    return Checked(
        submission=0,
        dataset="",
        address=Address(value.origin.file, value.origin.sheet, value.origin.cell),
        columns=dict.fromkeys(_NOTHING)
        | {"prior_stated": _as_stated(value, before.value), "prior_curated": before.value},
        fields=lambda: {
            "label": declared.name,
            "prior_year": value.period[:4],
            "prior_stated": _plain(value.value),
            "prior_curated": _plain(before.value),
            "department": catalogue.departments[catalogue.department_of(declared.owner)].name,
        },
        indicator=value.indicator,
        period=value.period,
    )


def _as_stated(stated: Value, exact: Decimal | None) -> Decimal:
    """What was stated; the exact value where that is what was stated: 331.86万元 and 约332万元 agree."""
    if exact is None or stated.step is None:
        return stated.value
    low, high = bounds(Quantity(stated.value, stated.unit, stated.hedge, stated.step))
    return exact if (low is None or low <= exact) and (high is None or exact <= high) else stated.value


def _plain(value: Decimal | None) -> str:
    """A value as a finding shows it: at most four places, no trailing zeros."""
    if value is None:
        return ""
    return f"{round_half_up(value, SHOWN_PLACES).normalize():f}"


SHOWN_PLACES = 4
