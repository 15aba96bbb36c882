"""Where a long title turns over, and where signatory and date stand."""

import pytest

from tasks import settings
from tasks.writers.lines import Line, Piece, Role
from tasks.writers.placement import closing_indents, title_lines, width
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
