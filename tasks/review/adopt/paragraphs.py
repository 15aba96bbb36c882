"""One edited paragraph as source: unchanged sentences as they were written, the others anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tasks.model.printed import Part, Printed, Unit
from tasks.review.adopt.figures import inserted
from tasks.review.adopt.stretches import Stretch, Writer, escaped
from tasks.review.adopt.types import NO_NUMBERS, Numbers, Segment, Stop, UnprintableError

Ref = tuple[int, str, int]
"""A sentence: its block, heading or body, and its place there."""

HEADING, BODY = "heading", "body"
_ENDS = "。！？；：”’）》"
_LONG = 12
"""Characters from which a sentence is known again in another paragraph."""
_RUN_IN = 3
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """A paragraph as source, heading and body, and what it prints; sentences that were taken as they were,
    and the figures that it prints.
    """

    heading: str
    body: str
    printed: str
    numbers: Numbers = NO_NUMBERS
    refs: frozenset[Ref] = frozenset()
    figures: frozenset[str] = frozenset()
    stops: tuple[Stop, ...] = ()

    @property
    def source(self) -> str:
        """As it stands in an edition."""
        return "\n".join(part for part in (self.heading, self.body) if part)


@dataclass(frozen=True, slots=True)
class Given:
    """An edited paragraph: its place, its text behind any number, where that begins, its level, and the
    block that it was.
    """

    place: int
    text: str
    start: int
    level: int
    block: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The version's blocks; `loose` are the sentences of paragraphs that are not as they were."""

    blocks: Sequence[Printed]
    writer: Writer
    loose: Sequence[Ref]

    def take(self, given: Given, used: frozenset[Ref]) -> Taken:
        """A paragraph, with as much of what was written as prints it word for word; else the stops."""
        if given.text.startswith(("#", "%%")):
            stop = Stop(given.place, 0, 1, f"一段不能以“{given.text[0]}”开头，请改写")
            return Taken("", "", given.text, stops=(stop,))
        for units, wordy in ((True, True), (True, False), (False, True), (False, False)):
            taken = self._try(given, used, units=units, wordy=wordy)
            if taken.stops:
                return taken
            why = self._wrong(taken)
            if not why:
                return taken
        stop = Stop(given.place, 0, len(given.text), why)
        return Taken("", "", given.text, stops=(stop,))

    def _wrong(self, taken: Taken) -> str:
        """Why a source does not print what was read; "" where it does."""
        try:
            lines = self.writer.figures.printer.say(taken.source, taken.numbers.new)
        except UnprintableError as error:
            return f"这一段写不进底稿：{error}"
        if lines == (taken.printed,):
            return ""
        return f"这一段写进底稿后印出来会不一样：“{''.join(lines)[:60]}”，请改写"

    def _try(self, given: Given, used: frozenset[Ref], *, units: bool, wordy: bool) -> Taken:
        cut = self._heading_end(given)
        whole = f"{' ' * given.start}{given.text}"  # so that places are those of the paragraph as it was read
        spans = [(HEADING, given.start, given.start + cut), (BODY, given.start + cut, len(whole))]
        parts = [
            self._part(given, whole, name, start, end, used, units=units, wordy=wordy)
            if end > start
            else _NONE
            for name, start, end in spans
        ]
        heading, body = ("".join(one.source for one in part.segments) for part in parts)
        origin, level = self._origin(given), "#" * given.level
        return Taken(
            f"{level} {heading}" if given.level else "",
            f"{origin}{body.replace(origin, '')}" if body else "",
            "".join(one.printed for part in parts for one in part.segments),
            parts[0].numbers.and_(parts[1].numbers),
            frozenset(ref for part in parts for ref in part.refs),
            frozenset(figure for part in parts for figure in part.figures),
            tuple(stop for part in parts for stop in part.stops),
        )

    def _heading_end(self, given: Given) -> int:
        """Where a heading ends that its paragraph follows."""
        if given.level == 0:
            return 0
        if given.level < _RUN_IN:
            return len(given.text)
        block = self.blocks[given.block] if given.block is not None else None
        said = "".join(unit.text for unit in block.heading) if block is not None else ""
        if said and given.text.startswith(said):
            return len(said)
        end = given.text.find("。", 0, _LONGEST_HEADING)
        return end + 1 if end >= 0 else len(given.text)

    def _origin(self, given: Given) -> str:
        """The mark of the department's text that a paragraph was taken from, where 材料 does not print it."""
        block = self.blocks[given.block] if given.block is not None else None
        parts = [part for unit in (block.body if block is not None else ()) for part in unit.parts]
        if block is None or not parts:
            return ""
        marked = parts[0].narrative and not parts[0].made
        return origin_mark(parts) if block.inserted or marked else ""

    def _part(
        self,
        given: Given,
        text: str,
        name: str,
        start: int,
        end: int,
        used: frozenset[Ref],
        *,
        units: bool,
        wordy: bool,
    ) -> "_Part":
        own = self._own(given, name)
        loose = [ref for ref in self.loose if ref not in own]
        claims = list(_claims(text, start, end, self._free(own, loose, used))) if units else []
        taken = {ref for _, _, ref in claims}
        near = [self.unit(ref) for ref in (*own, *loose) if ref not in taken]
        texts = [self.unit(ref) for ref in own if ref not in taken] if units and name == BODY else []
        parts = self._inserted(text, start, end, texts, claims)
        out = _Part()
        at = start
        every: list[tuple[int, int, Ref | Stretch | None]] = [*claims, *parts, (end, end, None)]
        for begin, stop, ref in sorted(every, key=lambda one: one[:2]):
            if begin > at:
                out.add(self.writer.write(given.place, text, at, begin, near, wordy=wordy))
            if isinstance(ref, Stretch):
                out.add(ref)
            elif ref is not None:
                out.claim(self, ref)
            at = stop
        return out

    def _inserted(
        self, text: str, start: int, end: int, units: Sequence[Unit], claims: Sequence[tuple[int, int, Ref]]
    ) -> list[tuple[int, int, Stretch]]:
        """The sentences of a department's text within a paragraph that stand there still, where it was
        edited; the first marked with its origin, if the edition's own sentences do not follow.
        """
        each = [(unit.text, unit) for one in units for unit in inserted(one) if len(unit.text) >= _LONG]
        spans = [(begin, stop) for begin, stop, _ in claims]
        found = sorted(_claims(text, start, end, iter(each), spans), key=lambda one: one[:2])
        out: list[tuple[int, int, Stretch]] = []
        for begin, stop, unit in found:
            first = not out and all(other <= begin for _, other in spans)
            mark = origin_mark(unit.parts) if first else ""
            figures = frozenset(part.figure for part in unit.parts if part.figure)
            segment = Segment(f"{mark}{self._own_source(unit)}", unit.text)
            out.append((begin, stop, Stretch((segment,), figures=figures)))
        return out

    def _own(self, given: Given, name: str) -> list[Ref]:
        if given.block is None:
            return []
        count = len(getattr(self.blocks[given.block], name))
        return [(given.block, name, number) for number in range(count)]

    def _free(
        self, own: Sequence[Ref], loose: Sequence[Ref], used: frozenset[Ref]
    ) -> Iterator[tuple[str, Ref]]:
        for ref in own:
            if ref not in used and self.unit(ref).text:
                yield self.unit(ref).text, ref
        for ref in loose:
            if ref not in used and len(self.unit(ref).text) >= _LONG:
                yield self.unit(ref).text, ref

    def unit(self, ref: Ref) -> Unit:
        """The sentence."""
        block, name, number = ref
        found: Unit = getattr(self.blocks[block], name)[number]
        return found

    def fallen(self, ref: Ref) -> Iterator[str]:
        """The sentences beside one that fell away there, as they are written: those after it, and before the
        first those before it.
        """
        block, name, number = ref
        units: Sequence[Unit] = getattr(self.blocks[block], name)
        for unit in units[number + 1 :]:
            if unit.text:
                break
            yield unit.source

    def leading(self, ref: Ref) -> Iterator[str]:
        """The sentences that fell away before the first one that was printed."""
        block, name, number = ref
        units: Sequence[Unit] = getattr(self.blocks[block], name)
        if not any(unit.text for unit in units[:number]):
            yield from (unit.source for unit in units[:number])

    def source(self, ref: Ref) -> str:
        """How a sentence is written: as it was, or with its figures where 材料 printed it."""
        unit = self.unit(ref)
        return self._own_source(unit) if self.blocks[ref[0]].inserted else unit.source

    def _own_source(self, unit: Unit) -> str:
        """A sentence that 材料 printed, as the edition's own."""
        return "".join(
            (self.writer.figures.source(part) or "") if part.figure else escaped(part.text)
            for part in unit.parts
        )


