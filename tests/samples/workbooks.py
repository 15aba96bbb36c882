"""The sample workbooks as a clerk would send them, written by xlsxwriter.

A title row, 填报单位 and 填报日期, the table, and who filled it in; the narrative on a second sheet.
Indicators are named in Chinese and carry no code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tasks.catalogue.schema import Indicator, Register, RegisterColumnSpec

MONTHS = range(1, 13)
HEADER = ("序号", "指标名称", "计量单位", "本年数", "上年数", "口径说明")
WIDTHS = (6, 38, 10, 12, 12, 60)
NARRATIVE_HEADER = ("序号", "栏目", "小标题", "正文")
NARRATIVE_WIDTHS = (6, 20, 26, 86)

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Head:
    """What the head of a form says."""

    title: str
    department: str
    day: date


class Book:
    """A workbook whose bytes depend on its contents alone, with the few formats that forms use."""

    def __init__(self, path: Path, head: Head) -> None:
        self._book = xlsxwriter.Workbook(path)
        self._book.set_properties(
            {"title": head.title, "company": head.department, "created": datetime.combine(head.day, time(9))}
        )
        plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        boxed = plain | {"border": 1}
        self._formats = {
            "title": self._add(plain | {"bold": True, "font_size": 16, "align": "center"}),
            "note": self._add(plain),
            "header": self._add(boxed | {"bold": True, "align": "center", "bg_color": "#D9E1F2"}),
            "text": self._add(boxed | {"text_wrap": True}),
            "centred": self._add(boxed | {"align": "center"}),
            "day": self._add(boxed | {"align": "center", "num_format": "yyyy-mm-dd"}),
            "percent": self._add(boxed | {"align": "center", "num_format": "0.0%"}),
        }

    def _add(self, properties: Mapping[str, Any]) -> Format:
        return self._book.add_format(dict(properties))

    def sheet(self, name: str, head: Head, header: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """A sheet with its three head rows; the table's rows follow from the fourth."""
        sheet = self._book.add_worksheet(name)
        last = len(header) - 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, head.title, self._formats["title"])
        sheet.write_string(1, 0, f"填报单位（盖章）：{head.department}", self._formats["note"])
        sheet.write_string(1, last, f"填报日期：{_in_words(head.day)}", self._formats["note"])
        sheet.write_row(2, 0, header, self._formats["header"])
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        return sheet

    def row(self, sheet: Worksheet, row: int, cells: Iterable[tuple[Cell, str]]) -> None:
        """Write one row of (what the clerk typed, format)."""
        for column, (cell, style) in enumerate(cells):
            match cell:
                case None:
                    sheet.write_blank(row, column, None, self._formats[style])
                case str():
                    sheet.write_string(row, column, cell, self._formats[style])
                case date():
                    sheet.write_datetime(row, column, cell, self._formats["day"])
                case _:
                    sheet.write_number(row, column, cell, self._formats[style])

    def note(self, sheet: Worksheet, row: int, text: str) -> None:
        """A line below the table."""
        sheet.write_string(row, 0, text, self._formats["note"])

    def close(self) -> None:
        """Write the file."""
        self._book.close()


def write_form(
    path: Path,
    head: Head,
    indicators: Sequence[Indicator],
    facts: Mapping[str, Any],
    topics: Mapping[str, str],
) -> None:
    """A department's workbook: 数据统计表 with a row for each indicator (twelve for a monthly one), and
    文字材料 if it has any. `facts` are those of facts/<region>/<year>/<department>.yaml, `topics` their names
    by code.
    """
    book = Book(path, head)
    sheet = book.sheet("数据统计表", head, HEADER, WIDTHS)
    lines = [line for i in indicators for line in _lines(i, facts["values"][i.code])]
    for number, line in enumerate(lines, 1):
        book.row(sheet, number + 2, ((number, "centred"), *line))
    signed = "　　".join(f"{role}：{name}" for role, name in facts["people"].items())
    book.note(sheet, len(lines) + 3, signed)
    if facts.get("narrative"):
        _write_narrative(book, head, facts["narrative"], topics)
    book.close()


def write_ledger(path: Path, head: Head, register: Register, rows: Iterable[Mapping[str, Cell]]) -> None:
    """A register's workbook: one sheet, one row a case or ticket."""
    book = Book(path, head)
    header = [titled(column) for column in register.columns]
    sheet = book.sheet("台账", head, header, [22] * len(header))
    listed = list(rows)
    for number, row in enumerate(listed, 3):
        book.row(sheet, number, ((row[column.code], "centred") for column in register.columns))
    sheet.autofilter(2, 0, len(listed) + 2, len(header) - 1)
    book.close()


def titled(column: RegisterColumnSpec) -> str:
    """A column's name as its header says it, with its unit."""
    return f"{column.name}（{column.unit}）" if column.unit else column.name


def _lines(indicator: Indicator, fact: Any) -> Iterator[tuple[tuple[Cell, str], ...]]:
    entry = fact if isinstance(fact, dict) else {"value": fact}
    note = f"{indicator.scope_note}说明：{entry['note']}" if "note" in entry else indicator.scope_note
    named: list[tuple[str, Cell, str]] = [(indicator.name, entry.get("value"), "centred")]
    if indicator.frequency == "monthly":
        months = zip(MONTHS, entry["percent"], strict=True)
        named = [(f"{indicator.name}（{month}月）", _fraction(rate), "percent") for month, rate in months]
    for name, value, style in named:
        yield (
            (name, "text"),
            (indicator.unit, "centred"),
            (value, style),
            (entry.get("prior"), "centred"),
            (note, "text"),
        )


def _write_narrative(
    book: Book, head: Head, items: Sequence[Mapping[str, str]], topics: Mapping[str, str]
) -> None:
    titled = replace(head, title=head.title.replace("数据统计表", "文字材料"))
    sheet = book.sheet("文字材料", titled, NARRATIVE_HEADER, NARRATIVE_WIDTHS)
    for number, item in enumerate(items, 1):
        cells = (number, topics[item["topic"]], item.get("heading"), item["text"])
        book.row(sheet, number + 2, zip(cells, ("centred", "text", "text", "text"), strict=True))


def _fraction(percent: float) -> float:
    return float(Decimal(str(percent)) / 100)  # 95.9 is 0.959, as Excel keeps it, not 0.9590000000000001


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
