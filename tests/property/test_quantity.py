"""Whatever is printed, or written by a person, reads back as the same value, unit and hedge."""

import re
from datetime import date, datetime
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.quantity import Quantity, Refusal, bounds, read, read_date, round_half_up, write
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
    if quantity.hedge:  # what is no number of so many places
        low, high = bounds(quantity)
        assert low is None or low <= value
        assert high is None or value <= high
        assert round_half_up(value, shown + 2) in (0, 100)
        return
    more = max(shown, -int(quantity.step.as_tuple().exponent))
    assert more <= shown + 2
    assert (quantity.value, quantity.unit) == (round_half_up(value, more), unit)
    once = round_half_up(value, shown)
    assert more == shown or once == 0 or (unit == "%" and abs(once) == 100)  # else as declared
    assert bool(quantity.value) == bool(value)
    assert unit != "%" or abs(quantity.value) != 100 or abs(value) >= 100


@given(
    decimals(minimum=1),
    st.sampled_from(["人次", "元", "万元"]),
    places,
    st.sampled_from(["", "余", "近", "约"]),
)
def test_the_automatic_scale_leaves_four_digits_before_the_point(
    value: Decimal, unit: str, shown: int, hedge: str
) -> None:
    assume(value < 10**8 or unit != "万元")
    text = write(value, unit=unit, places=shown, scale="auto", hedge=hedge)
    assert not re.search("[0-9]{5}.*[^亿]元|[0-9]{5}人", text)
    assert "万亿" not in text
    assert not re.search(r"(?<![0-9.])0[.0-9]*[余]?[万亿]", text)


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


DIGITS = st.sampled_from(("plain", "grouped", "narrow", "numeral"))
SYNONYMS = {"不少于": "≥", "不超过": "≤", "超过": ">", "不足": "<", "约": "≈"}


def digits_of(value: Decimal, form: str) -> str:
    """A number's digits: 1661, 1,661, with narrow spaces, or in Chinese numerals where it is whole."""
    if form == "grouped":
        return f"{value:,f}"
    if form == "narrow":
        return f"{value:,f}".replace(",", "\u202f")
    if form == "numeral" and value == value.to_integral_value() and value < 10**12:
        return numeral(int(value))
    return f"{value:f}"


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, Decimal, str]:
    """Text, unit, value and hedge of a quantity as some clerk may type it."""
    value, unit = draw(decimals(minimum=1)), draw(units)
    hedge = draw(st.sampled_from(["", *sorted(SENSES)]))
    scale = draw(st.sampled_from(["", "", "万", "亿"])) if unit in ("宗", "人次", "元", "件次") else ""
    form = draw(DIGITS)
    if scale or unit[0] in "千万亿":
        form = form.replace("numeral", "plain")  # 一万万元 is no writing of a number
    digits = digits_of(value, form)
    bare = unit == "%" and 0 < value <= 1  # may be a share: see `bare_shares`
    named = unit if bare or draw(st.booleans()) else ""
    inner = hedge if hedge in INNER else ""
    before = hedge if hedge in BEFORE else ""
    after_scale = draw(st.booleans())  # 4万余 and 4余万
    parts = [
        draw(st.sampled_from(["", "达", "共", "合计"])) if not hedge else "",
        SYNONYMS.get(before, before) if draw(st.booleans()) else before,
        digits,
        "" if after_scale else inner,
        scale,
        inner if after_scale else "",
        named,
        hedge if hedge in AFTER else "",
        draw(st.sampled_from(["", "。"])),
    ]
    text = draw(st.sampled_from(["", " ", "\u3000"])).join(part for part in parts if part)
    text = draw(st.sampled_from(["", " ", "\n"])) + text
    wide = text.translate(WIDE) if draw(st.booleans()) else text
    return wide, unit, value * {"": 1, "万": 10**4, "亿": 10**8}[scale], hedge


@given(written())
def test_written_is_understood(case: tuple[str, str, Decimal, str]) -> None:
    text, unit, value, hedge = case
    quantity = read(text, unit=unit)
    assert isinstance(quantity, Quantity), quantity
    assert (quantity.value, quantity.unit, quantity.hedge) == (value, unit, hedge)


@given(decimals(minimum=1).filter(lambda share: 0 < share <= 1))
def test_a_share_needs_its_sign(share: Decimal) -> None:
    assert isinstance(read(f"{share:f}", unit="%"), Refusal)
    assert isinstance(read(float(share), unit="%"), Refusal)
    for sound in (read(f"{share:f}%", unit="%"), read(float(share), unit="%", percent_cell=True)):
        assert isinstance(sound, Quantity)


@given(st.integers(0, 99999), st.sampled_from(["", "约", "不少于"]))
def test_a_percentage_in_words_reads_back(tenths: int, hedge: str) -> None:
    whole, tenth = divmod(tenths, 10)
    text = f"{hedge}百分之{numeral(whole)}" + (f"点{numeral(tenth)}" if tenth else "")
    quantity = read(text, unit="%")
    if not hedge or tenths:
        assert isinstance(quantity, Quantity), text
        assert (quantity.value, quantity.hedge) == (Decimal(tenths) / 10, hedge)


CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def dates_written(day: date, form: str) -> object:
    """A day in one of the ways in which people and programs write it."""
    year = str(day.year).translate(CHINESE)
    serial = (day - date(1899, 12, 30)).days
    return {
        "iso": day.isoformat(),
        "slashes": f"{day.year}/{day.month}/{day.day}",
        "dots": f"{day.year}.{day.month:02d}.{day.day:02d}",
        "named": f"{day.year}年{day.month}月{day.day}日",
        "packed": f"{day:%Y%m%d}",
        "number": float(f"{day:%Y%m%d}"),
        "chinese": f"{year}年{numeral(day.month)}月{numeral(day.day)}日",
        "time": f"{day.isoformat()} 09:30:15",
        "cell": datetime(day.year, day.month, day.day, 9, 30),  # noqa: DTZ001 a cell has no zone
        "serial": float(serial),
        "serial text": str(serial),
    }[form]


DATE_FORMS = (
    *("iso", "slashes", "dots", "named", "packed", "number", "chinese"),
    *("time", "cell", "serial", "serial text"),
)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(DATE_FORMS), st.booleans())
def test_any_written_date_reads_back(day: date, form: str, wide: bool) -> None:
    raw = dates_written(day, form)
    raw = raw.translate(WIDE) if wide and isinstance(raw, str) else raw
    assert read_date(raw, serials=True) == day


@given(
    st.one_of(
        st.text(max_size=20), st.text(alphabet="0123456789年月日-/. :一二三十〇", max_size=14), st.floats()
    )
)
def test_any_cell_is_a_date_or_none(raw: object) -> None:
    assert read_date(raw, serials=True) is None or isinstance(read_date(raw, serials=True), date)


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
