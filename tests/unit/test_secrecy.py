"""Marks of a level of secrecy in a text: what stops a file, and what is an ordinary word."""

import pytest

from tasks.wording.secrecy import levels_marked, needles
from tests.forms import shipped

MARKED = (
    ("秘密★1年", "秘密"),
    ("机密★", "机密"),
    ("绝密★长期", "绝密"),
    ("★秘密", "秘密"),
    ("秘密★１年", "秘密"),
    ("秘密*1年", "秘密"),
    ("秘密＊1年", "秘密"),
    ("秘密（保密期限1年）", "秘密"),
    ("秘密(保密期限：10年)", "秘密"),
    ("秘密 保密期限 6个月", "秘密"),
    ("特急 秘密", "秘密"),
    ("秘密　特急", "秘密"),
    ("特急　秘密★1年", "秘密"),
    ("000012　机密★5年", "机密"),
    ("000012 机密", "机密"),
    ("密级：秘密", "秘密"),
    ("密级:机密", "机密"),
    ("密级 秘密", "秘密"),
    ("密级：机密★3年", "机密"),
    ("密级：□绝密 □机密 ☑秘密", "秘密"),
    ("秘密", "秘密"),
    ("秘 密", "秘密"),
    ("机　　密", "机密"),
    ("秘密级", "秘密级"),
    ("工作秘密", "工作秘密"),
    ("（秘密）", "秘密"),
    ("【机密】2023年数据", "机密"),
    ("2023年度信访台账（秘密）", "秘密"),
    ("某某情况\n秘密★1年\n正文", "秘密"),
    ("此件机密，阅后即退", "机密"),
    ("SECRET", "SECRET"),
    ("TOP SECRET", "TOP SECRET"),
    ("- CONFIDENTIAL -", "CONFIDENTIAL"),
    ("Confidential", "Confidential"),
)
ORDINARY = (
    "商业秘密",
    "侵犯商业秘密",
    "保守国家秘密",
    "保密检查3次",
    "国家秘密法宣传",
    "《保守国家秘密法》宣传活动",
    "秘密调解",
    "秘密投票",
    "全年定密秘密事项审核0件",
    "国家秘密、工作秘密和商业秘密",
    "开展机密文件清退",
    "不属于秘密",
    "标注“秘密★1年”的文件",
    "文件首页加盖秘密★章",
    "密级：公开",
    "密级：无",
    "密级：",
    "密级：绝密/机密/秘密/公开",
    "密级：□绝密 □机密 □秘密",
    "密级（绝密、机密、秘密）",
    "依法办理泄露国家机密案件1宗",
    "内部资料，注意保存",
    "此件依申请公开",
    "不予公开",
    "The report is confidential and must not be sent.",
    "secret",
    "client_secret",
    "个人秘密，不得泄露",
    "绝密级别的保障",
)


@pytest.mark.parametrize(("text", "word"), MARKED)
def test_a_level_is_found_however_it_is_written(text: str, word: str) -> None:
    declared = shipped().secrecy
    assert [one.word for one in levels_marked(text, declared)][:1] == [word]
    assert any(needle in text for needle in needles(declared))


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_word_stops_nothing(text: str) -> None:
    assert levels_marked(text, shipped().secrecy) == []
