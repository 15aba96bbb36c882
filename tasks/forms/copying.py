"""A clerk's own file as a workbook that can be annotated: everything kept that cannot run or reach out."""

import io
import re
from collections.abc import Callable
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.worksheet import Worksheet

from tasks.forms.harmless import is_harmless, is_range

_EMPTY_FILL = re.compile(rb"<fill\s*/>|<fill>\s*</fill>")
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_CHUNK = 1 << 20


def more_cells_than(data: bytes, limit: int) -> bool:
    """Whether a workbook's sheets have more cells than this, counted without parsing it."""
    count = 0
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    while count <= limit and (chunk := part.read(_CHUNK)):
                        count += sum(1 for _ in _CELL.finditer(chunk))
    return count > limit


def copy_of(data: bytes) -> Workbook:
    """A workbook's values, formats, validations and comments; no formula in a cell, no macro, no link.

    Raises whatever openpyxl raises on what it cannot read.
    """
    try:
        book = _loaded(data)
    except TypeError:  # WPS writes <fill/>, which openpyxl does not take
        book = _loaded(_with_fills(data))
    _harmless_names(book.defined_names)
    for sheet in book.worksheets:
        _harmless_sheet(sheet)
    return book


def _loaded(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=True, keep_vba=False, keep_links=False)


def _with_fills(data: bytes) -> bytes:
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_STORED) as mended:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/styles.xml":
                content = _EMPTY_FILL.sub(b"<fill><patternFill/></fill>", content)
            mended.writestr(name, content)
    return target.getvalue()


def _harmless_names(names: DefinedNameDict) -> None:
    for name in [name for name, one in names.items() if not is_range(one.value)]:
        del names[name]


def _harmless_sheet(sheet: Worksheet) -> None:
    _harmless_names(sheet.defined_names)
    validations = sheet.data_validations
    validations.dataValidation = [
        one for one in validations.dataValidation if is_harmless(one.formula1) and is_harmless(one.formula2)
    ]
    keep_formats(sheet, lambda rule: all(map(is_harmless, rule.formula)))
    for table in sheet.tables.values():
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
    vars(sheet)["_pivots"] = []  # a pivot's source may lie elsewhere
    for cell in cells_there(sheet):
        if cell.hyperlink is not None and (cell.hyperlink.target or cell.hyperlink.id):
            cell.hyperlink = None


def keep_formats(sheet: Worksheet, wanted: Callable[[Rule], bool]) -> None:
    """Leave only those conditional formats that are wanted."""
    kept = ConditionalFormattingList()
    for conditional in sheet.conditional_formatting:
        for rule in filter(wanted, conditional.rules):
            kept.add(str(conditional.sqref), rule)
    sheet.conditional_formatting = kept


def cells_there(sheet: Worksheet) -> list[Cell]:
    """The cells that a sheet has; not the empty ones between them, which `iter_rows` would make."""
    return [cell for cell in vars(sheet)["_cells"].values() if isinstance(cell, Cell)]
