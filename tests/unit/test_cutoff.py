"""A 数据截止日期 on a cover goes with every value of the file, through curation, into the text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.curation import Dataset, build
from tasks.model import (
    INDICATORS,
    Place,
    Reading,
    ReadState,
    SourceKind,
    Stated,
    Value,
    Verdict,
    register_kind,
)
from tasks.pipeline.staging import stage, unstage
from tasks.settings import load as load_settings
from tasks.store.records import Arrival, CurrentDataset
from tests.build import LEDGER, YEAR, catalogue, cell, indicator, ledger
from tests.edition import composed, lines, values

NOVEMBER = date(2023, 11, 30)
CATALOGUE = catalogue(
    indicator("staff", "执法人数", unit="人"),
    indicator("cases", "办案数"),
    indicator("per_head", "人均办案量", kind="derived", formula="cases / staff", unit="宗"),
    registers=(LEDGER,),
)
PLACE = Place(YEAR.region, YEAR.year, "justice")


def taken_up(tmp_path: Path, cutoff: date | None, kind: str = INDICATORS) -> Dataset:
    """A file's dataset as curation takes it."""
    settings = load_settings({"FAZHI_DATA": str(tmp_path)})
    cells = (cell("D4", "staff", "2"), cell("E4", "staff", "3", prior=True, period="2022"))
    reading = Reading(
        "报表.xlsx", ReadState.READ, stated=Stated(cutoff=cutoff), indicators=cells, registers=(ledger(),)
    )
    part = stage(settings, CATALOGUE, PLACE, kind, reading)
    arrival = Arrival(1, PLACE, "报表.xlsx", "landing/报表.xlsx", "ab", 1, datetime(2024, 1, 1, tzinfo=UTC))
    return unstage(settings, CurrentDataset(arrival, kind, Verdict.PASSED, part))


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        (NOVEMBER, NOVEMBER),
        (date(2023, 12, 31), None),
        (None, None),
        (date(2024, 1, 5), None),  # told to the department as a mistake; never a date of the text
        (date(2022, 12, 31), None),
    ],
)
@pytest.mark.parametrize("kind", [INDICATORS, register_kind(LEDGER.code)])
def test_a_day_before_the_years_end_is_kept_with_the_dataset(
    tmp_path: Path, stated: date | None, kept: date | None, kind: str
) -> None:
    assert taken_up(tmp_path, stated, kind).cutoff == kept


def test_this_years_values_have_it_and_what_is_computed_from_them(tmp_path: Path) -> None:
    early = taken_up(tmp_path, NOVEMBER)
    whole = Dataset("market", "b.xlsx", "cd", indicators=(cell("D5", "cases", "9"),))
    found = {value.key: value for value in build(YEAR, [early, whole], (), CATALOGUE).values if value.chosen}
    assert found["2023/staff"].cutoff == NOVEMBER
    assert found["2022/staff"].cutoff is None
    assert found["2022/staff"].source is SourceKind.PRIOR_STATED
    assert found["2023/cases"].cutoff is None
    assert found["2023/per_head"].cutoff == NOVEMBER


def until(given: list[Value], **days: date) -> list[Value]:
    return [replace(one, cutoff=days.get(f"y{one.period}")) for one in given]


GIVEN = values({"cases": "1661"}, {"cases": "293"})


@pytest.mark.parametrize(
    ("days", "printed"),
    [
        ({}, "全年办案1661宗，同比增长467%。"),
        ({"y2023": NOVEMBER}, "截至11月底，办案1661宗。"),
        ({"y2023": date(2023, 2, 28)}, "截至2月底，办案1661宗。"),
        ({"y2023": date(2023, 11, 20)}, "截至11月20日，办案1661宗。"),
        ({"y2022": date(2022, 11, 30)}, "全年办案1661宗。"),
        ({"y2023": NOVEMBER, "y2022": date(2022, 11, 30)}, "截至11月底，办案1661宗，同比增长467%。"),
    ],
)
def test_a_text_says_how_far_its_numbers_run_and_compares_only_like_periods(
    days: dict[str, date], printed: str
) -> None:
    text = "{{ 办案总数 | 截至 }}办案{{ 办案总数 }}[[，{{ 办案总数 | 同比 }}]]。"
    assert lines(composed(text, until(GIVEN, **days))) == [printed]


def test_the_day_is_a_figure_that_rests_on_the_value() -> None:
    document = composed("{{ 办案总数 | 截至 }}办案{{ 办案总数 }}。", until(GIVEN, y2023=NOVEMBER))
    day = document.figures["f001"]
    assert (day.text, day.words, day.keys) == ("11月底", "截至", ("2023/cases",))
    assert day.name == "“粤执法”平台办案总数的数据截止日期"


def test_why_unlike_periods_are_not_compared_is_listed() -> None:
    document = composed("办案[[，{{ 办案总数 | 对比 }}]]。", until(GIVEN, y2023=NOVEMBER))
    assert document.omissions[0].missing == (
        "办案总数比上年增减（两年起止不同：2022年全年、2023年截至11月底）",
    )
