"""Every format gives the same cells and marks: values, percentages, dates, errors, what is hidden or merged.

`files/统计表.xls` and `.ods` were written by LibreOffice Calc.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tasks.intake.caps import UNCACHED
from tasks.intake.cells import Cell, Opened, Workbook
from tasks.intake.formats import Unreadable
from tasks.intake.grids import grids
from tasks.intake.opening import read_cells
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits
from tests.unit.test_intake_archive import zipped

FILES = Path(__file__).parent / "files"


def opened(tmp_path: Path, data: bytes | str, name: str = "报表.xls", **limits: int) -> Opened:
    (tmp_path / "blob").write_bytes(data.encode() if isinstance(data, str) else data)
    return read_cells(tmp_path / "blob", name, replace(Limits(), **limits))


def book(tmp_path: Path, data: bytes | str, name: str = "报表.xls") -> Workbook:
    outcome = opened(tmp_path, data, name)
    assert isinstance(outcome, Workbook), outcome
    return outcome


def refused(tmp_path: Path, data: bytes | str, **limits: int) -> Unreadable:
    outcome = opened(tmp_path, data, **limits)
    assert isinstance(outcome, Unreadable), outcome
    return outcome


def rows_of(workbook: Workbook) -> list[list[list[Cell]]]:
    return [[list(row) for row in sheet.rows] for sheet in workbook.sheets]


@pytest.mark.parametrize(("name", "form"), [("统计表.xls", FileFormat.XLS), ("统计表.ods", FileFormat.ODS)])
def test_a_real_workbook(tmp_path: Path, name: str, form: FileFormat) -> None:
    workbook = book(tmp_path, (FILES / name).read_bytes(), "改名.xlsx")
    assert (workbook.format, workbook.hidden, workbook.macros) == (form, ("去年",), False)
    (sheet,) = workbook.sheets
    assert sheet.name == "统计表"
    assert sheet.rows[2][:5] == ["会议次数", "次", 4.0, 3.0, "全年"]
    assert sheet.rows[5][2:4] == [date(2023, 12, 31), datetime(2023, 12, 31, 8, 30)]  # noqa: DTZ001
    assert [sheet.text(3, 2), sheet.text(6, 2), sheet.text(6, 3)] == ["95.5%", "#DIV/0!", "#N/A"]
    assert sheet.marks.hidden_rows == {7}
    assert sheet.marks.hidden_columns == {6}
    assert sheet.marks.merged == ((0, 0, 0, 4),)
    assert sheet.marks.percent == {(3, 2)}


def test_sheets_as_grids(tmp_path: Path) -> None:
    (grid,) = grids(book(tmp_path, (FILES / "统计表.xls").read_bytes()))
    assert grid.rows[6][2:5] == ["#DIV/0!", "#N/A", 7.0]
    assert (grid.name, grid.percent, grid.merged) == ("统计表", {(3, 2)}, ((0, 0, 0, 4),))
    assert (grid.hidden_rows, grid.hidden_columns) == ({7}, {6})


# --- texts --------------------------------------------------------------------------------------

TABLE = "指标名称,本年数\r\n会议次数,4余\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["表.csv", "表.xls"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    workbook = book(tmp_path, TABLE.encode(encoding), name)
    assert workbook.format is FileFormat.CSV
    assert workbook.sheets[0].name == "表格"
    assert rows_of(workbook) == [[["指标名称", "本年数"], ["会议次数", "4余"]]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb,c\nd\te\n", [["a", "b,c"], ["d", "e"]]),
        ("a;b\nc;d\n", [["a", "b"], ["c", "d"]]),
        ("sep=;\na;b\n", [["a", "b"]]),
        ('a,"b,\nc"\n"d""e",f\n', [["a", "b,\nc"], ['d"e', "f"]]),
        ('5" 屏,4\n"未闭,3\n', [['5" 屏', "4"], ['"未闭', "3"]]),
        ('="007",1\n', [["007", "1"]]),
        ("题\n\na,b\n", [["题", ""], ["", ""], ["a", "b"]]),
        ("a,b,,\n,,,\n", [["a", "b"]]),
        ("说明，见下\n", [["说明，见下"]]),
        ("BMDM,BMMC\n1,2\n", [["BMDM", "BMMC"], ["1", "2"]]),
    ],
)
def test_delimiters_and_quotes(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    assert rows_of(book(tmp_path, text)) == [rows]


def test_errors_in_a_text(tmp_path: Path) -> None:
    sheet = book(tmp_path, "会议次数,#REF!\n#话题,1\n").sheets[0]
    assert sheet.marks.faults == {(0, 1): "#REF!"}


@pytest.mark.parametrize(
    ("data", "limits", "state", "detail"),
    [
        ("a,b,c\n", {"columns": 2}, ReadState.TOO_LARGE, "2 列"),
        ("a\nb\nc\n", {"rows": 2}, ReadState.TOO_LARGE, "2 行"),
        ("a,b\nc,d\n", {"cells": 3}, ReadState.TOO_LARGE, "3 个"),
        ("abc,d\n", {"cell_characters": 2}, ReadState.TOO_LARGE, "2 字"),
        ("\n\n", {}, ReadState.EMPTY, ""),
        (b"a,b\n" * 2000 + b"\xff\xff\n", {}, ReadState.CORRUPT, "编码"),
        ("MIME-Version: 1.0\r\n", {}, ReadState.UNSUPPORTED, "mht"),
    ],
)
def test_texts_that_are_refused(
    tmp_path: Path, data: bytes | str, limits: dict[str, int], state: ReadState, detail: str
) -> None:
    outcome = refused(tmp_path, data, **limits)
    assert outcome.state is state
    assert detail in outcome.detail


# --- web pages ----------------------------------------------------------------------------------

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={0}">
<title>题</title></head><body><table><tr><td colspan=2 rowspan=2>甲</td><td>乙&nbsp;丙<!-- 注 --></td></tr>
<tr><td>丁<br>戊<table><tr><td>内</td></tr></table></td></tr>
<tr style="display:none"><th>己</th><td>镕</td><td>#REF!</td></tr></table><table></table></body></html>"""


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8")])
def test_web_pages(tmp_path: Path, declared: str, encoding: str) -> None:
    workbook = book(tmp_path, PAGE.format(declared).encode(encoding))
    assert workbook.format is FileFormat.HTML
    assert [sheet.name for sheet in workbook.sheets] == ["表格1", "表格2"]
    assert rows_of(workbook) == [
        [["甲", "", "乙 丙"], ["", "", "丁\n戊"], ["己", "镕", "#REF!"]],
        [["内"]],
    ]
    marks = workbook.sheets[0].marks
    assert (marks.merged, marks.hidden_rows, marks.faults) == (((0, 0, 1, 1),), {2}, {(2, 2): "#REF!"})


