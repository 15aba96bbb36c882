"""A stretch of an edited sentence as source: its words as they stand, its numbers as figures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.model.printed import Part, Unit
from tasks.quantity import hedged, scan
from tasks.review.adopt.figures import Figures, phrases, required
from tasks.review.adopt.types import NO_NUMBERS, New, Number, Numbers, Segment, Stop, UnprintableError
from tasks.review.verify import Outcome, Result

_MARKUP = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|\[\[|\]\]|【|】|[\ue000-\uf8ff]")
_NAME = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 12
_NEAR = 2
"""Characters beside a label by which it is known again."""
_PHRASE = re.compile("[|(]")
_BASE_YEAR = "上年"
WORDS_MOVED = "这个数原来是"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something else than words is printed."""

    start: int
    end: int
    segment: Segment


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch came to."""

    segments: tuple[Segment, ...]
    numbers: Numbers = NO_NUMBERS
    stops: tuple[Stop, ...] = ()
    figures: frozenset[str] = frozenset()


@dataclass(slots=True)
class Writer:
    """Writes stretches. `results` are by paragraph, `parts` the version's figures by id."""

    figures: Figures
    results: Mapping[int, Sequence[Result]]
    parts: Mapping[str, Part]
    named: list[str] = field(default_factory=list)

    def write(
        self, paragraph: int, text: str, start: int, end: int, near: Sequence[Unit], *, wordy: bool
    ) -> Stretch:
        """A stretch of a paragraph; `near` are the sentences that it may come from, `wordy` whether their
        phrases may be used whole.
        """
        found = _Found(self, paragraph, text)
        results = [one for one in self.results.get(paragraph, ()) if start <= one.start < end]
        if wordy:
            found.phrases(near, results, start, end)
        for one in results:
            found.number(one)
        found.labels(near, start, end)
        found.stops += list(_strange(paragraph, text, start, end))
        return found.stretch(start, end)


@dataclass(slots=True)
class _Found:
    writer: Writer
    paragraph: int
    text: str
    spots: list[Spot] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    numbers: Numbers = NO_NUMBERS
    kept: set[str] = field(default_factory=set)

    def stretch(self, start: int, end: int) -> Stretch:
        out: list[Segment] = []
        at = start
        for spot in sorted(self.spots, key=lambda one: one.start):
            if spot.start > at:
                out.append(_words(self.text[at : spot.start]))
            out.append(spot.segment)
            at = spot.end
        if at < end:
            out.append(_words(self.text[at:end]))
        return Stretch(tuple(out), self.numbers, tuple(self.stops), frozenset(self.kept))

    def phrases(self, near: Sequence[Unit], results: Sequence[Result], start: int, end: int) -> None:
        """Expressions whose words and figures stand there unchanged."""
        for phrase in (one for unit in near for one in phrases(unit)):
            at = self.text.find(phrase.text, start, end)
            while at >= 0:
                stop = at + len(phrase.text)
                ids = [part.figure for part in phrase.parts if part.figure]
                there = [one.figure for one in results if at <= one.start < stop and one.figure]
                if self._free(at, stop) and (set(there) <= set(ids)):
                    self._put(at, stop, required(phrase.made), phrase.text)
                    self.kept |= set(ids)
                    break
                at = self.text.find(phrase.text, at + 1, end)

    def number(self, one: Result) -> None:
        """One number: a figure of ours, a value of the year, or a new one."""
        if one.outcome is Outcome.WORDS or one.note.startswith(WORDS_MOVED):
            self._stop(one, f"{one.note}，请改正")
            return
        if not one.now or not self._free(one.start, one.end) or one.outcome is Outcome.STANDING:
            return
        if one.figure:
            self._ours(one, self.writer.parts[one.figure])
        elif one.name != "年份":
            self._theirs(one)

    def labels(self, near: Sequence[Unit], start: int, end: int) -> None:
        """Words made from the year and the town, where they stand beside the same words as before."""
        for part, before, after in (one for unit in near for one in _labels(unit)):
            at = self.text.find(part.text, start, end)
            while at >= 0:
                stop = at + len(part.text)
                beside = (before and self.text[:at].endswith(before)) or (
                    after and self.text.startswith(after, stop)
                )
                if beside and self._free(at, stop):
                    self._put(at, stop, f"{{{{ {part.made} }}}}", part.text)
                at = self.text.find(part.text, stop, end)

    def _ours(self, one: Result, part: Part) -> None:
        source = self.writer.figures.source(part)
        if source is None:
            self._stop(one, f"“{part.text}”（{one.name}）在改过的句子里不知道怎样写，请保留原句")
            return
        start, end = extent(self.text, one, part.text)
        self._put(start, end, source, part.text)
        self.kept.add(part.figure)
        self._told(one, part.keys, start, end, part.text)

    def _theirs(self, one: Result) -> None:
        source = self.writer.figures.of_keys(one.keys) if one.keys else None
        if source is None:
            self._new(one)
            return
        printed = self.writer.figures.says(source)
        start, end = extent(self.text, one, printed)
        self._put(start, end, source, printed)
        if one.outcome is Outcome.CHANGED:
            self._told(one, one.keys, start, end, printed)
        else:
            number = Number(one.name, one.keys, self.text[start:end], printed, self.paragraph, start, end)
            self.numbers = self.numbers.and_(Numbers(bound=(number,)))

    def _told(self, one: Result, keys: tuple[str, ...], start: int, end: int, printed: str) -> None:
        """A number that is printed otherwise than it was typed."""
        typed = self.text[start:end]
        if typed == printed:
            return
        number = Number(one.name, keys, typed, printed, self.paragraph, start, end)
        changed = one.outcome is Outcome.CHANGED
        self.numbers = self.numbers.and_(
            Numbers(changed=(number,)) if changed else Numbers(restyled=(number,))
        )

    def _new(self, one: Result) -> None:
        typed = self.text[one.start : one.end]
        found = next(iter(scan(typed, ())), None)
        read = hedged(typed, found) if found is not None else None
        if read is None:
            self._stop(one, f"“{typed}”没有写明是多少，请写出数字，或改成不带数的话")
            return
        words = _words_before(self.text, one.start) or _words_after(self.text, one.end)
        name = self.writer.figures.printer.free_name(words, self.writer.named)
        new = New(name, typed, read[1].unit, self.paragraph, one.start, one.end)
        source = f'{{{{ 补充("{name}") }}}}'
        try:
            printed = "".join(self.writer.figures.printer.say(source, (new,)))
        except UnprintableError:
            printed = ""
        if not printed:
            self._stop(one, f"“{typed}”不能作为补充数据，请改写")
            return
        start, end = extent(self.text, one, printed)
        self.writer.named.append(name)
        self._put(start, end, source, printed)
        self.numbers = self.numbers.and_(Numbers(new=(new,)))

    def _stop(self, one: Result, why: str) -> None:
        self.stops.append(Stop(self.paragraph, one.start, one.end, why))

    def _put(self, start: int, end: int, source: str, printed: str) -> None:
        self.spots.append(Spot(start, end, Segment(source, printed)))

    def _free(self, start: int, end: int) -> bool:
        return all(end <= spot.start or spot.end <= start for spot in self.spots)


