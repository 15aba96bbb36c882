"""Workbooks of the first year: what is written into them is what is read back."""

import io
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tasks import settings as site
from tasks.catalogue.last_report_wording import load_last_report_words
from tasks.catalogue.start_wording import load_start_words
from tasks.forms.last_report import ReportBook, report_answers, write_report_book
from tasks.forms.starting import given_in
from tests import published
from tests.starting import FIRST, book

WORDS = load_last_report_words(site.load({}))
START = load_start_words(site.load({}))
TEXT = st.text("行政复议宗数一二“”（）=+-@AB12 、", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.lists(st.tuples(st.integers(1, 400), TEXT), max_size=12)


def cells(data: bytes, name: str) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(data))[name]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet]


@settings(max_examples=30, deadline=None)
@given(NUMBERS, st.integers(2001, 2099), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_report_book_says_what_it_was_made_of(
    numbers: Sequence[tuple[int, str]], year: int, sha256: str
) -> None:
    rows = [{"number": str(number), "indicator": name} for number, name in numbers]
    made = ReportBook("some_town", "某镇", year, "报告.docx", sha256, rows, 0, 0, ["甲", "乙"])
    found = report_answers(cells(write_report_book(made, WORDS), WORDS.sheet), WORDS)
    assert found is not None
    assert (found.region, found.year, found.sha256) == ("some_town", year, sha256)
    wanted: dict[int, tuple[str, ...]] = {}
    for number, name in numbers:
        wanted[number] = (*wanted.get(number, ()), name)
    assert dict(found.answers) == wanted


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6))
def test_a_start_book_is_read_back_row_by_row_with_its_places(
    departments: Sequence[tuple[str, str, str]],
) -> None:
    made = book(departments=())
    sheet = made["填报单位"]
    for row, names in enumerate(departments, start=FIRST):
        for column, text in enumerate(names, start=2):
            sheet.cell(row, column).value = text
            sheet.cell(row, column).data_type = "s"
    target = io.BytesIO()
    made.save(target)
    texts = {name: cells(target.getvalue(), name) for name in ("镇街", "填报单位", "指标")}
    found = given_in(texts, START).departments
    assert [(one["name"], one["short"], one["aliases"]) for one in found] == list(departments)
    assert [one.cells["short"] for one in found] == [f"C{row}" for row in range(FIRST, FIRST + len(found))]


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_sentences_of_a_report_in_any_order_are_never_bound_wrongly(data: st.DataObject) -> None:
    lines = data.draw(st.permutations(published.lines()))
    assert published.trial(published.bound(lines)).wrong == ()
