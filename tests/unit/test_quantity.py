"""Numbers as people write them: what is understood, what is refused, and how values are printed."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tasks.quantity import (
    Quantity,
    Reason,
    Refusal,
    bounds,
    convert,
    read,
    read_date,
    round_half_up,
    same_unit,
    write,
)
from tasks.quantity.numerals import numeral, parse

D = Decimal


@pytest.mark.parametrize(
    ("raw", "unit", "value", "hedge", "step"),
    [
        ("1661", "宗", "1661", "", "1"),
        ("１６６１", "宗", "1661", "", "1"),
        (" 1661 宗 ", "宗", "1661", "", "1"),
        ("15,461", "批次", "15461", "", "1"),
        ("15，461批次", "批次", "15461", "", "1"),
        ("15\u202f461", "批次", "15461", "", "1"),
        ("3355件", "件", "3355", "", "1"),
        ("460余", "场次", "460", "余", "10"),
        ("４６０余场次", "场次", "460", "余", "10"),
        ("1500余场次", "场次", "1500", "余", "100"),
        ("100多件", "件", "100", "多", "100"),
        ("4.7万", "人次", "47000", "", "1000"),
        ("4.7万人次", "人次", "47000", "", "1000"),
        ("4万余人次", "人次", "40000", "余", "10000"),
        ("22000余元", "元", "22000", "余", "1000"),
        ("0.5万余元", "元", "5000", "余", "1000"),
        ("20余万元", "万元", "20", "余", "10"),
        ("约332万元", "万元", "332", "约", "1"),
        ("约332万元", "元", "3320000", "约", "10000"),
        ("3320000元", "万元", "332", "", "0.0001"),
        ("85.02亿元", "亿元", "85.02", "", "0.01"),
        ("85.02亿", "亿元", "85.02", "", "0.01"),
        ("268.51公斤", "公斤", "268.51", "", "0.01"),
        ("0.26851吨", "公斤", "268.51", "", "0.01"),
        ("近1500篇", "篇", "1500", "近", "100"),
        ("超1850万元", "万元", "1850", "超", "10"),
        ("超过87%", "%", "87", "超过", "1"),
        ("逾20万元", "万元", "20", "逾", "10"),
        ("不少于4次", "次", "4", "不少于", "1"),
        ("达90%以上", "%", "90", "以上", "10"),
        ("不足100件", "件", "100", "不足", "100"),
        ("300人次左右", "人次", "300", "左右", "100"),
        ("95.5%", "%", "95.5", "", "0.1"),
        ("95.5％", "%", "95.5", "", "0.1"),
        ("95.50", "%", "95.5", "", "0.01"),
        ("百分之五十", "%", "50", "", "1"),
        ("五成", "%", "50", "", "10"),
        ("不到五成", "%", "50", "不到", "10"),
        ("百分之九十五", "%", "95", "", "1"),
        ("百分之九十五点五", "%", "95.5", "", "0.1"),
        ("百分之100", "%", "100", "", "1"),
        ("九成五", "%", "95", "", "1"),
        ("九成以上", "%", "90", "以上", "10"),
        ("≥90%", "%", "90", "不少于", "10"),
        ("<=3次", "次", "3", "不超过", "1"),
        ("＞300件", "件", "300", "超过", "100"),
        ("突破1000件", "件", "1000", "突破", "1000"),
        ("30人以内", "人", "30", "以内", "10"),
        ("共15宗", "宗", "15", "", "1"),
        ("合计1,661宗。", "宗", "1661", "", "1"),
        ("三点五万", "人次", "35000", "", "1000"),
        ("十二", "宗", "12", "", "1"),
        ("叁万贰仟元", "元", "32000", "", "1"),
        ("未发生", "宗", "0", "", "1"),
        ("两宗", "宗", "2", "", "1"),
        ("三百二十", "件", "320", "", "1"),
        ("两万余人次", "人次", "20000", "余", "10000"),
        ("五百余人", "人", "500", "余", "100"),
        ("十余次", "次", "10", "余", "10"),
        ("5千人次", "人次", "5000", "", "1000"),
        ("-12.5%", "%", "-12.5", "", "0.1"),
        ("−12", "宗", "-12", "", "1"),
        ("负12", "宗", "-12", "", "1"),
        ("18场（次）", "场次", "18", "", "1"),
        ("无", "宗", "0", "", "1"),
        ("0宗", "宗", "0", "", "1"),
        ("零", "宗", "0", "", "1"),
        (0, "宗", "0", "", "1"),
        (-0.0, "宗", "0", "", "1"),
        (1661, "宗", "1661", "", "1"),
        (1661.0, "宗", "1661", "", "1"),
        (268.51, "公斤", "268.51", "", "0.01"),
        (0.1 + 0.2, "公斤", "0.3", "", "0.1"),
    ],
)
def test_understood(raw: object, unit: str, value: str, hedge: str, step: str) -> None:
    assert read(raw, unit=unit) == Quantity(D(value), unit, hedge, D(step))


def test_percent_formatted_cell_holds_a_fraction() -> None:
    assert read(0.955, unit="%", percent_cell=True) == Quantity(D("95.5"), "%", "", D("0.1"))
    assert read(1.0, unit="%", percent_cell=True) == Quantity(D(100), "%", "", D(1))
    assert read(0.07, unit="%", percent_cell=True) == Quantity(D(7), "%", "", D(1))
    assert read("95.5%", unit="%", percent_cell=True) == Quantity(D("95.5"), "%", "", D("0.1"))
    assert read(12.0, unit="宗", percent_cell=True) == Refusal(Reason.OTHER_UNIT, "1200%", "%")


def test_bare_numbers_stand_in_the_assumed_unit() -> None:
    assert read(3320000, unit="万元", assumed="元") == Quantity(D(332), "万元", "", D("0.0001"))
    assert read("332万", unit="万元", assumed="元") == Quantity(D(332), "万元", "", D(1))
    assert read("4.7万", unit="人次", assumed="万人次") == Quantity(D(47000), "人次", "", D(1000))
    assert read("332万元", unit="元", assumed="宗") == Quantity(D(3320000), "元", "", D(10000))
    assert read(5, unit="宗", assumed="件") == Refusal(Reason.OTHER_UNIT, "5", "件")


@pytest.mark.parametrize("raw", [0.955, "0.955", 1, "1", "约0.9", "０．５", -0.3])
def test_a_share_without_a_sign_is_not_guessed_at(raw: object) -> None:
    outcome = read(raw, unit="%")
    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.UNSIGNED
    assert isinstance(read(raw, unit="公斤"), Quantity)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0.955%", "0.955"),
        (0, "0"),
        (1.5, "1.5"),
        ("1%", "1"),
        ("百分之一", "1"),
        ("百分之百", "100"),
        ("无", "0"),
    ],
)
def test_small_percentages_that_are_none_the_less_clear(raw: object, value: str) -> None:
    outcome = read(raw, unit="%")
    assert isinstance(outcome, Quantity)
    assert outcome.value == D(value)


@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000\u00a0", "\u200b\n"])
def test_blank_is_blank(raw: object) -> None:
    assert read(raw, unit="宗") == Refusal(Reason.BLANK)


@pytest.mark.parametrize("raw", ["—", "－", "-", "——", "/", "／", "不适用", "N/A", " — "])
def test_not_applicable(raw: str) -> None:
    outcome = read(raw, unit="宗")
    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.NOT_APPLICABLE


@pytest.mark.parametrize(
    "raw",
    [
        "见附件",
        "详见附表2",
        "同上",
        "暂无数据",
        "10-20",
        "10~20宗",
        "十至二十",
        "三万点五",
        "点五",
        "5>3",
        "=5",
        "5。6",
        "九成五成",
        "1亿2000万元",
        "12、13",
        "12 13",
        "35 290",
        "12/13",
        "3-5",
        "3～5宗",
        "1,66",
        "1,5461",
        "１，２３",
        "007",
        "10²",
        "①",
        "½",
        "٣",
        "1e5",
        "1e999999999",
        "NaN",
        "inf",
        "0x10",
        "1_000",
        ".5",
        "5.",
        "+5",
        "=1+1",
        "约460余",
        "不足300余",
        "约300左右",
        "余",
        "万",
        "约",
        "数百",
        "几十",
        "三四",
        "一百五",
        "一万五",
        "二〇二三",
        "两十",
        "三 五",
        "约0",
        "约-5",
        "负-5",
        "1661宗，其中68宗",
        "1661（含复查）",
        "大概1661",
        "1661吧",
        "9" * 19,
        "0." + "1" * 19,
        "9" * 5000,
        "是",
    ],
)
def test_refused(raw: str) -> None:
    outcome = read(raw, unit="宗")
    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.NOT_UNDERSTOOD
    assert outcome.seen[:60] == raw[:60]


@pytest.mark.parametrize(
    "raw",
    [
        True,
        float("nan"),
        float("inf"),
        -float("inf"),
        1e300,
        pytest.param(10**5000, id="huge"),
        1e-300,
        date(2023, 3, 1),
    ],
)
def test_refused_cells_that_are_no_text(raw: object) -> None:
    outcome = read(raw, unit="宗")
    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("raw", "unit", "foreign"),
    [
        ("3355件", "宗", "件"),
        ("18场", "场次", "场"),
        ("95.5%", "宗", "%"),
        ("5亩", "平方米", "亩"),
        ("7", "", ""),
    ],
)
def test_another_unit_is_never_taken_for_the_unit(raw: str, unit: str, foreign: str) -> None:
    outcome = read(raw, unit=unit)
    if foreign:
        assert outcome == Refusal(Reason.OTHER_UNIT, raw, foreign)
    else:
        assert outcome == Quantity(D(7), "", "", D(1))


@pytest.mark.parametrize(
    ("raw", "unit", "low", "high"),
    [
        ("460余", "场次", "461", "469"),
        ("1500余", "场次", "1501", "1599"),
        ("4万余", "人次", "40001", "49999"),
        ("20余万", "人次", "200001", "299999"),
        ("十余", "次", "11", "19"),
        ("461余", "次", "461", "462"),
        ("8.15亿余元", "亿元", "8.15", "8.16"),
        ("4余万人次", "万人次", "4.0001", "4.9999"),
        ("近1500", "篇", "1401", "1499"),
        ("超过300", "件", "301", None),
        ("90%以上", "%", "90", None),
        ("不少于4", "次", "4", None),
        ("不到五成", "%", None, "50"),
        ("不足100", "件", None, "99"),
        ("至多3", "次", None, "3"),
        ("1661", "宗", "1661", "1661"),
        ("4.7万", "人次", "46500", "47499"),
        ("85.02", "亿元", "85.015", "85.025"),
        ("95.5%", "%", "95.45", "95.55"),
        ("13.5", "宗/人", "13.45", "13.55"),
        ("332", "万元", "331.5", "332.5"),
        ("约300", "人", "250", "349"),
    ],
)
def test_bounds(raw: str, unit: str, low: str | None, high: str | None) -> None:
    quantity = read(raw, unit=unit)
    assert isinstance(quantity, Quantity)
    assert bounds(quantity) == (low and D(low), high and D(high))


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("332", "万元", "元", "3320000"),
        ("3320000", "元", "万元", "332"),
        ("85.02", "亿元", "万元", "850200"),
        ("0.26851", "吨", "公斤", "268.51"),
        ("4.7", "万人次", "人次", "47000"),
        ("3", "斤", "千克", "1.5"),
        ("3", "KG", "公斤", "3"),
        ("5", "千米", "公里", "5"),
        ("1", "场", "场次", None),
        ("1", "亩", "平方米", None),
        ("1", "百分点", "%", None),
        ("1", "", "宗", None),
    ],
)
def test_convert_is_exact_or_none(value: str, unit: str, to: str, expected: str | None) -> None:
    assert convert(D(value), unit, to) == (expected and D(expected))


def test_same_unit() -> None:
    assert same_unit("场（次）", "场次")
    assert not same_unit("万元", "元")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.5", 0, "3"),
        ("0.125", 2, "0.13"),
        ("97.46", 0, "97"),
        ("-2.5", 0, "-3"),
        ("466.894197952218430034", 0, "467"),
    ],
)
def test_round_half_up_rounds_once(value: str, places: int, expected: str) -> None:
    assert str(round_half_up(D(value), places)) == expected


@pytest.mark.parametrize(
    ("value", "options", "printed"),
    [
        ("460", {"unit": "场次", "hedge": "余"}, "460余场次"),
        ("332", {"unit": "万元", "hedge": "约"}, "约332万元"),
        ("3320000", {"unit": "元", "hedge": "约", "scale": "万"}, "约332万元"),
        ("47000", {"unit": "人次", "scale": "万", "places": 1}, "4.7万人次"),
        ("40000", {"unit": "人次", "scale": "万", "hedge": "余"}, "4万余人次"),
        ("8.15", {"unit": "亿元", "hedge": "余", "places": 2}, "8.15亿余元"),
        ("85.02", {"unit": "亿元", "places": 2}, "85.02亿元"),
        ("850200", {"unit": "万元", "scale": "亿", "places": 2}, "85.02亿元"),
        ("466.894197952218430034", {"unit": "%"}, "467%"),
        ("13.504065040650406504", {"unit": "宗", "places": 1}, "13.5宗"),
        ("90", {"unit": "%", "hedge": "以上"}, "90%以上"),
        ("1661", {"unit": "宗"}, "1661宗"),
        ("15461", {"unit": "批次"}, "15461批次"),
        # an exact value is printed as it is; a rounded one keeps its declared places
        ("100", {"unit": "%", "places": 1}, "100%"),
        ("5", {"unit": "宗", "places": 1}, "5宗"),
        ("85.20", {"unit": "亿元", "places": 2}, "85.2亿元"),
        ("4.96", {"unit": "宗", "places": 1}, "5.0宗"),
        # what is not all is never printed as all, what is not nothing never as nothing
        ("99.96", {"unit": "%", "places": 1}, "99.96%"),
        ("99.6", {"unit": "%"}, "99.6%"),
        ("99.9996", {"unit": "%", "places": 2}, "99.9996%"),
        ("99.99996", {"unit": "%", "places": 1}, "99.999%以上"),
        ("99.99995", {"unit": "%"}, "99.99%以上"),
        ("0.00005", {"unit": "%"}, "不到0.01%"),
        ("100.04", {"unit": "%", "places": 1}, "100%"),
        ("0.04", {"unit": "%", "places": 1}, "0.04%"),
        ("0.0096", {"unit": "%", "places": 1}, "0.01%"),
        ("-0.04", {"unit": "%", "places": 1}, "-0.04%"),
        ("300", {"unit": "元", "scale": "亿", "places": 2}, "不到0.0001亿元"),
        ("100.4", {"unit": "宗"}, "100宗"),
        # 万 and 亿 by size
        ("9999", {"unit": "人次", "scale": "auto", "places": 1}, "9999人次"),
        ("10000", {"unit": "人次", "scale": "auto", "places": 1}, "1万人次"),
        ("47000", {"unit": "人次", "scale": "auto", "places": 1}, "4.7万人次"),
        ("99999600", {"unit": "元", "scale": "auto", "places": 1}, "1.0亿元"),
        ("99990000", {"unit": "元", "scale": "auto", "places": 1}, "9999万元"),
        ("850200", {"unit": "万元", "scale": "auto", "places": 2}, "85.02亿元"),
        ("0.3", {"unit": "万元", "scale": "auto"}, "3000元"),
        ("99999600", {"unit": "元", "scale": "auto", "places": 1, "hedge": "余"}, "9999.9万余元"),
        ("1E+3", {"unit": "宗"}, "1000宗"),
        # a hedge is never rounded past what it claims
        ("47800", {"unit": "人次", "scale": "万", "places": 1, "hedge": "余"}, "4.7万余人次"),
        ("47200", {"unit": "人次", "scale": "万", "places": 1, "hedge": "近"}, "近4.8万人次"),
        ("40200", {"unit": "人次", "scale": "万", "places": 1, "hedge": "余"}, "4万余人次"),
        ("4.96", {"unit": "宗", "places": 1, "hedge": "约"}, "约5宗"),
        ("99.96", {"unit": "%", "places": 1, "hedge": "近"}, "近100%"),
        ("0.04", {"unit": "%", "hedge": "余"}, "0.04余%"),
        # at least
        ("93.75", {"unit": "%", "form": "at_least"}, "90%以上"),
        ("90", {"unit": "%", "form": "at_least"}, "90%以上"),
        ("93.75", {"unit": "%", "form": "at_least", "step": D("0.5")}, "93.5%以上"),
        ("92", {"unit": "%", "form": "at_least", "hedge": "以上"}, "90%以上"),
        ("100", {"unit": "%", "form": "at_least"}, "100%"),
        ("5", {"unit": "%", "form": "at_least"}, "5%"),
        ("95", {"unit": "%", "form": "at_least", "hedge": "不到"}, "不到95%"),
        # under tenths
        ("43.75", {"unit": "%", "form": "under_tenths"}, "不到五成"),
        ("50", {"unit": "%", "form": "under_tenths"}, "五成"),
        ("50", {"unit": "%", "form": "under_tenths", "hedge": "不到"}, "不到五成"),
        ("3", {"unit": "%", "form": "under_tenths"}, "不到一成"),
        ("95.5", {"unit": "%", "form": "under_tenths", "places": 1}, "95.5%"),
        ("0", {"unit": "%", "form": "under_tenths"}, "0%"),
        ("45", {"unit": "%", "form": "under_tenths", "hedge": "约"}, "约45%"),
    ],
)
def test_write(value: str, options: dict[str, object], printed: str) -> None:
    assert write(D(value), **options) == printed  # type: ignore[arg-type]


def test_write_refuses_what_is_no_hedge() -> None:
    with pytest.raises(ValueError, match="大致"):
        write(D(1), unit="宗", hedge="大致")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10500, "一万零五百"),
        (20000, "二万"),
        (100000050, "一亿零五十"),
        (123456789, "一亿二千三百四十五万六千七百八十九"),
    ],
)
def test_numerals(number: int, text: str) -> None:
    assert numeral(number) == text
    assert parse(text) == number


@pytest.mark.parametrize(
    "raw",
    [
        "2023-03-01",
        "2023/3/1",
        "2023.3.1",
        "2023. 3. 1",
        "2023年3月1日",
        "2023年03月01号",
        "2023 年 3 月 1 日",
        "２０２３年３月１日",
        "20230301",
        20230301,
        20230301.0,
        "二〇二三年三月一日",
        "二○二三年三月一日",
        "2023-03-01 09:30",
        "2023-03-01T09:30:00",
        "2023-03-01T09:30:00.000Z",
        "2023/3/1 9:30:15",
        "2023年3月1日9时30分",
        "2023年3月1日上午9时",
        "2023年3月1日 星期三",
        "2023-03-01（周三）",
        " 2023-03-01\n",
        date(2023, 3, 1),
        datetime.fromisoformat("2023-03-01 23:59"),
    ],
)
def test_dates(raw: object) -> None:
    assert read_date(raw) == date(2023, 3, 1)


@pytest.mark.parametrize(
    "raw",
    [
        "2023年3月",
        "2023",
        "3月1日",
        "2023-02-30",
        "2023-13-01",
        "2023-3/1",
        "2023-03-01至2023-03-05",
        "2023-03-01、2023-03-02",
        "1/3/2023",
        "23-3-1",
        "202303011",
        20231301,
        45000,
        "45000",
        45000.5,
        True,
        None,
        float("nan"),
        float("inf"),
        "二〇二三年三月三十二日",
        "见附件",
        "1" * 5000,
    ],
)
def test_no_dates(raw: object) -> None:
    assert read_date(raw) is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (45000, date(2023, 3, 15)),
        (45000.75, date(2023, 3, 15)),
        ("45000", date(2023, 3, 15)),
        ("４５０００", date(2023, 3, 15)),
        (36526, date(2000, 1, 1)),
        (73050, date(2099, 12, 31)),
        (36525, None),
        (73051, None),
        (True, None),
        ("450.5", None),
    ],
)
def test_serial_numbers_in_a_column_of_dates(raw: object, day: date | None) -> None:
    assert read_date(raw, serials=True) == day


def test_a_chinese_day_is_read_in_full() -> None:
    assert read_date("二〇二三年十二月三十一日") == date(2023, 12, 31)
    assert read_date("二〇二三年十月廿三日") == date(2023, 10, 23)
