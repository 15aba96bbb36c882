"""Last year's report as a source: bases that no department confirmed."""

from collections.abc import Iterator

from tasks.catalogue import Catalogue
from tasks.catalogue.published import Published
from tasks.catalogue.settlement_checks import amount
from tasks.model import Origin, RegionYear, SourceKind, Value
from tasks.privacy import masked


def printed_last_year(
    region_year: RegionYear, report: Published | None, catalogue: Catalogue
) -> Iterator[Value]:
    """The values of the year before that its report gives; the checks of `report` exclude what is none."""
    for one in report.values if report else ():
        declared = catalogue.indicators[one.indicator]
        quantity = amount(one.value, declared)
        if report is None or quantity is None:
            raise ValueError(f"{declared.code}: {one.value} is no quantity in {declared.unit}")
        yield Value(
            region=region_year.region,
            reported_in=region_year.year,
            period=str(region_year.year - 1),
            indicator=declared.code,
            source=SourceKind.LAST_REPORT,
            value=quantity.value,
            unit=declared.unit,
            hedge=quantity.hedge,
            step=quantity.step,
            scope_note=declared.scope_note,
            origin=Origin(file=report.file, sha256=report.sha256, raw=one.value),
            settlement=f"《{report.file}》“{masked(one.sentence)}”（填报单位没有确认）",
        )
