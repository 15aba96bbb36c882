"""A document style as data: measures, typefaces by role, and the templates that go with them.

The shipped style is GB/T 9704-2012; a site lays its own files over `templates/styles`,
`templates/typst` and `templates/html`. What the standard gives as "22 lines of 28
characters that fill the type area" is turned here into the pitch and condensation each writer needs.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from tasks.settings import Settings

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20

RoleName = Literal[
    "title",
    "body",
    "level1",
    "level2",
    "level3",
    "page_number",
    "annex_mark",
    "annex_title",
    "table",
    "table_head",
    "caption",
    "organ",
    "issue_number",
    "signer",
    "imprint",
]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(_Data):
    """Paper and margins in mm (GB/T 9704-2012, 5.1 and 5.2.1)."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


class Grid(_Data):
    """Lines on a full page and characters on a full line (5.2.3)."""

    lines: int = Field(gt=1)
    characters: int = Field(gt=1)


class TitleBlock(_Data):
    """Blank lines round the title (7.3.1, 7.3.2)."""

    blank_before: int = Field(ge=0)
    blank_after: int = Field(ge=0)


class SignatureBlock(_Data):
    """署名 and 成文日期 of an unsealed document, in characters (7.3.5.3)."""

    blank_before: int = Field(ge=0)
    right: int = Field(ge=0)
    date_shift: int = Field(ge=0)


class Attachments(_Data):
    """附件说明: blank lines below the body, left indent in characters (7.3.4)."""

    blank_before: int = Field(ge=0)
    indent: int = Field(ge=0)


class AnnexBlock(_Data):
    """Blank lines between an annex's mark and its title, and below the title (7.3.7)."""

    blank_before: int = Field(ge=0)
    blank_after: int = Field(ge=0)


class TableBlock(_Data):
    """Line pitch, space beside and above a cell's words, and rule of a table, in points."""

    line: float = Field(gt=0)
    beside: float = Field(ge=0)
    above: float = Field(ge=0)
    rule: float = Field(gt=0)


class RedHead(_Data):
    """版头: where 发文机关标志, 发文字号 (lines) and the red rule stand, in mm (7.2.4, 7.2.5, 7.2.7)."""

    organ_below: float = Field(ge=0)
    number_below: int = Field(ge=0)
    rule_below: float = Field(ge=0)
    rule: float = Field(gt=0)
    colour: str = Field(pattern="^[0-9A-F]{6}$")


class Imprint(_Data):
    """版记: thick outer and thin inner rules in mm, line pitch in points, distance from both sides in
    characters (7.4).
    """

    thick: float = Field(gt=0)
    thin: float = Field(gt=0)
    line: float = Field(gt=0)
    indent: int = Field(ge=0)


class PageNumber(_Data):
    """Dash below the type area in mm, distance from the outer edge in characters (7.5)."""

    below: float
    indent: int


class TextRole(_Data):
    """What a role is set in: a typeface and a size in points."""

    typeface: str
    size: float


class Typeface(_Data):
    """A Chinese typeface: its name in Word, its names on a machine, and what stands in for it."""

    office: str
    alternative: str
    known_as: tuple[str, ...]
    substitute: Literal["serif", "sans"]
    embolden: float = Field(default=0, ge=0, description="stroke of the substitute, in em")


class Layout(_Data):
    """`templates/styles/<name>.yaml`."""

    page: Page
    grid: Grid
    title: TitleBlock
    signature: SignatureBlock
    attachments: Attachments
    annex: AnnexBlock
    table: TableBlock
    red_head: RedHead
    imprint: Imprint
    page_number: PageNumber
    roles: Mapping[RoleName, TextRole]
    typefaces: Mapping[str, Typeface]

    @property
    def text_width(self) -> float:
        """Width of the type area in points."""
        return (self.page.width - self.page.left - self.page.right) * POINTS_PER_MM

    @property
    def text_height(self) -> float:
        """Height of the type area in points."""
        return (self.page.height - self.page.top - self.page.bottom) * POINTS_PER_MM

    @property
    def line_twips(self) -> int:
        """Largest exact line height in twips that lets the grid's lines stand on a page."""
        return math.floor(self.text_height * TWIPS_PER_POINT / self.grid.lines)

    @property
    def pitch(self) -> float:
        """Line pitch in points at which first and last line touch the edges of the type area."""
        return (self.text_height - self.roles["body"].size) / (self.grid.lines - 1)

    @property
    def condense_twips(self) -> int:
        """How far each character is condensed, in twips, so that a full line holds the grid's characters.

        28 characters of 16 pt are 448 pt; the type area is 442.2 pt wide.
        """
        excess = self.grid.characters * self.roles["body"].size - self.text_width
        return max(0, math.ceil(excess * TWIPS_PER_POINT / self.grid.characters))

    @property
    def character(self) -> float:
        """Advance of one body character in points."""
        return self.roles["body"].size - self.condense_twips / TWIPS_PER_POINT


@dataclass(frozen=True)
class Style:
    """A layout with its templates, Typst's and HTML's, by file name."""

    layout: Layout
    typst: Mapping[str, str]
    html: Mapping[str, str]


def load_style(settings: Settings, name: str = "gbt9704") -> Style:
    """Read a document style and its templates, the site's own files first.

    Raises OSError or pydantic.ValidationError where a file of the style is missing or wrong: a fault.
    """
    text = settings.resource(f"templates/styles/{name}.yaml").read_text(encoding="utf-8")
    return Style(
        layout=Layout.model_validate(yaml.safe_load(text)),
        typst=_files(settings, "templates/typst"),
        html=_files(settings, "templates/html"),
    )


def _files(settings: Settings, folder: str) -> dict[str, str]:
    paths = settings.resources(folder, "*.*")
    return {path.name: path.read_text(encoding="utf-8") for path in paths}
