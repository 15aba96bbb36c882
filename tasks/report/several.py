"""Several quantities together: equal ones once, parts of a whole, and what did not occur.

A figure that says that some are equal, or that there were none, rests on all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.model import Figure, Text, Value
from tasks.quantity.exact import EXACT
from tasks.quantity.reading import written
from tasks.report.amounts import limits
from tasks.report.book import Book
from tasks.report.phrases import Phrase, Quantity, figure, figures, lacking, quantity_of, together, value_of
from tasks.report.pieces import Missing, Pieces

OCCUR = "发生"


@dataclass(frozen=True, slots=True)
class _Named:
    """A quantity with the words that stand before it."""

    label: str
    quantity: Quantity
    value: Value
    figure: Figure


def all_reach(book: Book, *given: object) -> Phrase:
    """`均达(A, B, C)`: 均达100% where all are equal, else 分别为100%、99.5%、98%."""
    return _each(book, [quantity_of(one, "均达") for one in given], "均达")


def respectively(book: Book, *given: object) -> Phrase:
    """`分别为(A, B)`: 分别为12宗、3宗, or 均为3宗 where all are equal."""
    return _each(book, [quantity_of(one, "分别为") for one in given], "均为")


def of_which(book: Book, whole: object, *parts: object) -> Phrase:
    """`其中(整体, "名称", 部分, …)`: 其中行政处罚12宗、不予处罚3宗; 均为行政处罚 where one part is the whole.

    Parts that are zero are not named. What together is more than the whole is left out and listed.
    """
    asked = quantity_of(whole, "其中")
    value = value_of(book, asked)
    named = _named(book, parts, "其中")
    if value is None or isinstance(named, Missing):
        return Phrase((named if isinstance(named, Missing) else lacking(book, asked),))
    there = [one for one in named if one.value.value]
    if not there:
        return Phrase((lacking(book, asked, "各部分都是零，不写其中"),))
    if _exceed(book, there, value):
        return Phrase((lacking(book, asked, f"小于其中各部分之和：{'、'.join(one.label for one in there)}"),))
    if len(there) == 1 and _same(there[0].value, value):
        only = together([figure(book, asked, value, ""), there[0].figure], "均为", words="")
        return Phrase((only, Text(there[0].label)))
    return Phrase((Text("其中"), *_listed(there)))


def occurred(book: Book, *given: object, 动词: str = OCCUR) -> Phrase:  # noqa: N803 as editions write it
    """`发生("行政复议案件", A, "行政诉讼案件", B)`: 发生行政复议案件13宗、行政诉讼案件3宗; what is zero as
    未发生行政诉讼案件. Another verb by 动词="收到".
    """
    named = _named(book, given, OCCUR)
    if isinstance(named, Missing):
        return Phrase((named,))
    there = [one for one in named if one.value.value]
    none = [one for one in named if not one.value.value]
    said: list[Pieces] = []
    if there:
        said.append((Text(动词), *_listed(there)))
    if none:
        said.append((together([one.figure for one in none], f"未{动词}"), Text(_and(none))))
    return Phrase(tuple(piece for n, part in enumerate(said) for piece in ((Text("，"),) * bool(n) + part)))


def _named(book: Book, given: Sequence[object], word: str) -> list[_Named] | Missing:
    """Pairs of a label and a quantity; what is missing where a value is."""
    pairs = [(str(given[n]), quantity_of(given[n + 1], word)) for n in range(0, len(given), 2)]
    named: list[_Named] = []
    missing: list[str] = []
    for label, quantity in pairs:
        value = value_of(book, quantity)
        for piece in figures(book, quantity):
            if isinstance(piece, Missing):
                missing += piece.names
            elif isinstance(piece, Figure) and value is not None:
                named.append(_Named(label, quantity, value, piece))
    return Missing(tuple(missing)) if missing else named


def _exceed(book: Book, parts: Sequence[_Named], whole: Value) -> bool:
    """Whether the parts are more than the whole, whatever hedged numbers leave open."""
    most = limits(book, whole)[1]
    least = EXACT.create_decimal(0)
    for part in parts:
        least = EXACT.add(least, limits(book, part.value)[0] or 0)
    return most is not None and least > most


def _same(one: Value, other: Value) -> bool:
    return (one.value, one.hedge) == (other.value, other.hedge) and not one.hedge


def _listed(named: Sequence[_Named]) -> Pieces:
    pieces = [piece for one in named for piece in (Text("、"), Text(one.label), one.figure)]
    return tuple(pieces[1:])


def _and(named: Sequence[_Named]) -> str:
    """甲、乙和丙."""
    *more, last = (one.label for one in named)
    return f"{'、'.join(more)}和{last}" if more else last


def _each(book: Book, asked: Sequence[Quantity], all_equal: str) -> Phrase:
    found = [piece for quantity in asked for piece in figures(book, quantity)]
    missing = tuple(name for piece in found if isinstance(piece, Missing) for name in piece.names)
    if missing:
        return Phrase((Missing(missing),))
    each = [piece for piece in found if isinstance(piece, Figure)]
    values = [value for quantity in asked if (value := value_of(book, quantity)) is not None]
    if len({one.text for one in each}) > 1:
        listed = [piece for one in each for piece in (Text("、"), one)]
        return Phrase((Text("分别为"), *listed[1:]))
    exact = len({value.value for value in values}) == 1
    once = together(each, each[0].text, words=all_equal)
    if exact or _is_a_limit(once.text):
        return Phrase((Text(once.words), once))
    return Phrase((Text("均"), together(each, f"约{once.text}", words="均")))


def _is_a_limit(text: str) -> bool:
    """Whether a text says the same truly of different values: 90%以上."""
    said = written(text)
    return said is not None and bool(said.hedge)
