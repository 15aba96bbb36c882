"""Whose, where, and what is wrong there."""

from dataclasses import dataclass

from tasks.model.words import Scope, Severity


@dataclass(frozen=True, order=True, slots=True)
class RegionYear:
    """The key of everything: region code and reported year."""

    region: str
    year: int


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a file was dropped: region code, reported year, department code."""

    region: str
    year: int
    department: str


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """A place in a submission. `cell` in A1 notation; empty parts mean the whole sheet or file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{self.file} {where}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """Rule × place. `observed` and `mend` are whole Chinese sentences for a clerk."""

    rule: str
    severity: Severity
    scope: Scope
    dataset: str  # dataset kind; "" for the whole file
    address: Address
    observed: str
    mend: str
    indicator: str = ""
    period: str = ""
    column: str = ""
    count: int = 1  # a register's rule × column is one finding with a count
    places: str = ""  # all its cells as A1 ranges where there are several: "C5:C17 C20"
    span: str = ""  # within a cell's text: its characters, from 1, "12-18"
    settlement: str = ""  # how the office settled it, in Chinese; then it is no longer open
    raw: str = ""  # the text of a value's cell, as it was: what a correction rests on

    @property
    def is_open(self) -> bool:
        """Whether it is still to be answered or settled."""
        return not self.settlement
