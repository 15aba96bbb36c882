"""Where a long title turns over, and where signatory and date stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks import settings
from tasks.writers.annex_lines import TableLines
from tasks.writers.lines import Line, Piece, Role
from tasks.writers.placement import (
    attachment_indents,
    closing_indents,
    column_widths,
    organ_size,
    title_lines,
    width,
)
from tasks.writers.style import Layout, load_style


@pytest.fixture(scope="module")
def layout() -> Layout:
    return load_style(settings.load({})).layout


def closing(name: str, date: str) -> list[Line]:
    return [Line(Role.SIGNATORY, body=(Piece(name),)), Line(Role.DATE, body=(Piece(date),))]


def title(text: str, layout: Layout) -> tuple[str, ...]:
    return title_lines((Piece(text),), layout)


def test_the_date_begins_two_characters_after_the_signatory(layout: Layout) -> None:
    found = closing_indents(closing("洪梅镇人民政府", "2024年1月31日"), layout)
    assert found == {Role.SIGNATORY: 28 - 2 - 7, Role.DATE: 28 - 2 - 7 + 2}


def test_a_date_longer_than_the_signatory_stands_two_characters_from_the_right(layout: Layout) -> None:
    found = closing_indents(closing("镇政府", "2024年12月31日"), layout)
    assert found[Role.DATE] == 28 - 2 - width("2024年12月31日")
    assert found[Role.SIGNATORY] == found[Role.DATE] - 2


def test_a_signatory_longer_than_the_line_stays_inside_it(layout: Layout) -> None:
    assert closing_indents(closing("某" * 40, "2024年1月5日"), layout)[Role.SIGNATORY] == 0


def test_a_title_that_fits_is_one_line(layout: Layout) -> None:
    assert title("东莞市洪梅镇2023年法治政府建设年度报告", layout) == (
        "东莞市洪梅镇2023年法治政府建设年度报告",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "洪梅镇人民政府关于2023年度法治政府建设情况的报告",
            ("洪梅镇人民政府关于", "2023年度法治政府建设情况的报告"),
        ),
        (
            "中共东莞市洪梅镇委员会洪梅镇人民政府关于2023年法治政府建设年度报告和2024年工作计划的报告",
            (
                "中共东莞市洪梅镇委员会",
                "洪梅镇人民政府关于2023年法治政府建设",
                "年度报告和2024年工作计划的报告",
            ),
        ),
    ],
)
def test_a_long_title_turns_over_between_words(layout: Layout, text: str, expected: tuple[str, ...]) -> None:
    assert "".join(expected) == text
    assert title(text, layout) == expected


def test_a_title_without_known_words_is_cut_but_not_inside_a_number(layout: Layout) -> None:
    pieces = (Piece("甲" * 18), Piece("123456宗", keep=True), Piece("乙" * 9))
    cut = title_lines(pieces, layout)
    assert len(cut) == 2
    assert any("123456宗" in line for line in cut)
    assert all(width(line) <= layout.text_width / 22 for line in cut)


def attachments(*texts: str) -> list[Line]:
    return [Line(Role.ATTACHMENT, body=(Piece(text),)) for text in texts]


def test_one_attachment_turns_over_below_its_name(layout: Layout) -> None:
    assert attachment_indents(attachments("附件：2023.5以来的指标"), layout) == ((2, 5),)


def test_attachments_stand_below_each_other_by_number(layout: Layout) -> None:
    found = attachment_indents(attachments("附件：1.主要指标", "2.增长情况", "10.其他"), layout)
    assert found == ((2, 6), (5, 6), (5, 6.5))


def test_the_organ_is_as_large_as_the_line_holds(layout: Layout) -> None:
    assert organ_size("洪梅镇人民政府文件", layout) == 42
    assert organ_size("某" * 20, layout) == pytest.approx(layout.text_width / 20)


def table(columns: tuple[str, ...], *rows: tuple[str, ...], numeric: tuple[int, ...] = ()) -> TableLines:
    def line(text: str) -> Line:
        return Line(Role.BODY, body=(Piece(text),))

    return TableLines(tuple(map(line, columns)), tuple(tuple(map(line, row)) for row in rows), numeric)


def test_columns_are_as_wide_as_their_words_and_together_as_the_type_area(layout: Layout) -> None:
    widths = column_widths(table(("指标", "2023年"), ("办案总数", "1483宗"), numeric=(1,)), layout)
    assert sum(widths) == pytest.approx(layout.text_width)
    assert widths[0] > widths[1]


def test_words_turn_over_before_numbers_do(layout: Layout) -> None:
    widths = column_widths(table(("指标", "本年"), ("某" * 90, "12345678.99万元"), numeric=(1,)), layout)
    assert sum(widths) == pytest.approx(layout.text_width)
    assert widths[1] >= width("12345678.99万元") * layout.roles["table"].size + 2 * layout.table.beside


@given(st.lists(st.lists(st.text("某1a", max_size=30), min_size=6, max_size=6), max_size=5))
def test_columns_never_leave_the_type_area(layout: Layout, rows: list[list[str]]) -> None:
    widths = column_widths(table(tuple("一二三四五六"), *map(tuple, rows), numeric=(1, 5)), layout)
    assert sum(widths) == pytest.approx(layout.text_width)
    assert all(each > 2 * layout.table.beside for each in widths)
