"""From cells to a Reading: what each sheet is, and what it says. Judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tasks.form_words import FINDINGS, GUIDE, OPINIONS, OTHER_FINDINGS, SETTLEMENTS
from tasks.intake.across import across
from tasks.intake.cells import Opened, Scan, Sheet, Unpacked, Workbook, a1
from tasks.intake.cover import Cover, read_cover, zero_registers
from tasks.intake.folding import LABEL, fold
from tasks.intake.formats import Unreadable
from tasks.intake.freetext import free_text
from tasks.intake.headers import Kind, Table, tables
from tasks.intake.hidden import notices
from tasks.intake.indicators import indicator_cells
from tasks.intake.ledgers import find_ledger
from tasks.intake.lookup import Lookup
from tasks.intake.narrative import narrative_items
from tasks.intake.opening import read_cells
from tasks.intake.people import people
from tasks.intake.registers import register_table
from tasks.intake.scanned import scanned, unpacked
from tasks.intake.stated import stated
from tasks.intake.values import zero_reported
from tasks.intake.words import HEADER_ROWS, Role
from tasks.model import (
    INDICATORS,
    IndicatorCell,
    NarrativeItem,
    Notice,
    Place,
    Reading,
    ReadState,
    RegisterTable,
    Stated,
    register_kind,
)
from tasks.settings import Limits

_DEFAULTS = Limits()
_HEAD = 6  # rows in which a list of ours has its headings
_LISTS = ((FINDINGS, 0), (OTHER_FINDINGS, 0))
"""The list of a return slip: its name, and where it stands."""

if TYPE_CHECKING:
    from tasks.catalogue import Catalogue


def read_file(path: Path, name: str, place: Place, catalogue: Catalogue, limits: Limits) -> Reading:
    """Read one file in this process: its bytes at `path`, `name` as it was dropped at `place`.

    Whatever is wrong with the file is in the Reading's state; OSError is raised only where `path`
    cannot be opened. Use `Reader` for files of unknown origin: it can be stopped.
    """
    return recognise(read_cells(path, name, limits), name, place, catalogue, limits)


@dataclass(slots=True)
class _Found:
    """What has been found on the sheets so far."""

    indicators: list[IndicatorCell] = field(default_factory=list)
    narrative: list[NarrativeItem] = field(default_factory=list)
    registers: list[RegisterTable] = field(default_factory=list)
    said: list[Stated] = field(default_factory=list)
    titles: list[tuple[str, str, str]] = field(default_factory=list)
    cover: Cover | None = None
    ignored: list[str] = field(default_factory=list)
    ordinals: Counter[str] = field(default_factory=Counter)


def recognise(
    cells: Opened, name: str, place: Place, catalogue: Catalogue, limits: Limits = _DEFAULTS
) -> Reading:
    """What a file says, in the catalogue's words. More items than a form can have are refused: each
    might be a finding."""
    if isinstance(cells, Unreadable):
        return Reading(name, cells.state, cells.detail)
    if isinstance(cells, Unpacked):
        return unpacked(cells, name)
    if isinstance(cells, Scan):
        return scanned(cells, name)
    if (told := _no_submission(cells)) is not None:
        return Reading(name, ReadState.NO_TABLE, told)
    lookup = Lookup.at(place, catalogue)
    found = _Found()
    sheets = tuple(_to_read(cells))
    for sheet in sheets:
        _read_sheet(sheet, lookup, found)
    if len(found.indicators) + len(found.narrative) > limits.items:
        return Reading(name, ReadState.TOO_LARGE, f"指标数值和文字材料合计上限为 {limits.items} 项")
    if found.cover is not None:
        _apply(found.cover, lookup, found)
    anything = found.indicators or found.narrative or found.registers or found.cover
    return Reading(
        file=name,
        state=ReadState.READ if anything else ReadState.NO_TABLE,
        detail="" if anything else _why_nothing(cells, found),
        stated=_with_people(_first(found.said), sheets),
        indicators=tuple(found.indicators),
        narrative=tuple(found.narrative),
        registers=tuple(found.registers),
        ignored_sheets=(*cells.hidden, *found.ignored),
        format=cells.format,
        notices=tuple(_notices(cells, sheets, found)),
        zero_reports=found.cover.ticked if found.cover else (),
        titles=tuple(found.titles),
    )


def _titles(sheet: Sheet, header: int) -> Iterator[tuple[str, str, str]]:
    """The short texts above a table, where a file says what it is."""
    for row, cells in enumerate(sheet.rows[: min(header, HEADER_ROWS)]):
        for column, cell in enumerate(cells):
            if type(cell) is str and cell and len(cell) <= LABEL:
                yield sheet.name, a1(row, column), cell


_NO_SUBMISSIONS: Final = {
    SETTLEMENTS: "这是司法分局的问题处理单，请放进“收件箱”",
    OPINIONS: "这是征求意见表，但识别标志已经丢失，请在发出的原表上填写，保存为 .xlsx 再放一次",
}
"""Headings of forms of ours that are no submission, and what is said of one among submissions."""


def _no_submission(cells: Workbook) -> str | None:
    """What to say of a form of ours that is no submission; None of any other workbook."""
    rows = [{c for c in row if isinstance(c, str)} for s in cells.sheets for row in s.rows[:_HEAD]]
    return next((told for names, told in _NO_SUBMISSIONS.items() if any(set(names) <= r for r in rows)), None)


def _to_read(cells: Workbook) -> Iterator[Sheet]:
    """All sheets but those that we added ourselves: the guide of a form, the list of a return slip."""
    for number, sheet in enumerate(cells.sheets):
        if sheet.name != GUIDE and (sheet.name, number) not in _LISTS:
            yield sheet


def _notices(cells: Workbook, sheets: Iterable[Sheet], found: _Found) -> Iterator[Notice]:
    used = [sheet for sheet in sheets if sheet.name not in found.ignored]
    return notices(replace(cells, sheets=tuple(used)), form=found.cover is not None)


def _apply(cover: Cover, lookup: Lookup, found: _Found) -> None:
    """What a form's cover says of its tables."""
    if INDICATORS in cover.ticked:
        found.indicators = list(zero_reported(found.indicators, lookup))
    # an empty table that is ticked as 零报告 is not an empty ledger
    found.registers = [t for t in found.registers if t.rows or register_kind(t.register) not in cover.ticked]
    present = {table.register for table in found.registers}
    found.registers.extend(zero_registers(cover, present, lookup.catalogue))


