"""Blank forms in LibreOffice: seen whole on paper, checked as they are filled in, saved anew."""

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tasks.forms.blank import blank_ledgers, write_ledger
from tasks.forms.blank.model import Line
from tasks.forms.blank.rules import HEDGES, number_cell
from tasks.model import CellState, NarrativeText, Origin
from tasks.quantity.hedges import SENSES
from tests import forms
from tests.forms import KEY, TABLE, TEXTS, LastYear
from tests.system.office import convert

pytestmark = pytest.mark.system

CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


def line(unit: str, places: int = 0, *, hedged: bool = False, maximum: int | None = None) -> Line:
    highest = None if maximum is None else Decimal(maximum)
    return Line("code", "指标", unit, "", places, Decimal(0), highest, hedged)


EXACT, HEDGED = line("宗"), line("场次", hedged=True)
AMOUNT, RATE = line("万元", 2), line("%", 1, maximum=100)
ENTRIES = [
    *((EXACT, what, True) for what in (0, 5, 1661, "—", "无", "4.7万", "一百二十")),
    *((EXACT, what, False) for what in (-1, 1.5, "约5", "460余", "90以上", "不足20")),
    *((HEDGED, what, True) for what in (5, "约5", "460余", "90以上")),
    *((AMOUNT, what, True) for what in (268.51, 0.5, "3.32亿元")),
    *((AMOUNT, what, False) for what in (268.517, -0.5)),
    *((RATE, what, True) for what in (0, 1.5, 95.5, 100)),
    *((RATE, what, False) for what in (0.955, 1, 100.1, 95.55)),
]


def test_the_validations_ask_about_what_is_odd_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "entries.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet, lists = book.add_worksheet("表"), book.add_worksheet("选项")
    for row, hedge in enumerate(sorted(SENSES)):
        lists.write_string(row, 0, hedge)
    book.define_name(HEDGES, f"=选项!$A$1:$A${len(SENSES)}")
    for row, (asked, what, _) in enumerate(ENTRIES):
        (sheet.write_string if isinstance(what, str) else sheet.write_number)(row, 0, what)
        sheet.write_formula(row, 1, number_cell(f"A{row + 1}", asked, forms.wording().table)["value"])
    book.close()
    with convert(path, CSV, tmp_path).open(encoding="utf-8") as table:
        answers = [answer == "TRUE" for _, answer in csv.reader(table)]
    assert answers == [fine for _, _, fine in ENTRIES]


@pytest.mark.parametrize("department", ["justice", "gov_service", "traffic"])
def test_every_word_of_a_form_is_seen_on_paper(department: str, tmp_path: Path) -> None:
    declared = forms.shipped()
    problem = "一是队伍专业能力有待加强，" * 12
    known = LastYear({}, (NarrativeText(department, "problems", 1, "队伍建设", problem, Origin()),))
    path = tmp_path / "form.xlsx"
    path.write_bytes(forms.made(declared, department, known))
    seen = _words(convert(path, "pdf", tmp_path))
    for one in declared.asked(department):
        assert _plain(one.scope_note) in seen
        assert one.frequency == "monthly" or _plain(one.name) in seen
    for topic in declared.topics_of(department):
        assert _plain(topic.hint) in seen
    assert "不得填报国家秘密、工作秘密和公民身份证号、电话号码等个人信息" in seen
    assert _plain(problem) in seen
    assert "@2024" not in seen, "the codes are hidden"


def test_every_word_of_an_empty_ledger_is_seen_on_paper(tmp_path: Path) -> None:
    declared = forms.shipped()
    for ledger in blank_ledgers(declared, KEY, "enforcement"):
        path = tmp_path / "ledger.xlsx"
        path.write_bytes(write_ledger(ledger, forms.wording()))
        seen = _words(convert(path, "pdf", tmp_path))
        assert all(_plain(column.name) in seen for column in ledger.columns)
        assert all(_plain(code) in seen for column in ledger.columns for code in column.codes)
        assert all(_plain(count.predicate) in seen for count in ledger.counts)


def _words(pdf: Path) -> str:
    """What a reader sees, in any order of lines within a cell."""
    told = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return _plain(told)


def _plain(text: str) -> str:
    return "".join(text.split())


def _filled() -> bytes:
    book = forms.opened(forms.made(forms.shipped(), "justice"))
    for number, (_, row) in enumerate(forms.lines(book[TABLE])):
        forms.type_in(book[TABLE].cell(row, 4), (number, "约300", "4.7万", "—")[number % 4])
    for _, row in forms.lines(book[TEXTS]):
        forms.type_in(book[TEXTS].cell(row, 4), "已经落实。")
    return forms.saved(book)


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_a_form_saved_by_another_program_reads_back_the_same(target: str, tmp_path: Path) -> None:
    declared = forms.shipped()
    data = _filled()
    path = tmp_path / "filled.xlsx"
    path.write_bytes(data)
    (tmp_path / "out").mkdir()
    again = convert(path, target, tmp_path / "out").read_bytes()
    expected = forms.read_back(data, tmp_path, declared, "justice")
    reading = forms.read_back(again, tmp_path, declared, "justice")
    assert reading.indicators == expected.indicators
    assert {cell.state for cell in reading.indicators} == {CellState.VALUE, CellState.NOT_APPLICABLE}
    assert reading.narrative == expected.narrative
    assert reading.stated == expected.stated
    assert not reading.notices