class _Part:
    """A heading or a body that is put together."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.numbers = NO_NUMBERS
        self.refs: list[Ref] = []
        self.figures: set[str] = set()
        self.stops: list[Stop] = []

    def add(self, stretch: Stretch) -> None:
        self.segments += stretch.segments
        self.numbers = self.numbers.and_(stretch.numbers)
        self.figures |= stretch.figures
        self.stops += stretch.stops

    def claim(self, desk: Desk, ref: Ref) -> None:
        unit = desk.unit(ref)
        self.segments += [Segment(source, "") for source in desk.leading(ref)]
        self.segments.append(Segment(desk.source(ref), unit.text))
        self.segments += [Segment(source, "") for source in desk.fallen(ref)]
        self.refs.append(ref)
        self.figures |= {part.figure for part in unit.parts if part.figure}


_NONE = _Part()


def origin_mark(parts: Iterable[Part]) -> str:
    """The mark of the department's text that words were taken from, "" where they were not."""
    narrative = next((part.narrative for part in parts if part.narrative), "")
    if not narrative:
        return ""
    department, topic, ordinal = narrative.split("/")
    return f'{{{{ 出自("{department}", "{topic}", {ordinal}) }}}}'


T = TypeVar("T")


def _claims(
    text: str, start: int, end: int, units: Iterator[tuple[str, T]], taken: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int, T]]:
    """Where sentences stand as they were printed, each once, none within another or what is taken."""
    spans = list(taken)
    for said, ref in units:
        at = text.find(said, start, end)
        while at >= 0:
            stop = at + len(said)
            whole = (at == start or text[at - 1] in _ENDS) and (stop == end or said[-1] in _ENDS)
            if whole and all(stop <= one or other <= at for one, other in spans):
                spans.append((at, stop))
                yield at, stop, ref
                break
            at = text.find(said, at + 1, end)
