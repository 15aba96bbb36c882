"""A figure's formula for people, with the values put in: （1661宗 － 293宗） ÷ 293宗 × 100% ≈ 467%."""

from tasks.catalogue import formula
from tasks.catalogue.schema import Display, Indicator
from tasks.model import Value
from tasks.quantity import write
from tasks.quantity.exact import decimals, plain
from tasks.report.book import Book

_SHOWN_PLACES = 4


def unit_of(indicator: Indicator) -> str:
    """The unit as printed."""
    return indicator.unit if indicator.printed_unit is None else indicator.printed_unit


def with_values(book: Book, value: Value) -> str:
    """The formula of a computed value; "" for one taken over as it is.

    Operands are shown exactly, computed ones to four decimal places; the result as it is printed.
    """
    tree = book.catalogue.formula_of(value.indicator)
    if tree is None or not value.formula:
        return value.formula
    if any(key not in book.values for key in value.inputs):
        return value.formula
    words = formula.describe(tree, lambda code, role: _operand(book, value, code, role))
    return f"{words} {_result(book, book.catalogue.indicators[value.indicator], value)}"


def _operand(book: Book, value: Value, code: str, role: str) -> str:
    if role == "mean":
        months = [key for key in value.inputs if key.endswith(f"/{code}")]
        return f"（{'、'.join(_exact(book, book.values[key]) for key in months)}）的平均数"
    period = str(int(value.period) - 1) if role == "prior" else value.period
    return _exact(book, book.values[f"{period}/{code}"])


def _exact(book: Book, value: Value) -> str:
    unit = unit_of(book.catalogue.indicators[value.indicator])
    return write(value.value, unit=unit, hedge=value.hedge, places=_SHOWN_PLACES)


def _result(book: Book, indicator: Indicator, value: Value) -> str:
    display = indicator.display
    as_is = display == Display(places=display.places)
    places = display.places if as_is else _SHOWN_PLACES
    relation = "＝" if decimals(plain(value.value)) <= places else "≈"
    if as_is:
        return f"{relation} {printed(indicator, value)}"
    return f"{relation} {_exact(book, value)}，印作{printed(indicator, value)}"


def printed(indicator: Indicator, value: Value, *, unit: bool = True) -> str:
    """A value as the report prints it, with or without its unit: 460余场次, 4.7万人次, 90%以上."""
    display, printed_unit = indicator.display, unit_of(indicator)
    text = write(
        value.value,
        unit=printed_unit,
        hedge=value.hedge,
        places=display.places,
        scale=display.scale,
        form=display.form,
        step=display.step,
    )
    if unit or not printed_unit:
        return text
    number, _, rest = text.rpartition(printed_unit)
    return number + rest