def extent(text: str, one: Result, printed: str) -> tuple[int, int]:
    """Where what is printed stands, or what was typed in its stead, round a number that was found."""
    at = text.find(printed, max(0, one.start - len(printed)), one.end + len(printed))
    while printed and 0 <= at < one.end:
        if at + len(printed) > one.start:
            return at, at + len(printed)
        at = text.find(printed, at + 1, one.end + len(printed))
    start, end = one.start, one.end
    before, found, after = printed.partition(one.was) if one.was else ("", "", "")
    if found:
        start -= len(before) if before and text[:start].endswith(before) else 0
        end += len(after) if after and text.startswith(after, end) else 0
    return start, end


def escaped(text: str) -> str:
    """Words as an edition holds them: as they are, on one line."""
    return text.replace("\n", "")


def _words(text: str) -> Segment:
    return Segment(escaped(text), escaped(text))


def _strange(paragraph: int, text: str, start: int, end: int) -> Iterator[Stop]:
    for mark in _MARKUP.finditer(text, start, end):
        yield Stop(paragraph, mark.start(), mark.end(), f"“{mark[0]}”不能写进底稿，请改用别的写法")


def _labels(unit: Unit) -> Iterator[tuple[Part, str, str]]:
    """Words made from the RegionYear with what stands beside them; of a comparison the base year."""
    at, text = 0, unit.text
    for part in unit.parts:
        end = at + len(part.text)
        if part.label and part.made:
            whole = replace(part, made=_BASE_YEAR) if _PHRASE.search(part.made) else part
            yield whole, text[max(0, at - _NEAR) : at], text[end : end + _NEAR]
        at = end


def _words_before(text: str, at: int) -> str:
    clause = re.split("[，。；：！？、]", text[:at])[-1]
    return "".join(_NAME.findall(clause))[-_LONGEST_NAME:]


def _words_after(text: str, at: int) -> str:
    clause = re.split("[，。；：！？、]", text[at:])[0]
    return "".join(_NAME.findall(clause))[:_LONGEST_NAME]
