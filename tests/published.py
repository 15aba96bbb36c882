"""Reports of 2023 as other systems would have published them: our own wording with the shipped figures."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tasks import settings
from tasks.catalogue import Catalogue, load
from tasks.catalogue.settlement_checks import amount
from tasks.curation.derived import derive
from tasks.model import Document, FigureRun, Origin, RegionYear, SourceKind, Value
from tasks.report import compose, load_edition
from tasks.review.published import Bound, bind, said_numbers
from tasks.review.reading import Edited, Paragraph
from tests.edition import printed
from tests.samples.generate import TOWNS

KEY = RegionYear("hongmei", 2023)


@cache
def catalogue() -> Catalogue:
    return load(settings.load({}))


@cache
def values() -> tuple[Value, ...]:
    """What the published figures rest on: each that is no comparison, stated as it is printed."""
    found = {(value.period, value.indicator): value for row in _rows() for value in _values(row)}
    return tuple(derive(KEY, found.values(), catalogue()))


def _rows() -> list[dict[str, str]]:
    with (TOWNS.parent / "figures-2023.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _values(row: dict[str, str]) -> Iterator[Value]:
    for code in row["codes"].split():
        declared = catalogue().indicators.get(code)
        quantity = amount(row["text"], declared) if declared else None
        if declared is None or quantity is None or code in catalogue().comparisons:
            continue
        yield Value(
            region=KEY.region,
            reported_in=KEY.year,
            period=row["period"],
            indicator=code,
            source=SourceKind.STATED,
            value=quantity.value,
            unit=declared.unit,
            hedge=quantity.hedge,
            step=quantity.step,
            origin=Origin(declared.owner, raw=row["text"]),
        )


@cache
def document() -> Document:
    """The shipped edition of 2023 with the published figures."""
    return compose(load_edition(settings.load({}), KEY.region, KEY.year), catalogue(), values(), ())


def lines() -> list[str]:
    """Its text, paragraph by paragraph."""
    return [printed(document(), block) for block in document().blocks]


def figures() -> list[tuple[str, tuple[str, ...]]]:
    """What its text prints as data, in reading order: the text and the keys behind it."""
    runs = [run for block in document().blocks for run in (*block.heading, *block.body)]
    shown = [document().figures[run.figure] for run in runs if isinstance(run, FigureRun)]
    return [(one.text, one.keys) for one in shown]


@dataclass(frozen=True)
class Trial:
    """How many numbers are bound rightly; which wrongly; which are left."""

    right: int
    wrong: tuple[str, ...]
    left: tuple[str, ...]


def bound(texts: Iterable[str], known: Catalogue | None = None) -> list[Bound]:
    """What the numbers of a text of 2023 come to."""
    edited = Edited(tuple(map(Paragraph, texts)))
    return bind(said_numbers(edited, catalogue().names), known or catalogue(), KEY.year)


def trial(found: Iterable[Bound], gone: str = "") -> Trial:
    """Numbers of the published report beside what its indicators are: equal is right, anything else wrong.
    `gone` is a code that the catalogue did not have.
    """
    right, wrong, left = 0, [], []
    for one in found:
        shown = f"{one.said.before}#{one.said.text}#{one.said.after} {one.why.name} {one.indicators}"
        if not one.indicators:
            left.append(shown)
        elif gone not in one.indicators and all(_is_its(one.said.text, code) for code in one.indicators):
            right += 1
        else:
            wrong.append(shown)
    return Trial(right, tuple(wrong), tuple(left))


def _is_its(text: str, code: str) -> bool:
    declared = catalogue().indicators[code]
    said = amount(text, declared)
    known = next((v for v in values() if (v.period, v.indicator) == ("2023", code)), None)
    return said is not None and known is not None and known.value == said.value
