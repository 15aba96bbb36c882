"""What is judged of a file's indicators as a whole: are most there, and up to which day do they count?"""

from collections.abc import Iterator
from datetime import date

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.model import INDICATORS, Address
from tasks.validation.checked import Checked, Submission

FEWEST = 4
"""Indicators that a department must be asked for before half of them can be said to be missing."""


def dataset_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for a file's indicators, and one for the 数据截止日期 that it states."""
    reading, place = submission.reading, submission.place
    if reading.indicators:
        sheet = reading.indicators[0].sheet
        asked = required(place.department, catalogue)
        there = present(submission)
        missing = [one for one in asked if one.code not in there]
        yield _row(
            submission,
            Address(reading.file, sheet),
            {"few": len(asked) - len(missing) if incomplete(submission, catalogue) else None},
            asked=len(asked),
            there=len(asked) - len(missing),
            absent=len(missing),
            missing=_named(missing),
        )
    cutoff, stated = reading.stated.cutoff, reading.stated.year
    if cutoff is not None and stated in (None, place.year):  # another year's form is told as such
        other = cutoff.year != place.year
        yield _row(
            submission,
            Address(reading.file, reading.stated.sheet, reading.stated.cutoff_cell),
            {
                "early": None if other or cutoff >= date(place.year, 12, 31) else cutoff,
                "other_year": cutoff.year if other else None,
            },
            cutoff=f"{cutoff.year}年{cutoff.month}月{cutoff.day}日",
            month=cutoff.month,
            year=place.year,
        )


def incomplete(submission: Submission, catalogue: Catalogue) -> bool:
    """Whether a file has rows for fewer than half of the indicators that must be stated.

    The last accepted file stands for the whole year: one with a few rows of a later correction would
    displace the full one. A row left blank is a row. Where little is asked for, each missing value is
    told by itself.
    """
    asked = required(submission.place.department, catalogue)
    there = present(submission)
    return len(asked) >= FEWEST and 2 * sum(one.code in there for one in asked) < len(asked)


def required(department: str, catalogue: Catalogue) -> list[Indicator]:
    """What a department must state: a counted indicator may come from its register instead."""
    return [one for one in catalogue.asked(department) if one.required and one.kind != "counted"]


def present(submission: Submission) -> frozenset[str]:
    """The indicators that have a row for this year."""
    cells = submission.reading.indicators
    return frozenset(cell.indicator for cell in cells if cell.indicator and not cell.prior)


def _named(missing: list[Indicator]) -> str:
    return "、".join(f"“{one.name}”" for one in missing[:2]) + ("等" if len(missing) > 2 else "")


NOTHING: dict[str, object] = dict.fromkeys(
    ("few", "early", "other_year", "reused_figures", "reused_sentences")
)
"""The columns of suite `dataset`."""


def _row(submission: Submission, at: Address, columns: dict[str, object], **fields: object) -> Checked:
    return Checked(
        submission=submission.id,
        dataset=INDICATORS if submission.reading.indicators else "",
        address=at,
        columns=NOTHING | columns,
        fields=lambda: fields,
    )
