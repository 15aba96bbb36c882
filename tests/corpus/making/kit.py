"""Small tools of the makers: workbooks, raw OOXML and zips whose bytes depend on their contents alone."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter

Maker = Callable[[], bytes]
Value = str | int | float | date | None

DAY = datetime(2024, 1, 8, 9)  # noqa: DTZ001 a document property
HEADER = ("序号", "指标名称", "计量单位", "本年数", "上年数", "口径说明")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Formula:
    """A formula and the result that stands beside it."""

    text: str
    result: str | float = 0


@dataclass(frozen=True)
class Shown:
    """A value in a number format: Shown(0.955, "0.0%")."""

    value: Value
    number_format: str


Cell = Value | bool | Formula | Shown


@dataclass(frozen=True)
class Sheet:
    """A worksheet: rows from A1 unless `at` says otherwise."""

    name: str
    rows: Sequence[Sequence[Cell]] = ()
    at: tuple[int, int] = (0, 0)
    merges: Sequence[str] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()  # from 1, as people count
    hidden_columns: Sequence[str] = ()
    comments: Mapping[str, str] = field(default_factory=dict)


def form(
    unit: str, lines: Sequence[Sequence[Cell]], *, year: int = 2023, name: str = "数据统计表", **more: Any
) -> Sheet:
    """The usual sheet: title in row 1, 填报单位 in row 2, header in row 3, lines from row 4 (本年数 in D)."""
    numbered = [(number, *line) for number, line in enumerate(lines, 1)]
    rows = [
        (f"洪梅镇{year}年度法治政府建设数据统计表",),
        (f"填报单位（盖章）：{unit}", None, None, None, f"填报日期：{year + 1}年1月8日"),
        HEADER,
        *numbered,
        ("填报人：甲　　审核人：乙　　联系电话：　　分管领导签字：",),
    ]
    return Sheet(name, rows, **more)


def xlsx(*sheets: Sheet, macros: bytes | None = None) -> bytes:
    """A workbook by xlsxwriter, whose strings stay strings."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": DAY})
    for sheet in sheets:
        _write(book, book.add_worksheet(sheet.name), sheet)
    if macros is not None:
        book.add_vba_project(io.BytesIO(macros), is_stream=True)
    book.close()
    return out.getvalue()


def _write(book: Any, page: Any, sheet: Sheet) -> None:
    top, left = sheet.at
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            _put(book, page, top + number, left + column, cell)
    for area in sheet.merges:
        _merge(page, area)
    for number in sheet.hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    for letter in sheet.hidden_columns:
        page.set_column(f"{letter}:{letter}", None, None, {"hidden": True})
    for cell, text in sheet.comments.items():
        page.write_comment(cell, text, {"author": "甲"})
    if sheet.hidden:
        page.hide()


def _merge(page: Any, area: str) -> None:
    """Merge without writing, so that the first cell's value stays."""
    from xlsxwriter.utility import xl_cell_to_rowcol

    first, last = (xl_cell_to_rowcol(part) for part in area.split(":"))
    page.merge.append([*first, *last])


def _put(book: Any, page: Any, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None:
            return
        case Formula():
            page.write_formula(row, column, cell.text, None, cell.result)
        case Shown():
            page.write(row, column, cell.value, book.add_format({"num_format": cell.number_format}))
        case bool():
            page.write_boolean(row, column, cell)
        case str():
            page.write_string(row, column, cell)
        case date():
            page.write_datetime(row, column, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
        case _:
            page.write_number(row, column, cell)


def pack(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], level: int = 9) -> bytes:
    """A zip of members in the order given, without a clock in it."""
    listed = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in listed:
            info = zipfile.ZipInfo(name, (2024, 1, 8, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compresslevel=level)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """A zip's members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with some of its parts changed."""
    members = unpack(data)
    for name, change in changes.items():
        members[name] = change(members[name])
    return pack(members)


def raw_xlsx(
    sheet_data: str,
    *,
    styles: str = "",
    dimension: str = "",
    name: str = "Sheet1",
    prolog: str = "",
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet from its XML: what no library would write."""
    ref = f'<dimension ref="{dimension}"/>' if dimension else ""
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    sheet = (
        f'{declared}{prolog}<worksheet xmlns="{MAIN}">{ref}<sheetData>{sheet_data}</sheetData></worksheet>'
    )
    members = {**skeleton([name], styles), "xl/worksheets/sheet1.xml": sheet.encode(), **(more or {})}
    return pack(members)


def skeleton(names: Sequence[str], styles: str = "") -> dict[str, bytes]:
    """A workbook's parts without its sheets; all sheets point at sheet1.xml."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId1"/>' for i, n in enumerate(names, 1))
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    root = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>'
    links = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": root,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/styles.xml": styles or PLAIN_STYLES,
    }
    return {name: (head + text).encode() for name, text in parts.items()}


PLAIN_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


def rows_xml(rows: Sequence[Sequence[object]], first: int = 1) -> str:
    """Rows as inline strings and numbers, each cell with its reference."""
    lines = []
    for number, row in enumerate(rows, first):
        cells = "".join(cell_xml(f"{chr(65 + c)}{number}", v) for c, v in enumerate(row) if v is not None)
        lines.append(f'<row r="{number}">{cells}</row>')
    return "".join(lines)


def cell_xml(reference: str, value: object, attributes: str = "") -> str:
    """One cell; a value that begins with "<" is the cell's own XML."""
    if isinstance(value, str) and value.startswith("<"):
        return f'<c r="{reference}"{attributes}>{value}</c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"{attributes}><is><t>{value}</t></is></c>'
    return f'<c r="{reference}"{attributes}><v>{value}</v></c>'
