"""Intake: what a file was found to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tasks.model.words import (
    INDICATORS,
    NARRATIVE,
    CellState,
    FileFormat,
    NoticeKind,
    ReadState,
    register_kind,
)


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """One value cell of an indicators table, current or prior year, understood or not.

    `value` is exact and in the indicator's own unit (converted only where that is exact); `step` is
    the value's own precision in that unit (4.7万 → 1000); `unit_ok` is False where the stated unit
    cannot be converted. `indicator` is None where the row's name is unknown or ambiguous.
    """

    sheet: str
    cell: str
    label_cell: str
    label: str
    indicator: str | None
    period: str  # YYYY or YYYY-MM
    prior: bool  # from the 上年数 column
    state: CellState
    raw: str
    value: Decimal | None = None
    hedge: str = ""
    step: Decimal | None = None
    stated_unit: str = ""
    unit_ok: bool = True
    scope_note: str = ""
    corrected: bool = False  # a prior value from our form's 上年数更正 column
    left_out: bool = False  # not used: only what a correction by the office rests on


@dataclass(frozen=True, slots=True)
class NarrativeItem:
    """One accepted-or-not item of 文字材料: a topic's nth item, heading (may be empty) and text."""

    sheet: str
    cell: str  # of the text
    topic: str | None
    label: str  # the topic's name as written
    ordinal: int  # order within (file, topic), from 1
    heading: str
    text: str
    fault: str = ""  # an error or a formula without result, in either cell
    text_at: int = 0  # characters of the cell before the text
    heading_cell: str = ""  # where it is another cell
    heading_at: int = 0  # characters of its cell before the heading
    bound: tuple[str, ...] = ()  # typed numbers that one figure stands behind: "12-18=2023/cases"


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column of a register, as long as the table. `raw` is what was written."""

    raw: list[str]
    values: list[object]  # str | int | Decimal | date | None, by the declared type
    states: list[CellState]


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A ledger's rows, by column; `rows` are 1-based sheet rows."""

    register: str
    sheet: str
    rows: list[int]
    columns: Mapping[str, RegisterColumn]
    letters: Mapping[str, str]  # column code → sheet column letter
    missing_columns: tuple[str, ...] = ()
    zero_report: bool = False  # 零报告 ticked: no rows, and that is the answer
    silent: tuple[str, ...] = ()  # indicators of which an export's rows say nothing


@dataclass(frozen=True, slots=True)
class Stated:
    """What a workbook says of itself, with the cell that says it; empty where it says nothing."""

    department: str = ""
    department_cell: str = ""
    year: int | None = None
    year_cell: str = ""
    sheet: str = ""
    form: str = ""  # 表单编号 of a form of ours
    cutoff: date | None = None  # 数据截止日期
    cutoff_cell: str = ""
    people: tuple[tuple[str, str], ...] = ()  # (填报人, name) …, of a cover or a line below the table


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader did with a file and has to say. `detail` completes a Chinese sentence."""

    kind: NoticeKind
    sheet: str = ""
    cell: str = ""
    detail: str = ""


Scalar = str | bool | int | float | date
"""A cell's content as it can be written to a workbook again (a datetime is a date); "" where empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells as they were read, to be written as .xlsx again. Rows begin at A1."""

    name: str
    rows: Sequence[Sequence[Scalar]]
    percent: frozenset[tuple[int, int]] = frozenset()  # (row, column) from 0, shown as percentages
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row and column, last row and column, from 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything taken from one file. Judges nothing."""

    file: str
    state: ReadState
    detail: str = ""  # Chinese, for ReadStates other than READ; e.g. the cap that was passed
    stated: Stated = field(default_factory=Stated)
    indicators: tuple[IndicatorCell, ...] = ()
    narrative: tuple[NarrativeItem, ...] = ()
    registers: tuple[RegisterTable, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    format: FileFormat | None = None
    notices: tuple[Notice, ...] = ()
    zero_reports: tuple[str, ...] = ()  # dataset kinds ticked 零报告（本年度无此项工作）
    titles: tuple[tuple[str, str, str], ...] = ()  # sheet, cell, text above the tables
    codes: tuple[str, ...] = ()  # confirmation codes found on a scan or in its name

    def kinds(self) -> tuple[str, ...]:
        """The dataset kinds that this file holds, sorted."""
        kinds = [register_kind(table.register) for table in self.registers]
        if self.indicators:
            kinds.append(INDICATORS)
        if self.narrative:
            kinds.append(NARRATIVE)
        return tuple(sorted(set(kinds)))
