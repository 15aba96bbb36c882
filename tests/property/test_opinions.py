"""征求意见表 and 意见采纳情况表: whatever is asked and whatever is filled in reads back as it was."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook as Book

from tasks.catalogue.opinions_wording import load_opinions_words
from tasks.forms.adoption_reading import FILLED
from tasks.forms.adoption_sheet import AdoptionBook, write_adoption
from tasks.forms.identity import form_in
from tasks.forms.opinion_sheet import Asking, write_opinion_sheet
from tasks.intake import Workbook
from tasks.intake.opening import read_cells
from tasks.model import AskedFigure, AskedRow
from tasks.pipeline.opinions.deciding import adoption_in
from tasks.pipeline.opinions.taking import opinions_in
from tasks.settings import load
from tests.answers import formulas

SETTINGS = load({})
WORDS = load_opinions_words(SETTINGS)
AT = datetime(2024, 1, 15, tzinfo=UTC)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40).filter(
    lambda text: text == text.strip()
)
AWKWARD = st.sampled_from(("=1+1", "@SUM(A1)", "'x", "96.7%", "1650", '=HYPERLINK("x")', "约578"))
TEXTS = st.one_of(PLAIN, AWKWARD)
FIGURES = st.builds(
    AskedFigure, st.lists(st.sampled_from(("2023/cases", "2022/cases")), max_size=2).map(tuple), TEXTS, TEXTS
)
ROWS = st.lists(
    st.builds(AskedRow, st.text("0123456789abcdef", min_size=12, max_size=12), TEXTS, TEXTS,
              st.lists(FIGURES, max_size=3).map(tuple)),
    min_size=1, max_size=4, unique_by=lambda row: row.id,
)  # fmt: skip
ANSWER = st.tuples(st.sampled_from(("", "无误", "应修改")), TEXTS, TEXTS)


def read_back(data: bytes, fill: Callable[[Book], None]) -> Workbook:
    """As somebody fills it in with a spreadsheet program and drops it."""
    book = load_workbook(io.BytesIO(data))
    fill(book)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        book.save(path)
        cells = read_cells(path, path.name, SETTINGS.limits)
        assert form_in(path) == form_in(io.BytesIO(data)) != ""
    assert isinstance(cells, Workbook)
    return cells


def type_in(cell: object, text: str) -> None:
    assert isinstance(cell, Cell)
    cell.value = text or None
    if text:
        cell.data_type = "s"


@settings(max_examples=25, deadline=None)
@given(ROWS, st.data())
def test_an_opinion_sheet_reads_back(rows: list[AskedRow], data: st.DataObject) -> None:
    asking = Asking("hongmei", "洪梅镇", 2023, "justice", "司法分局", "draft-0a1b", "", rows, AT)
    made = write_opinion_sheet(asking, WORDS.sheet, WORDS.author)
    assert made == write_opinion_sheet(asking, WORDS.sheet, WORDS.author)
    assert not [one for one in formulas(made) if "1+1" in one or "HYPERLINK" in one]
    answers = [data.draw(ANSWER) for _ in rows]

    def fill(book: Book) -> None:
        for number, answer in enumerate(answers, start=6):
            for column, text in zip((5, 6, 7), answer, strict=True):
                type_in(book.worksheets[0].cell(number, column), text)

    found = opinions_in(read_back(made, fill), SETTINGS)
    assert found is not None
    assert (found.region, found.year, found.department, found.version) == (
        *("hongmei", 2023, "justice"),
        "draft-0a1b",
    )
    assert not found.lost
    filled = [(row, answer) for row, answer in zip(rows, answers, strict=True) if any(answer)]
    assert [
        (one.row, "无误" if one.right else "应修改" if one.wrong else "", one.suggested, one.reason)
        for one in found.opinions
    ] == [(row, *answer) for row, answer in filled]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(TEXTS, *([TEXTS] * 4)), max_size=4))
def test_an_adoption_sheet_reads_back(given_rows: list[tuple[str, ...]]) -> None:
    rows = [
        {"opinion": opinion, **dict(zip(FILLED, filled, strict=True)), "key": "k"}
        for opinion, *filled in given_rows
    ]
    book = AdoptionBook("hongmei", 2023, "标题", "数目", "", rows, AT)
    made = write_adoption(book, WORDS.adoption, WORDS.author)
    assert made == write_adoption(book, WORDS.adoption, WORDS.author)
    found = adoption_in(read_back(made, lambda _: None), SETTINGS)
    assert found is not None
    assert (found.region, found.year) == ("hongmei", 2023)
    expected = [row for row in rows if any(row[name] for name in FILLED)]
    assert [[one[name] for name in (*FILLED, "key")] for one in found.rows] == [
        [row[name] for name in (*FILLED, "key")] for row in expected
    ]
