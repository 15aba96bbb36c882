"""Slips, receipts and confirmation sheets as LibreOffice has them: opened, printed, saved, scanned."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook

from tasks.forms.codes import code_of
from tasks.forms.confirmation import confirmation
from tasks.forms.receipt import Receipt, Taken, receipt
from tasks.forms.slip import slip_on_cells, slip_on_file
from tasks.forms.statement import RegisterLine, Statement, TextLine, ValueLine
from tasks.model import Grid, Severity, Verdict
from tests.answers import RECEIVED, SENT, WORDS, finding, saved, slip
from tests.system.office import convert, seen_text
from tests.unit.test_forms_slip import clerks_book, our_marks

pytestmark = pytest.mark.system


def printed(data: bytes, folder: Path) -> Path:
    source = folder / "document.xlsx"
    source.write_bytes(data)
    return convert(source, "pdf", folder)


def pages(pdf: Path) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def statement(values: int, texts: int) -> Statement:
    return Statement(
        "洪梅镇",
        2023,
        "东莞市司法局洪梅分局",
        tuple(
            ValueLine(f"村（社区）法律顾问提供法律事务服务件次之{n}", "件次", f"约{n}00余", "—")
            for n in range(values)
        ),
        (RegisterLine("行政复议与应诉台账", "是否按时办结为“是”的案件", "3355", "3355宗"),) * 4,
        tuple(
            TextLine("存在的问题及原因", "推进行政执法规范化建设", "110", "0a1b2c3d") for _ in range(texts)
        ),
    )


@pytest.mark.parametrize(("values", "texts"), [(0, 0), (1, 1), (33, 11), (60, 20)])
def test_a_confirmation_sheet_is_one_page_and_its_code_reads_back_from_a_scan(
    tmp_path: Path, values: int, texts: int
) -> None:
    given = statement(values, texts)
    pdf = printed(confirmation(given, RECEIVED, WORDS), tmp_path)
    assert pages(pdf) == 1
    scan = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72, grayscale=True).to_pil()
    [read] = zxingcpp.read_barcodes(scan.rotate(2, expand=True, fillcolor=255))
    assert read.text == code_of(given)
    assert code_of(given) in seen_text(pdf)


def test_a_receipt_is_one_page(tmp_path: Path) -> None:
    given = Receipt(SENT, Verdict.PASSED, [Taken("指标数据", Verdict.PASSED, "33 个数据")], ["宏没有运行。"])
    pdf = printed(receipt(given, WORDS), tmp_path)
    assert pages(pdf) == 1
    assert SENT.sha256 in seen_text(pdf).replace("\n", "")


def test_a_slip_saved_by_an_office_program_loses_its_marks_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "slip.xlsx"
    found = [finding("C3"), finding("C4", Severity.WARNING)]
    source.write_bytes(slip_on_file(slip(*found), saved(clerks_book()), WORDS))
    (tmp_path / "saved").mkdir()
    mended = convert(source, "xlsx", tmp_path / "saved").read_bytes()
    assert our_marks(mended)["数据"]
    assert our_marks(slip_on_file(slip(), mended, WORDS)) == {}


@pytest.mark.parametrize("target", ["xls", "ods"])
def test_a_slip_saved_in_another_format_gives_its_sheet_up(tmp_path: Path, target: str) -> None:
    source = tmp_path / "slip.xlsx"
    grid = Grid("数据", [["指标名称", "本年数"], ["办案数", "见附件"]])
    source.write_bytes(slip_on_cells(slip(finding("B2")), [grid], WORDS))
    (tmp_path / "saved").mkdir()
    back = convert(convert(source, target, tmp_path / "saved"), "xlsx", tmp_path / "saved")
    assert load_workbook(back).sheetnames == ["问题清单", "数据"]
    again = slip_on_file(slip(finding("B2")), back.read_bytes(), WORDS)
    assert our_marks(again) == {"数据": ["B2", "B2"]}
