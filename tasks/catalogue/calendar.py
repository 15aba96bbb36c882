"""The year's days, as `expectations/calendar.yaml` declares them.

The last days are those of 《法治政府建设与责任落实督察工作规定》 (厅字〔2019〕28号): the report goes to the
level above before 1 March and is published before 1 April (Art. 24) of the year that follows.
"""

from calendar import monthrange
from datetime import date
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from tasks.catalogue.schema import Model, Words


class MonthDay(Model):
    """A day of the year after the reported one."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _there_every_year(self) -> Self:
        if self.day > monthrange(2001, self.month)[1]:
            raise ValueError(f"no year has it: {self.month}-{self.day}")
        return self


class Notice(Model):
    """An earlier day that the level above has set for one year, and the document that says so."""

    date: date
    document: Words = Field(description="东法办〔2024〕3号《关于……的通知》")


def report_by_law(year: int) -> date:
    """The last day to report a year upwards: the last of February of the year after."""
    return date(year + 1, 2, monthrange(year + 1, 2)[1])


def publish_by_law(year: int) -> date:
    """The last day to publish a year's report: 31 March of the year after (Art. 24)."""
    return date(year + 1, 3, 31)


_BY_LAW = {"report": report_by_law, "publish": publish_by_law}


class YearNotice(Model):
    """What the level above has set for one reported year; never later than the law."""

    year: int = Field(ge=2000, le=2100, description="the reported year")
    report: Notice | None = Field(default=None, description="last day to report upwards")
    publish: Notice | None = Field(default=None, description="last day to publish")

    @field_validator("report", "publish")
    @classmethod
    def _within_the_law(cls, notice: Notice | None, info: ValidationInfo) -> Notice | None:
        year = info.data.get("year")
        if notice is None or year is None or info.field_name is None:
            return notice
        last = _BY_LAW[info.field_name](year)
        if not date(year + 1, 1, 1) <= notice.date <= last:
            raise ValueError(f"{notice.date} is not from {year + 1}-01-01 to {last}, the last day by law")
        return notice


class CalendarFile(Model):
    """`expectations/calendar.yaml`: by when departments answer, by when the report is due."""

    utc_offset_hours: int = Field(ge=-12, le=14, description="the town's clock; Beijing is 8")
    answer_within: int = Field(ge=1, le=60, description="working days from arrival to the mended file")
    submit_by: MonthDay = Field(description="internal deadline, in the year after the reported one")
    notices: tuple[YearNotice, ...] = Field(default=(), description="earlier last days set from above")
    weekend: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(
        default=(6, 7), max_length=6, description="days of rest, Monday is 1"
    )
    holidays: tuple[date, ...] = Field(default=(), description="days of rest on working days")
    workdays: tuple[date, ...] = Field(default=(), description="days of rest that are worked (调休)")

    @field_validator("notices")
    @classmethod
    def _one_a_year(cls, notices: tuple[YearNotice, ...]) -> tuple[YearNotice, ...]:
        years = [one.year for one in notices]
        if twice := sorted({year for year in years if years.count(year) > 1}):
            raise ValueError(f"declared twice: {', '.join(map(str, twice))}")
        return notices