def test_hidden_columns_of_a_web_page(tmp_path: Path) -> None:
    page = "<table><col><col span=2 style='display: none'><tr><td>a<td>b<td>c</table>"
    assert book(tmp_path, page).sheets[0].marks.hidden_columns == {1, 2}


@pytest.mark.parametrize(
    ("page", "limits", "state"),
    [
        ("<html><p>文</p></html>", {}, ReadState.UNSUPPORTED),
        ("<table><tr><td colspan=99999999999>a</table>", {}, ReadState.TOO_LARGE),
        ("<table><tr><td>a</table>" * 3, {"sheets": 2}, ReadState.TOO_LARGE),
        ("<?xml version='1.0'?><data/>", {}, ReadState.UNSUPPORTED),
    ],
)
def test_pages_that_are_refused(tmp_path: Path, page: str, limits: dict[str, int], state: ReadState) -> None:
    assert refused(tmp_path, page, **limits).state is state


def test_a_cell_over_very_many_rows_takes_no_room(tmp_path: Path) -> None:
    workbook = book(tmp_path, "<table><tr><td rowspan=1000000>a<td>b<tr><td>c</table>")
    assert rows_of(workbook) == [[["a", "b"], ["", "c"]]]
    assert workbook.sheets[0].marks.merged == ((0, 0, 1, 0),)


