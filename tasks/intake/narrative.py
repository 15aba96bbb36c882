"""Rows of a narrative table (栏目, 小标题, 正文) → items of 文字材料."""

from collections import Counter
from collections.abc import Iterator

from tasks.intake.cells import Sheet, a1
from tasks.intake.headers import Table
from tasks.intake.lookup import Lookup
from tasks.intake.words import Role, is_furniture
from tasks.model import NarrativeItem


def narrative_items(
    sheet: Sheet, table: Table, lookup: Lookup, ordinals: Counter[str]
) -> Iterator[NarrativeItem]:
    """The items of a table that have a text. `ordinals` counts each topic's items within the file.

    A blank 栏目 means the one above, for those cells are usually merged.
    """
    label = code = ""
    for row in table.rows:
        named, heading, text = (_text(sheet, table, row, r) for r in (Role.TOPIC, Role.HEADING, Role.TEXT))
        code = _text(sheet, table, row, Role.CODE) or ("" if named else code)
        label = named or label
        topic = lookup.topic(label, code)
        if not text or (topic is None and is_furniture(label)):
            continue
        ordinals[topic or label] += 1
        yield NarrativeItem(
            sheet=sheet.name,
            cell=a1(row, table.columns[Role.TEXT]),
            topic=topic,
            label=label,
            ordinal=ordinals[topic or label],
            heading=heading,
            text=text,
            fault=_fault(sheet, table, row),
            heading_cell=a1(row, table.columns[Role.HEADING]) if heading else "",
        )


def _fault(sheet: Sheet, table: Table, row: int) -> str:
    """What stands where words belong: #N/A, a formula without result."""
    cells = [(row, table.columns[role]) for role in (Role.HEADING, Role.TEXT) if role in table.columns]
    return next((sheet.marks.faults[cell] for cell in cells if cell in sheet.marks.faults), "")


def _text(sheet: Sheet, table: Table, row: int, role: Role) -> str:
    """A cell's text with plain line ends."""
    column = table.columns.get(role)
    return "" if column is None else "\n".join(sheet.text(row, column).splitlines())
