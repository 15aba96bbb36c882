"""Whatever the numbers, what is printed of them is true, and reads as Chinese.

Printed numbers are read back and held against what the given ones leave open, and words against the sign.
"""

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from tasks.catalogue import formula
from tasks.catalogue.spans import Bounds, span, written
from tasks.model import Document, Figure, Value
from tasks.quantity import Quantity, bounds, hedged, round_half_up, scan
from tasks.quantity.exact import last_place
from tasks.quantity.reading import written as read_text
from tests.edition import CATALOGUE, composed, lines, values

ODD = re.compile(
    r"None|nan|-|(?<![\d.])0(?:\.0+)?(?:%|个百分点|倍)|100\.0+%|\d倍以?下|(?:约|近|超)(?:约|近|超)|(?:以上|余){2}"
    r"|(同比|比上年|与上年|相比|均|其中|发生|增长|下降|增加|减少|提高).{0,2}\1|，，|、、|[，、]$|[０-９]|\d,\d|(?<!\d)\.\d"
)
FALLS = re.compile("下降|减少")
RISES = re.compile("增长|增加|提高|是上年的")
WORDS = ("同比", "增减", "对比", "倍数")

whole = st.one_of(st.integers(0, 30), st.integers(0, 10**4), st.integers(0, 10**8))
HEDGES = st.sampled_from(["", "", "", "余", "约", "以上", "不到", "近", "超"])
BEFORE = "约近超"


@st.composite
def counted(draw: st.DrawFn) -> str:
    """A number as a department writes it: 460余, 约332, 1661."""
    number, hedge = draw(whole), draw(HEDGES)
    if not number or not hedge:
        return str(number)
    return hedge + str(number) if hedge in BEFORE or hedge == "不到" else str(number) + hedge


shares = st.one_of(
    st.integers(0, 100).map(str),
    st.integers(0, 10**4).map(lambda n: str(Decimal(n).scaleb(-2))),
    st.sampled_from(["90以上", "约95", "不到50", "100", "99.96", "0.04"]),
)


def left_open(value: Value) -> Bounds:
    if not value.hedge:
        return value.value, value.value
    return written(value.value, value.unit, value.hedge, last_place(value.value))


def truth(given_values: list[Value], key: str) -> Bounds:
    """What a value may truly be, through its formula."""
    known = {one.key: left_open(one) for one in given_values if not one.formula}
    period, _, code = key.partition("/")
    tree = CATALOGUE.formula_of(code)
    if tree is None:
        return known[key]
    found = span(formula.inlined(tree, CATALOGUE.formulas), period, known)
    assert found is not None
    return found


def assert_true(figure: Figure, given_values: list[Value]) -> None:
    """The printed number has room for all that may be true, rounded once where it is exact."""
    if figure.text in ("持平", "基本持平", "零") or figure.text.startswith(("未", "均为", "有所")):
        return  # no number; the sign is held against all of them
    said = read_text(figure.text)
    assert said is not None, figure.text
    if figure.keys == ("2023/per_head",):
        said = Quantity(said.value, "宗/人", said.hedge, said.step)  # printed 宗, but no number of things
    low, high = truth(given_values, figure.keys[0])
    if FALLS.search(figure.words):
        low, high = (None if high is None else -high), (None if low is None else -low)
    unit = Fraction(1)
    if said.unit.endswith("倍"):
        unit = Fraction(100)
        shift = 1 if figure.words == "是上年的" else 0
        said = Quantity(said.value - shift, said.unit, said.hedge, said.step) if said.unit == "倍" else said
    unit *= {"万": 10**4, "亿": 10**8}.get(said.unit[:1], 1)
    least, most = bounds(said)
    room = Fraction(said.step) / 2 * unit if not said.hedge else Fraction(0)
    exact = Fraction(said.value) * unit
    if not said.hedge:
        assert low is not None
        assert high is not None
        assert exact - room <= Fraction(low) <= Fraction(high) <= exact + room, figure
        return
    assert least is None or (low is not None and Fraction(least) * unit <= Fraction(low)), figure
    assert most is None or (high is not None and Fraction(high) <= Fraction(most) * unit), figure


def assert_sign(figure: Figure, now: Bounds, before: Bounds) -> None:
    """Words against the sign, whatever hedges leave open."""
    (low, high), (least, most) = now, before
    words = figure.words + figure.text
    if RISES.search(words):
        assert low is not None
        assert most is not None
        assert low > most, figure
    elif FALLS.search(words):
        assert high is not None
        assert least is not None
        assert high < least, figure


def text_of(document: Document) -> str:
    return "".join(lines(document)).removeprefix("甲。")


