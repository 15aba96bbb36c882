"""From the current datasets of a RegionYear to its curated tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.catalogue.published import Published
from tasks.catalogue.settlements import Expired, Settlements
from tasks.curation.bases import carried
from tasks.curation.choose import choose
from tasks.curation.counted import counted
from tasks.curation.dataset import Dataset
from tasks.curation.derived import derive
from tasks.curation.months import by_month
from tasks.curation.published import printed_last_year
from tasks.curation.settled import added, corrected
from tasks.curation.stated import stated
from tasks.model import (
    Address,
    NarrativeText,
    Origin,
    RegionYear,
    RegisterTable,
    Unanswered,
    Value,
)

_NOTHING_SETTLED = Settlements()


@dataclass(frozen=True, slots=True)
class Curated:
    """The curated tables of one RegionYear, in a fixed order."""

    values: tuple[Value, ...]
    narrative: tuple[NarrativeText, ...]
    registers: tuple[tuple[Dataset, RegisterTable], ...]
    unanswered: tuple[Unanswered, ...] = ()
    expired: tuple[Expired, ...] = ()  # corrections that were not applied


def build(
    region_year: RegionYear,
    datasets: Iterable[Dataset],
    last_year: Sequence[Value],
    catalogue: Catalogue,
    settlements: Settlements = _NOTHING_SETTLED,
    last_report: Published | None = None,
) -> Curated:
    """Curate a year.

    `datasets` are the current ones of the year; `last_year` the curated values of the year before
    (empty where there is none); `settlements` what the office settled for the year, whose numbers outside
    the catalogue `catalogue` has; `last_report` what the report of the year before says. The result does
    not depend on the order of `datasets`.
    """
    ordered = sorted(datasets, key=lambda d: (d.department, d.sha256, d.file))
    tables = tuple((d, table) for d in ordered for table in d.registers)
    found = [value for d in ordered for value in stated(region_year, d, catalogue)]
    found += [value for d in ordered for value in _counted(region_year, d, catalogue)]
    found += carried(region_year, last_year, catalogue)
    found += printed_last_year(region_year, last_report, catalogue)
    found += added(region_year, settlements, catalogue)
    chosen = choose(region_year, found, catalogue)
    corrections, expired = corrected(region_year, chosen, ordered, settlements, catalogue)
    if corrections:
        chosen = choose(region_year, (*found, *corrections), catalogue)
    values = derive(region_year, chosen, catalogue)
    return Curated(
        values=tuple(sorted(values, key=lambda v: (v.period, v.indicator, v.source, v.reported_in))),
        narrative=tuple(text for d in ordered for text in texts_of(d)),
        registers=tables,
        unanswered=tuple(_unanswered(ordered, values)),
        expired=tuple(expired),
    )


def _counted(region_year: RegionYear, dataset: Dataset, catalogue: Catalogue) -> Iterator[Value]:
    """What a dataset's registers give: the year's values, each followed by its months."""
    for value in counted(region_year, dataset, catalogue):
        yield value
        yield from by_month(value, dataset, catalogue)


def _unanswered(datasets: Iterable[Dataset], values: Iterable[Value]) -> Iterator[Unanswered]:
    """What was left blank and is not given by a register either."""
    known = {(value.indicator, value.period) for value in values if value.chosen}
    for dataset in datasets:
        for cell in dataset.unanswered:
            if cell.indicator and (cell.indicator, cell.period) not in known:
                address = Address(dataset.file, cell.sheet, cell.cell)
                yield Unanswered(address, cell.indicator, cell.period)


def texts_of(dataset: Dataset) -> list[NarrativeText]:
    """A dataset's texts as they are curated, in order."""
    return [
        NarrativeText(
            department=dataset.department,
            topic=item.topic,
            ordinal=item.ordinal,
            heading=item.heading,
            text=item.text,
            origin=Origin(dataset.department, dataset.file, dataset.sha256, item.sheet, item.cell),
            bound=item.bound,
        )
        for item in sorted(dataset.narrative, key=lambda i: (i.topic or "", i.ordinal))
        if item.topic
    ]
