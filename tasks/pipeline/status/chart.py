"""Where the marks of the page's two charts stand, in the units of their SVG's viewBox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks.pipeline.status.rows import DeadlineRow, Status, StatusRow, Tone

WIDTH = 400
NAMES = 116  # room for a department's name
BARS = 236
ROW = 24
LABELS = {
    Tone.PASSED: "通过",
    Tone.NOTES: "有提示",
    Tone.RETURNED: "退回",
    Tone.WAITING: "待审核",
    Tone.MISSING: "未报",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One dataset in a department's bar."""

    x: float
    width: float
    tone: Tone
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A department's line."""

    name: str
    y: int
    segments: tuple[Segment, ...]
    confirmed: str


def bars(now: Status) -> tuple[Bar, ...]:
    """One bar a department, one segment each dataset that must come or has come."""
    return tuple(_bar(row, number * ROW) for number, row in enumerate(now.rows))


def _bar(row: StatusRow, y: int) -> Bar:
    width = BARS / max(len(row.asked), 1)
    segments = (
        Segment(round(NAMES + n * width, 1), round(width - 2, 1), one.tone, LABELS[one.tone], one.name)
        for n, one in enumerate(row.asked)
    )
    return Bar(row.department, y, tuple(segments), row.confirmed)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line of the year. `anchor` is the side on which its words have room."""

    x: float
    y: int
    words: str
    anchor: str
    overdue: bool = False


LEFT, RIGHT = 12, 388
LINE_ROW = 20


@dataclass(frozen=True, slots=True)
class TimeLine:
    """January to March of the year after the reported one, with its deadlines and today."""

    months: tuple[Mark, ...]
    deadlines: tuple[Mark, ...]
    today: Mark | None  # None where today is before or after


def time_line(now: Status) -> TimeLine:
    """The deadlines on a line; each has a row of its own, so that near ones do not hide each other."""
    year = now.year + 1
    months = tuple(_mark(date(year, month, 1), year, 0, f"{month}月") for month in (1, 2, 3))
    days = tuple(_deadlines(now.deadlines, year))
    within = date(year, 1, 1) <= now.today <= date(year, 3, 31)
    at = len(days) + 1
    words = f"今天 {now.today.month}月{now.today.day}日"
    return TimeLine(months, days, _mark(now.today, year, at, words) if within else None)


def _deadlines(rows: tuple[DeadlineRow, ...], year: int) -> Iterator[Mark]:
    for number, one in enumerate(rows, 1):
        words = f"{one.what} {one.due.day.month}月{one.due.day.day}日"
        yield _mark(one.due.day, year, number, words, overdue=one.due.overdue)


def _mark(day: date, year: int, row: int, words: str, *, overdue: bool = False) -> Mark:
    first, last = date(year, 1, 1), date(year, 3, 31)
    x = LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days
    anchor = "start" if x < (LEFT + RIGHT) / 2 else "end"
    return Mark(round(x, 1), row * LINE_ROW, words, anchor, overdue)
