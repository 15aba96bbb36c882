"""Days and times as people read them."""

from datetime import date, datetime

from tasks.catalogue.wording import CommonWords


def day_in_words(day: date, words: CommonWords) -> str:
    """2026年11月27日（星期五）."""
    weekday = words.weekdays[day.weekday()]
    return words.day.format(year=day.year, month=day.month, day=day.day, weekday=weekday)


def time_in_words(time: datetime, words: CommonWords) -> str:
    """2026年11月24日 15:41, by the clock that `time` carries."""
    return words.time.format(
        year=time.year, month=time.month, day=time.day, hour=time.hour, minute=time.minute
    )
