"""The document's outline: headings go with what stood under them, the rest is numbered without gaps.

一、 （一） 1. by GB/T 9704-2012, 7.3.3; numbers are made here and nowhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.model import Omission
from tasks.quantity.numerals import numeral
from tasks.report.blocks import RUN_IN, Draft
from tasks.report.pieces import Pieces, shown, skeleton
from tasks.report.pruning import Loss, prune


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block that stays, with its number."""

    level: int
    number: str
    heading: Pieces
    body: Pieces
    draft: Draft  # what it was before anything fell away


@dataclass(frozen=True, slots=True)
class Outline:
    """What stays, and what was left out."""

    blocks: tuple[Numbered, ...]
    omissions: tuple[Omission, ...]


@dataclass(slots=True)
class _Entry:
    level: int
    heading: Pieces
    body: Pieces
    losses: list[Loss]
    emptied: bool  # had a body, and lost it
    gone: bool
    draft: Draft


def outline(drafts: Sequence[Draft]) -> Outline:
    """Prune every block, drop headings and lead-ins that have lost all they led to, number the rest."""
    entries = [_entry(draft) for draft in drafts]
    for at in reversed(range(len(entries))):
        _settle(entries, at)
    return _numbered(entries)


def _entry(draft: Draft) -> _Entry:
    heading, body = prune(draft.heading), prune(draft.body)
    losses = [replace(loss, what="标题") if loss.what == "段落" else loss for loss in heading.losses]
    emptied = bool(draft.body) and not body.pieces
    gone = not heading.pieces if draft.level else emptied
    return _Entry(draft.level, heading.pieces, body.pieces, [*losses, *body.losses], emptied, gone, draft)


def _settle(entries: list[_Entry], at: int) -> None:
    """Decide on a heading or lead-in once everything below it is decided."""
    entry, section = entries[at], _section(entries, at)
    if entry.gone and not entry.level:
        return
    losses = [loss for one in (entry, *section) for loss in one.losses]
    why = replace(_WHY, missing=tuple(dict.fromkeys(name for loss in losses for name in loss.missing)))
    why = replace(why, required=any(loss.required for loss in losses))
    if entry.gone:
        for below in (entry, *section):
            _drop(below, why)
    elif _leads_nowhere(entry, section):
        _drop(entry, why)


def _leads_nowhere(entry: _Entry, section: list[_Entry]) -> bool:
    led = not entry.body if entry.level else skeleton(entry.body).endswith("：")
    return led and all(below.gone for below in section) and bool(section or entry.emptied)


def _section(entries: list[_Entry], at: int) -> list[_Entry]:
    """What stands under a heading; for a paragraph, what follows it under the same heading."""
    above = next((e.level for e in reversed(entries[: at + 1]) if e.level), 0)
    below = entries[at + 1 :]
    end = next((n for n, e in enumerate(below) if 0 < e.level <= above), len(below))
    return below[:end]


_WHY = Loss("", "", ())


def _drop(entry: _Entry, why: Loss) -> None:
    """Leave out what is left of a block, and keep on the list what that was."""
    left = [replace(why, what="标题", text=shown(entry.heading))] if entry.heading else []
    left += [replace(why, what="段落", text=shown(entry.body))] if entry.body else []
    entry.losses[:0] = left
    entry.heading, entry.body, entry.gone = (), (), True


def _numbered(entries: Sequence[_Entry]) -> Outline:
    counts = [0, 0, 0]
    where = "正文开头"
    blocks: list[Numbered] = []
    omissions: list[Omission] = []
    for entry in entries:
        number = ""
        if entry.level and not entry.gone:
            counts[entry.level - 1] += 1
            counts[entry.level :] = [0] * (RUN_IN - entry.level)
            number = _NUMBERS[entry.level](counts[entry.level - 1])
            where = f"{number}{shown(entry.heading).rstrip('。')}"
        if not entry.gone:
            blocks.append(Numbered(entry.level, number, entry.heading, entry.body, entry.draft))
        omissions += [
            Omission(loss.what, loss.text, loss.missing, where, loss.required) for loss in entry.losses
        ]
    return Outline(tuple(blocks), tuple(omissions))


_NUMBERS: Mapping[int, Callable[[int], str]] = {
    1: lambda n: f"{numeral(n)}、",
    2: lambda n: f"（{numeral(n)}）",
    3: lambda n: f"{n}.",
}
