"""Comparisons with last year, each in words that its sign and its base choose.

A quantity grows by percent, a percentage by points (个百分点). Where one year had none there is no rate, and
last year's number is said instead; ten times and more is said in 倍, which never goes with a fall. What
rounds to nothing is 基本持平; what hedged numbers leave open is left out and listed. Only what runs to the
same day of both years is compared.
"""

from collections.abc import Callable
from decimal import Decimal

from tasks.catalogue.spans import Bounds
from tasks.model import Figure, Text, Value
from tasks.quantity import AUTOMATIC
from tasks.quantity.exact import EXACT
from tasks.report.amounts import Form, exceeding, form_of, limits, nothing, of_size, told
from tasks.report.book import Book
from tasks.report.pairs import Pair, pair_of
from tasks.report.phrases import Phrase, Quantity, figure, lacking, plainly, quantity_of, value_of
from tasks.report.pieces import Missing, Pieces

_TENFOLD = Decimal(1000)  # %
_TWICE = Decimal(2)
_TIMES = Form("倍", 1, AUTOMATIC)
_SHARE = "%"
_SAYS_ALL = ("与上年", "上年为")


def growth(book: Book, given: object) -> Phrase:
    """`X | 同比`: 同比增长467%, 同比下降12%, 与上年持平, 上年为12宗; of a percentage 同比提高3.2个百分点."""
    return _phrase(book, quantity_of(given, "同比"), _growth)


def increase(book: Book, given: object) -> Phrase:
    """`X | 增减`: 比上年增加1368宗, 比上年减少12宗, 与上年持平."""
    return _phrase(book, quantity_of(given, "增减"), _increase)


def multiple(book: Book, given: object) -> Phrase:
    """`X | 倍数`: 是上年的5.7倍 from twice as many on, else as `同比`."""
    return _phrase(book, quantity_of(given, "倍数"), _multiple)


def against(book: Book, given: object) -> Phrase:
    """`X | 对比`: 与2022年的293宗相比增加1368宗，同比增长467%, or as `同比` where that says it all."""
    return _phrase(book, quantity_of(given, "对比"), _against)


def _phrase(book: Book, asked: Quantity, say: Callable[[Book, Pair], Pieces]) -> Phrase:
    pair = pair_of(book, asked)
    return Phrase((pair,) if isinstance(pair, Missing) else _level(book, pair) or say(book, pair))


def _level(book: Book, pair: Pair) -> Pieces:
    """与上年持平 where both years are told alike; nothing where they are not."""
    alike = (pair.now.value, pair.now.hedge) == (pair.before.value, pair.before.hedge)
    value = value_of(book, pair.change)
    if not alike or value is None:
        return ()
    return _said(figure(book, pair.change, value, "基本持平" if pair.now.hedge else "持平", "与上年"))


def _growth(book: Book, pair: Pair) -> Pieces:
    if pair.asked.indicator.unit == _SHARE:
        return _by_sign(book, pair.change, form_of(pair.change.indicator), "同比提高", "同比下降")
    rate = _rate(book, pair)
    if rate is None:
        return _last_years(book, pair)
    return _by_sign(book, rate, form_of(rate.indicator), "同比增长", "同比下降")


def _increase(book: Book, pair: Pair) -> Pieces:
    return _difference(book, pair, "比上年")


def _difference(book: Book, pair: Pair, lead: str) -> Pieces:
    rises, falls = ("提高", "下降") if pair.asked.indicator.unit == _SHARE else ("增加", "减少")
    form = of_size(form_of(pair.change.indicator), max(abs(pair.now.value), abs(pair.before.value)))
    return _by_sign(book, pair.change, form, f"{lead}{rises}", f"{lead}{falls}")


def _multiple(book: Book, pair: Pair) -> Pieces:
    rate = _rate(book, pair)
    value = value_of(book, rate) if rate else None
    if rate is None or value is None:
        return _growth(book, pair)
    low, high = (None if one is None else _hundredth(one) + 1 for one in limits(book, value))
    if low is None or low < _TWICE:
        return _growth(book, pair)
    return _said(figure(book, rate, value, told((low, high), _TIMES, value.hedge), "是上年的"))


def _against(book: Book, pair: Pair) -> Pieces:
    rise = _growth(book, pair)
    said = rise[-1]
    if isinstance(said, Missing) or (isinstance(said, Figure) and said.words in _SAYS_ALL):
        return rise
    before = plainly(book, pair.last, pair.before)
    year = Text(str(pair.last.year), label=True)
    difference = _difference(book, pair, "")
    said_all = pair.asked.indicator.unit == _SHARE or (
        isinstance(said, Figure) and said.text.startswith(_SOMEWHAT)
    )
    after = () if said_all else (Text("，"), *rise)
    return (Text("与"), year, Text("年的"), before, Text("相比"), *difference, *after)


def _rate(book: Book, pair: Pair) -> Quantity | None:
    """The growth in percent; None of a percentage, and where one year had none."""
    code = book.catalogue.growth_of(pair.asked.indicator.code)
    if code is None or not (pair.now.value and pair.before.value):
        return None
    return Quantity(book.catalogue.indicators[code], pair.asked.year)


def _last_years(book: Book, pair: Pair) -> Pieces:
    """上年为12宗, 上年为零."""
    if not pair.before.value:
        return _said(figure(book, pair.last, pair.before, "零", "上年为"))
    return _said(plainly(book, pair.last, pair.before, "上年为"))


def _by_sign(book: Book, change: Quantity, form: Form, rises: str, falls: str) -> Pieces:
    value = value_of(book, change)
    if value is None:
        return (lacking(book, change),)
    between = limits(book, value)
    if nothing(between, form):
        return _said(figure(book, change, value, "基本持平", "与上年"))
    low, high = between
    if low is not None and low > 0:
        return _said(_amount(book, change, value, _risen(between, form, value.hedge), rises))
    if high is not None and high < 0:
        fallen = (abs(high), None if low is None else abs(low))
        return _said(_amount(book, change, value, told(fallen, form, value.hedge), falls))
    return (lacking(book, change, "概数比不出增减"),)


def _amount(book: Book, change: Quantity, value: Value, text: str, words: str) -> Figure:
    """同比增长467%; 同比有所增长 where only an upper limit is known, as that reads as if it were little."""
    if exceeding(text):
        return figure(book, change, value, text, words)
    lead, verb = words[:-_VERB], words[-_VERB:]
    return figure(book, change, value, f"{_SOMEWHAT}{verb}", lead)


_SOMEWHAT = "有所"
_VERB = 2  # characters: 增长, 减少


def _risen(between: Bounds, form: Form, hedge: str) -> str:
    """An amount that has grown; tenfold and more in 倍."""
    low, high = between
    if form.unit != _SHARE or low is None or low < _TENFOLD:
        return told(between, form, hedge)
    return told((_hundredth(low), None if high is None else _hundredth(high)), _TIMES, hedge)


def _hundredth(percent: Decimal) -> Decimal:
    return EXACT.scaleb(percent, -2)


def _said(one: Figure | Missing) -> Pieces:
    return (Text(one.words), one) if isinstance(one, Figure) and one.words else (one,)
