"""What a clerk's workbook may hold besides cells, and what of it is in the copy."""

import re

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import ColorScaleRule, IconSetRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tasks.forms.copying import copy_of, more_cells_than
from tests.answers import opened, parts, saved, with_part

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def book_of_a_clerk() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "数据"
    for row in (["指标名称", "本年数"], ["办案数", 3], ["受理数", 5]):
        sheet.append(row)
    return book


def copied(data: bytes) -> bytes:
    return saved(copy_of(data))


def test_thresholds_of_colours_and_icons_call_nothing() -> None:
    book = book_of_a_clerk()
    formats = book["数据"].conditional_formatting
    call = 'WEBSERVICE("http://evil.example")'
    colours = {"start_color": "FFFFFF", "end_color": "FF0000"}
    formats.add("B2", ColorScaleRule(start_type="formula", start_value=call, end_type="max", **colours))
    formats.add("B3", ColorScaleRule(start_type="num", start_value=1, end_type="max", **colours))
    formats.add("A2", IconSetRule("3Arrows", "formula", ["0", "cmd|'/c calc'!A0", "67"]))
    kept = opened(copied(saved(book)))["数据"].conditional_formatting
    assert [str(one.sqref) for one in kept] == ["B3"]


def test_links_stay_where_they_lead_to_a_cell_of_the_same_workbook() -> None:
    book = book_of_a_clerk()
    sheet = book["数据"]
    places = {"A1": "数据!B2", "A2": "http://evil.example/", "A3": "\\\\evil.example\\x.exe"}
    for cell, place in places.items():
        sheet[cell].hyperlink = Hyperlink(ref=cell, location=place)
    made = opened(copied(saved(book)))["数据"]
    assert [made[cell].hyperlink is not None for cell in places] == [True, False, False]


def test_an_empty_cell_with_a_link_stays_empty_and_a_written_address_stays_written() -> None:
    book = book_of_a_clerk()
    sheet = book["数据"]
    for cell in ("B4", "B5"):
        sheet[cell].hyperlink = "http://www.example.cn"
    data = saved(book)
    (empty,) = re.findall(rb'<c r="B4"[^>]*>.*?</c>', parts(data)[SHEET])
    made = opened(copied(with_part(data, SHEET, empty, b'<c r="B4"/>')))["数据"]
    assert (made["B4"].value, made["B5"].value) == (None, "http://www.example.cn")
    assert made["B5"].hyperlink is None


def test_a_table_that_a_query_filled_is_a_plain_table() -> None:
    book = book_of_a_clerk()
    book["数据"].add_table(Table(displayName="台账", ref="A1:B3"))
    data = with_part(
        saved(book), TABLE, b'ref="A1:B3" ', b'ref="A1:B3" tableType="queryTable" connectionId="7" '
    )
    data = with_part(
        data, TABLE, b'<tableColumn id="1"', b'<tableColumn queryTableFieldId="1" uniqueName="1" id="1"'
    )
    table = parts(copied(data))[TABLE]
    assert b'displayName="' in table
    assert not any(word in table for word in (b"queryTable", b"connectionId", b"uniqueName"))


@pytest.mark.parametrize(("formula", "kept"), [("'数据'!$B$2:$B$3", True), ("cmd|'/c calc'!A0", False)])
def test_charts_stay_that_draw_cells_of_the_workbook(formula: str, *, kept: bool) -> None:
    book = book_of_a_clerk()
    chart = BarChart()
    chart.add_data(Reference(book["数据"], min_col=2, min_row=2, max_row=3))
    book["数据"].add_chart(chart, "D2")
    chart.series[0].val.numRef.f = formula
    charts = [name for name in parts(copied(saved(book))) if name.startswith("xl/charts/")]
    assert charts == (["xl/charts/chart1.xml"] if kept else [])


def test_names_that_run_scenarios_and_invented_errors_go() -> None:
    book = book_of_a_clerk()
    sheet = book["数据"]
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="数据!$A$1")
    book.defined_names["单位"] = DefinedName("单位", attr_text="数据!$A$1")
    sheet.scenarios = ScenarioList(
        scenario=[Scenario(name="最好", inputCells=[InputCells(r="B2", val="=1+1")])]
    )
    for cell, written in (("A4", "#DIV/0!"), ("A5", "=EXEC()")):
        sheet[cell].value = written
        sheet[cell].data_type = "e"
    data = copied(saved(book))
    made = opened(data)
    assert list(made.defined_names) == ["单位"]
    assert b"scenario" not in parts(data)[SHEET]
    assert [made["数据"][cell].data_type for cell in ("A4", "A5")] == ["e", "s"]


@pytest.mark.parametrize("tag", ["mergeCells><mergeCell ref", "hyperlinks><hyperlink location='数据!A1' ref"])
@pytest.mark.parametrize(("area", "many"), [("D1:F30", False), ("D1:F40", True), ("A5:XFD1048576", True)])
def test_ranges_that_are_merged_or_linked_count_as_their_cells(tag: str, area: str, *, many: bool) -> None:
    kind = tag.partition(">")[0]
    ranges = f"</sheetData><{tag}='{area}'/></{kind}>".encode()
    assert more_cells_than(with_part(saved(book_of_a_clerk()), SHEET, b"</sheetData>", ranges), 100) is many
