"""Which value counts where several sources give the same quantity (DESIGN, "Which value counts")."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tasks.catalogue import Catalogue
from tasks.model import RegionYear, SourceKind, Value

RANK = (
    SourceKind.CORRECTED,
    SourceKind.SUPPLEMENTED,
    SourceKind.DERIVED,
    SourceKind.COUNTED,
    SourceKind.NOTIFIED,
    SourceKind.STATED,
    SourceKind.PRIOR_STATED,
    SourceKind.LAST_REPORT,
    SourceKind.PUBLISHED,
)
"""What the office settled outranks all; an accepted register outranks a stated total, and what can be
computed outranks both."""


def choose(region_year: RegionYear, values: Iterable[Value], catalogue: Catalogue) -> list[Value]:
    """Mark one value for each (period, indicator) as the one that counts.

    For a base year: last year's curated value before an accepted 上年数, and that before what last year's
    report says. A value stated for a derived indicator never counts: it is only compared.
    """
    by_key: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_key[value.key].append(value)
    chosen: list[Value] = []
    for key in sorted(by_key):
        ranked = sorted(by_key[key], key=lambda v: _rank(v, region_year))
        counts = next((v for v in ranked if _may_count(v, catalogue)), None)
        chosen.extend(replace(v, chosen=v is counts) for v in ranked)
    return chosen


def _rank(value: Value, region_year: RegionYear) -> tuple[bool, bool, int, str, str, str]:
    origin = value.origin
    stated_this_year = value.reported_in == region_year.year
    corrected_now = stated_this_year and value.source is SourceKind.CORRECTED
    return (
        not corrected_now,
        stated_this_year,
        RANK.index(value.source),
        origin.department,
        origin.sha256,
        origin.cell,
    )


def _may_count(value: Value, catalogue: Catalogue) -> bool:
    if value.source is SourceKind.PUBLISHED:
        return False
    return (
        value.source in (SourceKind.DERIVED, SourceKind.LAST_REPORT)
        or catalogue.indicators[value.indicator].kind != "derived"
    )
