"""Hedges (概数): which words there are, where they stand, and what each says of the value.

GB/T 8170-2008 4.2 for 以上, 超过, 不足; GB/T 15835-2011 4.2.2 and 4.3 for 余, 多, 约.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Sense(Enum):
    """What a hedge says of the true value x, given the written value v and its step s."""

    ABOUT = auto()  # v - s/2 ≤ x ≤ v + s/2
    JUST_ABOVE = auto()  # v < x < v + s
    ABOVE = auto()  # x > v
    AT_LEAST = auto()  # x ≥ v
    JUST_BELOW = auto()  # v - s < x < v
    BELOW = auto()  # x < v
    AT_MOST = auto()  # x ≤ v


BEFORE: Mapping[str, Sense] = {
    "约": Sense.ABOUT,
    "大约": Sense.ABOUT,
    "约为": Sense.ABOUT,
    "近": Sense.JUST_BELOW,
    "将近": Sense.JUST_BELOW,
    "接近": Sense.JUST_BELOW,
    "超": Sense.ABOVE,
    "超过": Sense.ABOVE,
    "逾": Sense.ABOVE,
    "突破": Sense.ABOVE,
    "多于": Sense.ABOVE,
    "大于": Sense.ABOVE,
    "高于": Sense.ABOVE,
    "不少于": Sense.AT_LEAST,
    "不低于": Sense.AT_LEAST,
    "不小于": Sense.AT_LEAST,
    "至少": Sense.AT_LEAST,
    "最少": Sense.AT_LEAST,
    "不足": Sense.BELOW,
    "不到": Sense.BELOW,
    "少于": Sense.BELOW,
    "小于": Sense.BELOW,
    "低于": Sense.BELOW,
    "不超过": Sense.AT_MOST,
    "不多于": Sense.AT_MOST,
    "不大于": Sense.AT_MOST,
    "不高于": Sense.AT_MOST,
    "至多": Sense.AT_MOST,
    "最多": Sense.AT_MOST,
}
"""Before the number: 约332万元."""

SIGNS: Mapping[str, str] = {
    "≥": "不少于",
    ">=": "不少于",
    "≤": "不超过",
    "<=": "不超过",
    ">": "超过",
    "<": "不足",
    "≈": "约",
}
"""Signs before a number, and the word that says the same: a report prints no ≥."""

INNER: Mapping[str, Sense] = {"余": Sense.JUST_ABOVE, "多": Sense.JUST_ABOVE}
"""Between number (and 万, 亿) and unit: 460余场次, 4万余人次."""

AFTER: Mapping[str, Sense] = {
    "以上": Sense.AT_LEAST,
    "及以上": Sense.AT_LEAST,
    "以下": Sense.AT_MOST,
    "及以下": Sense.AT_MOST,
    "以内": Sense.AT_MOST,
    "左右": Sense.ABOUT,
    "上下": Sense.ABOUT,
}
"""After the unit: 90%以上."""

SENSES: Mapping[str, Sense] = {**BEFORE, **INNER, **AFTER}

FROM_BELOW = frozenset({Sense.JUST_ABOVE, Sense.ABOVE, Sense.AT_LEAST})
"""The written value is a lower limit: it may only be rounded down."""

FROM_ABOVE = frozenset({Sense.JUST_BELOW, Sense.BELOW, Sense.AT_MOST})
"""The written value is an upper limit: it may only be rounded up."""
