"""Figures of any two states of the values: nothing is told of what is the same, everything of what is not."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.curation.derived import derive
from tasks.model import Document, Figure, Origin, SourceKind, Value
from tasks.review.compare import figure_changes, gone_figures
from tests.edition import CATALOGUE, YEAR, composed

TEXT = (
    "办案{{ 办案总数 }}[[，{{ 办案总数 | 同比 }}]]。[[人均{{ 人均办案量 }}。]]"
    "[[开会{{ 会议次数 }}。]][[党课{{ 党课场次 }}。]]"
)
CODES = ("cases", "staff", "meetings", "lectures")
SOURCES = st.sampled_from([SourceKind.STATED, SourceKind.COUNTED, SourceKind.CORRECTED])
ORIGINS = st.builds(
    Origin,
    st.sampled_from(["justice", "market"]),
    st.sampled_from(["甲.xlsx", "乙.xlsx"]),
    st.sampled_from(["a" * 64, "b" * 64]),
    st.just("数据"),
    st.sampled_from(["D4", "D5"]),
    st.sampled_from(["3", "4"]),
)


@st.composite
def states(draw: st.DrawFn) -> list[Value]:
    found = [
        Value(
            "hongmei",
            2023,
            period,
            code,
            draw(SOURCES) if period == "2023" else SourceKind.PRIOR_STATED,
            Decimal(draw(st.integers(1, 4))),
            CATALOGUE.indicators[code].unit,
            origin=draw(ORIGINS),
        )
        for code in CODES
        for period in ("2022", "2023")
        if draw(st.booleans())
    ]
    return derive(YEAR, found, CATALOGUE)


def report(values: Sequence[Value]) -> Document:
    return composed(TEXT, values)


def about(figure: Figure) -> tuple[str, ...]:
    """What a figure stands for; 持平 rests on the increase and is the same comparison as 同比."""
    return tuple(key.replace("_yoy", "_increase") for key in figure.keys)


@settings(max_examples=60, deadline=None)
@given(states(), states())
def test_every_difference_in_print_is_told_and_nothing_else(before: list[Value], after: list[Value]) -> None:
    old, new = report(before), report(after)
    changes = figure_changes(old, new, CATALOGUE)
    was = {about(figure): figure.text for figure in old.figures.values()}
    for name, figure in new.figures.items():
        if was.get(about(figure)) != figure.text:
            assert changes[name].was.endswith(was.get(about(figure), ""))
            assert changes[name].why
            assert changes[name].kinds
    gone = {about(figure) for figure, _ in gone_figures(old, new, CATALOGUE)}
    assert gone == set(was) - {about(figure) for figure in new.figures.values()}
    assert figure_changes(new, replace(new), CATALOGUE) == {}


@settings(max_examples=60, deadline=None)
@given(states(), states())
def test_new_one_way_is_gone_the_other(before: list[Value], after: list[Value]) -> None:
    old, new = report(before), report(after)
    come = {
        about(new.figures[name]) for name, one in figure_changes(old, new, CATALOGUE).items() if not one.was
    }
    assert come == {about(figure) for figure, _ in gone_figures(new, old, CATALOGUE)}
