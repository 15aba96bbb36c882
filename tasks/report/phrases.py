"""What an expression of an edition says: words and figures. This file has quantities by themselves;
comparisons are in `comparing`, several together in `several`, and `vocabulary` lists all words.

Where its value or its base is missing, so is the phrase.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.catalogue.schema import Indicator
from tasks.model import Figure, Text, Value
from tasks.report.amounts import shown
from tasks.report.book import Book
from tasks.report.errors import Misuse
from tasks.report.formulas import with_values
from tasks.report.pieces import Missing, Pieces


@dataclass(frozen=True, slots=True)
class Quantity:
    """An indicator in a period, as an edition names it; not yet printed."""

    indicator: Indicator
    year: int
    unit: bool = True


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an expression came to."""

    pieces: Pieces


def figures(book: Book, quantity: Quantity) -> Pieces:
    """The value with hedge and unit: 460余场次."""
    value = value_of(book, quantity)
    return (lacking(book, quantity) if value is None else plainly(book, quantity, value),)


def plainly(book: Book, quantity: Quantity, value: Value, words: str = "") -> Figure | Missing:
    """A value as a figure; missing where hedges leave nothing to say of it."""
    text = shown(book, quantity.indicator, value, unit=quantity.unit)
    if not text:
        return lacking(book, quantity, "概数算不出来")
    return figure(book, quantity, value, text, words)


def last_year(_book: Book, given: object) -> Quantity:
    """`X | 上年`: the same indicator, a year before."""
    asked = quantity_of(given, "上年")
    return replace(asked, year=asked.year - 1)


def without_unit(_book: Book, given: object) -> Quantity:
    """`X | 不带单位`: number and hedge."""
    return replace(quantity_of(given, "不带单位"), unit=False)


def cut_off(book: Book, given: object) -> Phrase:
    """`X | 截至`: 全年, or up to which day the data run: 截至11月底，."""
    asked = quantity_of(given, "截至")
    value = value_of(book, asked)
    if value is None:
        return Phrase((lacking(book, asked),))
    if value.cutoff is None:
        return Phrase((Text("全年"),))
    day = figure(book, asked, value, day_of(value.cutoff), words="截至")
    return Phrase((Text(day.words), replace(day, name=f"{day.name}的数据截止日期", formula=""), Text("，")))


def day_of(day: date) -> str:
    """A day as a report says it: 11月底 for the last of a month, 11月20日."""
    last = monthrange(day.year, day.month)[1]
    return f"{day.month}月底" if day.day == last else f"{day.month}月{day.day}日"


def quantity_of(given: object, word: str) -> Quantity:
    """The indicator that a word is used on. Raises Misuse where it is something else."""
    if isinstance(given, Quantity):
        return given
    raise Misuse(f"“{word}”只能直接用在指标名上")


def value_of(book: Book, quantity: Quantity) -> Value | None:
    """The value that counts. Raises Misuse for an indicator that is reported by months."""
    if quantity.indicator.frequency == "monthly":
        raise Misuse(f"“{quantity.indicator.label}”按月填报，不能直接印出，请改用由它计算的指标")
    return book.values.get(f"{quantity.year}/{quantity.indicator.code}")


def figure(book: Book, quantity: Quantity, value: Value, text: str, words: str = "") -> Figure:
    """A figure that one value stands behind; `words` before it were chosen by its sign or its equals."""
    return Figure("", (value.key,), name_of(book, quantity), text, with_values(book, value), words)


def name_of(book: Book, quantity: Quantity) -> str:
    """What a figure says, with its year where that is not the reported one."""
    name = quantity.indicator.name
    return name if quantity.year == book.region_year.year else f"{name}（{quantity.year}年）"


def lacking(book: Book, quantity: Quantity, why: str = "") -> Missing:
    """A quantity that cannot be printed, and why where that is not simply that it is not there."""
    return Missing((f"{name_of(book, quantity)}（{why}）" if why else name_of(book, quantity),))


def together(each: Sequence[Figure], text: str, words: str = "") -> Figure:
    """One figure that all of some stand behind."""
    return Figure(
        id="",
        keys=tuple(dict.fromkeys(key for one in each for key in one.keys)),
        name="、".join(dict.fromkeys(one.name for one in each)),
        text=text,
        formula="；".join(dict.fromkeys(one.formula for one in each if one.formula)),
        words=words,
    )
