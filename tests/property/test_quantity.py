"""Whatever is printed, or written by a person, reads back as the same value, unit and hedge."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.quantity import Quantity, Refusal, bounds, read, round_half_up, write
from tasks.quantity.hedges import AFTER, BEFORE, INNER, SENSES
from tasks.quantity.numerals import CHARACTERS, numeral, parse

UNITS = ("宗", "场次", "件次", "人次", "家", "%", "元", "万元", "亿元", "公斤", "千克", "吨", "批次", "宗/人")
WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")

TYPED = "0123456789０１９.,-－约余多以上万亿千百元宗次%十两零一二三五成无 /—ex²①\u200b\u202f"

units = st.sampled_from(UNITS)
places = st.integers(0, 4)


@st.composite
def decimals(draw: st.DrawFn, minimum: int = -(10**9)) -> Decimal:
    return Decimal(draw(st.integers(minimum, 10**9))).scaleb(-draw(places))


@given(decimals(), units, places)
def test_printed_reads_back(value: Decimal, unit: str, shown: int) -> None:
    quantity = read(write(value, unit=unit, places=shown), unit=unit)
    assert isinstance(quantity, Quantity)
    assert (quantity.value, quantity.unit, quantity.hedge) == (round_half_up(value, shown), unit, "")


@given(decimals(minimum=1), units, st.sampled_from(sorted(SENSES)))
def test_printed_hedge_reads_back_and_claims_no_more(value: Decimal, unit: str, hedge: str) -> None:
    quantity = read(write(value, unit=unit, hedge=hedge, places=4), unit=unit)
    assert isinstance(quantity, Quantity)
    assert (quantity.value, quantity.unit, quantity.hedge) == (value, unit, hedge)
    low, high = bounds(quantity)
    assert low is None or high is None or low <= high
    assert low is None or low >= value - quantity.step
    assert high is None or high <= value + quantity.step


@given(
    st.integers(1, 10**9),
    st.sampled_from(["人次", "元", "件"]),
    st.sampled_from("万亿"),
    st.sampled_from("余多"),
)
def test_printed_scale_reads_back(thousands: int, unit: str, scale: str, hedge: str) -> None:
    value = Decimal(thousands * 1000)
    quantity = read(write(value, unit=unit, scale=scale, places=5, hedge=hedge), unit=unit)
    assert isinstance(quantity, Quantity)
    assert (quantity.value, quantity.hedge) == (value, hedge)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, Decimal, str]:
    """Text, unit, value and hedge of a quantity as some clerk may type it."""
    value, unit = draw(decimals(minimum=1)), draw(units)
    hedge = draw(st.sampled_from(["", *sorted(SENSES)]))
    digits = f"{value:{',' if draw(st.booleans()) else ''}f}"
    named = unit if draw(st.booleans()) else ""
    parts = [
        draw(st.sampled_from(["", "达"])) if not hedge else "",
        hedge if hedge in BEFORE else "",
        digits,
        hedge if hedge in INNER else "",
        named,
        hedge if hedge in AFTER else "",
    ]
    text = draw(st.sampled_from(["", " ", "\u3000"])).join(part for part in parts if part)
    text = draw(st.sampled_from(["", " ", "\n"])) + text
    return (text.translate(WIDE) if draw(st.booleans()) else text), unit, value, hedge


@given(written())
def test_written_is_understood(case: tuple[str, str, Decimal, str]) -> None:
    text, unit, value, hedge = case
    quantity = read(text, unit=unit)
    assert isinstance(quantity, Quantity), quantity
    assert (quantity.value, quantity.unit, quantity.hedge) == (value, unit, hedge)


@given(
    st.one_of(
        st.text(
            alphabet="0123456789０１９.,-－约余多以上万亿千百元宗次%十两零一二三五成无 /—ex²①\u200b\u202f",
            max_size=12,
        ),
        st.text(),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.none(),
        st.dates(),
    ),
    units,
    st.booleans(),
)
def test_any_cell_is_a_sound_quantity_or_a_refusal(raw: object, unit: str, percent: bool) -> None:
    outcome = read(raw, unit=unit, percent_cell=percent)
    if isinstance(outcome, Refusal):
        return
    assert not isinstance(raw, bool | date)
    assert outcome.unit == unit
    assert abs(outcome.value) < 10**18
    assert outcome.step > 0
    printed = read(write(outcome.value, unit=unit, hedge=outcome.hedge, places=18), unit=unit)
    assert isinstance(printed, Quantity)
    assert (printed.value, printed.hedge) == (outcome.value, outcome.hedge)


@given(decimals(minimum=0), decimals(minimum=0), units)
def test_two_numbers_are_never_one(one: Decimal, other: Decimal, unit: str) -> None:
    for between in (" ", "、", "/", "～", "；", "和"):
        assert isinstance(read(f"{one:f}{between}{other:f}", unit=unit), Refusal)


@given(decimals(minimum=0), places)
def test_under_tenths_is_true(value: Decimal, shown: int) -> None:
    text = write(value, unit="%", places=shown, form="under_tenths")
    quantity = read(text, unit="%")
    assert isinstance(quantity, Quantity)
    low, high = bounds(quantity)
    assert low is None or low <= value
    assert high is None or value <= high


@given(st.integers(0, 10**12 - 1))
def test_numerals_read_back(number: int) -> None:
    assert parse(numeral(number)) == number


@given(st.text(alphabet=CHARACTERS, max_size=12))
def test_only_the_full_writing_of_a_number_is_read(text: str) -> None:
    number = parse(text)
    if number is not None:
        assert numeral(number) == text.replace("两", "二").replace("〇", "零").removeprefix(
            "一" * text.startswith("一十")
        )
