"""Relations and stated results, on small catalogues: within what the writing of values leaves open."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.catalogue import Catalogue, CatalogueError, formula, load
from tasks.catalogue.relations import Relation, check_relation
from tasks.catalogue.settlements import Correct, standing
from tasks.catalogue.spans import Bounds, span, written
from tasks.model import INDICATORS, Base, CellState, Finding, IndicatorCell, Severity
from tasks.settings import load as load_settings
from tasks.validation import Submission, judge
from tasks.validation.relations import impossible, sides
from tests.build import HERE, JUSTICE, MARKET, REGION, cell, indicator, reading, rules, suites, value


def relation(left: str, kind: str, right: str) -> Relation:
    return Relation(code="r", left=left, kind=kind, right=right, why="部分不会多于全部。")  # type: ignore[arg-type]


def built(*relations: Relation) -> Catalogue:
    return Catalogue.build(
        regions=(REGION,),
        departments=(JUSTICE, MARKET),
        indicators=(
            indicator("part", "新增数"),
            indicator("rest", "其余数"),
            indicator("whole", "总数"),
            indicator(
                "share", "占比", unit="%", kind="rate", formula="percent(part / whole)", maximum=Decimal(100)
            ),
        ),
        rules=rules(),
        relations=relations,
    )


NO_BASE = Base()
AT_MOST = built(relation("part", "at_most", "whole"))
SUM = built(relation("part + rest", "equals", "whole"))


def found(
    cells: list[IndicatorCell], catalogue: Catalogue, base: Base = NO_BASE
) -> tuple[list[Finding], list[str]]:
    """Findings on relations, and the cells whose values may be used."""
    (judged,) = judge([Submission(1, HERE, reading(*cells), base=base)], catalogue, suites())
    told = [one for one in judged.findings if one.rule.startswith("relation.")]
    return told, [c.cell for c in judged.sound.indicators if c.state is CellState.VALUE]


def exact(at: str, code: str, number: str, **more: object) -> IndicatorCell:
    return cell(at, code, number, step=Decimal(1), **more)


def test_what_contradicted_a_corrected_value_is_used() -> None:
    corrected = standing(
        [
            Correct(
                decision="correct",
                by="李某某",
                dated=date(2024, 1, 18),
                department="justice",
                rule="relation.contradiction",
                dataset=INDICATORS,
                indicator="part",
                period="2023",
                reason="核对台账",
                value="27",
                expect="29",
            )
        ]
    )
    file = reading(exact("D4", "part", "29"), exact("D5", "whole", "28"))
    (judged,) = judge([Submission(1, HERE, file, settlements=corrected)], AT_MOST, suites())
    assert [f.settlement != "" for f in judged.findings if f.rule == "relation.contradiction"] == [True]
    usable = [c.cell for c in judged.sound.indicators if c.state is CellState.VALUE and not c.left_out]
    assert usable == ["D5"]


def test_both_sides_of_a_broken_relation_are_left_out_and_named() -> None:
    cells = [exact("D4", "part", "29"), exact("D5", "whole", "28"), exact("D6", "rest", "3")]
    (one,), used = found(cells, AT_MOST)
    assert (one.rule, one.severity, one.address.cell) == ("relation.contradiction", Severity.CRITICAL, "D4")
    assert one.observed == "“新增数”29大于“总数”28：部分不会多于全部。这几个数都未采用（D4、D5）。"
    assert used == ["D6"]


def test_equal_is_at_most() -> None:
    cells = [exact("D4", "part", "28"), exact("D5", "whole", "28")]
    assert found(cells, AT_MOST) == ([], ["D4", "D5"])


def test_a_relation_is_not_judged_of_what_is_missing_stands_twice_or_is_out_of_bounds() -> None:
    part = exact("D4", "part", "29")
    for others in (
        [],
        [exact("D5", "whole", "28"), exact("D6", "whole", "27")],
        [exact("D5", "whole", "-1")],
        [exact("E5", "whole", "28", prior=True, period="2022")],
    ):
        assert found([part, *others], AT_MOST)[0] == []


def test_last_years_values_are_held_against_each_other() -> None:
    prior = {"prior": True, "period": "2022"}
    cells = [exact("E4", "part", "29", **prior), exact("E5", "whole", "28", **prior)]
    (one,), used = found(cells, AT_MOST)
    assert (one.address.cell, one.period) == ("E4", "2022")
    assert "“2022年新增数”29" in one.observed
    assert used == []


@pytest.mark.parametrize(
    ("part", "hedge", "step", "breaks"),
    [
        ("28", "约", "1", False),
        ("30", "约", "10", False),  # 约30 may be 28
        ("28", "超过", "1", True),  # then it is 29 or more
        ("28", "不足", "1", False),
        ("20", "余", "10", False),
        ("40", "余", "10", True),
    ],
)
def test_only_what_no_true_value_can_satisfy_breaks_a_relation(
    part: str, hedge: str, step: str, breaks: bool
) -> None:
    cells = [cell("D4", "part", part, hedge=hedge, step=Decimal(step)), exact("D5", "whole", "28")]
    assert bool(found(cells, AT_MOST)[0]) is breaks


@pytest.mark.parametrize(
    ("whole", "hedge", "step", "breaks"),
    [
        ("1111", "", "1", False),
        ("1127", "", "1", True),
        ("1100", "余", "100", False),
        ("1200", "近", "100", False),
    ],
)
def test_parts_add_up_to_their_total(whole: str, hedge: str, step: str, breaks: bool) -> None:
    parts = [exact("D4", "part", "972"), exact("D5", "rest", "139")]
    told, used = found([*parts, cell("D6", "whole", whole, hedge=hedge, step=Decimal(step))], SUM)
    assert [one.address.cell for one in told] == (["D4"] if breaks else [])
    assert used == ([] if breaks else ["D4", "D5", "D6"])
    assert all("（算得1111）不等于“总数”1127" in one.observed for one in told)


SHARE = [exact("D4", "part", "2784"), exact("D5", "whole", "2872")]


@pytest.mark.parametrize(
    ("stated", "step", "breaks"),
    [
        ("96.7", "0.1", True),
        ("96.9", "0.1", False),
        ("97", "1", False),
        ("96.94", "0.01", False),
        ("96", "1", True),
    ],
)
def test_a_stated_result_is_compared_as_precisely_as_it_is_written(
    stated: str, step: str, breaks: bool
) -> None:
    told, used = found([*SHARE, cell("D6", "share", stated, step=Decimal(step))], AT_MOST)
    assert [(one.rule, one.severity, one.address.cell) for one in told] == (
        [("relation.computed", Severity.WARNING, "D6")] if breaks else []
    )
    assert "D6" in used, "it is told, and does not count anyway"


def test_what_a_spreadsheet_computed_itself_is_not_exact_to_its_last_digit() -> None:
    stated = cell("D6", "share", "96.9359331476322", step=Decimal("1E-13"))
    assert found([*SHARE, stated], AT_MOST)[0] == []


def growth(number: str) -> IndicatorCell:
    return cell("F4", "part_yoy", number, step=Decimal("0.1"))


def test_a_stated_growth_is_compared_with_the_files_own_last_year_before_the_base() -> None:
    now, before = exact("D4", "part", "39"), exact("E4", "part", "91", prior=True, period="2022")
    base = Base({"2022/part": value("part", "100", "2022", step=Decimal(1))})
    wrong, used = found([now, before, growth("-65.3")], AT_MOST, base)
    assert [(one.rule, one.address.cell) for one in wrong] == [("relation.growth", "F4")]
    assert "-57.14%" in wrong[0].observed
    assert used == ["D4", "E4"], "a comparison never counts as a value"
    assert found([now, before, growth("-57.1")], AT_MOST, base)[0] == []
    assert found([now, growth("-61.0")], AT_MOST, base)[0] == []
    assert found([now, growth("-57.1")], AT_MOST, base)[0] != []
    assert found([now, growth("-57.1")], AT_MOST)[0] == [], "nothing to compare with in a first year"


def test_a_comparison_is_neither_asked_for_nor_a_duplicate_nor_something_filled_in() -> None:
    zeros = [exact("D4", "part", "0"), exact("D5", "whole", "0"), exact("D6", "rest", "0")]
    file = reading(*zeros, growth("5"), growth("6"), zero_reports=("indicators",))
    (judged,) = judge([Submission(1, HERE, file)], AT_MOST, suites())
    assert judged.findings == ()


@pytest.mark.parametrize("text", ["part +", "gone", "part ** 2"])
def test_a_relation_that_does_not_fit_names_file_and_key(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"expectations/relations\.yaml: relations\.r\.left"):
        built(relation(text, "at_most", "whole"))
    check_relation(relation("part", "at_most", "whole"), ["part", "whole"])


def test_every_reason_fits_into_its_finding() -> None:
    shipped = load(load_settings({})).relations.values()
    assert len(shipped) >= 15
    assert all(len(one.why) < 60 and one.why.endswith("。") for one in shipped)


WRITTEN = st.tuples(
    st.integers(1, 2000),
    st.sampled_from(["", "约", "余", "近", "超过", "不少于", "不足", "不超过"]),
    st.sampled_from([1, 10]),
)


@given(WRITTEN, WRITTEN, st.data())
def test_true_values_that_satisfy_a_relation_never_break_it(
    one: tuple[int, str, int], other: tuple[int, str, int], data: st.DataObject
) -> None:
    ranges = {key: _range(*given_one) for key, given_one in (("2023/part", one), ("2023/whole", other))}
    part, whole = (data.draw(_within(*ranges[key])) for key in ("2023/part", "2023/whole"))
    (side,) = sides(AT_MOST)
    spans = side.spans("2023", ranges)
    assert spans is not None
    if part <= whole:
        assert not impossible(*spans)


def _range(number: int, hedge: str, step: int) -> Bounds:
    return written(Decimal(number), "宗", hedge, Decimal(step))


def _within(low: Decimal | None, high: Decimal | None) -> st.SearchStrategy[int]:
    least = 0 if low is None else int(low)
    return st.integers(least, max(least, 5000 if high is None else int(high)))


@given(st.integers(1, 500), st.integers(0, 20), st.integers(1, 500), st.integers(0, 20), st.data())
def test_a_formula_lies_between_its_corners(
    a: int, wide: int, b: int, broad: int, data: st.DataObject
) -> None:
    ranges: dict[str, Bounds] = {
        "2023/part": (Decimal(a), Decimal(a + wide)),
        "2023/whole": (Decimal(b), Decimal(b + broad)),
    }
    tree = formula.parse("percent(part / whole) - part")
    found_span = span(tree, "2023", ranges)
    assert found_span is not None
    low, high = found_span
    x, y = data.draw(st.integers(a, a + wide)), data.draw(st.integers(b, b + broad))
    true = formula.evaluate(tree, lambda code, _: [Decimal(x if code == "part" else y)])
    slack = Decimal("1E-15")
    assert low is not None
    assert high is not None
    assert low - slack <= true <= high + slack


def test_a_divisor_that_may_be_zero_gives_no_range() -> None:
    ranges: dict[str, Bounds] = {"2023/part": (Decimal(1),) * 2, "2023/whole": (Decimal(0), Decimal(5))}
    assert span(formula.parse("part / whole"), "2023", ranges) is None
    assert span(formula.parse("part / rest"), "2023", ranges) is None


def test_an_open_end_stays_open() -> None:
    ranges: dict[str, Bounds] = {"2023/part": (Decimal(90), None), "2023/whole": (Decimal(10),) * 2}
    assert span(formula.parse("part + whole"), "2023", ranges) == (Decimal(100), None)
    assert span(formula.parse("whole - part"), "2023", ranges) == (None, Decimal(-80))


def test_a_divisor_that_may_be_zero_leaves_nothing_to_say() -> None:
    ranges = {"2023/part": (Decimal(1), Decimal(1)), "2023/whole": (None, Decimal(2))}  # 不到3
    assert span(formula.parse("part / whole"), "2023", ranges) is None
    assert span(formula.parse("part - whole"), "2023", ranges) == (Decimal(-1), None)
