"""Departments' texts (文字材料) in an edition: plain words, with 【指标名】 as the only placeholder.

Nothing in them is ever a template or markup. A placeholder that names no indicator counts as missing,
so that it takes its sentence with it and is listed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tasks.model import Figure, NarrativeText, Text
from tasks.report.book import Book
from tasks.report.errors import Misuse, nearest
from tasks.report.formulas import printed
from tasks.report.phrases import Phrase, Quantity, figures, together
from tasks.report.pieces import Missing, Piece, Pieces, made_by
from tasks.report.sentences import stopped
from tasks.report.typography import folded, paragraphs

Bound = Mapping[str, tuple[str, ...]]
"""A placeholder → the keys of all values that stand behind it."""

_NONE: Bound = {}
_PLACEHOLDER = re.compile(r"【([^【】]*)】")
_TYPED_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.．](?!\d)) *"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a slot: a heading (may be empty) and its paragraphs."""

    heading: Pieces
    paragraphs: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A paragraph block that departments' items fill."""

    items: tuple[Item, ...]

    def made_by(self, expression: str) -> "Slot":
        """The same, of an expression of the edition."""
        return Slot(
            tuple(
                Item(
                    made_by(item.heading, expression),
                    tuple(made_by(paragraph, expression) for paragraph in item.paragraphs),
                )
                for item in self.items
            )
        )


def material(
    book: Book,
    topic: str,
    department: str,
    *,
    合并: bool = False,  # noqa: N803 as editions write it
    小标题: str = "",  # noqa: N803
) -> Phrase | Slot:
    """`材料("topic", "department")`: a department's accepted items for a topic.

    On its own it is a block; with 合并=True, or 小标题="…" for the one item with that heading, the
    items' texts run together in a paragraph. Raises Misuse where topic or department is unknown.
    """
    lacking = Missing((described(book, topic, department, 小标题),))
    chosen = [t for t in book.narrative if (t.topic, t.department) == (topic, department)]
    if 小标题:
        chosen = [text for text in chosen if text.heading.strip() == 小标题]
    items = tuple(item for item in (_item(book, text) for text in chosen) if item.paragraphs)
    if not 合并 and not 小标题:
        return Slot(items or (Item((), ((lacking,),)),))
    together = [piece for item in items for paragraph in item.paragraphs for piece in paragraph]
    return Phrase(tuple(together) or (lacking,))


def typed_number(heading: str) -> str:
    """The number that someone typed before a heading: 一、 or （一） or 1.; "" where there is none."""
    match = _TYPED_NUMBER.match(heading)
    return match.group() if match else ""


def described(book: Book, topic: str, department: str, heading: str = "") -> str:
    """A text as people name it: 司法分局·主要举措和成效. Raises Misuse where one is unknown."""
    topics, departments = book.catalogue.topics, book.catalogue.departments
    if topic not in topics:
        raise Misuse(f"没有代码为“{topic}”的文字材料栏目。{nearest(topic, topics)}")
    if department not in departments:
        raise Misuse(f"没有代码为“{department}”的填报单位。{nearest(department, departments)}")
    words = (departments[department].short, topics[topic].name, heading)
    return "·".join(word for word in words if word)


def _item(book: Book, text: NarrativeText) -> Item:
    source = f"{text.department}/{text.topic}/{text.ordinal}"
    heading = "".join(paragraphs(text.heading))
    written, bound = with_placeholders(text, partial(as_typed, book))
    return Item(
        heading=tuple(_pieces(book, heading[len(typed_number(heading)) :], source)),
        paragraphs=tuple(stopped(tuple(_pieces(book, line, source, bound))) for line in paragraphs(written)),
    )


def with_placeholders(
    text: NarrativeText, wanted: Callable[[Sequence[str], str], bool] = lambda _keys, _typed: True
) -> tuple[str, Bound]:
    """The text with a placeholder, 【period/indicator＝as typed】, for every typed number that values stand
    behind and that is `wanted`; and the keys of the values of each.
    """
    by_span: dict[str, list[str]] = {}
    for one in text.bound:
        span, _, key = one.partition("=")
        by_span.setdefault(span, []).append(key)
    written, bound = text.text, {}
    for span, keys in reversed(by_span.items()):
        first, last = (int(end) for end in span.split("-"))
        typed = folded(written[first - 1 : last])
        if wanted(keys, typed):
            name = f"{'、'.join(keys)}＝{typed}"
            written = f"{written[: first - 1]}【{name}】{written[last:]}"
            bound[name] = tuple(keys)
    return written, bound


def parted(line: str) -> Iterator[tuple[str, bool]]:
    """The parts of a line in order, each with whether it is the name in a placeholder."""
    return ((part, index % 2 == 1) for index, part in enumerate(_PLACEHOLDER.split(line)))


def as_typed(book: Book, keys: Sequence[str], typed: str) -> bool:
    """Whether all of some values are printed as a number was typed."""
    return all(_is_printed(book, key, typed) for key in keys)


def _is_printed(book: Book, key: str, typed: str) -> bool:
    value = book.values.get(key)
    indicator = book.catalogue.indicators.get(value.indicator) if value else None
    return value is not None and indicator is not None and printed(indicator, value) == typed


def _pieces(book: Book, line: str, source: str, bound: Bound = _NONE) -> Iterator[Piece]:
    for part, is_name in parted(line):
        if is_name and part in bound:
            yield of_all(book, bound[part])
        elif is_name:
            yield from _bound(book, part.strip())
        elif part:
            yield Text(part, narrative=source)


def of_all(book: Book, keys: Sequence[str]) -> Figure:
    """The figure that all of some values stand behind, which are printed alike."""
    named = [Quantity(book.catalogue.indicators[k.partition("/")[2]], int(k.partition("/")[0])) for k in keys]
    each = [piece for one in named for piece in figures(book, one) if isinstance(piece, Figure)]
    return each[0] if len(each) == 1 else together(each, each[0].text)


def _bound(book: Book, name: str) -> Pieces:
    indicator = book.catalogue.named(name)
    if indicator is None:
        return (Missing((f"{name}（无此指标）",)),)
    if indicator.frequency == "monthly":
        return (Missing((f"{name}（按月填报，不能直接印出）",)),)
    if book.catalogue.compared(indicator.code) is not None:
        return (Missing((f"{name}（与上年的比较由底稿来写）",)),)
    return figures(book, Quantity(indicator, book.region_year.year))
