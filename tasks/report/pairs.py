"""A quantity's two years, and whether they may be compared: both there, shown, and to the same day."""

from dataclasses import dataclass, replace

from tasks.model import Value
from tasks.report.book import Book
from tasks.report.errors import Misuse
from tasks.report.phrases import Quantity, day_of, lacking, value_of
from tasks.report.pieces import Missing


@dataclass(frozen=True, slots=True)
class Pair:
    """A quantity in its year and in the year before, and what holds the difference of the two."""

    asked: Quantity
    now: Value
    before: Value
    change: Quantity

    @property
    def last(self) -> Quantity:
        """The quantity of the year before."""
        return replace(self.asked, year=self.asked.year - 1)


def pair_of(book: Book, asked: Quantity) -> Pair | Missing:
    """Both years' values, or what is lacking. Raises Misuse where nothing is compared."""
    code = book.catalogue.increase_of(asked.indicator.code)
    if code is None:
        raise Misuse(f"“{asked.indicator.label}”没有与上年的比较（按月填报或没有写明 section 的指标）")
    change = Quantity(book.catalogue.indicators[code], asked.year)
    now, before = value_of(book, asked), value_of(book, replace(asked, year=asked.year - 1))
    if now is None:
        return lacking(book, asked)
    if not asked.indicator.comparison.show:
        return lacking(book, change, "指标目录未设为写入报告")
    if before is None:
        return lacking(book, change, "没有上年数")
    if _last_day(now) != _last_day(before):
        days = "、".join(f"{one.period}年{_until(one)}" for one in (before, now))
        return lacking(book, change, f"两年起止不同：{days}")
    return Pair(asked, now, before, change)


def _last_day(value: Value) -> tuple[int, int] | None:
    return (value.cutoff.month, value.cutoff.day) if value.cutoff else None


def _until(value: Value) -> str:
    return f"截至{day_of(value.cutoff)}" if value.cutoff else "全年"