def test_a_page_nested_very_deeply(tmp_path: Path) -> None:
    page = "<table><tr><td>" + "<div>" * 20000 + "a" + "</div>" * 20000 + "</table>"
    assert isinstance(opened(tmp_path, page), Workbook | Unreadable)


# --- XML of Excel 2003 --------------------------------------------------------------------------

XML = """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">题</Data></Cell>
<Cell><Data ss:Type="Number">3</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">0.955</Data></Cell>
<Cell><Data ss:Type="DateTime">2023-12-31T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Error">#REF!</Data></Cell>
<Cell ss:Formula="=1"/></Row></Table></Worksheet>
<Worksheet ss:Name="藏"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>
</Worksheet>
</Workbook>"""


def test_xml_of_excel_2003(tmp_path: Path) -> None:
    workbook = book(tmp_path, XML)
    assert (workbook.format, workbook.hidden) == (FileFormat.SPREADSHEETML, ("藏",))
    assert rows_of(workbook) == [
        [["题", "", 3.0, "", ""], ["", "", "", "", ""], ["", 0.955, date(2023, 12, 31), "", ""]]
    ]
    marks = workbook.sheets[0].marks
    assert (marks.percent, marks.faults) == ({(2, 1)}, {(2, 3): "#REF!", (2, 4): UNCACHED})
    assert (marks.hidden_rows, marks.hidden_columns, marks.merged) == ({2}, {2}, ((0, 0, 0, 1),))


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ('ss:Index="3" ss:Hidden="1"><Cell', 'ss:Index="9999999"><Cell', ReadState.TOO_LARGE),
        ('ss:MergeAcross="1"', 'ss:MergeAcross="600"', ReadState.TOO_LARGE),
        ("</Workbook>", "", ReadState.CORRUPT),
        ("<?mso", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><?mso', ReadState.CORRUPT),
    ],
)
def test_xml_that_is_refused(tmp_path: Path, old: str, new: str, state: ReadState) -> None:
    assert old in XML
    assert refused(tmp_path, XML.replace(old, new)).state is state


# --- what only looks like a table ---------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "state", "detail"),
    [
        (OLE, ReadState.CORRUPT, ".xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), ReadState.UNSUPPORTED, ".docx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), ReadState.UNSUPPORTED, "演示文稿"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ReadState.ENCRYPTED, ""),
        ((FILES / "统计表.xls").read_bytes()[:3000], ReadState.CORRUPT, "无法读取"),
        (b"Rar!\x1a\x07\x00", ReadState.UNSUPPORTED, ".rar"),
        (b"7z\xbc\xaf\x27\x1c", ReadState.UNSUPPORTED, ".7z"),
        (b"{\\rtf1", ReadState.UNSUPPORTED, "文字文档"),
        (zipped(("xl/workbook.bin", b"x")), ReadState.UNSUPPORTED, ".xlsb"),
        (zipped(("Index/Document.iwa", b"x")), ReadState.UNSUPPORTED, "iWork"),
        (zipped(("ppt/presentation.xml", b"x")), ReadState.UNSUPPORTED, "演示文稿"),
    ],
)
def test_other_files(tmp_path: Path, data: bytes, state: ReadState, detail: str) -> None:
    outcome = refused(tmp_path, data)
    assert outcome.state is state
    assert detail in outcome.detail


def test_a_workbook_with_a_password_in_biff(tmp_path: Path) -> None:
    data = (FILES / "统计表.xls").read_bytes()
    at = data.index(bytes.fromhex("0908100000060500"))  # BOF of the workbook, then another record
    length = int.from_bytes(data[at + 22 : at + 24], "little")
    filepass = bytes.fromhex("2f00") + length.to_bytes(2, "little")
    patched = data[: at + 20] + filepass + data[at + 24 :]
    assert refused(tmp_path, patched).state is ReadState.ENCRYPTED
