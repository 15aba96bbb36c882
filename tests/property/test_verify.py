"""Whatever is done to a report by hand: one wrong number is told and nothing else, a layout tells nothing."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.review.reading.text import read_text
from tasks.review.verify import Outcome, Span, verify
from tests.edited import NOTHING_KNOWN, checked, names, ours, paragraphs, wrong

UNTIMED = settings(deadline=None, max_examples=60)
PLAIN = re.compile(r"[0-9.]+(?![0-9.]*[余多])[^余以上]*")
"""A figure without a hedge: under one another number may be as true."""

SPANS = [
    (place, span)
    for place, line in enumerate(ours().lines)
    for span in line.spans
    if PLAIN.fullmatch(line.text[span.start : span.end])
]
SENTENCES = [
    (place, match.span())
    for place, line in enumerate(ours().lines)
    for match in re.finditer("[^。]+。", line.text)
]


def figures_in(place: int, start: int, end: int) -> list[Span]:
    return [span for span in ours().lines[place].spans if start <= span.start < end]


@UNTIMED
@given(st.sampled_from(SPANS), st.data())
def test_one_wrong_digit_is_told_and_nothing_else(at: tuple[int, Span], data: st.DataObject) -> None:
    place, span = at
    line = paragraphs()[place]
    printed = line[span.start : span.end]
    digit = data.draw(st.sampled_from([n for n, c in enumerate(printed) if c.isdigit()]))
    other = data.draw(st.sampled_from([c for c in "123456789" if c != printed[digit]]))
    typed = printed[:digit] + other + printed[digit + 1 :]
    texts = list(paragraphs())
    texts[place] = line[: span.start] + typed + line[span.end :]
    verified = checked(texts)
    assert [(one.outcome, one.name) for one in verified.wrong] == [
        (Outcome.CHANGED, ours().figures[span.figure].name)
    ]
    found = verified.wrong[0]
    assert texts[place][found.start : found.end] == found.now


WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
STRAIGHT = str.maketrans("“”", '""')
CORNERS = str.maketrans("“”", "「」")
HALF = str.maketrans("，；：（）", ",;:()")
IN_NUMBER = re.compile(r"[0-9０-９A-Za-z.%％][0-9０-９A-Za-z.%％]")
HABITS = [WIDE, STRAIGHT, CORNERS, HALF, str.maketrans("—", "－")]


@UNTIMED
@given(
    st.lists(st.sampled_from(HABITS), max_size=3),
    st.lists(
        st.tuples(st.integers(0, 5000), st.sampled_from([" ", "\n", "　", "\u200b", "\n\u3000\u3000"])),
        max_size=60,
        unique_by=lambda blank: blank[0],  # an empty line ends a paragraph, whatever stands before it
    ),
)
def test_a_layout_an_input_method_or_another_style_of_quotes_tells_nothing(
    habits: list[dict[int, int]], blanks: list[tuple[int, str]]
) -> None:
    text = "\n".join(paragraphs())
    for habit in habits:
        text = text.translate(habit)
    for at, blank in sorted(blanks, reverse=True):
        if not IN_NUMBER.search(text[max(0, at - 1) : at + 1]):
            text = text[:at] + blank + text[at:]
    verified = verify(read_text(text), ours(), NOTHING_KNOWN, names())
    assert not wrong(verified)
    assert verified.count(Outcome.UNCHANGED, Outcome.SAME) == len(ours().figures)


@UNTIMED
@given(st.sampled_from([one for one in SENTENCES if figures_in(one[0], *one[1])]))
def test_the_figures_of_a_sentence_that_is_gone_are_missing(at: tuple[int, tuple[int, int]]) -> None:
    place, (start, end) = at
    texts = list(paragraphs())
    texts[place] = texts[place][:start] + texts[place][end:]
    gone = [ours().figures[span.figure].text for span in figures_in(place, start, end)]
    assert wrong(checked(texts)) == [("missing", "", text) for text in gone]


@UNTIMED
@given(st.integers(0, len(paragraphs()) - 1), st.integers(0, len(paragraphs()) - 1))
def test_a_paragraph_that_moved_tells_nothing(taken: int, put: int) -> None:
    texts = list(paragraphs())
    texts.insert(put, texts.pop(taken))
    verified = checked(texts)
    assert not wrong(verified)
    assert verified.count(Outcome.UNCHANGED) == len(ours().figures)


@UNTIMED
@given(
    st.text(
        "1234567890一二两三十百千万亿余约成倍%宗件次，。、；：“”（）同比增长下降2023年均达持平\n\u200b ",
        max_size=200,
    )
)
def test_whatever_a_text_holds_it_is_checked(text: str) -> None:
    verified = verify(read_text(text), ours(), NOTHING_KNOWN, names())
    lines = [one.text for one in read_text(text).paragraphs]
    for one in verified.results:
        if one.paragraph >= 0:
            assert lines[one.paragraph][one.start : one.end].strip()
