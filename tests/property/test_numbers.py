"""Marking what is unbound changes no word and no figure, and marks just what the check tells."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tasks.model import Annex, Block, Document, Figure, FigureRun, Run, Table, Text
from tasks.review.numbers import marked, unbound
from tasks.writers.annex_lines import plain_text

NAMES = ("12345热线", "一站式", "《2023年计划》")
FIGURES = {
    name: Figure(name, ("2023/cases",), "办案总数", text)
    for name, text in (("f001", "460余"), ("f002", "1661宗"), ("f003", "不到五成"), ("f004", "12"))
}
WORDS = [
    "办案",
    "12",
    "345热线",
    "两",
    "宗",
    "万",
    "余人",
    "三分之",
    "一",
    "站式",
    "%",
    "成",
    "《",
    "2023",
    "年",
]
WORDS += ["计划》", "。", "，", "１５", "20212025年", "第", "翻", "番", " ", "\u200b", ""]
RUNS: st.SearchStrategy[tuple[Run, ...]] = st.lists(
    st.one_of(
        st.builds(
            Text,
            st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
            label=st.booleans(),
            narrative=st.sampled_from(["", "justice/plans/1"]),
        ),
        st.builds(FigureRun, st.sampled_from(sorted(FIGURES))),
    ),
    max_size=6,
).map(tuple)
BLOCKS = st.builds(Block, st.integers(0, 3), st.just("一、"), RUNS, RUNS)


@given(RUNS, st.lists(BLOCKS, max_size=3), RUNS)
def test_marking_changes_no_word(title: tuple[Run, ...], blocks: list[Block], cell: tuple[Run, ...]) -> None:
    annex = Annex("指标", (*blocks, Table(("指标",), ((cell,),))))
    document = Document("hongmei", 2023, title, tuple(blocks), figures=FIGURES, annexes=(annex,))
    made = marked(document, NAMES)
    assert plain_text(made) == plain_text(document)
    assert _joined(made) == _joined(document)
    found = unbound(replace(document, annexes=(Annex("", annex.parts),)), NAMES)
    assert bool(found) == any(isinstance(run, Text) and run.unbound for run in _runs(made))
    assert marked(made, NAMES) == made


def _runs(document: Document) -> list[Run]:
    parts = [*document.blocks, *(part for annex in document.annexes for part in annex.parts)]
    found = list(document.title)
    for part in parts:
        if isinstance(part, Block):
            found += [*part.heading, *part.body]
        elif isinstance(part, Table):
            found += [run for row in part.rows for cell in row for run in cell]
    return found


def _joined(document: Document) -> list[Run]:
    """All runs, words of one kind that stand together as one run."""
    joined: list[Run] = []
    for run in _runs(document):
        last = joined[-1] if joined else None
        plain = replace(run, unbound=False) if isinstance(run, Text) else run
        if (
            isinstance(plain, Text)
            and isinstance(last, Text)
            and replace(last, text="") == replace(plain, text="")
        ):
            joined[-1] = replace(last, text=last.text + plain.text)
        else:
            joined.append(plain)
    return joined
