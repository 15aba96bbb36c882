"""What must be there, what is printed without its words, numbers outside the catalogue."""

from datetime import date

import pytest

from tasks.catalogue.settlement_checks import with_supplements
from tasks.catalogue.settlements import Supplement, standing
from tasks.curation.settled import added
from tasks.model import Omission
from tasks.pipeline.blockers import omission_reasons
from tasks.report import compose
from tests.edition import CATALOGUE, YEAR, composed, edition, lines, values

RISEN = values({"cases": "1661"}, {"cases": "293"})
FALLEN = values({"cases": "88"}, {"cases": "100"})


def test_what_must_be_there_falls_away_and_is_listed_as_required() -> None:
    document = composed("办案{{ 办案总数 }}。党课{{ 党课场次 | 必有 }}。会议{{ 会议次数 }}。", RISEN)
    assert lines(document) == ["办案1661宗。"]
    assert document.omissions == (
        Omission("句子", "党课【党课场次】。", ("党课场次",), "正文开头", required=True),
        Omission("句子", "会议【会议次数】。", ("会议次数",), "正文开头"),
    )
    assert list(omission_reasons(document)) == [
        "底稿写明必有的数缺了：正文开头里的句子“党课【党课场次】。”没有印出，缺党课场次"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "办案{{ 办案总数 }}[[，党课{{ 党课场次 | 必有 }}]]。",
        "党课{{ 党课场次 | 必有 }}。",
        "有以下问题：党课{{ 党课场次 | 必有 }}。",
        "# 党课{{ 党课场次 | 必有 }}\n\n办案。",
        "# 党课\n\n党课{{ 党课场次 | 同比 | 必有 }}。",
        "一是党课。党课{{ 党课场次 | 必有 }}。二是办案。",
    ],
)
def test_whatever_falls_with_it_is_required(text: str) -> None:
    omissions = composed(f"引言。\n\n{text}", RISEN).omissions
    assert [one for one in omissions if "【党课场次" in one.text and not one.required] == []
    assert any(one.required for one in omissions)


def test_nothing_is_required_that_the_edition_does_not_say() -> None:
    document = composed("办案{{ 办案总数 | 必有 }}[[，党课{{ 党课场次 }}]]。会议{{ 会议次数 }}。", RISEN)
    assert len(document.omissions) == 2
    assert list(omission_reasons(document)) == []


def test_a_figure_without_its_words_is_missing_once_they_would_be_others() -> None:
    text = '办案。较上年增长{{ 办案总数 | 同比 | 只印数("同比增长") | 必有 }}。'
    assert lines(composed(text, RISEN)) == ["办案。较上年增长467%。"]
    document = composed(text, FALLEN)
    assert lines(document) == ["办案。"]
    assert "句子按“同比增长”写的，现在应是“同比下降12%”" in document.omissions[0].text
    assert document.omissions[0].required


def test_of_a_phrase_of_several_the_one_that_is_meant() -> None:
    text = '与{{ 办案总数 | 对比 | 只印数("", 1) }}相比多了{{ 办案总数 | 对比 | 只印数("增加", 2) }}。'
    assert lines(composed(text, RISEN)) == ["与293宗相比多了1368宗。"]
    assert lines(composed('多了{{ 办案总数 | 对比 | 只印数("增加", 4) }}。', RISEN)) == []


def test_a_number_outside_the_catalogue_is_missing_until_it_is_given() -> None:
    text = '办案{{ 办案总数 }}。聘请法治副校长{{ 补充("法治副校长人数") }}。'
    document = composed(text, RISEN)
    assert lines(document) == ["办案1661宗。"]
    assert document.omissions[0].required
    given = Supplement.model_validate(
        {
            "decision": "supplement",
            "name": "法治副校长人数",
            "value": "12",
            "unit": "名",
            "basis": "教育办",
            "by": "王五",
            "dated": date(2024, 1, 20),
        }
    )
    settled = standing([given])
    catalogue = with_supplements(CATALOGUE, settled)
    later = compose(edition(text), catalogue, [*RISEN, *added(YEAR, settled, catalogue)], ())
    assert lines(later) == ["办案1661宗。聘请法治副校长12名。"]
