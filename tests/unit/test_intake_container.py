"""Awkward files: each is a state and a plain detail, and none gets as far as harming the reader."""

import hashlib
import io
import struct
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tasks.intake.caps import UNCACHED
from tasks.intake.cells import Opened, Workbook, a1, shown
from tasks.intake.formats import Unreadable
from tasks.intake.opening import read_cells
from tasks.intake.sheetxml import SheetXml
from tasks.model import FileFormat, ReadState
from tasks.settings import Limits

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(parts: Mapping[str, str | bytes], base: bytes | None = None) -> bytes:
    """A workbook with some parts put in place of its own or beside them."""
    source = zipfile.ZipFile(io.BytesIO(workbook(["a"]) if base is None else base))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys((*source.namelist(), *parts)):
            target.writestr(name, parts.get(name, source.read(name) if name not in parts else b""))
    return file.getvalue()


def with_rows(rows: str) -> bytes:
    return with_parts({SHEET: f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"})


def lying(data: bytes, name: str, size: int) -> bytes:
    """The zip with another unpacked size declared for a member, in both of its headers."""
    member = zipfile.ZipFile(io.BytesIO(data)).getinfo(name)
    patched = bytearray(data)
    struct.pack_into("<I", patched, member.header_offset + 22, size)
    entry = data.rindex(name.encode()) - 46
    struct.pack_into("<I", patched, entry + 24, size)
    return bytes(patched)


def read(tmp_path: Path, data: bytes, name: str = "报表.xlsx", **limits: int) -> Opened:
    path = tmp_path / "blob"
    path.write_bytes(data)
    return read_cells(path, name, replace(Limits(), **limits))


NOISE = hashlib.shake_256(b"noise").digest(3000)


@pytest.mark.parametrize(
    ("data", "name", "state", "detail"),
    [
        (b"", "a.xlsx", ReadState.EMPTY, ""),
        (NOISE, "a.xlsx", ReadState.CORRUPT, "不是完整的工作簿"),
        (bytes(3000), "a.xlsx", ReadState.CORRUPT, "不是完整的工作簿"),
        (NOISE, "a.dat", ReadState.UNSUPPORTED, "无法辨认"),
        (workbook(["a"])[:-200], "a.xlsx", ReadState.CORRUPT, "不完整"),
        (workbook(["a"])[:60], "a.xlsx", ReadState.CORRUPT, "不完整"),
        (b"\xef\xbb\xbf\n<html><table></table></html>", "a.xls", ReadState.UNSUPPORTED, "网页"),
        (with_parts({"xl/workbook.xml": b"<workbook"}), "a.xlsx", ReadState.CORRUPT, "不完整"),
        (with_parts({SHEET: b"<worksheet><sheetData><row><c"}), "a.xlsx", ReadState.CORRUPT, "无法读取"),
        (with_parts({"xl/Styles.xml": b"<styleSheet/>"}), "a.xlsx", ReadState.CORRUPT, "结构"),
        (
            with_parts({SHEET: f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet {MAIN}/>'}),
            "a.xlsx",
            ReadState.CORRUPT,
            "结构",
        ),
        (
            with_parts({"xl/workbook.xml": "<!DOCTYPE x>".encode("utf-16")}),
            "a.xlsx",
            ReadState.CORRUPT,
            "结构",
        ),
    ],
)
def test_unreadable(tmp_path: Path, data: bytes, name: str, state: ReadState, detail: str) -> None:
    outcome = read(tmp_path, data, name)
    assert isinstance(outcome, Unreadable)
    assert outcome.state is state
    assert detail in outcome.detail


@pytest.mark.parametrize(
    ("data", "limits", "detail"),
    [
        (workbook(["a"]), {"file_bytes": 1024}, "0 MB"),
        (with_parts({"docProps/big.xml": bytes(1 << 20)}), {"unpacked_bytes": 1 << 20}, "1 MB"),
        (with_parts({"xl/media/big.xml": bytes(64 << 20)}), {}, "上限为 200"),
        (with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), {}, "512 列"),
        (with_rows("<row r='1'><c s='0' r = 'xfd1'><v>1</v></c></row>"), {}, "512 列"),
        (with_rows('<x:row r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>'), {}, "512 列"),
        (with_rows('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), {}, "512 列"),
        (with_rows('<row r="1"><c r="A99999999"><v>1</v></c></row>'), {}, "1048576 行"),
        (
            with_rows('<row r="1"><c r="A1048576"><v>1</v></c><c r="SA1"><v>1</v></c></row>'),
            {},
            "30000000 个",
        ),
        (with_rows('<row r="9999999"><c><v>1</v></c></row>'), {}, "1048576 行"),
        (with_rows("<row>" + "<c><v>1</v></c>" * 513 + "</row>"), {}, "512 列"),
        (
            with_rows(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"字" * 32768}</t></is></c></row>'),
            {},
            "32767",
        ),
        (workbook(["a"]), {"sheets": 0}, "0 张"),
    ],
)
def test_caps_are_named(tmp_path: Path, data: bytes, limits: dict[str, int], detail: str) -> None:
    started = time.perf_counter()
    outcome = read(tmp_path, data, **limits)
    assert isinstance(outcome, Unreadable)
    assert outcome.state is ReadState.TOO_LARGE
    assert detail in outcome.detail
    assert time.perf_counter() - started < 5


def test_a_workbook_with_macros_is_read_and_says_so(tmp_path: Path) -> None:
    outcome = read(tmp_path, with_parts({"xl/vbaProject.bin": b"x"}))
    assert isinstance(outcome, Workbook)
    assert (outcome.format, outcome.macros, outcome.sheets[0].rows) == (FileFormat.XLSM, True, [["a"]])


def test_a_declared_size_that_lies_unpacks_no_further(tmp_path: Path) -> None:
    bomb = with_parts({SHEET: b"<worksheet><sheetData>" + b" " * (40 << 20)})
    outcome = read(tmp_path, lying(bomb, SHEET, 1000))
    assert outcome == Unreadable(ReadState.CORRUPT, "文件不完整")


def test_members_with_a_password(tmp_path: Path) -> None:
    data = bytearray(workbook(["a"]))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    assert read(tmp_path, bytes(data)) == Unreadable(ReadState.ENCRYPTED)


def test_other_compression_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as target:
        target.writestr("xl/workbook.xml", "<workbook/>")
    outcome = read(tmp_path, file.getvalue())
    assert isinstance(outcome, Unreadable)
    assert outcome.state is ReadState.CORRUPT


def test_far_cells_that_only_have_a_style_are_free(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = 5
    book.active["XFD9000"].fill = PatternFill("solid", fgColor="FFFF00")
    outcome = read(tmp_path, saved(book))
    assert isinstance(outcome, Workbook)
    assert outcome.sheets[0].rows == [["", ""], ["", 5.0]]


def test_true_addresses_percentages_errors_and_formulas(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C3" t="e"><v>#REF!</v></c>'
        '<c r="D3"><f>A1+1</f></c><c r="E3"><f>A1</f><v></v></c><c r="F3"><f t="shared" si="0"/><v/></c>'
        '<c r="G3" t="str"><f>""</f><v></v></c><c r="H3"><f>1+1</f><v>2</v></c><c r="I3" t="inlineStr">'
        "<is><t>末</t></is></c></row>"
    )
    outcome = read(tmp_path, with_rows(rows))
    assert isinstance(outcome, Workbook)
    sheet = outcome.sheets[0]
    assert [sheet.text(2, column) for column in range(9)] == [
        "",
        "#DIV/0!",
        "#REF!",
        UNCACHED,
        UNCACHED,
        UNCACHED,
        "",
        "2",
        "末",
    ]


@pytest.mark.parametrize(
    ("number_format", "percent"),
    [("0%", True), ("0.00%", True), ("0.0%", True), ('0.0"%"', False), ("0\\%", False), ("0.00", False)],
)
def test_percent_formats(tmp_path: Path, number_format: str, percent: bool) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = 0.955
    book.active["B2"].number_format = number_format
    outcome = read(tmp_path, saved(book))
    assert isinstance(outcome, Workbook)
    assert ((1, 1) in outcome.sheets[0].marks.percent) is percent
    assert outcome.sheets[0].text(1, 1) == ("95.5%" if percent else "0.955")


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("去年").append(["旧"])
    book["去年"].sheet_state = "hidden"
    book.create_sheet("今年").append(["新"])
    outcome = read(tmp_path, saved(book))
    assert isinstance(outcome, Workbook)
    assert [sheet.name for sheet in outcome.sheets] == ["今年"]
    assert outcome.hidden == ("去年",)


def test_extent_of_canonical_xml_is_exact() -> None:
    xml = b'<row r="1" spans="1:2"><c r="A1" s="1"/><c r="B7" s="2"><v>1</v></c><c r="Z9" s="1"></c></row>'
    assert SheetXml(xml).extent() == (7, 2)
    assert SheetXml(b"<sheetData/>").extent() == (0, 0)


def test_shown() -> None:
    cells = [1661.0, 0.1 + 0.2, True, date(2023, 3, 1), " 460余 ", float("nan"), 1e15]
    assert [shown(cell) for cell in cells] == [
        "1661",
        "0.3",
        "TRUE",
        "2023-03-01",
        "460余",
        "NaN",
        "1000000000000000",
    ]
    assert shown(1.0, percent=True) == "100%"


def test_a1() -> None:
    assert [a1(3, column) for column in (0, 25, 26, 701, 702)] == ["A4", "Z4", "AA4", "ZZ4", "AAA4"]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_cells(tmp_path / "none", "a.xlsx", Limits())


def test_hidden_rows_columns_and_merged_ranges(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for _ in range(4):
        sheet.append(["a", "b", "c", "d", "e"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions.group("D", "E", hidden=True)
    sheet.merge_cells("A1:C2")
    outcome = read(tmp_path, saved(book))
    assert isinstance(outcome, Workbook)
    marks = outcome.sheets[0].marks
    assert (marks.hidden_rows, marks.hidden_columns, marks.merged) == ({2}, {1, 3, 4}, ((0, 0, 1, 2),))


def test_hidden_and_merged_in_other_writing() -> None:
    xml = (
        b"<x:worksheet><x:cols><x:col hidden='true' min='2' max='16384'/></x:cols><x:sheetData>"
        b"<x:row hidden = 'true' r='5'><x:c r='A5'><x:v>1</x:v></x:c></x:row><x:row r='6' hidden='0'/>"
        b"</x:sheetData><x:mergeCells><x:mergeCell ref='A1:b2'/></x:mergeCells></x:worksheet>"
    )
    sheet = SheetXml(xml)
    assert list(sheet.hidden_rows()) == [4]
    assert list(sheet.hidden_columns(replace(Limits(), columns=4))) == [1, 2, 3]
    assert list(sheet.merged()) == [(0, 0, 1, 1)]


def test_what_wps_writes(tmp_path: Path) -> None:
    """A wrong dimension, a format number of its own, and an empty fill."""
    sheet = (
        f'<worksheet {MAIN}><dimension ref="A1"/><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>占比</t></is></c>'
        '<c r="B1" s="1"><v>0.955</v></c></row></sheetData></worksheet>'
    )
    styles = (
        f'<styleSheet {MAIN}><numFmts count="1"><numFmt formatCode="0.0%" numFmtId="59"/></numFmts>'
        "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="59" fontId="0"/></cellXfs></styleSheet>'
    )
    outcome = read(tmp_path, with_parts({SHEET: sheet, "xl/styles.xml": styles}))
    assert isinstance(outcome, Workbook)
    assert outcome.sheets[0].rows == [["占比", 0.955]]
    assert outcome.sheets[0].text(0, 1) == "95.5%"


@pytest.mark.parametrize(
    "target", ["worksheets/sheet1.xml", "/xl/worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_sheet_is_looked_into_wherever_it_lies(tmp_path: Path, target: str) -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="worksheet" Target="{target}"/></Relationships>'
    )
    far = f'<worksheet {MAIN}><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    outcome = read(tmp_path, with_parts({SHEET: far, "xl/_rels/workbook.xml.rels": relation}))
    assert isinstance(outcome, Unreadable)
    assert outcome.state in (ReadState.TOO_LARGE, ReadState.CORRUPT)


@pytest.mark.parametrize("shared", [True, False])
def test_long_texts_of_several_runs(tmp_path: Path, shared: bool) -> None:
    runs = "".join(f"<r><t>{'字' * 1000}</t></r>" for _ in range(33))
    if shared:
        parts = {
            SHEET: f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
            "</worksheet>",
            "xl/sharedStrings.xml": f"<sst {MAIN}><si>{runs}</si></sst>",
        }
        data = with_parts(parts, workbook(["a"]))
    else:
        data = with_rows(f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>')
    outcome = read(tmp_path, data)
    assert isinstance(outcome, Unreadable)
    assert "32767" in outcome.detail


@pytest.mark.parametrize("first", ['s="1" t="n"', 't="n" s="1"', "t='n'  s='1'"])
def test_percentages_in_any_order_of_attributes(first: str) -> None:
    xml = f'<row r="1"><c r="A1" {first}><v>1</v></c><c r="B1" s="11"><v>1</v></c></row>'.encode()
    assert list(SheetXml(xml).styled([1])) == [(0, 0)]
