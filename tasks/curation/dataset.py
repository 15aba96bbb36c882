"""What curation takes in: one current dataset."""

from dataclasses import dataclass
from datetime import date

from tasks.model import IndicatorCell, NarrativeItem, RegisterTable


@dataclass(frozen=True, slots=True)
class Dataset:
    """The sound rows of one current dataset, and the file they came from.

    `unanswered` are blank cells of indicators that a register may give instead; `left_out` are cells that
    are not used and that a correction by the office rests on. `cutoff` is the last day counted, where the
    file says that it is not the year's last.
    """

    department: str
    file: str
    sha256: str
    indicators: tuple[IndicatorCell, ...] = ()
    narrative: tuple[NarrativeItem, ...] = ()
    registers: tuple[RegisterTable, ...] = ()
    unanswered: tuple[IndicatorCell, ...] = ()
    left_out: tuple[IndicatorCell, ...] = ()
    cutoff: date | None = None

    def tables_of(self, register: str, indicator: str = "") -> list[RegisterTable]:
        """A register's tables that say something: with a sound row, or that there is none (零报告); with
        `indicator`, those that speak of it.
        """
        return [
            table
            for table in self.registers
            if table.register == register
            and (table.rows or table.zero_report)
            and indicator not in table.silent
        ]
