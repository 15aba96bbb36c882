"""Two years' reports by indicator: growth, what is new or gone, other scopes and other bases."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.curation.derived import derive
from tasks.model import Document, SourceKind, Value
from tasks.review.years import YearRow, year_rows
from tests.edition import CATALOGUE, YEAR, composed, of_year, values

TEXT = (
    "办案{{ 办案总数 }}[[，{{ 办案总数 | 同比 }}]]。[[人均{{ 人均办案量 }}。]][[开会{{ 会议次数 }}。]]"
    "[[党课{{ 党课场次 }}。]][[受理率{{ 及时受理率 }}。]]"
)


def report(given: Sequence[Value], year: int = 2023) -> Document:
    """A report of a year."""
    document = composed(TEXT, given)
    return document if year == document.year else of_year(document, year)


def rows(last: Sequence[Value], this: Sequence[Value]) -> dict[str, YearRow]:
    return {row.name: row for row in year_rows(report(last, 2022), report(this), CATALOGUE)}


def test_growth_of_quantities_and_of_shares() -> None:
    last = values({"cases": "100", "staff": "10", "meetings": "4", "accepted": "95.5"})
    this = values({"cases": "150", "staff": "12", "meetings": "4", "accepted": "98"}, {"cases": "100"})
    found = rows(last, this)
    cases = found["“粤执法”平台办案总数"]
    assert (cases.was, cases.now, cases.growth, cases.note) == ("100宗", "150宗", "增长50%", "")
    assert found["人均办案量"].growth == "增长25%"
    assert found["会议次数"].growth == "持平"
    assert found["及时受理率"].growth == "提高2.5个百分点"
    assert not [row for row in found.values() if row.growth and "同比" in row.name]


def test_falls_about_and_from_nothing() -> None:
    last = values({"cases": "0", "meetings": "4", "lectures": "460余"})
    this = values({"cases": "3", "meetings": "3", "lectures": "500"})
    found = rows(last, this)
    assert found["“粤执法”平台办案总数"].growth == "上年为零"
    assert found["会议次数"].growth == "下降25%"
    assert found["党课场次"].growth == "约增长8.7%"


def test_new_and_gone() -> None:
    found = rows(values({"cases": "5", "meetings": "4"}), values({"cases": "5", "lectures": "20"}))
    assert (found["党课场次"].was, found["党课场次"].note) == ("", "本年新印出")
    meetings = found["会议次数"]
    assert (meetings.was, meetings.now, meetings.growth) == ("4次", "", "")
    assert meetings.note == "本年缺少数据，略去了句子“开会【会议次数】。”"
    assert next(reversed(found)) == "会议次数"


def test_another_scope_another_source_and_another_base() -> None:
    last = values({"cases": "100"})
    [this] = [v for v in values({"cases": "150"}) if v.indicator == "cases"]
    other = replace(this, scope_note="含简易程序", source=SourceKind.COUNTED)
    base = replace(this, period="2022", value=this.value - 60, source=SourceKind.PRIOR_STATED)
    note = rows(last, derive(YEAR, [other, base], CATALOGUE))["“粤执法”平台办案总数"].note
    assert note == (
        "口径由空白改为“含简易程序”；来源由单位填报改为台账统计；本年报告所用的上年数为90宗，与上年报告的100宗不同"
    )
