"""征求意见表 as departments fill them in, and a town whose draft is out for opinions."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.town import Town

SENT = ("returns", "洪梅镇", "2023", "征求意见")
Answers = Mapping[str, tuple[str, str, str]]
"""Words of a sentence → what is put into 无误, 应改为, 理由."""


def sheet_of(town: Town, department: str) -> Path:
    """A department's sheet as it went out."""
    return town.settings.data.joinpath(*SENT) / f"征求意见表（{department}）.xlsx"


def reply(
    town: Town,
    department: str,
    answers: Answers,
    *,
    nothing: str = "",
    name: str = "征求意见表.xlsx",
    folder: str = "收件箱",
    source: Path | None = None,
) -> Path:
    """Fill in a department's sheet as Excel would, and drop it where somebody would."""
    book = load_workbook(source or sheet_of(town, department))
    sheet = book.worksheets[0]
    put(sheet, answers, nothing)
    target = town.settings.landing / "洪梅镇" / folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def put(
    sheet: Worksheet, answers: Answers, nothing: str = "", by: str = "李某", day: str = "2024-01-15"
) -> None:
    """What a clerk types."""
    columns = {cell.value: cell.column for cell in sheet[5]}
    for label, said in (("整张表", nothing), ("填报人", by), ("日期", day)):
        cell = next(cell for cell in sheet[4] if cell.value == label)
        sheet.cell(4, cell.column + 1).value = said or None
    for words, typed in answers.items():
        row = next(row for row in range(6, sheet.max_row + 1) if words in str(sheet.cell(row, 3).value))
        for heading, text in zip(("无误", "应改为", "意见理由"), typed, strict=True):
            sheet.cell(row, columns[heading]).value = text or None
