"""Working days: when an answer is due."""

from datetime import date, datetime, timedelta, timezone, tzinfo

from tasks.catalogue.calendar import CalendarFile


def clock_of(calendar: CalendarFile) -> tzinfo:
    """The town's time zone."""
    return timezone(timedelta(hours=calendar.utc_offset_hours))


def is_worked(day: date, calendar: CalendarFile) -> bool:
    """Whether offices work on a day."""
    if day in calendar.workdays:
        return True
    return day.isoweekday() not in calendar.weekend and day not in calendar.holidays


def answer_by(received: datetime, calendar: CalendarFile) -> date:
    """The last day to answer: `answer_within` working days after the (aware) time of arrival."""
    day = received.astimezone(clock_of(calendar)).date()
    left = calendar.answer_within
    while left:
        day += timedelta(days=1)
        left -= is_worked(day, calendar)
    return day
