"""The figures of a submission, as its texts may name them."""

from collections.abc import Iterator

from tasks.catalogue import Catalogue
from tasks.model import CellState
from tasks.validation.checked import Submission
from tasks.wording.naming import Figure, Figures, figure


def figures_of(submission: Submission, catalogue: Catalogue) -> Figures:
    """A submission's figures of its year; of the year before what it states, else what was curated."""
    year = submission.place.year
    stated = list(_stated(submission, catalogue))
    known = {one.indicator.code: one for one in _base(submission, catalogue)}
    return Figures(
        year=year,
        town=catalogue.regions[submission.place.region].name,
        now=[one for one in stated if one.period == str(year)],
        before=known | {one.indicator.code: one for one in stated if one.period == str(year - 1)},
    )


def _stated(submission: Submission, catalogue: Catalogue) -> Iterator[Figure]:
    for cell in submission.reading.indicators:
        if cell.indicator and cell.state is CellState.VALUE and cell.value is not None and cell.unit_ok:
            yield figure(catalogue.indicators[cell.indicator], cell.period, cell.value, cell.hedge, cell.step)


def _base(submission: Submission, catalogue: Catalogue) -> Iterator[Figure]:
    for value in submission.base.values.values():
        if value.indicator in catalogue.indicators and value.period == str(submission.place.year - 1):
            yield figure(
                catalogue.indicators[value.indicator], value.period, value.value, value.hedge, value.step
            )
