"""Working days, and the wording of answers: typed, errors that name file and key."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.catalogue import CatalogueError, load, load_answers, load_calendar
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
