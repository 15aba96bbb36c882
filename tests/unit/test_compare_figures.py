"""Why a printed figure is not what it was: each kind of reason, and what looks like it and is none."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tasks.curation.derived import derive
from tasks.model import Document, Figure, Origin, SourceKind, Value
from tasks.review.compare import Change, figure_changes, gone_figures
from tasks.review.reasons import Kind
from tests.edition import CATALOGUE, YEAR, composed

TEXT = (
    "全年办案{{ 办案总数 }}，{{ 办案总数 | 同比 }}。人均{{ 人均办案量 }}。[[开会{{ 会议次数 }}。]]"
    "党课{{ 党课场次 }}。"
)
CELL = Origin("justice", "报表.xlsx", "a" * 64, "数据", "D6", "120")
ROWS = Origin(
    "justice", "台账.xlsx", "b" * 64, "台账", register="ledger", predicate="全部", row_count=120, row_hash="c"
)


def value(code: str, amount: str, period: str = "2023", origin: Origin = CELL, **more: Any) -> Value:
    given = {"source": SourceKind.STATED, "unit": CATALOGUE.indicators[code].unit, "origin": origin} | more
    return Value("hongmei", 2023, period, code, value=Decimal(amount), **given)


CASES = value("cases", "120")
LAST = value("cases", "100", "2022", replace(CELL, cell="E6", raw="100"), source=SourceKind.PRIOR_STATED)
STAFF = value("staff", "10", origin=replace(CELL, cell="D7", raw="10"))
MEETINGS = value("meetings", "4", origin=replace(CELL, cell="D8", raw="4"))
LECTURES = value("lectures", "460", origin=replace(CELL, cell="D9", raw="460余"), hedge="余")
GIVEN = (CASES, LAST, STAFF, MEETINGS, LECTURES)


def report(given: Sequence[Value] = GIVEN, text: str = TEXT) -> Document:
    return composed(text, derive(YEAR, given, CATALOGUE))


def changed(
    *instead: Value, text: str = TEXT, less: Sequence[Value] = (), before: Document | None = None
) -> dict[str, Change]:
    """The changes by printed text, where some values stand instead of those of their key."""
    keys = {one.key: one for one in instead}
    given = [keys.pop(one.key, one) for one in GIVEN if one not in less]
    after = report([*given, *keys.values()], text)
    found = figure_changes(before or report(), after, CATALOGUE)
    return {after.figures[name].text: change for name, change in found.items()}


def moved(**more: Any) -> Value:
    return replace(CASES, origin=replace(CELL, **more))


def test_the_same_document_has_no_changes() -> None:
    assert changed() == {}
    assert gone_figures(report(), report(), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (moved(sha256="d" * 64), "洪梅司法分局重新报送，内容相同"),
        (moved(sha256="d" * 64, raw="120.0"), "洪梅司法分局重新报送，原文由“120”改为“120.0”"),
        (
            moved(sha256="d" * 64, file="定稿.xlsx"),
            "洪梅司法分局重新报送，改用《定稿.xlsx》（原为《报表.xlsx》），内容相同",
        ),
        (moved(cell="D60"), "位置由数据!D6改为数据!D60，内容相同"),
        (moved(department="market"), "改由market报送（原为洪梅司法分局），内容相同"),
    ],
)
def test_sent_again_without_another_number(now: Value, why: str) -> None:
    change = changed(now)["120宗"]
    assert change == Change("120宗", "120宗", why, (Kind.SUBMITTED,))


def test_another_number_is_told_with_all_that_rests_on_it() -> None:
    found = changed(replace(moved(sha256="d" * 64, raw="150"), value=Decimal(150)))
    why = "洪梅司法分局重新报送，原文由“120”改为“150”"
    named = f"“粤执法”平台办案总数由120宗变为150宗，{why}"
    assert found == {
        "150宗": Change("120宗", "150宗", why, (Kind.SUBMITTED,)),
        "50%": Change("20%", "50%", named, (Kind.SUBMITTED,)),
        "15宗": Change("12宗", "15宗", named, (Kind.SUBMITTED,)),
    }


def test_another_sign_is_told_with_its_words() -> None:
    change = changed(replace(CASES, value=Decimal(80)))["20%"]
    assert (change.was, change.now) == ("同比增长20%", "同比下降20%")


def test_a_comparison_that_takes_another_form_is_the_same_comparison() -> None:
    """持平 rests on the increase, 同比增长 on the growth: other keys, and neither is new or gone."""
    sent = replace(moved(sha256="d" * 64, raw="100"), value=Decimal(100))
    found = changed(sent)
    why = "“粤执法”平台办案总数由120宗变为100宗，洪梅司法分局重新报送，原文由“120”改为“100”"
    assert found["持平"] == Change("同比增长20%", "与上年持平", why, (Kind.SUBMITTED,))
    before, after = report(), report([sent, *GIVEN[1:]])
    assert gone_figures(before, after, CATALOGUE) == gone_figures(after, before, CATALOGUE) == ()


def test_other_words_round_the_same_number_are_no_change_of_the_figure() -> None:
    before = report()
    figures = {name: replace(figure, words="增长") for name, figure in before.figures.items()}
    assert figure_changes(before, replace(before, figures=figures), CATALOGUE) == {}


@pytest.mark.parametrize(
    ("now", "why", "kind"),
    [
        (replace(ROWS, row_count=121, row_hash="d"), "台账所计的行由120行变为121行", Kind.SUBMITTED),
        (replace(ROWS, row_hash="d"), "台账所计的行有变动，行数相同", Kind.SUBMITTED),
        (replace(ROWS, predicate="已结案"), "统计条件由“全部”改为“已结案”", Kind.FORMULA),
    ],
)
def test_rows_of_a_register(now: Origin, why: str, kind: Kind) -> None:
    counted = replace(CASES, source=SourceKind.COUNTED, origin=ROWS)
    before = report([counted, *GIVEN[1:]])
    change = changed(replace(counted, origin=now), before=before)["120宗"]
    assert (change.why, change.kinds) == (why, (kind,))


def test_a_register_counts_where_a_total_was_stated() -> None:
    change = changed(replace(CASES, source=SourceKind.COUNTED, origin=ROWS))["120宗"]
    assert change.why == "来源由单位填报改为台账统计（洪梅司法分局《台账.xlsx》）"
    assert change.kinds == (Kind.SOURCE,)


def test_settled_by_the_office_settled_otherwise_and_no_more() -> None:
    settled = replace(
        CASES, source=SourceKind.CORRECTED, value=Decimal(121), settlement="更正：漏计1宗（张三）"
    )
    change = changed(settled)["121宗"]
    assert change.why == "司法分局更正：漏计1宗（张三）"
    assert change.kinds == (Kind.SETTLED,)
    before = report([settled, *GIVEN[1:]])
    again = changed(replace(settled, settlement="更正：漏计1宗，电话13812345678核实"), before=before)["121宗"]
    assert again.why == "司法分局更正：漏计1宗，电话138********核实"
    assert changed(before=before)["120宗"].why == "司法分局撤销了更正，改用单位填报"
    resent_below = replace(settled, origin=replace(CELL, sha256="d" * 64))
    assert changed(resent_below, before=before) == {}


def test_a_formula_of_the_catalogue() -> None:
    after = report()
    values = {**after.values, "2023/per_head": replace(after.values["2023/per_head"], formula="另一算法")}
    found = figure_changes(report(), replace(after, values=values), CATALOGUE)
    assert [change.kinds for change in found.values()] == [(Kind.FORMULA,)]
    assert next(iter(found.values())).why.startswith("计算公式由“")


def test_another_base() -> None:
    own = replace(LAST, reported_in=2022, source=SourceKind.STATED, origin=replace(CELL, file="去年.xlsx"))
    found = changed(own)
    assert found == {
        "20%": Change(
            "20%",
            "20%",
            "2022年“粤执法”平台办案总数，来源由单位填报的上年数改为2022年报告的单位填报（洪梅司法分局《去年.xlsx》）",
            (Kind.BASE, Kind.SOURCE),
        )
    }
    lost = changed(less=(LAST,))
    assert set(lost) == set()  # the comparison is gone, nothing else changed


def test_hedge_and_rounding() -> None:
    hedged = changed(replace(LECTURES, hedge="约"))["约460场次"]
    assert hedged.kinds == (Kind.PROGRAM,)  # the same cell, read otherwise
    assert changed(text=TEXT.replace("办案总数 }}，", "办案总数 | 不带单位 }}宗，"))["120"] == Change(
        "120宗", "120", "数值未变，印法由“120宗”改为“120”", (Kind.DISPLAY,)
    )


def test_a_scope_note() -> None:
    change = changed(replace(CASES, scope_note="含简易程序"))["120宗"]
    assert (change.why, change.kinds) == ("口径由空白改为“含简易程序”", (Kind.SCOPE,))


def test_same_cells_read_otherwise() -> None:
    change = changed(replace(MEETINGS, value=Decimal(5)))["5次"]
    assert (change.was, change.why) == ("4次", "报送的内容未变，读取或换算的方式改变")
    assert change.kinds == (Kind.PROGRAM,)


def test_new_and_gone_with_the_omission_behind() -> None:
    before, after = report([one for one in GIVEN if one is not MEETINGS]), report()
    new = figure_changes(before, after, CATALOGUE)
    assert list(new.values()) == [
        Change("", "4次", "原来缺少数据，略去了句子“开会【会议次数】。”；现已有数据", (Kind.NEW,))
    ]
    [(figure, change)] = gone_figures(after, before, CATALOGUE)
    assert (figure.text, change.was, change.now) == ("4次", "4次", "")
    assert change.why == "现缺少数据，略去了句子“开会【会议次数】。”"
    assert change.kinds == (Kind.GONE,)


def test_new_and_gone_with_the_edition() -> None:
    less = TEXT.replace("党课{{ 党课场次 }}。", "")
    assert [c.why for _, c in gone_figures(report(), report(text=less), CATALOGUE)] == ["底稿不再印出这一项"]
    [change] = figure_changes(report(text=less), report(), CATALOGUE).values()
    assert change.kinds == (Kind.NEW,)


def test_a_number_printed_twice_is_matched_with_its_like() -> None:
    twice = TEXT.replace("全年办案{{ 办案总数 }}", "全年办案{{ 办案总数 | 不带单位 }}宗（{{ 办案总数 }}）")
    assert changed(before=report(text=twice)) == {}
    assert [f.text for f, _ in gone_figures(report(text=twice), report(), CATALOGUE)] == ["120"]


def test_figures_that_stood_together_and_stand_apart() -> None:
    rates = [value(code, "100") for code in ("accepted", "answered", "content")]
    text = "三率{{ 均达(及时受理率, 按期答复率, 群众满意率) }}。"
    before = report(rates, text)
    after = report([replace(rates[0], value=Decimal("99.5")), *rates[1:]], text)
    found = figure_changes(before, after, CATALOGUE)
    assert [(c.was, c.now) for c in found.values()] == [("100%", "99.5%")]
    assert gone_figures(before, after, CATALOGUE) == ()
    together = figure_changes(after, before, CATALOGUE)
    assert [(c.was, c.now) for c in together.values()] == [("99.5%", "100%")]


def test_figures_are_matched_by_what_they_stand_for_not_by_their_number() -> None:
    before = report()
    ids = {name: f"x{name}" for name in before.figures}
    figures = {
        ids[f.id]: Figure(ids[f.id], f.keys, f.name, f.text, f.formula) for f in before.figures.values()
    }
    assert figure_changes(before, replace(before, figures=figures), CATALOGUE) == {}
