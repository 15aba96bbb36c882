"""The words by which tables are recognised, as small tables; all compared after `folding.fold`."""

import re
from collections.abc import Mapping
from enum import IntEnum, auto
from typing import Final

from tasks.intake.folding import fold

HEADER_ROWS: Final = 60
"""A table's header stands within this many rows from the top."""


class Role(IntEnum):
    """What a column of an indicators table or a narrative table holds.

    CODE is the hidden column of our own forms; CORRECTION, there too, replaces PRIOR where it is filled.
    CHANGE is a comparison with last year, GROWTH one in percent, FALL one without its sign, INCREASE one
    in the values' own unit.
    """

    NAME = auto()
    CATEGORY = auto()
    UNIT = auto()
    CURRENT = auto()
    PRIOR = auto()
    CORRECTION = auto()
    CHANGE = auto()
    GROWTH = auto()
    FALL = auto()
    INCREASE = auto()
    SCOPE = auto()
    CODE = auto()
    TOPIC = auto()
    HEADING = auto()
    TEXT = auto()


_INDICATOR_HEADERS: Final = {
    Role.NAME: "指标名称 指标 项目 项目名称 指标项目 指标项 统计指标 统计项目 填报指标 填报项目 指标内容 "
    "统计内容 填报内容 统计事项 填报事项 事项 事项名称 工作指标 工作事项 工作内容 "
    "工作名称 工作项目 具体指标 数据指标 数据名称 数据项 数据项目 "
    "名称 内容 二级指标 三级指标",
    Role.CATEGORY: "类别 分类 指标类别 项目类别 工作类别 事项类别 指标分类 领域 工作领域 板块 大类 一级指标",
    Role.UNIT: "计量单位 单位 数量单位 指标单位",
    Role.CURRENT: "全年 全年数 全年累计 数值 数量 数据 数额 指标值 填报数 填报值 完成数 完成值 完成情况 "
    "完成数量 实际数 统计数 统计数据 统计结果",
    Role.CORRECTION: "上年数更正 上年更正数 上年更正 更正数 更正",
    Role.CHANGE: "同比 同比增减 同比变化 同比情况 同比增减情况 同比升降 增减 增减情况 "
    "比上年 比上年增减 较上年 较上年增减 比去年 比去年增减 较去年增减 "
    "与上年相比 与去年相比 与上年同期相比 比上年同期增减 较上年同期增减",
    Role.GROWTH: "同比增长率 增长率 同比增长 同比增幅 增幅 增长幅度 增减幅 增减幅度 增减率 "
    "同比增减率 同比增减幅 同比增减幅度 同比变化率 变化率 增减百分比 升降幅 升降幅度 增降幅 "
    "比上年增长 较上年增长 比去年增长 较去年增长",
    Role.FALL: "降幅 同比降幅 下降幅度 下降率 同比下降 减幅 比上年下降 较上年下降",
    Role.INCREASE: "增减数 增减量 增减额 增减值 增减数量 同比增减数 同比增减量 同比增减额 "
    "比上年增减数 比上年增减量 比上年增减额 较上年增减数 增加数 同比增加数 比上年增加数",
    Role.SCOPE: "口径说明 口径 统计口径 指标口径 口径说明备注 备注 说明",
    Role.CODE: "指标代码",
}
_NARRATIVE_HEADERS: Final = {
    Role.TOPIC: "栏目 栏目名称 材料栏目 材料名称",
    Role.HEADING: "小标题 标题 条目标题",
    Role.TEXT: "正文 正文内容 内容 具体内容 文字 文字内容 文字材料 材料内容 材料正文",
    Role.CODE: "栏目代码",
}

CHANGES: Final = (Role.CHANGE, Role.GROWTH, Role.FALL, Role.INCREASE)
"""Columns that compare with last year: never values of their own."""

_THIS: Final = ("本年", "本年度", "今年", "当年", "本期", "报告期")
_LAST: Final = (
    "上年",
    "上年度",
    "上一年",
    "上一年度",
    "去年",
    "上期",
    "同期",
    "上年同期",
    "上年度同期",
    "去年同期",
)
_AMOUNTS: Final = (
    "",
    "数",
    "数值",
    "数据",
    "数量",
    "值",
    "实绩",
    "累计",
    "累计数",
    "完成数",
    "实际数",
    "情况",
)
"""A header of values is one of the first two with one of the last: 本年数, 上年同期, 去年数据."""


def _by_word(roles: Mapping[Role, str]) -> dict[str, Role]:
    return {fold(word): role for role, words in roles.items() for word in words.split()}


THIS_YEAR: Final = frozenset(fold(period + amount) for period in _THIS for amount in _AMOUNTS)
"""Headers that say 本年, whatever year stands above them."""

_LAST_YEAR: Final = frozenset(fold(period + amount) for period in _LAST for amount in _AMOUNTS)

INDICATOR_HEADERS: Final = (
    dict.fromkeys(THIS_YEAR, Role.CURRENT)
    | dict.fromkeys(_LAST_YEAR, Role.PRIOR)
    | _by_word(_INDICATOR_HEADERS)
)
NARRATIVE_HEADERS: Final = _by_word(_NARRATIVE_HEADERS)

