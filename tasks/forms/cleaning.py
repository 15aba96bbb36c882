"""A clerk's workbook without anything that runs or reaches out: what openpyxl keeps is gone through here."""

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import ScenarioList
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tasks.forms.harmless import is_harmless, is_range, runs_by_name


def make_harmless(book: Workbook) -> None:
    """Take out formulas that call or reach out, links, queries, pivots and scenarios."""
    _names(book.defined_names)
    for sheet in book.worksheets:
        _names(sheet.defined_names)
        _sheet(sheet)
    for page in [*map(vars, book.worksheets), *map(vars, book.chartsheets)]:
        page["_charts"] = [chart for chart in page["_charts"] if _draws_own_cells(chart)]


def _names(names: DefinedNameDict) -> None:
    for name in [name for name, one in names.items() if runs_by_name(name) or not is_range(one.value)]:
        del names[name]


def _sheet(sheet: Worksheet) -> None:
    validations = sheet.data_validations
    validations.dataValidation = [
        one for one in validations.dataValidation if is_harmless(one.formula1) and is_harmless(one.formula2)
    ]
    keep_formats(sheet, lambda rule: all(map(is_harmless, [*rule.formula, *_thresholds(rule)])))
    for table in sheet.tables.values():
        _table(table)
    vars(sheet)["_pivots"] = []  # a pivot's source may lie elsewhere
    sheet.scenarios = ScenarioList()  # it writes into cells when it is shown
    for cell in cells_there(sheet):
        if cell.data_type == "e" and cell.value not in ERROR_CODES:
            cell.data_type = "s"
        if cell.hyperlink is not None and not _stays_inside(cell.hyperlink):
            cell.hyperlink = None


def _table(table: Table) -> None:
    """A plain table: neither the query that filled it, which the copy has not, nor its formulas."""
    table.tableType = table.connectionId = None
    for column in table.tableColumns:
        column.calculatedColumnFormula = column.totalsRowFormula = None
        column.uniqueName = column.queryTableFieldId = column.xmlColumnPr = None


def _stays_inside(link: Hyperlink) -> bool:
    return not link.target and not link.id and is_range(link.location)


def _thresholds(rule: Rule) -> list[str]:
    """Values of colour scales, data bars and icons, which may be formulas."""
    scales: list[Any] = [rule.colorScale, rule.dataBar, rule.iconSet]
    return [
        str(one.val) for scale in scales if scale is not None for one in scale.cfvo if one.val is not None
    ]


def _draws_own_cells(chart: Any) -> bool:  # charts of openpyxl have no common typed class
    references = [element for element in chart._write().iter() if element.tag.rpartition("}")[2] == "f"]  # noqa: SLF001
    return all(is_range(element.text) for element in references)


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
