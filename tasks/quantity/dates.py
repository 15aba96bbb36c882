"""Dates as people write them: exactly one day, or none.

2023-03-01, 2023/3/1, 2023.3.1, 2023年3月1日, 20230301, 二〇二三年三月一日, with a time of day or without; a
date cell; where the caller allows it, the serial number that a date becomes in a cell of numbers.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from tasks.quantity.numerals import parse

FIRST_SERIAL: Final = 36526  # 2000-01-01
LAST_SERIAL: Final = 73050  # 2099-12-31
_EPOCH: Final = date(1899, 12, 30)

_DAY_TIME = (
    r"(?:(?:[ T]|(?<=日))?\s*(?:上午|下午)?[0-9]{1,2}"
    r"(?::[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]+)?)?|[时点](?:[0-9]{1,2}分?)?(?:[0-9]{1,2}秒)?)Z?)?"
)
_WEEKDAY = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_PARTED = re.compile(
    rf"(?P<year>[0-9]{{4}})\s*(?P<sep>[-/.])\s*(?P<month>[0-9]{{1,2}})\s*(?P=sep)\s*(?P<day>[0-9]{{1,2}})日?"
    rf"{_WEEKDAY}{_DAY_TIME}"
)
_NAMED = re.compile(
    rf"(?P<year>[0-9]{{4}})\s*年\s*(?P<month>[0-9]{{1,2}})\s*月\s*(?P<day>[0-9]{{1,2}})\s*[日号]?{_WEEKDAY}{_DAY_TIME}"
)
_PACKED = re.compile(r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_CHINESE = re.compile(
    r"(?P<year>[零〇○Ｏ一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号]"
)
_YEAR_DIGITS: Final = str.maketrans("零〇○O一二三四五六七八九", "0000123456789")
_LONGEST: Final = 40


def read_date(raw: object, *, serials: bool = False) -> date | None:
    """The day that a cell names; None where it names none: the day of 2023年3月 would be a guess.

    serials: read numbers from 36526 to 73050 (2000 to 2099) as Excel's days, for a column of dates
    whose cells were saved as numbers.
    """
    match raw:
        case datetime():
            return raw.date()
        case date():
            return raw
        case bool():
            return None
        case int() | float():
            return _of_number(raw, serials)
        case str():
            return _of_text(raw, serials)
    return None


def _of_number(raw: float, serials: bool) -> date | None:
    if raw != raw or abs(raw) > 99991231:
        return None
    if raw == int(raw) and raw > LAST_SERIAL:
        return _of_text(str(int(raw)), serials=False)
    if serials and FIRST_SERIAL <= raw < LAST_SERIAL + 1:
        return _EPOCH + timedelta(days=int(raw))
    return None


@lru_cache(maxsize=8192)
def _of_text(raw: str, serials: bool) -> date | None:
    if len(raw) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", raw).strip()
    if serials and text.isascii() and text.isdigit() and len(text) == 5:
        return _of_number(int(text), serials)
    match = _PARTED.fullmatch(text) or _NAMED.fullmatch(text) or _PACKED.fullmatch(text)
    if match:
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _CHINESE.fullmatch("".join(text.split()))
    if match is None:
        return None
    month, day = parse(match["month"]), parse(_tens(match["day"]))
    if month is None or day is None:
        return None
    return _day(int(match["year"].translate(_YEAR_DIGITS)), month, day)


def _tens(day: str) -> str:
    """廿三 → 二十三."""
    return day.replace("廿", "二十").replace("卅", "三十")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
