"""An edited text taken back into the edition that its version was made from.

What is unchanged stays as it is written there; what was edited becomes the edition's own words, its figures
bound as before. Nothing is taken that would print something else than what was read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tasks.differences import paired
from tasks.model.printed import Part, Printed
from tasks.review.adopt.figures import Figures
from tasks.review.adopt.layout import DATE, TITLE, Layout, layout, numbered
from tasks.review.adopt.paragraphs import BODY, HEADING, Desk, Given, Ref
from tasks.review.adopt.restored import Restored, restored
from tasks.review.adopt.sequence import with_silent
from tasks.review.adopt.stretches import Writer
from tasks.review.adopt.types import NO_NUMBERS, Adopted, Base, Number, Numbers, Piece, Printer, Stop
from tasks.review.reading import Edited
from tasks.review.verify import Outcome, Result, Verified

_LONGEST_HEADING = 60
_RUN_IN = 3
_SHOWN = 24
"""Characters by which a paragraph is named."""


def adopt(base: Base, edited: Edited, verified: Verified, printer: Printer) -> Adopted:
    """Take an edited text (`layout.cleaned`) back. `verified` is what became of its numbers, by the same
    paragraphs. With stops nothing else is to be used.
    """
    found = layout(base, edited.paragraphs)
    work = _Work(base, edited, verified, printer, found)
    work.match()
    work.take()
    return work.adopted()


@dataclass(slots=True)
class _Work:
    base: Base
    edited: Edited
    verified: Verified
    printer: Printer
    layout: Layout
    given: list[Given] = field(default_factory=list)
    exact: dict[int, int] = field(default_factory=dict)  # paragraph → block
    moved: set[int] = field(default_factory=set)
    pieces: list[Piece] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    numbers: Numbers = NO_NUMBERS
    figures: set[str] = field(default_factory=set)
    stops: list[Stop] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[int, Restored] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, Part]:
        """The version's figures by id."""
        return {part.figure: part for block in self.base.blocks for part in _parts(block) if part.figure}

    def match(self) -> None:
        """Which block each paragraph was, at which level it stands, and which are as they were."""
        by_paragraph: dict[int, list[Result]] = defaultdict(list)
        for result in self.verified.results:
            by_paragraph[result.paragraph].append(result)
        for place in self.layout.body:
            text = self.edited.paragraphs[place].text
            self.texts[place] = restored(place, text, by_paragraph[place], self.parts)
            self.numbers = self.numbers.and_(self.texts[place].numbers)
        texts = [self.texts[place].text for place in self.layout.body]
        ours = [block.text for block in self.base.blocks]
        pairs = paired(ours, [numbered(text)[1] for text in texts])
        block_of = {other: one for one, other in (*pairs.kept, *pairs.moved)}
        self.moved = {self.layout.body[other] for _, other in pairs.moved}
        for number, place in enumerate(self.layout.body):
            if texts[number]:
                self.given.append(self._given(place, texts[number], block_of.get(number)))
        for given in self.given:
            block = self.base.blocks[given.block] if given.block is not None else None
            if block is not None and (block.text, block.level) == (given.text, given.level):
                self.exact[given.place] = given.block or 0

    def _given(self, place: int, text: str, block: int | None) -> Given:
        level, rest = numbered(text)
        was = self.base.blocks[block] if block is not None else None
        if was is not None and was.text == text:
            level, rest = was.level, text
        elif was is not None and was.level == 0 and numbered(was.text)[0]:
            level, rest = 0, text  # the edition's own words begin with a number
        elif not level and was is not None and was.level and _is_still(was, text):
            level = was.level
        if level in (1, 2) and len(rest) > _LONGEST_HEADING:
            level, rest = 0, text
        return Given(place, rest, len(text) - len(rest), level, block)

    def take(self) -> None:
        """All paragraphs in order."""
        whole = self._whole()
        kept = {block for place, block in self.exact.items() if block in whole}
        loose = [
            (number, name, unit)
            for number, block in enumerate(self.base.blocks)
            if number not in kept
            for name in (HEADING, BODY)
            for unit in range(len(getattr(block, name)))
        ]
        results = {place: one.results for place, one in self.texts.items()}
        desk = Desk(self.base.blocks, Writer(Figures(self.printer), results, self.parts), loose)
        used: frozenset[Ref] = frozenset()
        placed: set[int] = set()
        for given in self.given:
            block = self.exact.get(given.place)
            if block in kept and block is not None:
                self._keep(given, block, placed)
            else:
                used |= self._edit(desk, given, used, placed)

    def _whole(self) -> set[int]:
        """Blocks that stay as they are written: of those that one place printed, all or none, in a row."""
        order = [given.place for given in self.given]
        by_block = {block: place for place, block in self.exact.items()}
        groups: dict[int, list[int]] = defaultdict(list)
        for number, places in enumerate(self.base.places):
            for place in places:
                groups[place].append(number)
        broken: set[int] = set()
        for group in groups.values():
            at = [order.index(by_block[one]) if one in by_block else None for one in group]
            first = at[0]
            if first is None or at != list(range(first, first + len(group))) or self._sunk(group, first):
                broken |= set(group)
        return {block for block in by_block if block not in broken}

    def _sunk(self, group: Sequence[int], first: int) -> bool:
        """Whether a department's text stands under a heading of another level than before: 材料 would set its
        headings at another level.
        """
        levels = [self.base.blocks[one].level for one in group if self.base.blocks[one].inserted]
        own = [level for level in levels if level]
        above = next((one.level for one in reversed(self.given[:first]) if one.level), 0)
        return bool(own) and min(own) != above + 1

    def _keep(self, given: Given, block: int, placed: set[int]) -> None:
        for place in self.base.places[block]:
            if place not in placed:
                placed.add(place)
                self.pieces.append(Piece(self.base.source[place].text, place))
        self.printed.append(given.text)
        self.figures |= {part.figure for part in _parts(self.base.blocks[block]) if part.figure}
        if given.place in self.moved:
            self._say(given, "移动了")
        elif self.texts[given.place].numbers != NO_NUMBERS:
            self._say(given, "文字没有改，数另列")

    def _edit(self, desk: Desk, given: Given, used: frozenset[Ref], placed: set[int]) -> frozenset[Ref]:
        taken = desk.take(given, used)
        where = self.texts[given.place].original
        self.stops += [replace(one, start=where(one.start), end=where(one.end)) for one in taken.stops]
        places = [
            one
            for one in (self.base.places[given.block] if given.block is not None else ())
            if one not in placed
        ]
        inserted = given.block is not None and self.base.blocks[given.block].inserted
        for text in (taken.heading, taken.body):
            if text:
                place = None if inserted or not places else places.pop(0)
                placed |= {place} if place is not None else set()
                self.pieces.append(Piece(self._as_it_was(given, text, place), place))
        self.printed.append(taken.printed)
        self.numbers = self.numbers.and_(taken.numbers.moved(where))
        self.figures |= taken.figures
        self._renamed(given, taken.heading)
        same = given.place in self.exact
        self._say(given, "转为底稿自己的文字" if same else "改了" if given.block is not None else "新增")
        return taken.refs

    def _as_it_was(self, given: Given, text: str, place: int | None) -> str:
        """A heading that is as it was, as it was written."""
        if place is None or not text.startswith("#") or given.block is None:
            return text
        block = self.base.blocks[given.block]
        said = "".join(unit.text for unit in block.heading)
        same = block.level == given.level and given.text.startswith(said)
        return self.base.source[place].text if said and same else text

    def _renamed(self, given: Given, heading: str) -> None:
        block = self.base.blocks[given.block] if given.block is not None else None
        if block is None or not block.level or block.inserted or not heading:
            return
        old = "".join(unit.source for unit in block.heading)
        new = heading.lstrip("#").strip()
        if old != new:
            self.renamed.append((old, new))

    def _say(self, given: Given, what: str) -> None:
        self.said.append((given.place, f"{what}：{_short(given.text)}"))

    def adopted(self) -> Adopted:
        """All that was found."""
        pieces, dropped = with_silent(self.base, self.pieces)
        gone = {given.block for given in self.given}
        for number, block in enumerate(self.base.blocks):
            if number not in gone and block.text:
                self.said.append((-1, f"删去：{_short(block.text)}"))
        return Adopted(
            tuple(pieces),
            dict(self._head()),
            tuple(self.renamed),
            tuple(self.printed),
            self.numbers,
            tuple(self._deleted()),
            tuple(self.said),
            tuple(dropped),
            tuple(self.stops),
            self.layout.beside,
        )

    def _head(self) -> Iterator[tuple[str, str]]:
        """What of title, addressee, signatory and date is not as it was."""
        was = {line.role: line.text for line in self.base.lines}
        for role, place in self.layout.head.items():
            text = self.edited.paragraphs[place].text
            plain = text.replace(" ", "") if role == DATE else text
            if plain != was.get(role, "") and not (
                role == TITLE and _squeezed(plain) == _squeezed(was[TITLE])
            ):
                yield role, plain

    def _deleted(self) -> Iterator[Number]:
        """Figures that stood in the version's text and are printed nowhere now."""
        there = {part.figure for block in self.base.blocks for part in _parts(block) if part.figure}
        for one in self.verified.results:
            gone = one.outcome is Outcome.MISSING or (one.outcome is Outcome.CHANGED and not one.now)
            if gone and one.figure in there - self.figures:
                yield Number(one.name, (), "", one.was)


def _is_still(was: Printed, text: str) -> bool:
    """Whether a paragraph without a number is still the heading that it was."""
    heading = "".join(unit.text for unit in was.heading)
    if was.level == _RUN_IN:
        return text.startswith(heading)
    return text == heading or (len(text) <= _LONGEST_HEADING and not re.search("[。；]", text))


def _parts(block: Printed) -> Iterator[Part]:
    return (part for unit in (*block.heading, *block.body) for part in unit.parts)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def share_kept(base: Base, edited: Edited) -> float:
    """The share of the version's text that stands in paragraphs which are found again."""
    ours: Sequence[str] = [block.text for block in base.blocks]
    pairs = paired(ours, [numbered(one.text)[1] for one in edited.paragraphs])
    found = sum(len(ours[one]) for one, _ in (*pairs.kept, *pairs.moved))
    return found / max(1, sum(map(len, ours)))
