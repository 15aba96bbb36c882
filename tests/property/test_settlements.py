"""问题处理单: whatever is written into it, and whatever is filled in, reads back as it was."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.catalogue.settlements_wording import load_settlements_words
from tasks.forms.settlement_reading import Filled
from tasks.forms.settlements import SettlementBook, write_settlements
from tasks.intake import Workbook
from tasks.intake.opening import read_cells
from tasks.pipeline.settling import settlements_in
from tasks.settings import load

SETTINGS = load({})
WORDS = load_settlements_words(SETTINGS)
AT = datetime(2024, 1, 15, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))).filter(
    lambda text: text == text.strip()
)
NUMBERS = st.sampled_from(("96.7%", "1217", "约578", "4.7万", "0.5", "2024-01-20", "=1+1", "'x", "@SUM"))


def rows(headings: object) -> st.SearchStrategy[list[dict[str, str]]]:
    names = list(headings.model_dump())  # type: ignore[attr-defined]
    texts = st.one_of(TEXTS, NUMBERS)
    said = st.fixed_dictionaries(dict.fromkeys(names, texts) | {"by": TEXTS.filter(bool)})
    return st.lists(said, max_size=3)


@settings(max_examples=25, deadline=None)
@given(
    rows(WORDS.problems.headings),
    rows(WORDS.supplements.headings),
    rows(WORDS.published.headings),
    rows(WORDS.departments.headings),
    st.data(),
)
def test_what_is_written_reads_back(
    problems: list[dict[str, str]],
    supplements: list[dict[str, str]],
    published: list[dict[str, str]],
    departments: list[dict[str, str]],
    data: st.DataObject,
) -> None:
    settled = data.draw(st.integers(0, len(problems)))
    book = SettlementBook(
        "hongmei", "洪梅镇", 2023, problems, settled, supplements, published, departments, ["办案数"], AT
    )
    made = write_settlements(book, WORDS)
    assert made == write_settlements(book, WORDS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "处理单.xlsx"
        path.write_bytes(made)
        cells = read_cells(path, path.name, SETTINGS.limits)
    assert isinstance(cells, Workbook)
    assert settlements_in(cells, SETTINGS) == Filled(
        "hongmei", 2023, tuple(problems), tuple(supplements), tuple(published), tuple(departments)
    )
