"""Comparisons with last year, as derived indicators like any other."""

from collections.abc import Sequence

from tasks.catalogue.schema import Display, Indicator

POINTS = "个百分点"
"""What a percentage changes by: 95% − 90% is five of these, not 5%."""


def with_comparisons(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Every printed annual quantity gets an increase, and a growth unless it is a percentage itself, whose
    increase is in percentage points.

    Returns the indicators in their order, each followed by its comparisons.
    """
    out: list[Indicator] = []
    for indicator in indicators:
        out.append(indicator)
        if indicator.frequency == "annual" and indicator.section:
            out.extend(_comparisons(indicator))
    return out


def _comparisons(indicator: Indicator) -> list[Indicator]:
    comparison = indicator.comparison
    share = indicator.unit == "%"
    increase = _derived(
        indicator,
        code=comparison.increase or f"{indicator.code}_increase",
        label=f"{indicator.label}比上年增减",
        unit=POINTS if share else indicator.unit,
        printed_unit=None if share else indicator.printed_unit,
        display=Display(places=indicator.display.places, scale=indicator.display.scale),
        formula=f"{indicator.code} - prior({indicator.code})",
    )
    if share:
        return [increase]
    growth = _derived(
        indicator,
        code=comparison.growth or f"{indicator.code}_yoy",
        label=f"{indicator.label}同比增减",
        unit="%",
        printed_unit=None,
        display=Display(places=comparison.places),
        formula=f"percent(({indicator.code} - prior({indicator.code})) / prior({indicator.code}))",
    )
    return [increase, growth]


def _derived(
    indicator: Indicator,
    *,
    code: str,
    label: str,
    unit: str,
    printed_unit: str | None,
    display: Display,
    formula: str,
) -> Indicator:
    return Indicator(
        code=code,
        name=label,
        unit=unit,
        printed_unit=printed_unit,
        owner=indicator.owner,
        kind="derived",
        formula=formula,
        required=False,
        minimum=None,
        display=display,
        scope_note=indicator.scope_note,
    )