def _why_nothing(cells: Workbook, found: _Found) -> str:
    if not cells.sheets:
        return "工作表都是隐藏的" if cells.hidden else "工作簿里没有任何内容"
    return "表头下面没有填写内容" if found.said else "没有一行是认识的表头"


def _read_sheet(sheet: Sheet, lookup: Lookup, found: _Found) -> None:
    place, catalogue = lookup.place, lookup.catalogue
    cover = read_cover(sheet, catalogue)
    if cover is not None:
        found.cover = cover
        found.titles.extend(_titles(sheet, HEADER_ROWS))
        found.said.append(cover.stated)
        return
    ledger = find_ledger(sheet, catalogue, place.department)
    if ledger is not None:
        found.registers.append(register_table(sheet, ledger))
        found.said.append(stated(sheet, ledger.header, place, catalogue))
        found.titles.extend(_titles(sheet, ledger.header))
        return
    listed: list[Table] = []
    for table in tables(sheet, place.year, lookup.knows):
        if table.kind is Kind.NARRATIVE:
            listed.append(table)
            found.narrative.extend(narrative_items(sheet, table, lookup, found.ordinals))
        else:
            cells = tuple(indicator_cells(sheet, table, lookup))
            if _is_ours(sheet, table, cells):
                listed.append(table)
                found.indicators.extend(cells)
    if listed:
        found.said.append(_said(sheet, listed, lookup))
        found.titles.extend(_titles(sheet, listed[0].header))
    else:
        _read_otherwise(sheet, lookup, found)


def _read_otherwise(sheet: Sheet, lookup: Lookup, found: _Found) -> None:
    """A sheet without a header of ours: indicators may run across it."""
    runs = list(across(sheet, lookup))
    if not runs:
        _read_text(sheet, lookup, found)
        return
    said = stated(sheet, runs[0].header, lookup.place, lookup.catalogue)
    if said.year is None and runs[0].year is not None:
        said = replace(said, year=runs[0].year[0], year_cell=runs[0].year[1])
    found.said.append(said)
    found.indicators.extend(cell for run in runs for cell in run.cells)
    found.titles.extend(_titles(sheet, runs[0].header))


def _read_text(sheet: Sheet, lookup: Lookup, found: _Found) -> None:
    """A sheet without any table: it may be text under headings."""
    text = free_text(sheet, lookup, found.ordinals)
    if text is None:
        found.ignored.append(sheet.name)
        return
    said = stated(sheet, text.first, lookup.place, lookup.catalogue)
    found.said.append(_of_texts(said, lookup.place))
    found.narrative.extend(text.items)
    found.titles.extend(_titles(sheet, text.first))


def _is_ours(sheet: Sheet, table: Table, cells: Iterable[IndicatorCell]) -> bool:
    """A table of 项目 and 数量 may be anything: it counts only if it names one of our indicators."""
    header = sheet.text(table.header, table.columns[Role.NAME])
    return "指标" in fold(header) or any(cell.indicator for cell in cells)


def _said(sheet: Sheet, listed: list[Table], lookup: Lookup) -> Stated:
    """What the rows above the first table say; the year also by the header of this year's column.

    A sheet of texts alone may be headed by the year that it plans for, which is not the one reported.
    """
    first = listed[0]
    said = stated(sheet, first.header, lookup.place, lookup.catalogue)
    if said.year is None and first.year is not None:
        year, cell = first.year
        return replace(said, year=year, year_cell=cell)
    texts = all(table.kind is Kind.NARRATIVE for table in listed)
    return _of_texts(said, lookup.place) if texts else said


def _of_texts(said: Stated, place: Place) -> Stated:
    return replace(said, year=None, year_cell="") if said.year == place.year + 1 else said


def _with_people(said: Stated, sheets: Iterable[Sheet]) -> Stated:
    """A cover names them in cells of their own; other files in a line of a table's sheet."""
    return said if any(name for _, name in said.people) else replace(said, people=people(sheets))


def _first(said: Iterable[Stated]) -> Stated:
    """The cover of a form, else the first sheet that says most: department and year, or one of them."""
    return max(
        said, key=lambda s: (bool(s.form), bool(s.department) + (s.year is not None)), default=Stated()
    )
