"""Judging submissions as one Great Expectations batch, against one validation a file."""

from dataclasses import replace

from benchmarks.timing import compare
from tasks.catalogue import load, load_suite
from tasks.intake import place_of, read_file
from tasks.settings import HOUSE
from tasks.settings import load as load_settings
from tasks.validation import SUITES, Submission, judge

COPIES = 100


def main() -> None:
    """The shipped 司法分局 workbook, 100 times."""
    settings = load_settings({})
    catalogue = load(settings)
    suites = {name: load_suite(settings, name) for name in SUITES}
    landing = HOUSE / "data" / "landing"
    path = next(landing.rglob("附件2*（司法分局）.xlsx"))
    place = place_of(path.relative_to(landing).parts, catalogue)
    assert place is not None  # noqa: S101 the shipped samples are well placed
    reading = read_file(path, path.name, place, catalogue, settings.limits)
    # a reading of its own for each: what is struck in one must not be struck in another
    submissions = [
        Submission(i, place, replace(reading, indicators=tuple(replace(c) for c in reading.indicators)))
        for i in range(COPIES)
    ]
    compare(
        f"{COPIES} submissions of {len(reading.indicators)} cells: one batch, against a batch a file",
        lambda: judge(submissions, catalogue, suites),
        lambda: [judge([one], catalogue, suites) for one in submissions],
        runs=3,
    )


if __name__ == "__main__":
    main()
