"""The number check on a document: quantities in its words that nothing stands behind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.model import Document, Run, Text
from tasks.quantity import Found, lost_dashes, scan


@dataclass(frozen=True, slots=True)
class Unbound:
    """A quantity in a document's words. `block` and `run` count from 0, a heading's runs before its
    body's; the title is block -1. `narrative` is set where the words are a department's.
    """

    block: int
    run: int
    found: Found
    around: str
    narrative: str


def unbound(document: Document, names: Iterable[str]) -> list[Unbound]:
    """All quantities in a document's words, labels and the years that it speaks of aside."""
    listed = tuple(names)
    years = tuple(f"{year}年" for year in (document.year, document.year + 1))
    blocks = [(-1, document.title)]
    blocks += [(n, (*block.heading, *block.body)) for n, block in enumerate(document.blocks)]
    return [
        found
        for block, runs in blocks
        for found in _in_runs(block, runs, listed)
        if found.found.text not in years
    ]


def _in_runs(block: int, runs: Sequence[Run], names: Sequence[str]) -> Iterator[Unbound]:
    for number, run in enumerate(runs):
        if isinstance(run, Text) and not run.label:
            for found in (*scan(run.text, names), *lost_dashes(run.text)):
                around = run.text[max(0, found.start - _AROUND) : found.end + _AROUND]
                yield Unbound(block, number, found, around, run.narrative)


_AROUND = 12
