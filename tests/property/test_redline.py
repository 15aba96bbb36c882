"""Any two texts: accepting all recorded changes gives the later, rejecting them the earlier one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model import Annex, Block, Document, Figure, FigureRun, Run, Table, Text
from tasks.settings import load
from tasks.writers.annex_lines import plain_text
from tasks.writers.line_changes import Fate, line_changes
from tasks.writers.lines import lines
from tasks.writers.redline import write_redline
from tasks.writers.style import load_style
from tests.redlines import settled

STYLE = load_style(load({}))
WORDS = st.lists(
    st.sampled_from(["全年", "办案", "审查文件", "，", "。", "讲座12场", "App", "（含）", "提升", "的"]),
    min_size=1,
    max_size=6,
).map("".join)
FIGURES = {
    f"f{n}": Figure(f"f{n}", (f"2023/i{n}",), "数", text)
    for n, text in enumerate(["5宗", "约三成", "100%", "4万余人次"])
}
RUNS = st.one_of(WORDS.map(Text), st.sampled_from([FigureRun(name) for name in FIGURES]))
BODIES = st.lists(RUNS, min_size=1, max_size=5).map(tuple)
HEADINGS = WORDS.map(lambda words: (Text(words),))
BLOCKS = st.one_of(
    st.builds(Block, st.just(0), body=BODIES),
    st.builds(Block, st.just(1), st.sampled_from(["一、", "二、"]), HEADINGS),
    st.builds(Block, st.just(2), st.sampled_from(["（一）", "（二）"]), HEADINGS),
    st.builds(Block, st.just(3), st.sampled_from(["1.", "2."]), HEADINGS, BODIES),
)
ROWS = st.tuples(HEADINGS, BODIES)
TABLES = st.lists(ROWS, min_size=1, max_size=4).map(lambda rows: Table(("指标", "数值"), tuple(rows), (1,)))
ANNEXES = st.builds(
    Annex,
    WORDS,
    st.lists(st.one_of(TABLES, st.builds(Block, st.just(0), body=BODIES)), max_size=2).map(tuple),
)


def document(blocks: list[Block], date: str, annexes: list[Annex]) -> Document:
    title: tuple[Run, ...] = (Text("青禾镇2023年法治政府建设年度报告"),)
    return Document(
        "qinghe",
        2023,
        title,
        tuple(blocks),
        "市委依法治市办",
        "青禾镇人民政府",
        date,
        figures=FIGURES,
        annexes=tuple(annexes),
    )


DATES = st.sampled_from(["2024年1月31日", "2024年2月1日"])
DOCUMENTS = st.builds(document, st.lists(BLOCKS, max_size=6), DATES, st.lists(ANNEXES, max_size=2))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_both_texts_come_back(before: Document, after: Document) -> None:
    package = write_redline(before, after, STYLE)
    assert settled(package, accept=True) == _without_empty(plain_text(after))
    assert settled(package, accept=False) == _without_empty(plain_text(before))


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_words_are_neither_lost_nor_split_figures(before: Document, after: Document) -> None:
    changes = line_changes(lines(before), lines(after))
    for side, unlike in ((before, Fate.ADDED), (after, Fate.REMOVED)):
        said = "".join(p.word.text for change in changes for p in change.parts if p.fate is not unlike)
        assert said == "".join(line.text for line in lines(side))
    told = [p.word.text for c in changes for p in c.parts if any(piece.figure for piece in p.word.pieces)]
    # one figure twice without a word between is one word
    assert all(any(text == f.text * (len(text) // len(f.text)) for f in FIGURES.values()) for text in told)


def _without_empty(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)
