"""Whatever a text holds: it can be scanned, and every span is the words that it speaks of."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.catalogue import load as load_catalogue
from tasks.model import NarrativeItem, Place
from tasks.privacy import hidden, masked, personal
from tasks.quantity import hedged, scan
from tasks.settings import load as load_settings
from tasks.validation import Submission
from tasks.validation.mentions import mention_rows
from tasks.wording.clauses import Text
from tests.build import reading

PIECES = [
    "行政复议",
    "案件",
    "共",
    "约",
    "13宗",
    "460余场次",
    "4.7万人次",
    "100%",
    "均达",
    "三次（4次）",
    "XX万元",
    "12345热线",
    "2023年",
    "3月",
    "第3次",
    "20212025年",
    "较去年增长",
    "40%",
    "，",
    "。",
    "、",
    "；",
    "13800138000",
    "441900198001011237",
    "0769-88841234",
    "秘密★",
    "内部资料",
    "（",
    "）",
    "【",
    "】",
    "“",
    "”",
    "不少于",
    "计划",
    "其中",
    "百分之九十",
    "两",
    "１５",
    "N/A",
    "____",
    "1,661",
    "3:1",
    "-",
    "_",
    "\n",
    " ",
]
WRITTEN = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


SHIPPED = load_catalogue(load_settings({}))


def _rows(texts: Sequence[str]) -> list[tuple[str, str, dict[str, object]]]:
    items = tuple(
        NarrativeItem("文字", f"D{4 + n}", "cases", "典型案例", n + 1, "", t) for n, t in enumerate(texts)
    )
    made = mention_rows(Submission(1, Place("hongmei", 2023, "justice"), reading(narrative=items)), SHIPPED)
    return [(row.address.cell, row.span, dict(row.fields())) for row in made]


@given(WRITTEN)
def test_every_row_speaks_of_the_words_at_its_span(text: str) -> None:
    for _, span, fields in _rows([text]):
        first, last = map(int, span.split("-"))
        assert 1 <= first <= last <= len(text)
        assert fields["mention"] == hidden(text)[first - 1 : last]
        assert fields["where"] == f"第{first}至{last}字"


@given(WRITTEN)
def test_what_is_found_is_what_stands_there_in_order_and_apart(text: str) -> None:
    found = scan(text, SHIPPED.names)
    for one in found:
        assert text[one.start : one.end] == one.text
        whole = hedged(text, one)
        assert whole is None or text[whole[0].start : whole[0].end] == whole[0].text
    assert all(one.start < other.start for one, other in pairwise(found))


@given(WRITTEN)
def test_clauses_cover_a_text_without_gap(text: str) -> None:
    clauses = Text(text).clauses
    assert "".join(text[one.start : one.end] for one in clauses) == text
    assert all(one.sentence <= one.start for one in clauses)
    assert all(
        Text(text).at(offset).start <= offset < Text(text).at(offset).end for offset in range(len(text))
    )


@given(WRITTEN)
def test_masking_keeps_the_length_and_leaves_no_personal_number(text: str) -> None:
    assert len(hidden(text)) == len(text)
    assert personal(hidden(text)) == []
    assert personal(masked(text)) == []
