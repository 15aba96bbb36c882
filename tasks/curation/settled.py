"""What the office settled, as values: corrections, numbers outside the catalogue, what is public."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.catalogue.settlement_checks import amount, supplement_code
from tasks.catalogue.settlements import Correct, Expired, Publish, Settlements, Supplement
from tasks.curation.dataset import Dataset
from tasks.model import Address, IndicatorCell, Origin, RegionYear, SourceKind, Value
from tasks.privacy import masked
from tasks.quantity import Quantity, read

_NEVER_CORRECTED = (SourceKind.PUBLISHED, SourceKind.SUPPLEMENTED)


@dataclass(frozen=True, slots=True)
class _Source:
    """What a correction may rest on: its text, and where it stands."""

    text: str
    origin: Origin
    scope_note: str = ""
    cutoff: date | None = None


def source_text(value: Value) -> str:
    """What a correction of a value must know it by: the cell's text, of a counted value the number."""
    written = value.source not in (SourceKind.COUNTED, SourceKind.DERIVED)
    return masked(value.origin.raw) if written else f"{value.value.normalize():f}"


def corrected(
    region_year: RegionYear,
    chosen: Sequence[Value],
    datasets: Sequence[Dataset],
    settlements: Settlements,
    catalogue: Catalogue,
) -> tuple[list[Value], list[Expired]]:
    """The values of all corrections that hold, and the corrections whose source reads something else.

    `chosen` are the values without corrections, those that count marked. A correction of what was missing
    holds while nothing is there; one whose source is not there at all is neither applied nor expired.
    """
    if not settlements.corrections:
        return [], []
    sources = _sources(chosen, datasets, settlements)
    values: list[Value] = []
    expired: list[Expired] = []
    for about, correction in settlements.corrections.items():
        there = sources.get(about, [])
        rests_on = next((one for one in there if one.text == correction.expect), None)
        if rests_on or not (there or correction.expect):
            values.append(_corrected(region_year, correction, rests_on, catalogue))
        elif there:
            at = there[0].origin
            expired.append(Expired(correction, there[0].text, Address(at.file, at.sheet, at.cell)))
    return values, expired


def _sources(
    chosen: Sequence[Value], datasets: Sequence[Dataset], settlements: Settlements
) -> Mapping[tuple[str, str], list[_Source]]:
    """By indicator and period: what counts first, then everything else that is there."""
    found: dict[tuple[str, str], list[_Source]] = defaultdict(list)
    for value in sorted(chosen, key=lambda one: not one.chosen):
        about = value.indicator, value.period
        if about in settlements.corrections and value.source not in _NEVER_CORRECTED:
            found[about].append(_Source(source_text(value), value.origin, value.scope_note, value.cutoff))
    for dataset in datasets:
        for cell in dataset.left_out:
            found[cell.indicator or "", cell.period].append(_left_out(cell, dataset))
    return found


def _left_out(cell: IndicatorCell, dataset: Dataset) -> _Source:
    origin = Origin(dataset.department, dataset.file, dataset.sha256, cell.sheet, cell.cell, masked(cell.raw))
    return _Source(origin.raw, origin, cell.scope_note)


def _corrected(
    region_year: RegionYear, correction: Correct, source: _Source | None, catalogue: Catalogue
) -> Value:
    declared = catalogue.indicators[correction.indicator]
    return replace(
        _value(region_year, correction, declared, amount(correction.value, declared)),
        source=SourceKind.CORRECTED,
        period=correction.period,
        scope_note=(source.scope_note if source else "") or declared.scope_note,
        origin=source.origin if source else Origin(correction.department),
        cutoff=source.cutoff if source else None,
    )


def added(region_year: RegionYear, settlements: Settlements, catalogue: Catalogue) -> Iterator[Value]:
    """Numbers outside the catalogue, and what is public elsewhere.

    `catalogue` has those numbers as indicators: `with_supplements`.
    """
    for supplement in settlements.supplements.values():
        declared = catalogue.indicators[supplement_code(supplement.name)]
        given = read(supplement.value, unit=supplement.unit)
        value = _value(region_year, supplement, declared, given if isinstance(given, Quantity) else None)
        yield replace(value, source=SourceKind.SUPPLEMENTED)
    for published in settlements.published.values():
        declared = catalogue.indicators[published.indicator]
        yield replace(
            _value(region_year, published, declared, amount(published.value, declared)),
            source=SourceKind.PUBLISHED,
            period=published.period,
            scope_note=published.scope_note,
            origin=Origin(file=published.source, raw=published.value),
            chosen=False,
        )


def _value(
    region_year: RegionYear,
    entry: Correct | Supplement | Publish,
    declared: Indicator,
    quantity: Quantity | None,
) -> Value:
    """A settled amount. Raises ValueError where it is none: the record's checks exclude it."""
    if quantity is None:
        raise ValueError(f"{declared.code}: {entry.value} is no quantity in {declared.unit}")
    return Value(
        region=region_year.region,
        reported_in=region_year.year,
        period=str(region_year.year),
        indicator=declared.code,
        source=SourceKind.SUPPLEMENTED,
        value=quantity.value,
        unit=declared.unit,
        hedge=quantity.hedge,
        step=quantity.step,
        origin=Origin(raw=entry.value),
        settlement=entry.words(),
    )
