"""A register's rows as a frame: for each column what was read and what is judged of it.

Only the columns that expectations name are built, each in the type that says it exactly and is fast to
judge: dates as datetime64, states as categories; numbers and text stay the objects that were read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from tasks.catalogue.schema import Register, RegisterColumnSpec
from tasks.model import CellState, RegisterTable
from tasks.validation.checked import Submission

_STATES = list(CellState)
_CODES: dict[object, int] = {state: code for code, state in enumerate(_STATES)}
_LABELS = pd.Index([str(state) for state in _STATES])


@dataclass(frozen=True, slots=True)
class Part:
    """One submission's table within a register's batch: rows `start` to before `end`."""

    submission: Submission
    table: RegisterTable
    start: int
    end: int


def parts(tables: Iterable[tuple[Submission, RegisterTable]]) -> list[Part]:
    """Tables one after the other."""
    found: list[Part] = []
    start = 0
    for submission, table in tables:
        found.append(Part(submission, table, start, start + len(table.rows)))
        start += len(table.rows)
    return found


def frame(all_parts: Sequence[Part], register: Register, wanted: Iterable[str]) -> pd.DataFrame:
    """All rows of all parts, with those of the `wanted` columns that a register has (decision 10):
    `submission`, `year`, and for a column `code` its values, `code:state`, `code:asked` (the state where it
    is required), `code:year`, `code:minimum` and `code:maximum`.
    """
    rows = _Rows(all_parts, register)
    built = {name: rows.column(name) for name in wanted}
    return pd.DataFrame({name: one for name, one in built.items() if one is not None}, copy=False)


class _Rows:
    def __init__(self, all_parts: Sequence[Part], register: Register) -> None:
        self.parts = all_parts
        self.specs = {column.code: column for column in register.columns}
        self.sizes = [part.end - part.start for part in all_parts]
        self.size = sum(self.sizes)

    def column(self, name: str) -> "pd.Series[Any] | None":
        """A column by its name; None where a register has none of that name."""
        if name == "submission":
            return self._each([part.submission.id for part in self.parts])
        if name == "year":
            return self._each([part.submission.place.year for part in self.parts])
        code, _, judged = name.partition(":")
        spec = self.specs.get(code)
        return self._of(spec, judged) if spec else None

    def _of(self, spec: RegisterColumnSpec, judged: str) -> "pd.Series[Any] | None":
        match judged:
            case "":
                return self._values(spec)
            case "state":
                return self._states(spec)
            case "asked":
                return self._asked(spec)
            case "year" if spec.type == "date":
                return self._years(spec)
            case "minimum" | "maximum":
                return pd.Series(getattr(spec, judged), index=range(self.size), dtype=object)
        return None

    def _each(self, of_parts: Sequence[int]) -> "pd.Series[Any]":
        return pd.Series(np.repeat(of_parts, self.sizes))

    def _values(self, spec: RegisterColumnSpec) -> "pd.Series[Any]":
        kind = "datetime64[s]" if spec.type == "date" else object
        return pd.Series(self._read(spec.code, "values"), dtype=kind)

    def _years(self, spec: RegisterColumnSpec) -> "pd.Series[Any]":
        years: pd.Series[Any] = self._values(spec).dt.year
        return years

    def _states(self, spec: RegisterColumnSpec) -> "pd.Series[Any]":
        codes = (_CODES.get(state, -1) for state in self._read(spec.code, "states"))
        return pd.Series(pd.Categorical.from_codes(np.fromiter(codes, np.int8, self.size), _LABELS))

    def _asked(self, spec: RegisterColumnSpec) -> "pd.Series[Any]":
        states, where = self._states(spec), spec.required_where
        holds = [self._values(self.specs[code]).isin(codes) for code, codes in where.items()]
        return states.where(np.logical_and.reduce(holds))

    def _read(self, code: str, what: str) -> list[object]:
        """What the parts read of a column; None for the rows of those that have none."""
        tables = (part.table for part in self.parts)
        listed = (
            getattr(t.columns[code], what) if code in t.columns else [None] * len(t.rows) for t in tables
        )
        return list(chain.from_iterable(listed))
