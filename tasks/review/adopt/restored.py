"""A paragraph with our figures as we print them: neither a changed number nor another writing is text."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.model.printed import Part
from tasks.review.adopt.stretches import WORDS_MOVED, extent
from tasks.review.adopt.types import NO_NUMBERS, Number, Numbers
from tasks.review.verify import Outcome, Result


@dataclass(frozen=True, slots=True)
class Restored:
    """The text, what became of its numbers by its own places, and the numbers that are printed otherwise than
    they were typed. `moves` are places from which on it is shifted, and by how much.
    """

    text: str
    results: tuple[Result, ...]
    numbers: Numbers = NO_NUMBERS
    moves: tuple[tuple[int, int], ...] = ()

    def original(self, at: int) -> int:
        """Where something stands in the text as it was read."""
        number = bisect_right(self.moves, (at, 1_000_000))
        return max(0, at - (self.moves[number - 1][1] if number else 0))


def restored(paragraph: int, text: str, results: Sequence[Result], parts: Mapping[str, Part]) -> Restored:
    """Put our figures back where they were typed otherwise. `parts` are the version's figures by id."""
    out = Restored(text, ())
    for one in sorted(results, key=lambda each: (each.start, each.end)):
        shift = out.moves[-1][1] if out.moves else 0
        here = replace(one, start=one.start + shift, end=one.end + shift)
        part = parts.get(one.figure)
        told = one.outcome in (Outcome.SAME, Outcome.CHANGED, Outcome.BOUND)
        if part is None or not told or not one.now or one.note.startswith(WORDS_MOVED):
            out = replace(out, results=(*out.results, here))
        else:
            out = _put(out, paragraph, here, part)
    return out


def _put(out: Restored, paragraph: int, one: Result, part: Part) -> Restored:
    start, end = extent(out.text, one, part.text)
    typed = out.text[start:end]
    if typed == part.text:
        return replace(out, results=(*out.results, one))
    shift = out.moves[-1][1] if out.moves else 0
    number = Number(one.name, part.keys, typed, part.text, paragraph, start - shift, end - shift)
    changed = one.outcome is Outcome.CHANGED
    more = Numbers(changed=(number,)) if changed else Numbers(restyled=(number,))
    end_now = start + len(part.text)
    here = replace(one, outcome=Outcome.UNCHANGED, start=start, end=end_now, now=part.text, was=part.text)
    return Restored(
        f"{out.text[:start]}{part.text}{out.text[end:]}",
        (*out.results, here),
        out.numbers.and_(more),
        (*out.moves, (end_now, shift + len(part.text) - len(typed))),
    )
