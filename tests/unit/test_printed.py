"""Which of a document's figures someone means."""

import pytest

from tasks.pipeline.printed import figures_meant
from tests.document import annexed
from tests.edition import CATALOGUE


def numbers(what: str) -> list[tuple[int, ...]]:
    return [one.numbers for one in figures_meant(annexed(), CATALOGUE, what)]


def test_a_figure_is_known_by_its_number_in_the_text_and_on_into_the_annexes() -> None:
    figures = list(annexed().figures)
    for number in (1, 40, len(figures)):
        for what in (f"第{number}个数据", f"第{number}个", f"序号{number}", f" 第 {number} 个数据 "):
            (one,) = figures_meant(annexed(), CATALOGUE, what)
            assert (one.figure.id, one.numbers) == (figures[number - 1], (number,))


@pytest.mark.parametrize("what", ["第0个数据", "第99999个数据", "第9999999999个数据", "第个数据", "", "没有"])
def test_what_is_not_there_is_nothing(what: str) -> None:
    assert numbers(what) == []


def test_a_number_with_its_unit_is_no_place() -> None:
    """11个 is a figure; only 第11个 is the eleventh."""
    (one, *_) = figures_meant(annexed(), CATALOGUE, "11个")
    assert one.figure.text == "11个"
    assert one.numbers != (11,)


def test_what_an_annex_prints_again_is_the_same_datum() -> None:
    (one,) = figures_meant(annexed(), CATALOGUE, "1483宗")
    assert len(one.numbers) == 2
    assert one.name == f"第{one.numbers[0]}、{one.numbers[1]}个数据"
    assert [place.section[:2] for place in one.where] == ["三、", "附件"]


def test_the_same_words_from_other_values_are_others() -> None:
    assert len(numbers("100%")) > 2
