"""What is judged of a whole file: how it was read, what it says of itself, and what its cover ticks."""

from collections.abc import Iterator

from tasks.catalogue import Catalogue
from tasks.model import (
    INDICATORS,
    NARRATIVE,
    Address,
    CellState,
    IndicatorCell,
    NoticeKind,
    Reading,
    ReadState,
    RegisterTable,
    register_kind,
)
from tasks.validation.checked import Checked, Submission

_NOTHING = ("state", "stated_department", "department", "stated_year", "year", "notice", "unknown_code")


def file_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for the file, one for each thing it says of itself, at the cell that says it, and one for
    each notice of the reader.
    """
    place, reading, stated = submission.place, submission.reading, submission.reading.stated
    fields = {"file": reading.file, "detail": f"（{reading.detail}）" if reading.detail else ""}

    def row(at: str, cell: str, columns: dict[str, object], **more: object) -> Checked:
        address = Address(reading.file, at, cell)
        return Checked(submission.id, "", address, dict.fromkeys(_NOTHING) | columns, lambda: fields | more)

    unknown = submission.unknown_code
    yield row("", "", {"state": str(reading.state), "unknown_code": unknown or None}, code=unknown)
    if stated.department:
        # a name that nobody declared is another department's all the same
        code = catalogue.resolve_department(stated.department) or stated.department
        expected = catalogue.departments[place.department].name
        columns: dict[str, object] = {"stated_department": code, "department": place.department}
        at = stated.sheet if stated.department_cell else ""
        yield row(at, stated.department_cell, columns, stated=stated.department, expected=expected)
    if stated.year is not None:
        columns = {"stated_year": stated.year, "year": place.year}
        at = stated.sheet if stated.year_cell else ""
        yield row(at, stated.year_cell, columns, stated=stated.year, expected=place.year)
    for notice in reading.notices:
        detail = _seen(notice.kind, notice.detail)
        columns = {"notice": str(notice.kind)}
        yield row(notice.sheet, notice.cell, columns, sheet=notice.sheet, detail=detail)


def _seen(kind: NoticeKind, detail: str) -> str:
    return f"（{detail}）" if detail and kind is not NoticeKind.MEMBER_REFUSED else detail


def cover_rows(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    """A row for each table that the cover ticks as 零报告, with how much stands in it all the same."""
    reading = submission.reading
    for kind in reading.zero_reports if reading.state is ReadState.READ else ():
        filled = _filled(reading, kind, catalogue)
        words = {"table": catalogue.kind_name(kind), "filled": len(filled)}
        yield Checked(
            submission=submission.id,
            dataset=kind,
            address=filled[0] if filled else Address(reading.file, reading.stated.sheet),
            columns={"filled": len(filled) or None},
            fields=words.copy,
        )


def _filled(reading: Reading, kind: str, catalogue: Catalogue) -> list[Address]:
    """Where something stands in a table: cells with a value that is not 0, texts, rows of a ledger."""
    if kind == INDICATORS:
        stated = (cell for cell in reading.indicators if cell.indicator not in catalogue.comparisons)
        cells = [cell for cell in stated if _says_something(cell)]
        return [Address(reading.file, cell.sheet, cell.cell) for cell in cells]
    if kind == NARRATIVE:
        return [Address(reading.file, item.sheet, item.cell) for item in reading.narrative]
    tables = [table for table in reading.registers if register_kind(table.register) == kind]
    return [Address(reading.file, t.sheet, f"{_first_column(t)}{row}") for t in tables for row in t.rows]


def _first_column(table: RegisterTable) -> str:
    return min(table.letters.values(), key=lambda letters: (len(letters), letters), default="A")


def _says_something(cell: IndicatorCell) -> bool:
    if cell.prior or cell.indicator is None:
        return False
    return cell.state in (CellState.NOT_UNDERSTOOD, CellState.UNSIGNED) or (
        cell.state is CellState.VALUE and cell.value != 0
    )
