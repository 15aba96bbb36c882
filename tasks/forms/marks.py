"""Marks in a clerk's workbook: colour and comment on a cell, and how to take them off again.

Colour comes from a conditional format with a constant formula of ours, so that the clerk's own formats
are untouched and the marks are known after Excel, WPS or LibreOffice saved the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from tasks.cell_text import clean, line_count
from tasks.forms.cleaning import cells_there, keep_formats
from tasks.model import Severity

FORMULA = 'N("审核标记")=0'
COLOURS: Mapping[Severity, tuple[str, str]] = {
    Severity.CRITICAL: ("FFC7CE", "9C0006"),
    Severity.WARNING: ("FFEB9C", "7F6000"),
    Severity.INFO: ("DDEBF7", "1F4E79"),
}
"""Severity → fill and font of a marked cell."""

_WIDTH, _LINE, _PER_LINE, _TALLEST = 340, 19, 40, 600


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell, by how grave it is."""

    severity: Severity
    text: str


def heading(author: str) -> str:
    """The line by which a comment of ours is known, even inside a clerk's own."""
    return f"【{author}】"


def set_marks(sheet: Worksheet, marks: Mapping[str, list[Mark]], author: str) -> None:
    """Colour and comment cells (A1 → marks, gravest first)."""
    cells: dict[Severity, list[str]] = defaultdict(list)
    merged = _merged(sheet)
    for place, found in marks.items():
        cell = sheet[merged.get(place, place)]
        cells[min((m.severity for m in found), key=list(Severity).index)].append(cell.coordinate)
        _comment(cell, "\n".join(mark.text for mark in found), author)
    _colour(sheet, cells)


def _merged(sheet: Worksheet) -> dict[str, str]:
    """Cells hidden under a merged one → the cell that is seen."""
    return {
        sheet.cell(row, column).coordinate: area.start_cell.coordinate
        for area in sheet.merged_cells.ranges
        for row, column in area.cells
    }


def _comment(cell: Cell, text: str, author: str) -> None:
    old = cell.comment
    words = clean(f"{heading(author)}\n{text}")
    said = f"{old.text}\n{words}" if old is not None else words
    comment = Comment(said, old.author if old is not None and old.author else author)
    comment.width, comment.height = _WIDTH, min(_TALLEST, (line_count(said, _PER_LINE) + 1) * _LINE)
    cell.comment = comment


def _colour(sheet: Worksheet, cells: Mapping[Severity, list[str]]) -> None:
    ours = [severity for severity in Severity if cells.get(severity)]
    for conditional in sheet.conditional_formatting:
        for rule in conditional.rules:
            rule.priority += len(ours)
    for priority, severity in enumerate(ours, 1):
        fill, font = COLOURS[severity]
        style = DifferentialStyle(
            font=Font(color=font), fill=PatternFill("solid", start_color=fill, end_color=fill)
        )
        rule = Rule(type="expression", dxf=style, formula=[FORMULA], priority=priority, stopIfTrue=True)
        sheet.conditional_formatting.add(" ".join(dict.fromkeys(cells[severity])), rule)


def take_off(book: Workbook, author: str, list_heads: Iterable[tuple[str, ...]]) -> None:
    """Remove what an earlier slip put in: its list (known by its headings), colours and comments."""
    heads = set(list_heads)
    for sheet in book.worksheets:
        if any(row[: len(head)] == head for row in _first_rows(sheet) for head in heads):
            book.remove(sheet)
            continue
        keep_formats(sheet, lambda rule: _bare(FORMULA) not in map(_bare, rule.formula))
        for cell in cells_there(sheet):
            _uncomment(cell, author)


def _first_rows(sheet: Worksheet) -> Iterable[tuple[object, ...]]:
    return sheet.iter_rows(max_row=min(sheet.max_row, 12), max_col=8, values_only=True)


def _bare(formula: str) -> str:
    return "".join(formula.split()).lstrip("=").upper()


def _uncomment(cell: Cell, author: str) -> None:
    comment = cell.comment
    own, mark, _ = comment.text.partition(heading(author)) if comment is not None else ("", "", "")
    if comment is None or not (mark or comment.author == author):
        return
    cell.comment = None
    if mark and own.strip():
        cell.comment = Comment(own.strip(), comment.author)
