"""How a figure is written in a sentence that somebody edited."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tasks.model.printed import Part, Unit
from tasks.review.adopt.types import Printer, UnprintableError

MUST = "必有"
_SUPPLEMENT, _MATERIAL = "补充(", "材料("


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression and all that it printed."""

    made: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(part.text for part in self.parts)


def phrases(unit: Unit) -> Iterator[Phrase]:
    """The expressions of a sentence that print words beside figures, or figures in words alone."""
    for made, parts in _expressions(unit):
        figures = [part for part in parts if part.figure]
        if figures and not made.startswith(_MATERIAL):
            wordy = len(parts) > 1 or not any(sign.isdigit() for sign in parts[0].text)
            if wordy:
                yield Phrase(made, tuple(parts))


def inserted(unit: Unit) -> tuple[Unit, ...]:
    """The sentences of a department's text that stands within a paragraph, each without its source; none of
    other words.
    """
    if not unit.parts or not all(part.made.startswith(_MATERIAL) for part in unit.parts):
        return ()
    found: list[list[Part]] = [[]]
    for part in unit.parts:
        pieces = [part.text] if part.figure else re.split("(?<=[。！？])", part.text)
        for number, text in enumerate(pieces):
            if number:
                found.append([])
            found[-1] += [replace(part, text=text)] if text else []
    return tuple(Unit("", tuple(parts)) for parts in found if parts)


def _expressions(unit: Unit) -> Iterator[tuple[str, list[Part]]]:
    made, parts = "", list[Part]()
    for part in (*unit.parts, Part("")):
        if part.made != made or (part.figure and part.place == 1 and any(one.figure for one in parts)):
            if made:
                yield made, parts
            parts = []
        made = part.made
        parts.append(part)


def bare(made: str) -> str:
    """An expression without 必有."""
    head, bar, last = made.rpartition("|")
    return head.strip() if bar and last.strip() == MUST else made


def required(made: str) -> str:
    """An expression as it is written where it must not be missing."""
    plain = bare(made)
    return f"{{{{ {plain} }}}}" if plain.startswith(_SUPPLEMENT) else f"{{{{ {plain} | {MUST} }}}}"


@dataclass(slots=True)
class Figures:
    """Finds how to write figures; what a source prints is asked once."""

    printer: Printer
    known: dict[str, str] = field(default_factory=dict)

    def source(self, part: Part) -> str | None:
        """What prints a figure alone, as it was printed; None where nothing does."""
        written = (required(one) for one in self._candidates(part))
        return next((one for one in written if self.says(one) == part.text), None)

    def of_keys(self, keys: tuple[str, ...]) -> str | None:
        """What prints the value of a key; None where nothing does, or several keys are meant."""
        written = (required(one) for one in self.printer.expressions(keys))
        found = [one for one in written if self.says(one)]
        return found[0] if len(found) == 1 else None

    def says(self, source: str) -> str:
        """What a source prints, "" where it is nothing."""
        if source not in self.known:
            try:
                self.known[source] = "".join(self.printer.say(source))
            except UnprintableError:
                self.known[source] = ""
        return self.known[source]

    def _candidates(self, part: Part) -> Iterator[str]:
        inserted = part.made.startswith(_MATERIAL)
        if part.made and not inserted:
            yield part.made
            words = part.words.replace('"', "")
            if words:
                yield f'{bare(part.made)} | 只印数("{words}", {part.place})'.replace(", 1)", ")")
        for name in self.printer.expressions(part.keys):
            yield name
            yield f"{name} | 不带单位"
        if part.made and not inserted:
            yield f'{bare(part.made)} | 只印数("", {part.place})'.replace('"", 1)', '"")')