WHOLE_YEAR: Final = re.compile(r"1月?[至到]?12月(?:累计|合计)?(?:数|数值|数量)?")
"""A folded header that means all of a year: 1—12月."""

MONTH_HEADER: Final = re.compile(r"(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|0?[1-9])月份?")
"""A folded header that names a month: 3月, 2023年12月份."""


NUMBERING: Final = frozenset(["甲", "乙", "丙", "丁", "A", "B", "C", "1", "2", "3", "(1)", "(2)", "栏次"])
"""What stands under 指标名称 in a row of column numbers."""

CODE_HEADERS: Final = frozenset(
    word
    for words in (INDICATOR_HEADERS, NARRATIVE_HEADERS)
    for word, role in words.items()
    if role is Role.CODE
)
"""Headers of the columns that our forms hide on purpose."""

YEAR_HEADER: Final = re.compile(
    r"(20[0-9]{2})年?度?(?:全年|累计)?(?:1月?[至到]?12月)?(?:数|数值|数据|数量|实绩|值|累计|累计数|完成数)?"
)
"""A folded header that names its year: 2023年, 2023年度数."""

_TOTAL: Final = re.compile(
    r"(?:本页|本月|本季度|全年)?(?:合计|总计|小计|共计|总数)(?:[(（][^()（）]*[)）])?[:：]?"
)

_FURNITURE: Final = re.compile(
    r"(?:填报人|填表人|制表人|制表|审核人|复核人|经办人|联系人|联系电话|电话|手机|分管领导|单位负责人|主要负责人|"
    r"负责人|填报日期|填表日期|报送日期|上报日期|日期|填报单位|填表单位|报送单位|盖章|公章|注|备注|说明|附注|"
    r"填表说明|填报说明|指标说明)(?:[(（][^()（）]*[)）])?[0-9]{0,2}(?:[:：].*|签字|签名|盖章)?",
    re.DOTALL,
)

_FURNITURE_BEGINS: Final = frozenset("填制审复经联电手分单主负报上日盖公注备说附指合总小共本全")

DEPARTMENT_LABEL: Final = re.compile(
    r"(?:填报单位|填表单位|报送单位|上报单位|填报部门|报送部门|单位名称|部门名称|填报单位名称)"
    r"\s*(?:[(（][^()（）]*[)）])?\s*(?P<colon>[:：]?)\s*(?P<rest>.*)",
    re.DOTALL,
)
NEXT_LABEL: Final = re.compile(
    r"[\s,，;；]*(?:[(（]\s*(?:盖章|公章|章)\s*[)）]|(?:填报|填表|审核|制表|报送|上报|经办|联系|统计|负责)\S{0,3}"
    r"[:：]|(?:日期|时间|电话|年度|年份|单位)\s*[:：]|20[0-9]{2}\s*年).*",
    re.DOTALL,
)
"""Where a department's name ends in a line that goes on with 填报日期：… or a title (2023年度…)."""

DATE_LINE: Final = re.compile(r"(?:日期|时间)\s*[:：]")
YEAR_LABEL: Final = re.compile(r"(?:统计|报告|填报|所属)?(?:年度|年份)\s*[:：]?\s*(?P<rest>.*)", re.DOTALL)
YEAR: Final = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年(?!\s*[0-9]{1,2}\s*月(?!\s*[-—–~～至到]))")
"""A year that is no date: 2023年度, 2023年1月—12月, but not 2024年1月10日."""

YEARS_SPANNED: Final = re.compile(
    r"(?<![0-9])(20[0-9]{2})\s*年?\s*(?:[0-9]{1,2}\s*月)?\s*[-—–~～至到]+\s*(?!\1)20[0-9]{2}\s*年"
)
"""2022年5月至2023年12月, 2022—2023年: no one year is meant."""

YEAR_ALONE: Final = re.compile(r"(20[0-9]{2})\s*年?度?")


def furniture_begins() -> frozenset[str]:
    """The characters that furniture begins with."""
    return _FURNITURE_BEGINS


def is_total(text: str) -> bool:
    """Whether a row that begins with this text is a total: 合计, 本页小计."""
    return text[:1] in _FURNITURE_BEGINS and _TOTAL.fullmatch("".join(text.split())) is not None


def is_furniture(text: str) -> bool:
    """Whether a row that begins with this text is a total, a signature or a note, and no data."""
    if text[:1] not in _FURNITURE_BEGINS:
        return False
    return is_total(text) or _FURNITURE.fullmatch("".join(text.split())) is not None


_ASIDES: Final = re.compile(
    r".*(?:同比|增减|增长率|增幅|备注|说明).*|序号|编号|单位|部门|填报单位|镇街|村社区|年度|年份|月份|季度|填报人|审核人|日期|填报日期"
)


def is_aside(text: str) -> bool:
    """Whether a header is none of an indicator: 序号, 单位, 同比, 备注."""
    return len(text) <= 40 and _ASIDES.fullmatch(fold(text)) is not None
