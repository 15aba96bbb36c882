"""年度底稿 as Word: an edition spelled for people, and what a file needs so that it is known again.

The labels before a paragraph and the line that says whose draft it is are words of the text: they survive any
editor, while styles and properties may not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tasks.model.finding import RegionYear


class DraftRole(Enum):
    """What a paragraph of a base draft is."""

    IDENTITY = "identity"
    GUIDE = "guide"  # how to write; read over
    TITLE = "title"
    ADDRESSEE = "addressee"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    BODY = "body"
    COMMENT = "comment"
    SIGNATORY = "signatory"
    DATE = "date"


HEADINGS = (DraftRole.LEVEL1, DraftRole.LEVEL2, DraftRole.LEVEL3)
"""In the order of their levels."""

LABELS: Mapping[DraftRole, str] = {
    DraftRole.GUIDE: "【说明】",
    DraftRole.ADDRESSEE: "【主送机关】",
    DraftRole.COMMENT: "【注】",
    DraftRole.SIGNATORY: "【署名】",
    DraftRole.DATE: "【成文日期】",
}
"""What stands before the words of a paragraph that is no text of the report as it stands."""

CLAUSE_OPEN, CLAUSE_CLOSE = "〖", "〗"
"""Round a clause that may fall away."""

PROPERTY = "fazhi"
"""The custom property of a Word file that says whose base draft it is."""


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph: its words without label; lines of one paragraph apart by a line feed."""

    role: DraftRole
    text: str


@dataclass(frozen=True, slots=True)
class DraftIdentity:
    """Whose base draft a file is, and by which digest the edition that it was made from is kept."""

    region_year: RegionYear
    digest: str

    @property
    def number(self) -> str:
        """As the file says it."""
        return f"{self.region_year.region}-{self.region_year.year}-{self.digest}"


@dataclass(frozen=True, slots=True)
class BaseDraft:
    """An edition as a Word file says it; `town` is the town's Chinese name."""

    identity: DraftIdentity
    town: str
    paragraphs: tuple[DraftParagraph, ...]


def identity_line(identity: DraftIdentity, town: str) -> str:
    """The line of a draft that says whose it is."""
    year = identity.region_year.year
    return f"{town}{year}年度底稿　编号 {identity.number}　（系统凭本行认出这份底稿，请保留）"


_NUMBER = re.compile(r"([a-z][a-z0-9_]*)-(20[0-9]{2})-([0-9a-f]{16})(?![0-9a-z])")
_LINE = re.compile(rf"年度底稿\s*编号\s*{_NUMBER.pattern}")


def identity_in(text: str) -> DraftIdentity | None:
    """Whose draft a line of a file says that it is."""
    return _identity(_LINE.search(text))


def identity_of(number: str) -> DraftIdentity | None:
    """Whose draft a file's property says that it is."""
    return _identity(_NUMBER.fullmatch(number.strip()))


def _identity(match: re.Match[str] | None) -> DraftIdentity | None:
    return match and DraftIdentity(RegionYear(match[1], int(match[2])), match[3])
