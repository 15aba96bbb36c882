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
    """A datum as it is printed: the numbers that its figures have in the document, as 数据出处一览表 counts
    them, the first of the figures, and where they stand."""

    numbers: tuple[int, ...]
    figure: Figure
    where: tuple[Standing, ...]

    @property
    def name(self) -> str:
        """第12个数据; 第12、98个数据 where an annex prints it again."""
        return f"第{'、'.join(map(str, self.numbers))}个数据"


def figures_meant(document: Document, catalogue: Catalogue, what: str) -> tuple[Printed, ...]:
    """All that is meant, in reading order: 第12个数据, 1661, 467%, an indicator's code or name.

    What is printed in the same words from the same values, in the text and in an annex, is one.
    """
    standing = places(document)
    wanted = _meant(document, catalogue, what, standing)
    found: dict[tuple[object, ...], Printed] = {}
    for number, (identity, where) in enumerate(standing.items(), start=1):
        if identity in wanted:
            figure = document.figures[identity]
            same = found.get((figure.keys, figure.text), Printed((), figure, ()))
            numbers, places_of = (*same.numbers, number), (*same.where, *where)
            found[figure.keys, figure.text] = Printed(numbers, same.figure, places_of)
    return tuple(found.values())


def _meant(
    document: Document, catalogue: Catalogue, what: str, standing: Mapping[str, object]
) -> frozenset[str]:
    numbered = _NUMBER.fullmatch(what.strip())
    if numbered is None:
        return frozenset(figure.id for figure in figures_matching(document, catalogue, what))
    number = int(numbered[1])
    return frozenset(list(standing)[number - 1 : number] if number else ())
