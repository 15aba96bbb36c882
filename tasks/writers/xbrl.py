"""The public page for machines: inline XBRL 1.1, XHTML in which every figure is a fact.

It holds what is printed and no more: no unrounded value, no source. See docs/decisions/0018-ixbrl.md.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from tasks.model import Document, Value
from tasks.writers.facts import Fact, facts
from tasks.writers.lines import Piece, Role
from tasks.writers.pages import write_page
from tasks.writers.shown import Mark, Tag, Words, shown
from tasks.writers.style import Style
from tasks.writers.taxonomy import NAMESPACE, PREFIX, concept, schema

_TEMPLATE = "xbrl.html"
_CURRENCY = "iso4217:CNY"
_PURE = "xbrli:pure"
_NO_NAME = re.compile("[^0-9A-Za-z\u3001-\ud7ff]")


@dataclass(frozen=True, slots=True)
class Context:
    """A period of the town, both days counted."""

    id: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class Unit:
    """Measures as QNames: one, or two of which the first is divided by the second."""

    id: str
    measures: tuple[str, ...]


@dataclass(slots=True)
class _Stated:
    """What the facts of a page need: contexts and units, each once, in reading order."""

    facts: list[Fact] = field(default_factory=list)
    contexts: dict[str, Context] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)


def write_xbrl(
    document: Document, style: Style, names: Mapping[str, str], schema_file: str
) -> tuple[bytes, bytes]:
    """The page and its schema, which must lie beside it as `schema_file`; `names`: Chinese by indicator.

    The page says exactly `plain_text(document)`; equal input, equal bytes.
    """
    stated = _Stated()
    page = shown(document, style.layout, _tagged(document, stated))
    data = write_page(
        style.html,
        _TEMPLATE,
        language=document.language,
        page=page,
        Role=Role,
        region=document.region,
        contexts=stated.contexts.values(),
        units=stated.units.values(),
        namespace=NAMESPACE,
        schema=quote(schema_file),
    )
    return data, schema(stated.facts, names, document.language)


def _tagged(document: Document, stated: _Stated) -> Mark:
    def mark(figure: str, pieces: tuple[Piece, ...]) -> Words:
        found = facts(document, figure)
        stated.facts += found
        return Words(pieces, tags=tuple(_tag(fact, stated) for fact in found), number=_number(found))

    return mark


def _number(found: tuple[Fact, ...]) -> tuple[str, str, str] | None:
    number = found[0].number if found else None
    return (number.before, number.digits, number.after) if number else None


def _tag(fact: Fact, stated: _Stated) -> Tag:
    context = _context(fact.value)
    stated.contexts.setdefault(context.id, context)
    attributes = {"name": f"{PREFIX}:{concept(fact)}", "contextRef": context.id}
    number = fact.number
    if number is None:
        return Tag("nonNumeric", tuple(attributes.items()))
    unit = stated.units.setdefault(number.unit, Unit(f"u{len(stated.units) + 1}", _measures(number.unit)))
    attributes |= {
        "unitRef": unit.id,
        "decimals": str(number.decimals),
        "scale": str(number.scale),
        "format": "ixt:num-dot-decimal",
    }
    return Tag("nonFraction", (*attributes.items(), *((("sign", "-"),) if number.negative else ())))


def _measures(unit: str) -> tuple[str, ...]:
    if not unit:
        return (_PURE,)
    return tuple(
        _CURRENCY if part == "元" else f"{PREFIX}:{_NO_NAME.sub('_', part)}" for part in unit.split("/")
    )


def _context(value: Value) -> Context:
    year, _, month = value.period.partition("-")
    first, last = (int(month), int(month)) if month else (1, 12)
    begin, end = date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])
    if value.cutoff and begin <= value.cutoff < end:
        return Context(f"p{value.period}-to-{value.cutoff}", begin, value.cutoff)
    return Context(f"p{value.period}", begin, end)
