"""Values that departments state: this year's, and last year's marked as such."""

from collections.abc import Iterator
from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.curation.dataset import Dataset
from tasks.model import IndicatorCell, Origin, RegionYear, SourceKind, Value


def stated(region_year: RegionYear, dataset: Dataset, catalogue: Catalogue) -> Iterator[Value]:
    """A Value for each sound cell, in the order of the sheet."""
    for cell in dataset.indicators:
        if cell.indicator is not None and cell.value is not None:
            yield _value(region_year, dataset, cell, cell.value, catalogue.indicators[cell.indicator])


def _value(
    region_year: RegionYear, dataset: Dataset, cell: IndicatorCell, value: Decimal, declared: Indicator
) -> Value:
    if cell.prior:
        source = SourceKind.PRIOR_STATED
    else:
        source = SourceKind.NOTIFIED if declared.notified else SourceKind.STATED
    return Value(
        region=region_year.region,
        reported_in=region_year.year,
        period=cell.period,
        indicator=declared.code,
        source=source,
        value=value,
        unit=declared.unit,
        hedge=cell.hedge,
        step=cell.step,
        scope_note=cell.scope_note or declared.scope_note,
        cutoff=dataset.cutoff if cell.period == str(region_year.year) else None,
        origin=Origin(
            department=dataset.department,
            file=dataset.file,
            sha256=dataset.sha256,
            sheet=cell.sheet,
            cell=cell.cell,
            raw=cell.raw,
        ),
    )
