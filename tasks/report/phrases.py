"""What an expression of an edition says: figures with hedge and unit, comparisons with last year.

A phrase is words and figures; where its base or its value is missing, so is the phrase.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.catalogue.schema import Indicator
from tasks.model import Figure, Text, Value
from tasks.report.book import Book
from tasks.report.errors import Misuse
from tasks.report.formulas import printed, with_values
from tasks.report.pieces import Missing, Pieces

_NOT_ZERO = re.compile("[1-9]")


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
    value = _value(book, quantity)
    if value is None:
        return (Missing((_name(book, quantity),)),)
    return (_figure(book, quantity, value, printed(quantity.indicator, value, unit=quantity.unit)),)


def last_year(_book: Book, quantity: object) -> Quantity:
    """`X | 上年`: the same indicator, a year before."""
    asked = _quantity(quantity, "上年")
    return replace(asked, year=asked.year - 1)


def without_unit(_book: Book, quantity: object) -> Quantity:
    """`X | 不带单位`: number and hedge."""
    return replace(_quantity(quantity, "不带单位"), unit=False)


def growth(book: Book, quantity: object) -> Phrase:
    """`X | 同比`: 同比增长467%, 同比下降12%, 与上年持平."""
    asked = _quantity(quantity, "同比")
    return _compared(book, asked, book.catalogue.growth_of, "同比增长", "同比下降")


def increase(book: Book, quantity: object) -> Phrase:
    """`X | 增减`: 增加1368宗, 减少12宗, 与上年持平."""
    asked = _quantity(quantity, "增减")
    return _compared(book, asked, book.catalogue.increase_of, "增加", "减少")


def all_reach(book: Book, *quantities: object) -> Phrase:
    """`均达(A, B, C)`: 均达100% as one figure where all are equal, else 分别为100%、99.5%、98%."""
    asked = [_quantity(quantity, "均达") for quantity in quantities]
    found = [figures(book, quantity) for quantity in asked]
    lacking = tuple(name for pieces in found for p in pieces if isinstance(p, Missing) for name in p.names)
    if lacking:
        return Phrase((Missing(lacking),))
    each = [piece for pieces in found for piece in pieces if isinstance(piece, Figure)]
    values = [_value(book, quantity) for quantity in asked]
    equal = len({value.value for value in values if value}) == 1 and len({f.text for f in each}) == 1
    if equal:
        together = Figure(
            id="",
            keys=tuple(key for figure in each for key in figure.keys),
            name="、".join(figure.name for figure in each),
            text=each[0].text,
            formula="；".join(dict.fromkeys(figure.formula for figure in each if figure.formula)),
            words="均达",
        )
        return Phrase((Text(together.words), together))
    listed = [piece for figure in each for piece in (Text("、"), figure)]
    return Phrase((Text("分别为"), *listed[1:]))


FILTERS: dict[str, Callable[[Book, object], Quantity | Phrase]] = {
    "同比": growth,
    "增减": increase,
    "上年": last_year,
    "不带单位": without_unit,
}


def _quantity(given: object, word: str) -> Quantity:
    if isinstance(given, Quantity):
        return given
    raise Misuse(f"“{word}”只能直接用在指标名上")


def _compared(
    book: Book, asked: Quantity, comparison_of: Callable[[str], str | None], more: str, less: str
) -> Phrase:
    """A comparison with last year, in words by its sign; what rounds to nothing is 基本持平."""
    code = comparison_of(asked.indicator.code)
    if code is None or asked.indicator.unit == "%":
        raise Misuse(
            f"“{asked.indicator.label}”没有与上年的这种比较（比率、按月填报或没有写明 section 的指标）"
        )
    compared = Quantity(book.catalogue.indicators[code], asked.year)
    value = _value(book, compared)
    if value is None or not asked.indicator.comparison.show:
        return Phrase((Missing((_name(book, compared),)),))
    words, text = _by_sign(compared.indicator, value, more, less)
    return Phrase((Text(words), replace(_figure(book, compared, value, text), words=words)))


def _by_sign(indicator: Indicator, value: Value, more: str, less: str) -> tuple[str, str]:
    if not value.value:
        return "与上年", "持平"
    text = printed(indicator, replace(value, value=abs(value.value)))
    if not _NOT_ZERO.search(text):
        return "与上年", "基本持平"
    return (more if value.value > 0 else less), text


def _value(book: Book, quantity: Quantity) -> Value | None:
    if quantity.indicator.frequency == "monthly":
        raise Misuse(f"“{quantity.indicator.label}”按月填报，不能直接印出，请改用由它计算的指标")
    return book.values.get(f"{quantity.year}/{quantity.indicator.code}")


def _figure(book: Book, quantity: Quantity, value: Value, text: str) -> Figure:
    return Figure("", (value.key,), _name(book, quantity), text, with_values(book, value))


def _name(book: Book, quantity: Quantity) -> str:
    name = quantity.indicator.name
    return name if quantity.year == book.region_year.year else f"{name}（{quantity.year}年）"
