"""How an amount is printed that is known only between limits, since what it is computed from is hedged.

460余 less 400 is 61 to 69: 60余, not 约60. The narrowest wording is taken that covers both limits, so that
a figure never claims more than is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from tasks.catalogue import formula
from tasks.catalogue.schema import Indicator
from tasks.catalogue.spans import Bounds, span, written
from tasks.model import Value
from tasks.quantity import AUTOMATIC, Quantity, automatic_unit, bounds, convert, read, round_half_up, write
from tasks.quantity.exact import EXACT, last_place
from tasks.quantity.units import is_counted, split_scale
from tasks.report.book import Book
from tasks.report.formulas import printed, unit_of


@dataclass(frozen=True, slots=True)
class Form:
    """The unit of an amount, and the decimal places and scale in which it is printed."""

    unit: str
    places: int
    scale: str = ""


def form_of(indicator: Indicator) -> Form:
    """How the catalogue prints an indicator, its special forms aside."""
    return Form(unit_of(indicator), indicator.display.places, indicator.display.scale)


def of_size(form: Form, amount: Decimal) -> Form:
    """The form with the scale that the size of an amount asks for, where that is left to its size."""
    if form.scale != AUTOMATIC:
        return form
    return replace(form, scale=split_scale(automatic_unit(amount, form.unit, form.places))[0])


def limits(book: Book, value: Value) -> Bounds:
    """Between what the true value lies; the value twice where nothing that it rests on is hedged."""
    tree = book.catalogue.formula_of(value.indicator)
    if tree is None or not value.formula or not value.hedge:
        return _as_written(value)
    known = {key: _as_written(one) for key, one in book.values.items()}
    for way in (formula.inlined(tree, book.catalogue.formulas), tree):
        found = span(way, value.period, known)
        if found is not None:
            return found
    return None, None


def _as_written(value: Value) -> Bounds:
    if not value.hedge:
        return value.value, value.value
    return written(value.value, value.unit, value.hedge, value.step or last_place(value.value))


def shown(book: Book, indicator: Indicator, value: Value, *, unit: bool = True) -> str:
    """A value as the report prints it; one that is computed from hedged ones by its limits, "" where those
    leave nothing to say.
    """
    if not (value.hedge and value.formula):
        return printed(indicator, value, unit=unit)
    form = form_of(indicator)
    text = told(limits(book, value), form, value.hedge)
    return text if unit else text.replace(form.unit, "", 1)


def told(between: Bounds, form: Form, hedge: str = "") -> str:
    """A positive amount between limits: 8%, 约8%, 60余场次, 8%以上, 不超过8%; "" where nothing is known.

    One that rests on a 约 that leaves nothing open (约46场次) keeps its `hedge`.
    """
    low, high = between
    if low is not None and low == high:
        return _written(low, form, hedge if low else "")
    for about, hedge in _candidates(between, form):
        text = _written(about, form, hedge)
        if _covers(text, form.unit, between):
            return text
    return ""


def exceeding(text: str) -> str:
    """An amount in words; "" where only its upper limit is known, which reads as if it were little."""
    return "" if text.startswith(_AT_MOST) else text


_AT_MOST = "不超过"


def nothing(between: Bounds, form: Form) -> bool:
    """Whether all that an amount may be rounds to nothing in print."""
    return all(one is not None and round_half_up(_converted(one, form), form.places) == 0 for one in between)


def _candidates(between: Bounds, form: Form) -> Iterator[tuple[Decimal, str]]:
    low, high = between
    if low is not None and high is not None:
        yield EXACT.divide(EXACT.add(low, high), Decimal(2)), "约"
    if low is not None and low > 0:
        if is_counted(form.unit):
            yield from ((low.quantize(Decimal(1).scaleb(n), ROUND_FLOOR), "余") for n in _tens(low))
        if high is None or high <= 2 * low:  # else it would tell the least part of what is known
            yield low, "以上"
    if high is not None:
        yield high, _AT_MOST


def _tens(amount: Decimal) -> range:
    """Exponents of ten from ten to the amount's own place."""
    return range(1, amount.adjusted() + 1)


def _covers(text: str, unit: str, between: Bounds) -> bool:
    """Whether what a text leaves open has room for all that may be true."""
    said = read(text, unit=unit)
    if not isinstance(said, Quantity):
        return False
    (least, most), (low, high) = bounds(said), between
    above = least is None or (low is not None and least <= low)
    return above and (most is None or (high is not None and high <= most))


def _written(amount: Decimal, form: Form, hedge: str = "") -> str:
    return write(amount, unit=form.unit, hedge=hedge, places=form.places, scale=form.scale)


def _converted(amount: Decimal, form: Form) -> Decimal:
    """The amount in the scale in which it is printed."""
    scaled = convert(amount, form.unit, form.scale + split_scale(form.unit)[1]) if form.scale else amount
    return amount if scaled is None else scaled
