"""A base draft that was edited in Word, put together with the edition as it stands now: pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.differences import Part, Side, merge, paired
from tasks.model.draft import HEADINGS, DraftParagraph, DraftRole
from tasks.report.draft import FIELDS, Fields
from tasks.report.source import Chosen, SourceBlock
from tasks.report.word_names import CodeNames
from tasks.report.word_text import written_paragraph


@dataclass(frozen=True, slots=True)
class Taken:
    """A paragraph of the merged text. `place` counts the edition's blocks: where it stands, or what it takes
    the place of. `given` counts the file's paragraphs. None where it is of the other side alone.
    """

    paragraph: DraftParagraph
    place: int | None = None
    given: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the file says and what the edition says now, both otherwise than when the file was given out; `at`
    counts the merged paragraphs, where the file's begin.
    """

    at: int
    theirs: tuple[DraftParagraph, ...]
    mine: tuple[DraftParagraph, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with everything that either side changed; in a conflict, the file's words, or where it has
    none, the edition's.
    """

    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    changed: tuple[tuple[DraftParagraph | None, DraftParagraph | None], ...]  # by the file: was, is


def merged_text(
    base: Sequence[DraftParagraph], theirs: Sequence[DraftParagraph], mine: Sequence[DraftParagraph]
) -> Merged:
    """`base`: what was given out; `theirs`: what came back; `mine`: the edition now."""
    taken: list[Taken] = []
    conflicts: list[Conflict] = []
    changed: list[tuple[DraftParagraph | None, DraftParagraph | None]] = []
    for part in merge(base, theirs, mine):
        said, own = theirs[slice(*part.theirs)], mine[slice(*part.mine)]
        if part.side is Side.CONFLICT:
            conflicts.append(Conflict(len(taken), tuple(said), tuple(own)))
        if part.side is Side.THEIRS:
            changed += _changes(own, said)
        taken += _taken(part, theirs, mine)
    return Merged(tuple(taken), tuple(conflicts), tuple(changed))


def _taken(part: Part, theirs: Sequence[DraftParagraph], mine: Sequence[DraftParagraph]) -> Iterator[Taken]:
    begin, first = part.theirs[0], part.mine[0]
    said, own = theirs[slice(*part.theirs)], mine[slice(*part.mine)]
    if part.side is Side.THEIRS or (part.side is Side.CONFLICT and said):
        became = {new: old for old, new in _later_forms(own, said)}
        for at, one in enumerate(said):
            yield Taken(one, first + became[at] if at in became else None, begin + at)
        return
    both = part.side is Side.BOTH
    yield from (Taken(one, first + at, begin + at if both else None) for at, one in enumerate(own))


def _changes(
    own: Sequence[DraftParagraph], said: Sequence[DraftParagraph]
) -> Iterator[tuple[DraftParagraph | None, DraftParagraph | None]]:
    became = dict(_later_forms(own, said))
    yield from ((one, said[became[at]] if at in became else None) for at, one in enumerate(own))
    yield from ((None, one) for at, one in enumerate(said) if at not in became.values())


def _later_forms(own: Sequence[DraftParagraph], said: Sequence[DraftParagraph]) -> Iterator[tuple[int, int]]:
    """Which paragraph became which: one for one, headings of a level in their order, else the most alike."""
    if len(own) == len(said):
        yield from ((at, at) for at in range(len(own)) if _alike(own[at], said[at]))
        return
    for role in (*HEADINGS, DraftRole.BODY, DraftRole.COMMENT):
        old = [at for at, one in enumerate(own) if one.role is role]
        new = [at for at, one in enumerate(said) if one.role is role]
        if role in HEADINGS and len(old) == len(new):
            yield from zip(old, new, strict=True)
        else:
            found = paired([own[at].text for at in old], [said[at].text for at in new])
            yield from ((old[one], new[other]) for one, other in (*found.kept, *found.moved))


def _alike(one: DraftParagraph, other: DraftParagraph) -> bool:
    """Whether both are headings, or both are not: the blank line between is another."""
    return (one.role in HEADINGS) == (other.role in HEADINGS)


def chosen_blocks(
    taken: Sequence[Taken], blocks: Sequence[SourceBlock], mine: Sequence[DraftParagraph], names: CodeNames
) -> list[Chosen]:
    """The merged text as blocks of source; what says what a block says is that block, wherever it went."""
    known: dict[DraftParagraph, str] = {}
    for block, paragraph in zip(blocks, mine, strict=True):
        known.setdefault(paragraph, block.said)
    return [Chosen(_source(one, blocks, mine, known, names), one.place) for one in taken]


def _source(
    one: Taken,
    blocks: Sequence[SourceBlock],
    mine: Sequence[DraftParagraph],
    known: Mapping[DraftParagraph, str],
    names: CodeNames,
) -> str:
    if one.place is not None and mine[one.place] == one.paragraph:
        return blocks[one.place].said
    return known.get(one.paragraph) or written_paragraph(one.paragraph, names)


def heading_of(block: str) -> str:
    """The words of a heading as written."""
    return block.strip().lstrip("#").strip()


def renamed(
    taken: Sequence[Taken], chosen: Sequence[Chosen], blocks: Sequence[SourceBlock]
) -> dict[str, str]:
    """The headings that are called otherwise now, as written: was → is."""
    return {
        was: heading_of(new.text)
        for one, new in zip(taken, chosen, strict=True)
        if one.place is not None and one.paragraph.role in HEADINGS
        for was in (heading_of(blocks[one.place].text),)
        if blocks[one.place].text.lstrip().startswith("#") and was != heading_of(new.text)
    }


def merged_fields(base: Fields, theirs: Fields, mine: Fields) -> tuple[dict[DraftRole, str], set[DraftRole]]:
    """Title, addressee, signatory and date: those that the file changed, and those that both changed. A line
    that is not in the file was not changed.
    """
    changed = {role: said for role, said in theirs.items() if said != base[role] and said != mine[role]}
    both = {role for role in changed if mine[role] != base[role]}
    return {role: changed[role] for role in FIELDS if role in changed}, both
