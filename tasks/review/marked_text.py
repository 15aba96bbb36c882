"""A checked text cut where its numbers stand, for the page that shows it with marks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.review.reading import Paragraph
from tasks.review.verify import Outcome, Result, Verified


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words, and the result that they are of; `number` counts those that are wrong from 1, 0 for others."""

    text: str
    result: Result | None = None
    number: int = 0


def shown_paragraphs(paragraphs: Sequence[Paragraph], verified: Verified) -> list[tuple[Stretch, ...]]:
    """Every paragraph as stretches; what is as it was stays unmarked."""
    numbers = {id(one): number for number, one in enumerate(verified.wrong, 1)}
    found: dict[int, list[Result]] = defaultdict(list)
    for one in verified.results:
        if one.outcome is not Outcome.UNCHANGED:
            found[one.paragraph].append(one)
    return [
        tuple(_stretches(paragraph.text, found[place], numbers)) for place, paragraph in enumerate(paragraphs)
    ]


def _stretches(text: str, results: Sequence[Result], numbers: dict[int, int]) -> Iterator[Stretch]:
    at = 0
    for one in results:
        start, end = max(one.start, at), max(one.end, at)
        if start > at:
            yield Stretch(text[at:start])
        yield Stretch(text[start:end], one, numbers.get(id(one), 0))
        at = end
    if at < len(text):
        yield Stretch(text[at:])
