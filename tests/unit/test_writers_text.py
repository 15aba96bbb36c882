"""The one text: what stands in it, what is kept together, and that all writers agree on it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html

from tasks import settings
from tasks.model import Annex, Block, Document, Figure, FigureRun, Table, Text
from tasks.writers.annex_lines import plain_text
from tasks.writers.docx import write_docx
from tasks.writers.html import write_html
from tasks.writers.lines import Role, lines
from tasks.writers.style import Style, load_style
from tests.document import annexed, framed, review, sample
from tests.word import word_text


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style(settings.load({}))


def document(*blocks: Block, figures: dict[str, Figure] | None = None, **more: str) -> Document:
    return Document("qinghe", 2023, (Text("报告"),), blocks, figures=figures or {}, **more)


def body(text: str) -> Block:
    return Block(0, body=(Text(text),))


def page_text(page: bytes) -> str:
    tree = html.document_fromstring(page.decode())
    return "\n".join(element.text_content() for element in tree.xpath("//article/*"))


def test_the_text_has_a_line_for_every_part() -> None:
    text = plain_text(sample()).split("\n")
    assert text[0] == "青禾镇2023年法治政府建设年度报告"
    assert text[1] == "市委全面依法治市委员会办公室："
    assert "一、加强理论武装，把牢法治建设政治方向" in text
    assert any(line.startswith("1.规范重大行政决策程序。严格落实公众参与") for line in text)
    assert text[-2:] == ["青禾镇人民政府", "2024年1月31日"]


def test_all_formats_say_the_same(style: Style) -> None:
    expected = plain_text(sample())
    assert word_text(write_docx(sample(), style)) == expected
    assert page_text(write_html(sample(), style)) == expected
    assert page_text(write_html(sample(), style, review())) == expected


def test_word_says_annexes_too_and_a_review_copy_the_same(style: Style) -> None:
    expected = plain_text(annexed())
    assert word_text(write_docx(annexed(), style)) == expected
    assert word_text(write_docx(annexed(), style, review=review())) == expected


@given(st.lists(st.text(max_size=30), min_size=2, max_size=6))
@hypothesis_settings(max_examples=25, deadline=None)
def test_whatever_stands_in_a_cell_is_text_in_word(style: Style, texts: list[str]) -> None:
    row = tuple((Text(text),) for text in texts)
    table = Table(tuple(texts), (row,), numeric=(1,))
    told = replace(document(body("有表")), annexes=(Annex(texts[0] or "表", (table, body(texts[-1]))),))
    expected = plain_text(told)
    assert word_text(write_docx(told, style)) == expected
    assert word_text(write_docx(told, style, review=review())) == expected


def test_what_stands_round_the_text_is_no_part_of_it(style: Style) -> None:
    found = word_text(write_docx(framed(), style)).split("\n")
    assert found[:2] == ["青禾镇人民政府文件", "青府〔2024〕1号"]
    assert found[-2].startswith("抄送：市司法局，")
    assert found[-1] == "青禾镇党政综合办公室2024年1月31日印发"
    assert "\n".join(found[2:-2]) == plain_text(framed())


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
@hypothesis_settings(max_examples=25, deadline=None)
def test_whatever_a_department_writes_is_text_in_every_format(style: Style, texts: list[str]) -> None:
    told = document(*(body(text) for text in texts), Block(3, "1.", (Text(texts[0]),), (Text(texts[-1]),)))
    expected = plain_text(told)
    assert word_text(write_docx(told, style)) == expected
    assert page_text(write_html(told, style)) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2023年，受理热线3355件，", ["2023年", "3355件"]),
        ("金额约332万元、授信8.15亿元", ["约332万元", "8.15亿元"]),
        ("三年计划（2023—2025年）", ["2023—", "2025年"]),
        ("建立24小时响应机制，“1310”部署", ["24小时", "1310"]),
        ("达90%以上，比上年升5.5%", ["90%以上", "5.5%"]),
        ("培训1,661人次，70余场", ["1,661人次", "70余场"]),
        ("提高3.2个百分点，增长1.5倍，4万余人次", ["3.2个百分点", "1.5倍", "4万余人次"]),
        ("一百余人参加", []),
    ],
)
def test_a_number_is_kept_with_its_unit(text: str, kept: list[str]) -> None:
    pieces = lines(document(body(text)))[1].pieces
    assert [piece.text for piece in pieces if piece.keep] == kept


def test_a_figure_is_kept_whole_unless_it_is_longer_than_half_a_line() -> None:
    figures = {
        "f001": Figure("f001", (), "", "不到五成"),
        "f002": Figure("f002", (), "", "及时受理率、按期答复率分别为100%、99.5%"),
    }
    line = lines(document(Block(0, body=(FigureRun("f001"), FigureRun("f002"))), figures=figures))[1]
    assert [(piece.text, piece.keep) for piece in line.pieces] == [
        ("不到", False),
        ("五成", True),
        ("及时受理率、按期答复率分别为", False),
        ("100%", True),
        ("、", False),
        ("99.5%", True),
    ]
    assert [piece.figure for piece in line.pieces] == ["f001"] * 2 + ["f002"] * 4


def test_control_direction_and_zero_width_characters_are_no_text() -> None:
    assert plain_text(document(body("甲\x0b乙\u202e丙\u200b丁\ufeff\n戊"))) == "报告\n甲乙丙丁戊"


def test_the_outline_has_no_gaps_where_an_edition_skips_a_level() -> None:
    headings = [Block(1, "一、", (Text("甲"),)), Block(3, "1.", (Text("乙。"),), (Text("丙"),))]
    assert [line.depth for line in lines(document(*headings))[1:]] == [1, 2]


def test_empty_parts_leave_no_line() -> None:
    assert [line.role for line in lines(document(body("")))] == [Role.TITLE]


def test_a_heading_block_with_words_after_it_loses_none() -> None:
    told = document(Block(2, "（一）", (Text("甲。"),), (Text("乙"),)))
    assert plain_text(told) == "报告\n（一）甲。乙"
