"""Integrity rules on curated values. They never flip a verdict; a critical one blocks a final."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tasks.catalogue import Catalogue
from tasks.model import Address, Finding, SourceKind, Value
from tasks.quantity import round_half_up
from tasks.validation.checked import Batch, Checked
from tasks.validation.engine import failures
from tasks.validation.messages import finding


def judge_curated(values: Sequence[Value], catalogue: Catalogue, suite: Mapping[str, Any]) -> list[Finding]:
    """Findings between departments, registers and totals on a RegionYear's curated values.

    `values` are all rows of the curated table; `suite` is `expectations/suites/curated.yaml`.
    """
    stated = {v.key: v for v in values if v.source is SourceKind.STATED}
    batch = Batch("curated", [_row(v, stated.get(v.key), catalogue) for v in values if _judged(v)])
    return [
        finding(failure, batch.rows[position], catalogue)
        for failure in failures(batch.frame(), suite)
        for position in failure.rows
    ]


def _judged(value: Value) -> bool:
    """What counts, and what was computed: out of its bounds it does not count."""
    return value.chosen or value.source is SourceKind.DERIVED


def _row(value: Value, stated: Value | None, catalogue: Catalogue) -> Checked:
    declared = catalogue.indicators[value.indicator]
    counted = value.value if value.source is SourceKind.COUNTED else None
    computed = value.value if value.source is SourceKind.DERIVED else None
    at = stated if stated and counted is not None else value
    return Checked(
        submission=0,
        dataset="",
        address=Address(at.origin.file, at.origin.sheet, at.origin.cell),
        columns={
            "counted": counted,
            "stated": stated.value if stated else None,
            "computed": computed,
            "minimum": declared.minimum,
            "maximum": declared.maximum,
        },
        fields={
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


def _plain(value: Decimal | None) -> str:
    """A value as a finding shows it: at most four places, no trailing zeros."""
    if value is None:
        return ""
    return f"{round_half_up(value, SHOWN_PLACES).normalize():f}"


SHOWN_PLACES = 4
