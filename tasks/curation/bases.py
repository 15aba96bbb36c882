"""Base years: what last year's curation passes on."""

from collections.abc import Sequence

from tasks.catalogue import Catalogue, formula
from tasks.model import RegionYear, Value


def carried(region_year: RegionYear, last_year: Sequence[Value], catalogue: Catalogue) -> list[Value]:
    """Last year's values that counted, kept as they were curated then.

    Comparisons with the year before that and the months of a year's value are left: nothing rests on them
    any more.
    """
    period = str(region_year.year - 1)
    return [
        value
        for value in last_year
        if value.chosen
        and value.period[:4] == period
        and value.indicator in catalogue.indicators
        and not _looks_back(value.indicator, catalogue)
        and (value.period == period or catalogue.indicators[value.indicator].frequency == "monthly")
    ]


def _looks_back(indicator: str, catalogue: Catalogue) -> bool:
    tree = catalogue.formula_of(indicator)
    return tree is not None and formula.looks_back(tree)
