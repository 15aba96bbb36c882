"""How a value stands in a cell or beside a bar of an annex: by itself, where the text would have words."""

import re
from dataclasses import replace

from tasks.catalogue.schema import Indicator
from tasks.model import Value
from tasks.report.amounts import exceeding, form_of, limits, nothing, told
from tasks.report.book import Book
from tasks.report.formulas import printed

_FIRST_DIGIT = re.compile(r"(?=\d)")


def of_period(period: str, year: int) -> str:
    """（2022年）, （2023年3月）; nothing for the year itself."""
    if period == str(year):
        return ""
    month = f"{int(period[5:])}月" if len(period) > 4 else ""
    return f"（{period[:4]}年{month}）"


def _left_open(book: Book, indicator: Indicator, value: Value) -> str:
    """A change that hedged numbers leave open: 10%以上, 下降17%以上, 高于上年; "" where they leave none."""
    low, high = limits(book, value)
    if low is not None and low == high:
        return ""
    if low is not None and low > 0:
        return exceeding(told((low, high), form_of(indicator))) or "高于上年"
    if high is not None and high < 0:
        fallen = exceeding(told((-high, None if low is None else -low), form_of(indicator)))
        return f"下降{fallen}" if fallen else "低于上年"
    return "增减不定" if value.value else "基本持平"


def printed_in_annex(book: Book, indicator: Indicator, value: Value) -> str:
    """A value with its unit; a change with its sign, 持平 where it is none, in words where hedges leave it
    open.
    """
    if indicator.code not in book.catalogue.comparisons:
        return printed(indicator, value)
    return (value.hedge and _left_open(book, indicator, value)) or _signed(indicator, value)


def _signed(indicator: Indicator, value: Value) -> str:
    size = printed(indicator, replace(value, value=abs(value.value)))
    if nothing((value.value, value.value), form_of(indicator)):
        return "持平" if not value.value else "基本持平"
    return _FIRST_DIGIT.sub("-", size, count=1) if value.value < 0 else size  # 约-4%
