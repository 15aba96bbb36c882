"""What a blank form asks, before it becomes a workbook."""

from dataclasses import dataclass
from decimal import Decimal

LAYOUT = 1
"""Version of the form's layout: raised where a reader would have to know."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of 数据统计表: an indicator, or one month of it."""

    code: str  # the indicator's; of a month, code@2024-03
    name: str
    unit: str
    scope_note: str
    places: int
    minimum: Decimal | None
    maximum: Decimal | None
    hedged: bool  # whether 约, 余 … may stand with it
    required: bool = True
    last_year: str = ""  # as one would type it; empty where nothing is known
    said: str = ""  # where last year's value is taken from the published report: its sentence


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one band; `title` is empty where a table has one group only."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """A topic's boxes; `last_year` has one text for each of them, empty where there is nothing to show."""

    code: str
    name: str
    hint: str
    longest: int
    last_year: tuple[str, ...]
    follows: bool = False  # asks what became of last year's items


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed from what is asked, and so is not asked."""

    name: str
    unit: str
    scope_note: str


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A department's form. `due` is a Chinese date, empty where none is set."""

    id: str
    region: str  # as people name it
    year: int
    department: str
    short: str
    groups: tuple[Group, ...]
    topics: tuple[Boxes, ...]
    registers: tuple[str, ...]
    computed: tuple[Computed, ...]
    due: str = ""

    @property
    def from_report(self) -> bool:
        """Whether any of last year's values is taken from the published report."""
        return any(line.said for line in self.lines)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows of 数据统计表 in order."""
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column of a ledger."""

    name: str
    type: str  # text, integer, decimal, date
    unit: str
    required: bool
    needed_where: tuple[tuple[str, tuple[str, ...]], ...]  # only where these columns hold these codes
    codes: tuple[str, ...]
    in_period: bool
    key: bool  # no two rows hold the same
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """An indicator that is counted from a ledger, and how."""

    indicator: str
    predicate: str


@dataclass(frozen=True, slots=True)
class BlankLedger:
    """An empty ledger of a department."""

    form_id: str
    region: str
    year: int
    department: str
    short: str
    register: str
    columns: tuple[LedgerColumn, ...]
    counts: tuple[LedgerCount, ...]
    systems: tuple[str, ...]  # whose exports are taken as they come
