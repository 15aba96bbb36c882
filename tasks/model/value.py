"""Curated values and texts, and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tasks.model.finding import Address
from tasks.model.words import SourceKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: a cell, or rows of a register; nothing for a derived value."""

    department: str = ""
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""  # as written in the cell
    register: str = ""
    predicate: str = ""  # Chinese, as declared
    row_count: int | None = None
    row_hash: str = ""  # SHA-256 over the counted rows' keys in order


@dataclass(frozen=True, slots=True)
class Value:
    """One row of the curated table `values`.

    Key: (region, reported_in, period, indicator, source). `value` is in `unit`; derived values are
    unrounded (18 places, ROUND_05UP, so that the one later rounding is right). `inputs` are the keys
    ("period/indicator") that the formula used. `chosen` marks the one that counts for its
    (period, indicator).
    """

    region: str
    reported_in: int
    period: str
    indicator: str
    source: SourceKind
    value: Decimal
    unit: str
    hedge: str = ""
    step: Decimal | None = None
    scope_note: str = ""
    origin: Origin = field(default_factory=Origin)
    formula: str = ""  # Chinese, for people
    inputs: tuple[str, ...] = ()
    chosen: bool = True
    settlement: str = ""  # of a value that the office settled: reason, who, when, in Chinese
    cutoff: date | None = None  # last day counted, where a submission says that it is not the period's end

    @property
    def key(self) -> str:
        """ "period/indicator", as `inputs` and figures name it."""
        return f"{self.period}/{self.indicator}"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An indicator that was left blank, and where, although no register gives it either."""

    address: Address
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class NarrativeText:
    """One row of the curated table `narrative`."""

    department: str
    topic: str
    ordinal: int
    heading: str
    text: str
    origin: Origin
    bound: tuple[str, ...] = ()  # typed numbers in the text that one figure stands behind: "12-18=2023/cases"


@dataclass(frozen=True, slots=True)
class Base:
    """Last year as it was curated: what this year's submissions are judged against.

    `values` are those that count for last year's periods, by key ("2022/cases"); both are empty in a
    first year, and then nothing is compared.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    narrative: tuple[NarrativeText, ...] = ()
