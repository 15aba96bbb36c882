"""Derived indicators: computed exactly from the values that count, in the order of their formulas."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tasks.catalogue import Catalogue, formula
from tasks.model import RegionYear, SourceKind, Value


def derive(region_year: RegionYear, values: Iterable[Value], catalogue: Catalogue) -> list[Value]:
    """The values and, for this year and its base year, every derived one that has a value.

    A base year's derived value that last year's curation passed on is kept, and so is what the office
    corrected. A computed rate takes the
    place of a stated one. What cannot be computed (an input missing, a divisor zero) is left out; what
    comes out of its bounds (a rate of 120 %) is kept to be found, and does not count.
    """
    out = list(values)
    counts = {value.key: value for value in out if value.chosen}
    for year in (region_year.year - 1, region_year.year):
        for code in catalogue.order:
            at = counts.get(f"{year}/{code}")
            if at is not None and at.source in (SourceKind.DERIVED, SourceKind.CORRECTED):
                continue
            computed = _derive(region_year, str(year), code, counts, catalogue)
            if computed is None:
                continue
            if at is not None:
                out[out.index(at)] = replace(at, chosen=False)
            out.append(computed)
            if computed.chosen:
                counts[computed.key] = computed
    return out


def _derive(
    region_year: RegionYear, period: str, code: str, counts: dict[str, Value], catalogue: Catalogue
) -> Value | None:
    tree = catalogue.formulas[code]
    used: dict[str, Value] = {}

    def resolve(indicator: str, role: str) -> list[Decimal]:
        keys = formula.keys(indicator, role, period)
        found = [counts[key] for key in keys if key in counts]
        used.update((value.key, value) for value in found)
        return [value.value for value in found] if len(found) == len(keys) else []

    try:
        exact = formula.evaluate(tree, resolve)
    except formula.UndefinedError:
        return None
    declared = catalogue.indicators[code]
    return Value(
        region=region_year.region,
        reported_in=region_year.year,
        period=period,
        indicator=code,
        source=SourceKind.DERIVED,
        value=exact,
        unit=declared.unit,
        hedge="约" if any(value.hedge for value in used.values()) else "",
        scope_note=declared.scope_note,
        formula=formula.describe(tree, lambda name, role: _words(name, role, catalogue)),
        inputs=tuple(sorted(used)),
        chosen=declared.admits(exact),
        cutoff=min((v.cutoff for v in used.values() if v.cutoff and v.period == period), default=None),
    )


def _words(indicator: str, role: str, catalogue: Catalogue) -> str:
    name = catalogue.indicators[indicator].name
    return {"prior": f"上年{name}", "mean": f"{name}各月平均"}.get(role, name)
