"""The figures of a document that someone means: by number, as printed, by an indicator's code or name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tasks.catalogue import Catalogue
from tasks.model import Document, Figure
from tasks.review.lineage import figures_matching
from tasks.writers.standings import Standing, places

_NUMBER: Final = re.compile(r"(?:第|序号)\s*(\d{1,6})\s*(?:个数据|个)?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure, its number in the document as 数据出处一览表 counts, and where it stands."""

    number: int
    figure: Figure
    where: tuple[Standing, ...]


def figures_meant(document: Document, catalogue: Catalogue, what: str) -> tuple[Printed, ...]:
    """All figures that are meant, in reading order: 第12个数据, 1661, 467%, an indicator's code or name."""
    standing = places(document)
    wanted = _meant(document, catalogue, what, standing)
    numbered = enumerate(standing.items(), start=1)
    return tuple(
        Printed(number, document.figures[one], where) for number, (one, where) in numbered if one in wanted
    )


def _meant(
    document: Document, catalogue: Catalogue, what: str, standing: Mapping[str, object]
) -> frozenset[str]:
    numbered = _NUMBER.fullmatch(what.strip())
    if numbered is None:
        return frozenset(figure.id for figure in figures_matching(document, catalogue, what))
    number = int(numbered[1])
    return frozenset(list(standing)[number - 1 : number] if number else ())
