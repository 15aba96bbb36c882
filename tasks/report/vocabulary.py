"""The words of editions: every filter and function, each in the file of its kind.

What each prints, and when: docs/guides/editions.zh-CN.md, whose table a test holds to what is printed.
"""

from collections.abc import Callable, Mapping

from tasks.report.adopted import alone, must_be, supplement
from tasks.report.comparing import against, growth, increase, multiple
from tasks.report.narrative import Slot, material
from tasks.report.origins import ORIGIN, origin
from tasks.report.phrases import Phrase, Quantity, cut_off, last_year, without_unit
from tasks.report.several import all_reach, occurred, of_which, respectively

FILTERS: Mapping[str, Callable[..., Quantity | Phrase]] = {
    "同比": growth,
    "增减": increase,
    "对比": against,
    "倍数": multiple,
    "上年": last_year,
    "截至": cut_off,
    "不带单位": without_unit,
    "只印数": alone,
    "必有": must_be,
}
"""Written `指标名 | 同比`."""

FUNCTIONS: Mapping[str, Callable[..., Phrase | Slot]] = {
    "均达": all_reach,
    "分别为": respectively,
    "其中": of_which,
    "发生": occurred,
    "材料": material,
    ORIGIN: origin,
    "补充": supplement,
}
"""Written `均达(指标名, 指标名)`."""
