"""An edition's markup and what Word says of it: one another's only form, whatever the words and functions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks import settings
from tasks.catalogue import load
from tasks.model.draft import DraftParagraph, DraftRole
from tasks.report.draft_problems import text_problems
from tasks.report.expressions import Argument, Call, Filtered, Name, Option, parsed, written
from tasks.report.grammar import LABELS
from tasks.report.mark_reading import read
from tasks.report.source import Kind, said_blocks
from tasks.report.vocabulary import FILTERS, FUNCTIONS
from tasks.report.word_marks import spelled
from tasks.report.word_names import CODED, code_names
from tasks.report.word_text import markup_of, spelled_blocks, spelled_text, tidy_lines, written_paragraph
from tasks.settings import HOUSE

CATALOGUE = load(settings.load({}))
NAMES = code_names(CATALOGUE)
EDITIONS = sorted(HOUSE.glob("templates/editions/*/*/report.md"))

WORDS = st.sampled_from([*sorted(CATALOGUE.by_label)[:12], *LABELS, "名称", "unknown_1"])
FUNCTION = st.sampled_from([*sorted(FUNCTIONS.keys() - CODED.keys()), "补充", "将来的"])
FILTER = st.sampled_from([*FILTERS, "必有", "只印数", "将来的"])
TEXTS = st.text(
    st.sampled_from("行政复议案件，、。·“”「」【】〖〗《》（）()\"'\\:：=＝|[]{}%# a1"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip())
CODES = st.sampled_from([*CATALOGUE.departments, *CATALOGUE.topics, "nobody"])


def _calls(inner: st.SearchStrategy[Argument], name: st.SearchStrategy[str]) -> st.SearchStrategy[Call]:
    values = st.one_of(st.booleans(), TEXTS, st.integers(0, 999), WORDS.map(Name))
    options = st.lists(
        st.builds(Option, st.sampled_from(["合并", "小标题", "动词", "将来"]), values),
        max_size=2,
        unique_by=lambda option: option.name,
    ).map(tuple)
    arguments = st.lists(st.one_of(inner, TEXTS, st.integers(0, 99)), max_size=3).map(tuple)
    return st.builds(Call, name, arguments, options)


def _nested(inner: st.SearchStrategy[Argument]) -> st.SearchStrategy[Argument]:
    filtered = st.builds(
        lambda of, word: Filtered(of, word, bare=not (word.arguments or word.options)),
        inner,
        st.one_of(FILTER.map(Call), _calls(inner, FILTER)),
    )
    return st.one_of(filtered, _calls(inner, FUNCTION))


SLOTS = st.builds(lambda topic, department: Call("材料", (topic, department)), CODES, CODES)
ORIGINS = st.builds(lambda *codes: Call("出自", codes), CODES, CODES, st.integers(1, 9))
EXPRESSIONS = st.one_of(st.recursive(WORDS.map(Name), _nested, max_leaves=5), SLOTS, ORIGINS)
PLAIN = st.text(st.sampled_from("全年办理，。：“”（）《》[]{}a1　 \n\t"), max_size=10)
MARKUPS = st.lists(
    st.one_of(
        PLAIN,
        EXPRESSIONS.map(written),
        st.tuples(PLAIN, EXPRESSIONS.map(written)).map(lambda both: f"[[{both[0]}{both[1]}]]"),
    ),
    max_size=6,
).map("".join)


@given(EXPRESSIONS)
def test_an_expression_comes_back_from_markup_and_from_word(expression: Argument) -> None:
    assert parsed(written(expression)) == expression
    assert read(spelled(expression, NAMES), NAMES) == expression


@given(MARKUPS)
def test_what_word_says_comes_back_or_is_refused(markup: str) -> None:
    try:
        word = spelled_text(markup, NAMES)
    except Exception as error:  # noqa: BLE001 what is refused is refused in one of three ways
        assert type(error).__name__ in ("NoExpressionError", "TemplateSyntaxError", "RecursionError")  # noqa: PT017
        return
    again = markup_of(word, NAMES)
    assert spelled_text(again, NAMES) == word
    assert markup_of(spelled_text(again, NAMES), NAMES) == again


@given(st.text(st.sampled_from("全年【】〖〗办案·：、，“”「」[]{}%#|（）\n 年1a"), max_size=20))
def test_whatever_is_typed_is_understood_or_told(text: str) -> None:
    problems = text_problems(text, NAMES)
    assert all(0 <= one.start <= one.end <= len(text) for one in problems)
    if not problems:
        markup = markup_of(text, NAMES)
        again = spelled_text(markup, NAMES)
        assert markup_of(again, NAMES) == markup


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_shipped_editions_come_back(path: Path) -> None:
    blocks = said_blocks(path.read_text())
    paragraphs = spelled_blocks(blocks, NAMES, "report.md")
    assert len(paragraphs) == len(blocks)
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        assert written_paragraph(paragraph, NAMES) == block.said
        assert not text_problems(paragraph.text, NAMES)
        assert block.kind is Kind.COMMENT or not any(mark in paragraph.text for mark in ("{{", "[[", "|"))


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("{{ 办案总数 }}宗", "【办案总数】宗"),
        ("[[，{{ 办案总数 | 同比 }}]]", "〖，【办案总数·同比】〗"),
        ("{{ 均达(A率, B率 | 上年) }}", "【均达：A率、B率·上年】"),
        ('{{ 发生("案件", 宗数, 动词="收到") }}', "【发生：“案件”、宗数，动词“收到”】"),
        ('{{ 材料("problems", "justice", 合并=True) }}', "【材料：司法分局·存在的问题及原因，合并】"),
        ('{{ 出自("justice", "cases", 3) }}', "【出自：司法分局·典型案例、3】"),
        ('{{ 材料("problems", "nobody") }}', "【材料：“problems”、“nobody”】"),
        ('{{ X | 同比 | 只印数("同比增长", 2) | 必有 }}', "【X·同比·只印数（“同比增长”、2）·必有】"),
        ('{{ 补充("他说“好”") }}', "【补充：「他说“好”」】"),
        ("{{ f(A, 合并=False) }}", "【f：A，合并＝否】"),
        ("{{ f() }}", "【f（）】"),
    ],
)
def test_spelling(markup: str, word: str) -> None:
    assert spelled_text(markup, NAMES) == word
    assert markup_of(word, NAMES) == markup


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("【 办案总数 • 同比 】", "【办案总数·同比】"),
        ("【均达:A、B】", "【均达：A、B】"),
        ('【发生："案件"、宗数，动词=”收到”】', "【发生：“案件”、宗数，动词“收到”】"),
        ("【材料：justice·problems】", "【材料：司法分局·存在的问题及原因】"),
        ('【X·只印数("增长", 2)】', ""),
    ],
)
def test_what_hands_type(typed: str, meant: str) -> None:
    if meant:
        assert spelled_text(markup_of(typed, NAMES), NAMES) == meant
    else:  # a comma begins an option
        assert text_problems(typed, NAMES)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("办案【办案总数宗。", (2, 3), "不成对"),
        ("办案总数】宗。", (4, 5), "不成对"),
        ("全年〖办案", (2, 3), "没有与它成对的“〗”"),
        ("全年办案〗", (4, 5), "没有与它成对的“〖”"),
        ("全年〖办〖案〗〗", (4, 5), "不能再套"),
        ("办案{{ X }}", (2, 4), "不能有这样的括号"),
        ("【】宗", (0, 2), "里面没有指标名"),
        ("【材料：司法局分·典型案例】", (0, 14), "相近的名称有：司法分局"),
        ("【材料：司法分局】", (0, 9), "单位·栏目"),
        ("【办案总数·】", (0, 7), "比较的词"),
        ("【均达（A、B】", (0, 8), "括号不成对"),
        ("【发生：“案件、X】", (0, 10), "引号不成对"),
        ("【A B】", (0, 5), "多出了“B”"),
        ("# 标题", (0, 4), "样式"),
        ("[〖，a〗", (0, 5), "分不清"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, place: tuple[int, int], told: str) -> None:
    problems = text_problems(text, NAMES)
    assert [(one.start, one.end) for one in problems[:1]] == [place]
    assert told in problems[0].message


def test_headings_lose_typed_numbers_and_comments_keep_their_words() -> None:
    heading = DraftParagraph(DraftRole.LEVEL2, "（二）推进依法\n行政")
    assert written_paragraph(heading, NAMES) == "## 推进依法行政"
    comment = DraftParagraph(DraftRole.COMMENT, "【办案总数】要{{核对")
    assert written_paragraph(comment, NAMES) == "%% 【办案总数】要{{核对"
    assert tidy_lines(" 甲\t乙 \n\n丙") == "甲 乙\n丙"
