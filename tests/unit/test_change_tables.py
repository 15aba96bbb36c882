"""The sheets of a comparison: what is told first, what is marked, and that no personal number is shown."""

import io

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tasks.model import Block, Document, Figure, Text
from tasks.pipeline.change_tables import figure_sheet, text_sheet
from tasks.review.compare import Change
from tasks.review.reasons import Kind
from tasks.writers.change_sheet import write_changes
from tasks.writers.line_changes import line_changes
from tasks.writers.lines import lines, written_on
from tasks.writers.text_changes import text_changes
from tests.document import sample

PHONE = "13812345678"


def document(words: str) -> Document:
    return Document("qinghe", 2023, (Text("报告"),), (Block(0, body=(Text(words),)),))


def cells(before: Document, after: Document) -> list[object]:
    """The fourth and fifth column of the only row of 文字变化, as rich text."""
    changes = text_changes(line_changes(lines(before), lines(after)))
    data = write_changes("报告", written_on(after), (text_sheet(changes, "比较。"),))
    sheet = load_workbook(io.BytesIO(data), rich_text=True)["文字变化"]
    return [sheet.cell(4, column).value for column in (4, 5)]


def test_what_went_is_struck_out_and_what_came_is_underlined() -> None:
    was, now = cells(document("全年审查文件，提出意见。"), document("全年审核文件，提出意见。"))
    assert isinstance(was, CellRichText)
    assert isinstance(now, CellRichText)
    assert [(block.text, block.font.strike) for block in was if isinstance(block, TextBlock)][:2] == [
        ("全年审", None),
        ("查", True),
    ]
    assert [block.text for block in now if isinstance(block, TextBlock) and block.font.u] == ["核"]


def test_a_sentence_that_came_is_marked_whole_and_was_nothing() -> None:
    was, now = cells(document("甲事办结。"), document("甲事办结。乙事办好。"))
    assert (was, now) == ("", "乙事办好。")


def test_personal_numbers_are_hidden_on_both_sides_whatever_changed() -> None:
    before, after = document(f"咨询电话{PHONE}，欢迎来电。"), document(f"咨询手机{PHONE}，欢迎来电。")
    assert [str(cell) for cell in cells(before, after)] == [
        "咨询电话138********，欢迎来电。",
        "咨询手机138********，欢迎来电。",
    ]
    before = document("咨询电话13812345679，欢迎来电。")
    assert all("138********" in str(cell) for cell in cells(before, document(f"咨询电话{PHONE}，欢迎来电。")))


def test_what_is_printed_otherwise_stands_before_what_only_comes_from_elsewhere() -> None:
    report = sample()
    first, second, third = list(report.figures.values())[:3]
    gone = Figure("f001", ("2023/gone",), "旧指标", "9件")
    sheet = figure_sheet(
        report,
        [
            (first, Change(first.text, first.text, "重新报送", (Kind.SUBMITTED,))),
            (second, Change("1次", second.text, "更正", (Kind.SETTLED, Kind.BASE))),
            (third, Change("", third.text, "新有", (Kind.NEW,))),
            (gone, Change("9件", "", "底稿不再印出这一项", (Kind.GONE,))),
        ],
        "比较。",
    )
    assert [row[3:5] for row in sheet.rows] == [
        ("1次", second.text),
        ("", third.text),
        ("9件", ""),
        (first.text, first.text),
    ]
    assert sheet.rows[0][2] == "更正、基期数据改变"
    assert second.text in str(sheet.rows[0][6])
    assert sheet.rows[2][6] == "", (
        "what is gone stands nowhere, though its number may be another figure's now"
    )
