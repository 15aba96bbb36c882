"""Working days, the year's deadlines, and the wording of answers: typed, errors that name file and key."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.catalogue import CatalogueError, load, load_answers, load_calendar
from tasks.catalogue.calendar import Notice, YearNotice
from tasks.catalogue.deadlines import deadlines, last_worked, left, working_days
from tasks.catalogue.workdays import answer_by, is_worked
from tasks.settings import HOUSE, Settings
from tasks.settings import load as load_settings

CALENDAR = load_calendar(load_settings({}))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2024, 3, 4, 1, tzinfo=UTC), date(2024, 3, 7)),  # Monday → Thursday
        (datetime(2024, 3, 7, 1, tzinfo=UTC), date(2024, 3, 12)),  # over a weekend
        (datetime(2026, 9, 17, 18, tzinfo=UTC), date(2026, 9, 22)),  # 2 a.m. of the 18th; Sunday is worked
        (datetime(2026, 9, 30, 3, tzinfo=UTC), date(2026, 10, 10)),  # over a week of holidays
        (datetime(2027, 3, 1, 3, tzinfo=UTC), date(2027, 3, 4)),  # a year that has not been announced
    ],
)
def test_an_answer_is_due_after_working_days_of_the_town(received: datetime, due: date) -> None:
    assert answer_by(received, CALENDAR) == due


def test_every_exception_is_one() -> None:
    plain = CALENDAR.model_copy(update={"holidays": (), "workdays": ()})
    assert not [day for day in CALENDAR.workdays if is_worked(day, plain)]
    assert not set(CALENDAR.workdays) & set(CALENDAR.holidays)
    assert all(2024 <= day.year <= 2027 for day in (*CALENDAR.workdays, *CALENDAR.holidays))


def overlay(tmp_path: Path, relative: str, old: str, new: str) -> Settings:
    text = (HOUSE / relative).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / relative
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_settings({"FAZHI_SITE": str(tmp_path)})


def test_an_error_in_the_calendar_names_file_and_key(tmp_path: Path) -> None:
    site = overlay(tmp_path, "expectations/calendar.yaml", "answer_within: 3", "answer_within: three")
    with pytest.raises(CatalogueError, match=r"expectations/calendar\.yaml: answer_within"):
        load_calendar(site)


def test_an_unknown_field_in_the_wording_names_file_and_key(tmp_path: Path) -> None:
    site = overlay(tmp_path, "templates/forms/answers.yaml", "mend: 怎样修改", "mind: 怎样修改")
    with pytest.raises(CatalogueError, match=r"templates/forms/answers\.yaml: slip\.headings\.m[ei]nd"):
        load_answers(site)


def test_a_template_takes_no_field_that_is_not_filled(tmp_path: Path) -> None:
    site = overlay(tmp_path, "templates/forms/answers.yaml", "slip: 审核反馈_{stem}", "slip: 反馈_{number}")
    with pytest.raises(CatalogueError, match=r"files\.slip"):
        load_answers(site)


def test_new_holidays_judge_nothing_anew(tmp_path: Path) -> None:
    site = overlay(tmp_path, "expectations/calendar.yaml", "answer_within: 3", "answer_within: 5")
    assert load(site).fingerprint == load(load_settings({})).fingerprint
    assert load_calendar(site).answer_within == 5


@pytest.mark.parametrize(
    ("year", "report", "publish"),
    [
        (2022, date(2023, 2, 28), date(2023, 3, 31)),
        (2023, date(2024, 2, 29), date(2024, 3, 31)),  # a leap year
        (2099, date(2100, 2, 28), date(2100, 3, 31)),  # none: 2100
    ],
)
def test_the_last_days_by_law(year: int, report: date, publish: date) -> None:
    days = {one.what: one.day for one in deadlines(year, CALENDAR)}
    assert days == {"各单位报送": date(year + 1, 1, 15), "向上级报告": report, "向社会公开": publish}


def test_an_earlier_day_set_from_above_counts_for_its_year_alone() -> None:
    notice = YearNotice(year=2026, report=Notice(date=date(2027, 2, 10), document="东法办〔2027〕1号"))
    calendar = CALENDAR.model_copy(update={"notices": (notice,)})
    _, report, publish = deadlines(2026, calendar)
    assert (report.day, report.basis) == (date(2027, 2, 10), "东法办〔2027〕1号")
    assert (publish.day, publish.basis) == (
        date(2027, 3, 31),
        "《法治政府建设与责任落实督察工作规定》第二十四条",
    )
    assert deadlines(2025, calendar)[1].day == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("notice", "key"),
    [
        ("report: {date: 2027-03-01, document: 某通知}", r"notices\.0\.report"),
        ("publish: {date: 2027-04-01, document: 某通知}", r"notices\.0\.publish"),
        ("report: {date: 2026-02-10, document: 某通知}", r"notices\.0\.report"),  # a year too early
        ("report: {date: 2027-02-10}", r"notices\.0\.report\.document"),
    ],
)
def test_a_day_later_than_the_law_is_refused_with_file_and_key(tmp_path: Path, notice: str, key: str) -> None:
    site = overlay(
        tmp_path, "expectations/calendar.yaml", "notices: []", f"notices: [{{year: 2026, {notice}}}]"
    )
    with pytest.raises(CatalogueError, match=rf"expectations/calendar\.yaml: {key}"):
        load_calendar(site)


def test_the_law_s_own_last_day_is_no_error(tmp_path: Path) -> None:
    notice = "notices: [{year: 2023, report: {date: 2024-02-29, document: 某通知}}]"
    site = overlay(tmp_path, "expectations/calendar.yaml", "notices: []", notice)
    assert deadlines(2023, load_calendar(site))[1].basis == "某通知"


def test_two_notices_for_a_year_and_a_day_that_no_year_has_are_refused(tmp_path: Path) -> None:
    twice = overlay(
        tmp_path / "a", "expectations/calendar.yaml", "notices: []", "notices: [{year: 2026}, {year: 2026}]"
    )
    with pytest.raises(CatalogueError, match=r"notices: .*2026"):
        load_calendar(twice)
    never = overlay(tmp_path / "b", "expectations/calendar.yaml", "month: 1, day: 15", "month: 2, day: 29")
    with pytest.raises(CatalogueError, match=r"submit_by: .*2-29"):
        load_calendar(never)


@pytest.mark.parametrize(
    ("today", "until", "words"),
    [
        (date(2026, 1, 12), date(2026, 1, 15), "还有 3 个工作日"),  # Monday → Thursday
        (date(2026, 1, 9), date(2026, 1, 15), "还有 4 个工作日"),  # over a weekend
        (date(2026, 2, 13), date(2026, 2, 28), "还有 6 个工作日"),  # 春节; both Saturdays are worked
        (date(2026, 2, 27), date(2026, 2, 28), "还有 1 个工作日"),  # a Saturday that is worked
        (date(2027, 2, 26), date(2027, 2, 28), "还有 0 个工作日"),  # Friday → Sunday
        (date(2026, 1, 15), date(2026, 1, 15), "今天截止"),
        (date(2026, 1, 16), date(2026, 1, 15), "逾期 1 天"),
        (date(2026, 3, 1), date(2026, 2, 28), "逾期 1 天"),
    ],
)
def test_how_long_there_is(today: date, until: date, words: str) -> None:
    assert left(today, until, CALENDAR) == words


def test_on_the_day_of_arrival_all_working_days_to_answer_are_left() -> None:
    due = answer_by(datetime(2026, 9, 30, 3, tzinfo=UTC), CALENDAR)
    assert working_days(date(2026, 9, 30), due, CALENDAR) == CALENDAR.answer_within


def test_a_deadline_on_a_day_of_rest_is_met_before_it() -> None:
    assert last_worked(date(2027, 2, 28), CALENDAR) == date(2027, 2, 26)
    assert last_worked(date(2026, 2, 28), CALENDAR) == date(2026, 2, 28)
