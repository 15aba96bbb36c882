"""Values as people write them."""

from datetime import date

from tests.corpus.making.kit import Cell, Maker, Shown, form, xlsx

PARTY = (
    ("专题党课场次", "场次"),
    ("支部学习教育场次", "场次"),
    ("主题党日场次", "场次"),
    ("主题教育读书班期数", "期"),
    ("主题教育读书班天数", "天"),
    ("领导班子专题学习期数", "期"),
    ("专题调研个数", "个"),
    ("亲子红色阅读学习活动次数", "次"),
    ("志愿服务活动次数", "次"),
    ("参与党员志愿者人次", "人次"),
)
"""党建工作办's ten indicators: the first three and the last three take hedges, the others do not."""


def _party(*values: Cell) -> bytes:
    return xlsx(
        form("党建工作办", [(*named, value, None, None) for named, value in zip(PARTY, values, strict=True)])
    )


def _widths() -> bytes:
    """Full-width digits, separators, spaces, units behind the number, text instead of numbers."""
    return _party(
        "４６０",
        "1,661",
        "1 661",
        "12期",
        " 30 天",
        "３期",
        "25个",
        "１，２００次",
        "1\u202f500",
        "4.7万人次",
    )


def _hedges() -> bytes:
    """All hedges where they are allowed, and where an exact number is asked for."""
    return _party(
        "约300",
        "460余",
        "近1500",
        "超过8",
        "10天左右",
        "不少于6期",
        "30多个",
        "逾400次",
        "120次以上",
        "4万余人次",
    )


def percentages() -> bytes:
    """0.955 in a percent cell, 95.5% as text, 95.5 without the sign; last year in words."""
    lines = [
        ("信访及时受理率", "%", Shown(0.955, "0.0%"), "百分之九十五", None),
        ("信访按期答复率", "%", "95.5%", Shown(1, "0%"), None),
        ("信访群众满意率", "%", 95.5, "九成", None),
    ]
    return xlsx(form("信访办", lines))


def _zeros() -> bytes:
    """0 and 无 are zero; dashes and slashes: nothing applies; blank is missing; 见附件 is no number."""
    return _party(0, "无", "０", "—", "／", "/", "-", None, "   ", "见附件")


def _money() -> bytes:
    """元 against 万元, in the cell and in the column of units; kilograms in tons."""
    lines = [
        ("授信金额", "万元", 23600, "1.9亿元", None),
        ("引导企业申请融资贷款笔数", "宗", 45, None, "单位写错"),
    ]
    return xlsx(form("经济发展局", lines))


def _yuan() -> bytes:
    lines = [
        ("镇重点项目总投资额", "亿元", "385000万元", "约38.5亿", None),
        ("镇重点项目数", "项", "16个", None, None),
    ]
    lines.append(("免费代办服务次数", "次", "2000万", "4百", None))
    return xlsx(form("投资促进中心", lines))


def _weights() -> bytes:
    """斤, 吨 and 公斤 are converted where it is exact; 元 into 公斤 is not."""
    lines = [
        ("检出不合格产品重量", "公斤", "1.25吨", "250斤", None),
        ("处理不合格产品重量", "公斤", "38.5元", None, None),
        ("责改通知份数", "件", 12, None, None),
        ("专项整治项数", "项", "十二项", "两项", None),
    ]
    return xlsx(form("市场监管分局", lines))


def _numerals() -> bytes:
    """Chinese numerals."""
    return _party(
        "十二",
        "一百二十三",
        "两百零五场次",
        "两期",
        "十天",
        "〇",
        "三十个",
        "五十余",
        "一千二百",
        "四万七千人次",
    )


def _refused() -> bytes:
    """What is no single exact quantity is refused, never made into a number."""
    return _party(
        "12-15", "10+5", "大概三十吧", date(2023, 3, 1), True, "1.2.3", "三五个", "1,66", "①", "一百23"
    )


def _bounds() -> bytes:
    """Below and above what there can be, too many places, and numbers that no table can hold."""
    lines = [
        ("信访及时受理率", "%", 101, None, None),
        ("信访按期答复率", "%", -5, None, None),
        ("信访群众满意率", "%", 95.123, "1e400", None),
    ]
    return xlsx(form("信访办", lines))


def _shares() -> bytes:
    """0.955 where nothing says that it is a share; 1 is one per cent or all; 0 is 0 either way."""
    lines = [
        ("信访及时受理率", "%", 0.955, None, None),
        ("信访按期答复率", "%", 1, None, None),
        ("信访群众满意率", "%", 0, "0.9", None),
    ]
    return xlsx(form("信访办", lines))


def _precise() -> bytes:
    """Half a session, a float's noise, and a number too large for a table."""
    lines = [
        ("视频监控点位数", "个", 3.5, 0.1 + 0.2, None),
        ("视频监控路数", "路", "99999999999999999999", 1e20, None),
    ]
    return xlsx(form("数字政府办", lines))


def _units() -> bytes:
    """场 against 场次, 人 against 人次: near, and not the same; and names that carry the unit."""
    lines = [
        ("法治专题培训班、党校培训班场次（场）", None, 12, None, None),
        ("培训学员人次", "人", 1500, None, None),
    ]
    return xlsx(form("镇委党校", lines))


FILES: dict[str, Maker] = {
    "values/widths.xlsx": _widths,
    "values/hedges.xlsx": _hedges,
    "values/percentages.xlsx": percentages,
    "values/zeros.xlsx": _zeros,
    "values/money.xlsx": _money,
    "values/yuan.xlsx": _yuan,
    "values/weights.xlsx": _weights,
    "values/numerals.xlsx": _numerals,
    "values/refused.xlsx": _refused,
    "values/bounds.xlsx": _bounds,
    "values/shares.xlsx": _shares,
    "values/precise.xlsx": _precise,
    "values/units.xlsx": _units,
}
