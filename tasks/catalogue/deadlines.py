"""The year's deadlines, and how many working days are left. Pure functions of the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks.catalogue.calendar import CalendarFile, YearNotice, publish_by_law, report_by_law
from tasks.catalogue.workdays import is_worked

REPORT, PUBLISH = "向上级报告", "向社会公开"
LAW = "《法治政府建设与责任落实督察工作规定》"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One last day of a year's work: what is due (Chinese), the day, and what sets it."""

    what: str
    day: date
    basis: str


def submit_by(year: int, calendar: CalendarFile) -> date:
    """The internal deadline: the last day for departments to submit a year's files."""
    return date(year + 1, calendar.submit_by.month, calendar.submit_by.day)


def deadlines(year: int, calendar: CalendarFile) -> tuple[Deadline, ...]:
    """What is due for a reported year: departments' files, the report upwards, its publication."""
    notice = next((one for one in calendar.notices if one.year == year), YearNotice(year=year))
    report = Deadline(REPORT, report_by_law(year), LAW)
    publish = Deadline(PUBLISH, publish_by_law(year), f"{LAW}第二十四条")
    if notice.report is not None:
        report = Deadline(report.what, notice.report.date, notice.report.document)
    if notice.publish is not None:
        publish = Deadline(publish.what, notice.publish.date, notice.publish.document)
    return Deadline("各单位报送", submit_by(year, calendar), "内部期限"), report, publish


def working_days(after: date, until: date, calendar: CalendarFile) -> int:
    """How many working days there are after one day, up to and with another; 0 where that is past."""
    span = range(1, (until - after).days + 1)
    return sum(is_worked(after + timedelta(days=one), calendar) for one in span)


def last_worked(day: date, calendar: CalendarFile) -> date:
    """The last working day up to and with a day: a deadline on a day of rest is met before it."""
    while not is_worked(day, calendar):
        day -= timedelta(days=1)
    return day


def left(today: date, until: date, calendar: CalendarFile) -> str:
    """How long there is until the end of a day, in Chinese: 还有 3 个工作日, 今天截止, 逾期 2 天."""
    if today > until:
        return f"逾期 {(today - until).days} 天"
    if today == until:
        return "今天截止"
    return f"还有 {working_days(today, until, calendar)} 个工作日"
