"""What taking an edited text back works on, and what it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from tasks.model.printed import Printed


@dataclass(frozen=True, slots=True)
class BaseLine:
    """A line of the version: `role` as the writers name it (title, body …, annex), its text without a
    heading's number, the block that it is of.
    """

    role: str
    text: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A block of the edition's text that says something, without its last line end."""

    text: str
    comment: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """The version that a text was made from: its lines, its blocks, the blocks of the edition's text, and
    which of those (by place) each block was made from.
    """

    lines: tuple[BaseLine, ...]
    blocks: tuple[Printed, ...]
    source: tuple[Said, ...]
    places: tuple[tuple[int, ...], ...]
    town: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """A number that nothing stands behind, by the name that is proposed for it."""

    name: str
    value: str
    unit: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was not taken as it was typed: what it is of (keys), as typed, as printed."""

    name: str
    keys: tuple[str, ...]
    typed: str
    printed: str
    paragraph: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing can be taken: where, and what to do, in Chinese."""

    paragraph: int
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """What became of the numbers of edited sentences. `bound` are new ones that the year's values say."""

    changed: tuple[Number, ...] = ()
    restyled: tuple[Number, ...] = ()
    bound: tuple[Number, ...] = ()
    new: tuple[New, ...] = ()

    def and_(self, other: "Numbers") -> "Numbers":
        """Both."""
        return Numbers(
            self.changed + other.changed,
            self.restyled + other.restyled,
            self.bound + other.bound,
            self.new + other.new,
        )

    def moved(self, where: Callable[[int], int]) -> "Numbers":
        """The same at other places."""

        def at(one: Number) -> Number:
            return replace(one, start=where(one.start), end=where(one.end))

        return Numbers(
            tuple(map(at, self.changed)),
            tuple(map(at, self.restyled)),
            tuple(map(at, self.bound)),
            tuple(replace(one, start=where(one.start), end=where(one.end)) for one in self.new),
        )


NO_NUMBERS = Numbers()


@dataclass(frozen=True, slots=True)
class Segment:
    """Source, and what it prints."""

    source: str
    printed: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the new text; `place` counts those of the old one that say something."""

    text: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """A text taken back. `head` are the edited title, addressee, signatory and date by key; `renamed` are
    headings as written, old and new; `printed` is what each block must print; `figures` the figures that
    were deleted (by id); `said` is what was taken, paragraph by paragraph; `beside` are paragraphs that an
    edition does not hold, each with what it is.
    """

    pieces: tuple[Piece, ...] = ()
    head: Mapping[str, str] = field(default_factory=dict)
    renamed: tuple[tuple[str, str], ...] = ()
    printed: tuple[str, ...] = ()
    numbers: Numbers = NO_NUMBERS
    deleted: tuple[Number, ...] = ()
    said: tuple[tuple[int, str], ...] = ()
    dropped: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    beside: tuple[tuple[int, str], ...] = ()


class UnprintableError(Exception):
    """A piece of source that is no edition; the message is Chinese."""


class Printer(Protocol):
    """The version's values, as an edition prints them."""

    def say(self, source: str, new: Sequence[New] = ()) -> tuple[str, ...]:
        """The lines that a piece of source prints, without headings' numbers, new numbers given. Raises
        UnprintableError.
        """

    def expressions(self, keys: Sequence[str]) -> tuple[str, ...]:
        """How an edition may name the value of each of some keys ("period/indicator")."""

    def free_name(self, words: str, taken: Sequence[str]) -> str:
        """A name that no indicator has, and none of those taken."""
