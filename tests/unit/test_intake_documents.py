""".ods and .docx made part by part: repetition, marks, tracked changes, caps, hostile XML."""

from datetime import date, time
from pathlib import Path

import pytest

from tasks.intake.caps import UNCACHED, whole
from tasks.intake.cells import Workbook
from tasks.model import FileFormat, ReadState
from tests.unit.test_intake_archive import zipped
from tests.unit.test_intake_formats import book, refused, rows_of

ODS = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
CALCEXT = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(table: str, before: str = "") -> bytes:
    content = (
        f"<office:document-content{ODS}{CALCEXT}><office:automatic-styles>"
        '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>'
        f"</style:style></office:automatic-styles><office:body><office:spreadsheet>{before}"
        f'<table:table table:name="表">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(("mimetype", mimetype), ("content.xml", content.encode()))


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


EMPTY_ROWS = row("<table:table-cell/>", more='table:number-rows-repeated="1048570"')


def test_repeated_cells_and_rows(tmp_path: Path) -> None:
    workbook = book(
        tmp_path,
        ods(
            row(cell("甲", 'table:number-columns-repeated="2"'), "<table:table-cell/>", cell("乙"))
            + row("<table:table-cell table:number-columns-repeated='16384'/>")
            + row(
                cell("50%", 'office:value-type="percentage" office:value="0.5"'),
                more='table:number-rows-repeated="2" table:visibility="collapse"',
            )
            + EMPTY_ROWS
        ),
    )
    assert workbook.format is FileFormat.ODS
    assert rows_of(workbook) == [[["甲", "甲", "", "乙"], [""] * 4, [0.5, "", "", ""], [0.5, "", "", ""]]]
    marks = workbook.sheets[0].marks
    assert (marks.percent, marks.hidden_rows) == ({(2, 0), (3, 0)}, {2, 3})


def test_kinds_of_cells(tmp_path: Path) -> None:
    workbook = book(
        tmp_path,
        ods(
            row(
                cell("", 'office:value-type="date" office:date-value="2023-12-31"'),
                cell("", 'office:value-type="time" office:time-value="PT08H30M00S"'),
                cell("", 'office:value-type="boolean" office:boolean-value="true"'),
                cell("", 'office:value-type="currency" office:value="3.5"'),
                cell("四", 'office:value-type="float" office:value="x"'),
                cell(
                    'a<text:s text:c="2"/>b<text:line-break/><text:span>c</text:span><text:note>d</text:note>'
                ),
                cell("#REF!", 'table:formula="of:=[.A9]" calcext:value-type="error"'),
                "<table:table-cell table:formula='of:=1'/>",
            )
        ),
    )
    sheet = workbook.sheets[0]
    assert sheet.rows[0][:6] == [date(2023, 12, 31), time(8, 30), True, 3.5, "四", "a  b\nc"]
    assert sheet.marks.faults == {(0, 6): "#REF!", (0, 7): UNCACHED}


@pytest.mark.parametrize(
    ("written", "number"), [("12", 12), ("", 1), ("²", 1), ("-3", 1), ("123456789x", 1), ("9" * 5000, 10**9)]
)
def test_numbers_in_markup(written: str, number: int) -> None:
    assert whole(written, 1) == number


def test_a_count_that_is_no_number_counts_as_one(tmp_path: Path) -> None:
    workbook = book(tmp_path, ods(row(cell('甲<text:s text:c="²"/>乙', 'table:number-columns-repeated="²"'))))
    assert rows_of(workbook) == [[["甲 乙"]]]


def test_hidden_sheets_and_what_was_changed_before(tmp_path: Path) -> None:
    hidden = f'<table:table table:name="藏" table:style-name="off">{row(cell("旧"))}</table:table>'
    changes = f"<table:tracked-changes>{cell('删')}</table:tracked-changes>"
    workbook = book(tmp_path, ods(row(cell("新")), changes + hidden))
    assert (workbook.hidden, rows_of(workbook)) == (("藏",), [[["新"]]])


def test_notes_in_a_cell_are_no_text_of_it(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    data = ods(row(f"<table:table-cell>{note}<text:p>甲</text:p></table:table-cell>"))
    assert rows_of(book(tmp_path, data)) == [[["甲"]]]


@pytest.mark.parametrize(
    ("data", "state", "detail"),
    [
        (ods(row(cell("a", 'table:number-columns-repeated="600"'))), ReadState.TOO_LARGE, "512 列"),
        (ods(row(cell("a"), more='table:number-rows-repeated="1048577"')), ReadState.TOO_LARGE, "行"),
        (ods(EMPTY_ROWS * 2 + row(cell("a"))), ReadState.TOO_LARGE, "行"),
        (
            ods(
                row(
                    "<table:table-cell table:formula='of:=1' table:number-columns-repeated='500'/>",
                    more='table:number-rows-repeated="1048576"',
                )
            ),
            ReadState.TOO_LARGE,
            "30000000 个",
        ),
        (ods("<table:table-row>"), ReadState.CORRUPT, "不完整"),
        (zipped(("content.xml", b'<!DOCTYPE a [<!ENTITY e "b">]><a>&e;</a>')), ReadState.CORRUPT, "结构"),
        (
            zipped(("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<a><encryption-data/></a>")),
            ReadState.ENCRYPTED,
            "",
        ),
        (
            zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")),
            ReadState.UNSUPPORTED,
            "文字文档",
        ),
    ],
)
def test_ods_that_is_refused(tmp_path: Path, data: bytes, state: ReadState, detail: str) -> None:
    outcome = refused(tmp_path, data)
    assert outcome.state is state
    assert detail in outcome.detail


# --- .docx --------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(body: str, **more: bytes) -> bytes:
    document = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode()
    return zipped(("word/document.xml", document), *more.items())


def p(inner: str, properties: str = "") -> str:
    return f"<w:p>{properties}{inner}</w:p>"


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(t(text))}</w:tc>"


SPAN, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_tables_and_the_body(tmp_path: Path) -> None:
    table = (
        "<w:tbl>"
        f"<w:tr>{tc('甲', SPAN + DOWN)}{tc('乙')}</w:tr><w:tr>{tc('', SPAN + ON)}{tc('丙', DOWN)}</w:tr>"
        f"<w:tr>{tc('丁')}{tc('#REF!')}{tc('', ON)}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('删')}{tc('')}{tc('')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{tc('戊')}{tc('')}{tc('')}</w:tr></w:sdtContent></w:sdt>"
        "</w:tbl>"
    )
    workbook = book(tmp_path, docx(p(t("题")) + table + p("") + p(t("末"))))
    assert workbook.format is FileFormat.DOCX
    assert [sheet.name for sheet in workbook.sheets] == ["表格1", "正文"]
    assert rows_of(workbook) == [
        [["甲", "", "乙"], ["", "", "丙"], ["丁", "#REF!", ""], ["戊", "", ""]],
        [["题"], ["末"]],
    ]
    marks = workbook.sheets[0].marks
    assert (marks.merged, marks.faults) == (((0, 0, 1, 1), (1, 2, 2, 2)), {(2, 1): "#REF!"})


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (
            p(t("甲") + f"<w:ins>{t('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"),
            [["甲乙"]],
        ),
        (p(f"<w:moveFrom>{t('甲')}</w:moveFrom><w:moveTo>{t('乙')}</w:moveTo>"), [["乙"]]),
        (p(t("甲"), "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>") + p(t("乙")), [["甲乙"]]),
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"), [["甲 乙\n丙"]]),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + t("1")), [["1"]]),
        (
            p(
                t("甲")
                + f"<mc:AlternateContent><mc:Choice><w:txbxContent>{p(t('框'))}</w:txbxContent></mc:Choice>"
                f"<mc:Fallback><w:txbxContent>{p(t('框'))}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
            ),
            [["甲"], ["框"]],
        ),
    ],
)
def test_paragraphs_as_they_are_seen(tmp_path: Path, body: str, rows: list[list[str]]) -> None:
    assert rows_of(book(tmp_path, docx(body))) == [rows]


def test_a_table_in_a_table_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{tc('内')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p(t('外'))}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    assert rows_of(book(tmp_path, docx(outer))) == [[["外"]], [["内"]]]


def test_a_document_with_macros_or_without_anything(tmp_path: Path) -> None:
    assert book(tmp_path, docx(p(t("甲")), **{"word/vbaProject.bin": b"x"})).macros
    assert book(tmp_path, docx("")) == Workbook((), (), FileFormat.DOCX)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (
            f"<w:tbl><w:tr>{tc('a', SPAN.replace('2', '99999'))}</w:tr></w:tbl>",
            0,
        ),
        ("<w:tbl/>" * 65, 0),
        (p(t("字" * 32768)), 0),
        ("<w:p>", 1),
    ],
)
def test_docx_that_is_refused(tmp_path: Path, body: str, state: int) -> None:
    assert refused(tmp_path, docx(body)).state is (ReadState.TOO_LARGE, ReadState.CORRUPT)[state]
