"""Receipts, confirmation sheets, their codes, and the text for a chat."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from tasks.forms.answers import NoCopy
from tasks.forms.codes import DIGITS, code_of, picture_of
from tasks.forms.confirmation import confirmation
from tasks.forms.message import message
from tasks.forms.receipt import Receipt, Taken, receipt
from tasks.forms.statement import RegisterLine, Statement, TextLine, ValueLine
from tasks.model import CONFIRMATION_CODE, Severity, Verdict
from tasks.sheets import one_page
from tests.answers import RECEIVED, SENT, WORDS, finding, formulas, slip

HOSTILE = '=HYPERLINK("http://evil.example","x")'
STATEMENT = Statement(
    "洪梅镇",
    2023,
    "洪梅镇信访办公室",
    (ValueLine("信访及时受理率", "%", "99.5", "98"), ValueLine(HOSTILE, "宗", "约578", "")),
    (RegisterLine("信访台账", "全部", "12", "12宗"),),
    (TextLine("主要举措和成效", "+1", "84", "a51b8364"), TextLine("主要举措和成效", "", "9", "05052b8d")),
)


def texts(data: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_confirmation_sheet_says_everything_once_and_computes_nothing() -> None:
    data = confirmation(STATEMENT, RECEIVED, WORDS)
    said = texts(data)
    assert {"信访及时受理率", "99.5", "98", "约578", HOSTILE, "信访台账", "12宗", "+1", "a51b8364"} <= set(
        said
    )
    assert {"一、指标数据（2 项）", "二、台账统计", "三、文字材料（2 条）", "（无标题）", "—"} <= set(said)
    assert f"确认码：{code_of(STATEMENT)}" in said
    assert not formulas(data)
    assert data == confirmation(STATEMENT, RECEIVED, WORDS)


def test_headings_are_numbered_as_they_stand() -> None:
    said = texts(confirmation(replace(STATEMENT, registers=()), RECEIVED, WORDS))
    assert "二、文字材料（2 条）" in said


@pytest.mark.parametrize(
    "changed",
    [
        replace(STATEMENT, year=2022),
        replace(STATEMENT, department_name="洪梅镇人大办公室"),
        replace(STATEMENT, values=STATEMENT.values[:1]),
        replace(STATEMENT, values=(replace(STATEMENT.values[0], value="99.6"), STATEMENT.values[1])),
        replace(STATEMENT, values=(replace(STATEMENT.values[0], before="97"), STATEMENT.values[1])),
        replace(STATEMENT, registers=(replace(STATEMENT.registers[0], rows="13"),)),
        replace(STATEMENT, texts=STATEMENT.texts[::-1]),
        replace(STATEMENT, texts=(replace(STATEMENT.texts[0], check="00000000"), STATEMENT.texts[1])),
    ],
)
def test_any_change_of_what_is_printed_is_another_code(changed: Statement) -> None:
    assert code_of(changed) != code_of(STATEMENT)


@given(name=st.text(max_size=20), value=st.text(max_size=20))
def test_every_statement_has_a_code_that_people_can_read(name: str, value: str) -> None:
    given_ = Statement("镇", 2023, "局", (ValueLine(name, "宗", value, ""),))
    assert CONFIRMATION_CODE.fullmatch(code_of(given_))


def test_the_code_reads_back_from_its_picture() -> None:
    code = code_of(STATEMENT)
    assert picture_of(code) == picture_of(code)
    [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture_of(code))))
    assert read.text == code
    assert not set("ILOU01") & set(DIGITS)


def test_a_receipt_says_what_came_and_what_was_taken_over() -> None:
    taken = [Taken("指标数据", Verdict.PASSED, "33 个数据"), Taken("文字材料", Verdict.RETURNED, "未采用")]
    data = receipt(Receipt(replace(SENT, file="=1+1.xlsx"), Verdict.PASSED, taken, [HOSTILE]), WORDS)
    said = texts(data)
    assert {SENT.sha256, "2024年1月10日 15:41", "指标数据", "33 个数据", "未采用", "=1+1.xlsx"} <= set(said)
    assert f"1. {HOSTILE}" in said
    assert not formulas(data)


@pytest.mark.parametrize(
    ("verdict", "grave", "said"),
    [
        (Verdict.PASSED, False, "已审核通过"),
        (Verdict.PASSED_WITH_NOTES, False, "数据已采用"),
        (Verdict.PASSED_WITH_NOTES, True, "标“严重”的没有采用"),
        (Verdict.RETURNED, True, "退回修改"),
    ],
)
def test_a_message_is_three_lines_with_result_place_and_day(verdict: Verdict, grave: bool, said: str) -> None:
    found = [finding("C3", Severity.CRITICAL if grave else Severity.WARNING)]
    data = message(
        slip(*found, verdict=verdict), "司法分局", "洪梅镇\\2023\\司法分局", "审核反馈_表.xlsx", WORDS
    )
    first, second, third = data.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
    assert said in first
    assert "洪梅镇\\2023\\司法分局" in second
    assert "1月15日" in third
    assert not [line for line in (first, second, third) if "见附件" in line]


def test_the_message_of_a_list_speaks_of_the_list() -> None:
    unreadable = slip(finding("", sheet=""), why_no_copy=NoCopy.UNREADABLE)
    said = message(unreadable, "司法分局", "夹", "审核反馈_表.xlsx", WORDS).decode("utf-8-sig")
    assert "问题清单" in said
    assert "标颜色" not in said


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    data = one_page("表", RECEIVED, "司法分局", lambda page: page.put(0, 0, "长" * 40_000))
    assert load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value == "长" * 32_767
