"""What the check of an edited document comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from tasks.model import Figure, Value
from tasks.review.verify.sentences import Span
from tasks.wording.naming import Figures


class Outcome(StrEnum):
    """What became of a number; `label` is what people read, `wrong` says that somebody must look."""

    label: str
    wrong: bool

    UNCHANGED = "unchanged", "与数据一致", False
    SAME = "same", "写法改了，数没有变", False
    BOUND = "bound", "新写的数，与数据相符", False
    CONSISTENT = "consistent", "新写的数，与文中其他数相符", False
    STANDING = "standing", "生成时就没有数据依据", False
    CHANGED = "changed", "与数据不符", True
    WORDS = "words", "增减用语不符", True
    MISSING = "missing", "原有的数不见了", True
    UNKNOWN = "unknown", "没有数据依据", True

    def __new__(cls, code: str, label: str, wrong: bool) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.wrong = label, wrong
        return member


@dataclass(frozen=True, slots=True)
class Result:
    """One number. `paragraph` counts the document's paragraphs from 0, -1 for one that is gone; `start`
    and `end` are offsets there. `now` as it stands, `was` as it should be, `name` of what, `source` where
    the right value comes from, `note` why, all in Chinese. `figure` is the id of the figure of ours that it
    is, `keys` those of the values that a number of somebody else's says, or should.
    """

    outcome: Outcome
    paragraph: int
    start: int
    end: int
    sentence: str
    now: str = ""
    was: str = ""
    name: str = ""
    source: str = ""
    note: str = ""
    figure: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of ours and where its figures stand."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Ours:
    """A rendered version: its text, its figures by id, the values that they rest on by key. `drawn` are the
    figures that charts alone show: nobody misses them in a text.
    """

    lines: tuple[Line, ...]
    figures: Mapping[str, Figure]
    values: Mapping[str, Value]
    drawn: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What numbers may be held against: the year's figures by name, and the words for where a value
    (key) or a printed figure comes from. `rendered` are those among the figures that the version rests on,
    where they are sooner had.
    """

    figures: Callable[[], Figures]
    source_of_value: Callable[[str], str]
    source_of_figure: Callable[[Figure], str]
    rendered: Callable[[], Figures] | None = None

    @property
    def at_hand(self) -> Figures:
        """The figures of the version, else all."""
        return (self.rendered or self.figures)()


@dataclass(frozen=True, slots=True)
class Verified:
    """All numbers in reading order, those that are gone last. `kept` is the share of our numbers that
    were found again, None without a version to compare with.
    """

    results: tuple[Result, ...]
    kept: float | None = None

    def count(self, *outcomes: Outcome) -> int:
        """How many numbers came to one of these."""
        return sum(one.outcome in outcomes for one in self.results)

    @property
    def wrong(self) -> tuple[Result, ...]:
        """Those that somebody must look at."""
        return tuple(one for one in self.results if one.outcome.wrong)
