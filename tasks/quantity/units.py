"""Units of measure and counting, and exact conversion between them.

Any unit may stand with a scale before it (万人次, 亿元, 千件). Nothing is converted that is not exact:
亩 and 平方米 are different units, and so are 场 and 场次.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, Inexact
from functools import lru_cache

from tasks.quantity.exact import EXACT, plain

SCALES: Mapping[str, Decimal] = {
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
}

SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
"""All scales as alternatives of a regular expression, the longest first."""

MEASURES: Mapping[str, tuple[str, Decimal]] = {
    "元": ("元", Decimal(1)),
    "%": ("%", Decimal(1)),
    "百分比": ("%", Decimal(1)),
    "百分点": ("百分点", Decimal(1)),
    "个百分点": ("百分点", Decimal(1)),
    "倍": ("倍", Decimal(1)),
    "‰": ("%", Decimal("0.1")),
    "成": ("%", Decimal(10)),
    "公斤": ("公斤", Decimal(1)),
    "千克": ("公斤", Decimal(1)),
    "kg": ("公斤", Decimal(1)),
    "斤": ("公斤", Decimal("0.5")),
    "克": ("公斤", Decimal("0.001")),
    "吨": ("公斤", Decimal(1000)),
    "公里": ("公里", Decimal(1)),
    "千米": ("公里", Decimal(1)),
    "km": ("公里", Decimal(1)),
    "米": ("公里", Decimal("0.001")),
    "平方米": ("平方米", Decimal(1)),
    "㎡": ("平方米", Decimal(1)),
    "m²": ("平方米", Decimal(1)),
    "公顷": ("平方米", Decimal(10) ** 4),
    "平方公里": ("平方米", Decimal(10) ** 6),
    "亩": ("亩", Decimal(1)),
    "立方米": ("立方米", Decimal(1)),
}
"""What is measured, not counted: unit → (base unit, how many of them)."""

MEASURED = frozenset(base for base, _ in MEASURES.values())

_COUNTED = (
    "宗 件 件次 起 次 人次 家次 批次 批 场 场次 期 个 名 人 家 户 户次 项 项次 条 份 笔 路 篇 面 间 处 所 "
    "支 张 台 套 辆 艘 栋 座 块 本 册 部 幅 天 日 月 年 周 小时 分钟 届 轮 类 种 级 村 点 组 班 队 对 "
    "宗/人 件/人 场/次"
)
COUNTED = frozenset(_COUNTED.split())
"""Classifiers: a number followed by one of these in place of its unit is a unit mismatch."""

_SCALED = re.compile(rf"({SCALE})(.+)")
_UNWRITTEN = str.maketrans("", "", "()（）[]【】 \t\n\r\u3000\u00a0")
_WIDTH = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)})


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """`value` in another unit (万元 → 元, 吨 → 公斤, 万人次 → 人次); None where that is not exact."""
    if from_unit == to_unit:
        return plain(value)
    from_base, from_factor = _resolve(from_unit)
    to_base, to_factor = _resolve(to_unit)
    if from_base != to_base:
        return None
    try:
        return plain(EXACT.divide(EXACT.multiply(value, from_factor), to_factor))
    except Inexact:
        return None


def same_unit(one: str, other: str) -> bool:
    """Whether two writings name the same unit: 场（次） and 场次, 千克 and 公斤."""
    return _resolve(one) == _resolve(other)


def is_unit(text: str) -> bool:
    """Whether `text` is a unit that we know of, with or without a scale."""
    base, _ = _resolve(text)
    return base in MEASURED or base in COUNTED


def is_counted(unit: str) -> bool:
    """Whether values of this unit are whole numbers of things, not measures or ratios (宗/人)."""
    base, _ = _resolve(unit)
    return base not in MEASURED and "/" not in base


def factor(unit: str) -> Decimal:
    """How many base units one unit is: 万人次 → 10000."""
    return _resolve(unit)[1]


def split_scale(unit: str) -> tuple[str, str]:
    """A unit's scale and the unit without it: 万元 → (万, 元), 千克 → ("", 千克)."""
    match = None if unit in MEASURES else _SCALED.fullmatch(unit)
    return (match[1], match[2]) if match else ("", unit)


@lru_cache(maxsize=1024)
def _resolve(unit: str) -> tuple[str, Decimal]:
    """A unit's base unit and how many of them it is."""
    name = unit.translate(_WIDTH).translate(_UNWRITTEN).casefold()
    scale, rest = split_scale(name)
    base, count = MEASURES.get(rest, (rest, Decimal(1)))
    return base, count * SCALES.get(scale, Decimal(1))
