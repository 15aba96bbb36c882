"""One row of a batch: what GX sees of it, and what its finding may say of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from tasks.catalogue.settlements import Settlements
from tasks.model import Address, Base, IndicatorCell, NarrativeItem, Place, Reading, RegisterTable


@dataclass(frozen=True, slots=True)
class Submission:
    """One file to be judged: the caller's id, where it was dropped, what was read.

    `unknown_code` is a confirmation code on a scan that is nobody's; `base` is last year as curated
    and `settlements` what the office settled, shared by all submissions of a RegionYear.
    """

    id: int
    place: Place
    reading: Reading
    unknown_code: str = ""
    base: Base = field(default_factory=Base)
    settlements: Settlements = field(default_factory=Settlements)


Subject = IndicatorCell | NarrativeItem | RegisterTable | None


@dataclass(frozen=True, slots=True)
class Checked:
    """`columns` go to GX; `fields` fill the rule's message; `subject` is what a finding may strike.

    `fields` is asked only where the row fails: what is dear belongs in it, never in `columns`.
    """

    submission: int
    dataset: str
    address: Address
    columns: Mapping[str, object]
    fields: Callable[[], Mapping[str, object]]
    subject: Subject = None
    also: tuple[IndicatorCell, ...] = ()  # struck with it: nobody knows which of them is wrong
    indicator: str = ""
    period: str = ""
    span: str = ""  # the characters of the cell's text that it is about, from 1
    count: int = 1  # of a register's column: its cells
    places: str = ""  # all of them as A1 ranges


@dataclass(frozen=True, slots=True)
class Batch:
    """All rows of one kind in a run."""

    suite: str
    rows: Sequence[Checked] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """The batch as GX takes it: object columns (decimals stay exact), RangeIndex."""
        if not self.rows:
            return pd.DataFrame()
        names = list(self.rows[0].columns)
        data = {name: [row.columns[name] for row in self.rows] for name in names}
        return pd.DataFrame(data, dtype=object)
