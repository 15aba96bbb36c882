"""Judging 1,000 submissions of 60 cells with all suites, against Great Expectations a file, and pandera.

Great Expectations' own way is a validation of each file's frames with results that name rows. pandera does
the checks of suite `indicators` that `benchmarks.plain` knows, in one schema over all cells and for one file.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

import great_expectations as gx
import pandas as pd
import pandera.pandas as pa
from great_expectations.data_context.types.base import ProgressBarsConfig

from benchmarks.plain import holds, known
from benchmarks.timing import compare
from tasks.catalogue import Catalogue, load, load_suites
from tasks.intake import place_of, read_file
from tasks.model import Base, CellState, IndicatorCell, SourceKind, Value
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings
from tasks.validation import SUITES, Submission, judge
from tasks.validation.batches import batches
from tasks.validation.engine import failures

SUBMISSIONS = 1000
CELLS = 60
FILES = 10
"""How many files are judged one by one: the slow ways take minutes for 1,000."""

Suites = Mapping[str, Mapping[str, Any]]


def main() -> None:
    """The shipped 司法分局 workbook with its texts, 上年数 added, and last year to compare with."""
    settings = load_settings({})
    catalogue = load(settings)
    suites = load_suites(settings, SUITES)
    submissions = [_copy(_submission(settings, catalogue), number) for number in range(SUBMISSIONS)]
    few = submissions[:FILES]
    seconds = min(_seconds(partial(judge, submissions, catalogue, suites)) for _ in range(3))
    rows = sum(len(batch.rows) for batch in batches(submissions[:1], catalogue))
    each = f"{1000 * seconds / SUBMISSIONS:.2f} ms each"
    print(f"{SUBMISSIONS} submissions of {CELLS} cells ({rows} rows to judge): {each}")
    compare(
        f"{FILES} files: one batch, against GX a file",
        lambda: judge(few, catalogue, suites),
        lambda: [_by_gx(one, catalogue, suites) for one in few],
        runs=3,
        clock=time.process_time,
    )
    frame = next(b.frame() for b in batches(submissions, catalogue) if b.suite == "indicators")
    checks = [e for e in suites["indicators"]["expectations"] if known(e["type"])]
    schema = _schema(checks)
    one = frame.iloc[: len(frame) // SUBMISSIONS]
    print(f"{len(checks)} of {len(suites['indicators']['expectations'])} checks of suite indicators:")
    for title, of in (("all cells at once", frame), ("one file", one)):
        ours = partial(failures, of, {"name": "indicators", "expectations": checks})
        theirs = partial(_by_pandera, schema, of)
        compare(f"  {title}, ours against pandera", ours, theirs, runs=3, clock=time.process_time)


def _submission(settings: Settings, catalogue: Catalogue) -> Submission:
    landing = HOUSE / "data" / "landing"
    path = next(landing.rglob("附件2*（司法分局）.xlsx"))
    place = place_of(path.relative_to(landing).parts, catalogue)
    assert place is not None  # noqa: S101 the shipped samples are well placed
    reading = read_file(path, path.name, place, catalogue, settings.limits)
    there = {cell.indicator for cell in reading.indicators if cell.prior}
    stated = [c for c in reading.indicators if c.value is not None and c.indicator not in there]
    prior = [_prior(cell) for cell in stated]
    base = {cell.period + "/" + str(cell.indicator): _last(cell, place.region, catalogue) for cell in prior}
    cells = (*reading.indicators, *islice(prior, CELLS - len(reading.indicators)))
    return Submission(0, place, replace(reading, indicators=cells), base=Base(base))


def _prior(cell: IndicatorCell) -> IndicatorCell:
    """A 上年数 a little below this year's value."""
    value = Decimal(int(cell.value or 0) * 19 // 20)
    column, row = "E", "".join(c for c in cell.cell if c.isdigit())
    return replace(
        cell,
        cell=column + row,
        period=str(int(cell.period) - 1),
        prior=True,
        state=CellState.VALUE,
        raw=str(value),
        value=value,
        hedge="",
        step=None,
    )


def _last(cell: IndicatorCell, region: str, catalogue: Catalogue) -> Value:
    declared = catalogue.indicators[str(cell.indicator)]
    year = int(cell.period)
    value = cell.value or Decimal()
    return Value(region, year, cell.period, declared.code, SourceKind.STATED, value, declared.unit)


def _copy(one: Submission, number: int) -> Submission:
    """With cells of its own: what is struck in one must not be struck in another."""
    cells = tuple(replace(cell) for cell in one.reading.indicators)
    return replace(one, id=number, reading=replace(one.reading, indicators=cells))


def _by_gx(one: Submission, catalogue: Catalogue, suites: Suites) -> None:
    for batch in batches([one], catalogue):
        if batch.rows:
            _validate(batch.frame(), suites[batch.suite])


def _validate(frame: pd.DataFrame, suite: Mapping[str, Any]) -> None:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("source").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("run").get_batch(batch_parameters={"dataframe": frame})
    asked = gx.ExpectationSuite(name=suite["name"], expectations=[dict(e) for e in suite["expectations"]])
    batch.validate(asked, result_format={"result_format": "COMPLETE"})


def _schema(checks: Sequence[Mapping[str, Any]]) -> pa.DataFrameSchema:
    made = [pa.Check(_check(one), name=f"{n} {one['meta']['rule']}") for n, one in enumerate(checks)]
    return pa.DataFrameSchema(checks=made)


def _check(one: Mapping[str, Any]) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    return lambda frame: holds(frame, one["type"], one["kwargs"])


def _by_pandera(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> None:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        error.failure_cases  # noqa: B018 its table of failing rows


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