@given(
    now=counted(), before=counted(), word=st.sampled_from(WORDS), code=st.sampled_from(["pupils", "amount"])
)
@example(now="1", before="300", word="同比", code="pupils")
@example(now="100000001", before="99999999", word="增减", code="amount")
def test_a_comparison_of_quantities_is_true(now: str, before: str, word: str, code: str) -> None:
    given_values = values({code: now}, {code: before})
    name = CATALOGUE.indicators[code].label
    document = composed(f"甲。{{{{ {name} | {word} }}}}。", given_values)
    text = text_of(document)
    assert not ODD.search(text), text
    this, last = (left_open(one) for one in given_values if one.indicator == code)
    for figure in document.figures.values():
        assert_sign(figure, this, last)
        if figure.text == "持平":
            assert this == last
            assert this[0] == this[1]
        assert_true(figure, given_values)
    hedged_ones = [one for one in given_values if one.indicator == code and one.hedge]
    assert text or hedged_ones, "what is known exactly is always said"


@given(now=shares, before=shares, word=st.sampled_from(WORDS))
def test_a_comparison_of_percentages_is_in_points(now: str, before: str, word: str) -> None:
    given_values = values({"accepted": now}, {"accepted": before})
    document = composed(f"甲。{{{{ 及时受理率 | {word} }}}}。", given_values)
    text = text_of(document)
    assert not ODD.search(text.replace("年的0%", "")), text
    assert "倍" not in text
    this, last = (left_open(one) for one in given_values if one.indicator == "accepted")
    for figure in document.figures.values():
        assert_sign(figure, this, last)
        assert_true(figure, given_values)
        of_change = figure.keys == ("2023/accepted_increase",) and not re.search("平|有所", figure.text)
        assert ("百分点" in figure.text) == of_change


@given(cases=counted(), staff=st.integers(1, 500))
def test_what_is_computed_from_a_hedged_number_claims_no_more(cases: str, staff: int) -> None:
    given_values = values({"cases": cases, "staff": str(staff)})
    document = composed("甲。{{ 人均办案量 }}。", given_values)
    assert not ODD.search(text_of(document))
    for figure in document.figures.values():
        assert_true(figure, given_values)


@given(st.lists(shares, min_size=3, max_size=3))
def test_equal_is_said_only_of_equals(rates: list[str]) -> None:
    given_values = values(dict(zip(("accepted", "answered", "content"), rates, strict=True)))
    text = text_of(composed("甲。{{ 均达(及时受理率, 按期答复率, 群众满意率) }}。", given_values))
    open_ranges = [left_open(one) for one in given_values if not one.formula]
    if text.startswith("均达"):
        exact = len(set(open_ranges)) == 1
        assert exact or read_text(text[2:-1]).hedge  # type: ignore[union-attr]
    assert text.startswith(("均达", "均约", "分别为"))
    if text.startswith("分别为"):
        assert len(set(text.removeprefix("分别为").rstrip("。").split("、"))) > 1


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_parts_are_never_more_than_their_whole(numbers: list[int]) -> None:
    total, *parts = numbers
    given_values = values({"cases": str(total), "fines": str(parts[0]), "waived": str(parts[1])})
    text = text_of(
        composed(
            '甲。{{ 其中(办案总数, "行政处罚", 行政处罚宗数, "不予处罚", 不予处罚宗数) }}。', given_values
        )
    )
    assert bool(text) == (0 < sum(parts) <= total)
    assert "0宗" not in re.sub("[1-9]0宗", "", text)
    if text.startswith("均为"):
        assert total in parts


@given(st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_none_is_said_of_zeros_alone(numbers: list[int]) -> None:
    given_values = values({"reviews": str(numbers[0]), "suits": str(numbers[1])})
    text = text_of(
        composed('甲。全年{{ 发生("复议案件", 行政复议宗数, "诉讼案件", 行政诉讼宗数) }}。', given_values)
    )
    assert "0宗" not in text
    for number, name in zip(numbers, ("复议案件", "诉讼案件"), strict=True):
        assert bool(re.search(f"未发生(复议案件和)?{name}", text)) == (number == 0)


@given(amount=st.integers(1, 10**11), before=st.integers(1, 10**11))
def test_every_printed_number_is_one_quantity_of_a_known_unit(amount: int, before: int) -> None:
    assume(amount != before)
    document = composed(
        "甲。{{ 授信金额 }}，{{ 授信金额 | 对比 }}。",
        values({"amount": str(amount)}, {"amount": str(before)}),
    )
    text = text_of(document)
    for figure in document.figures.values():
        if not re.search("平|零", figure.text):
            (found,) = scan(figure.text, ())
            read = hedged(figure.text, found)
            assert read is not None, figure.text
            assert read[0].text == figure.text
    assert not re.search(r"\d{5}(?![\d.]*亿)", text)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_growth_is_rounded_once(now: int, before: int) -> None:
    document = composed("甲。{{ 参训人次 | 同比 }}。", values({"pupils": str(now)}, {"pupils": str(before)}))
    for figure in document.figures.values():
        if figure.text.endswith("%"):
            said = read_text(figure.text)
            assert said is not None
            exact = abs(Fraction(now - before, before)) * 100
            places = max(0, -int(said.step.as_tuple().exponent))
            assert said.value == round_half_up(Decimal(exact.numerator) / exact.denominator, places)
