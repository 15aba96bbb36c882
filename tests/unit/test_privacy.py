"""Personal numbers are found where they stand, and only they; nothing that looks like one is shown."""

import pytest

from tasks.privacy import Kind, masked, personal


def _check_digit(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


ID = "44190019800101123" + _check_digit("44190019800101123")


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        (f"当事人身份证号{ID}。", ID, Kind.ID),
        ("旧证号441900800101123，", "441900800101123", Kind.ID),
        ("联系人13800138000。", "13800138000", Kind.MOBILE),
        ("电话138-0013-8000", "138-0013-8000", Kind.MOBILE),
        ("电话+86 138 0013 8000", "+86 138 0013 8000", Kind.MOBILE),
        ("拨打0769-88841234咨询", "0769-88841234", Kind.LANDLINE),
        ("（0769）88841234", "（0769）88841234", Kind.LANDLINE),
        ("咨询电话：88841234", "88841234", Kind.LANDLINE),
        ("汇入6222021234567890128账户", "6222021234567890128", Kind.CARD),
        ("卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128", Kind.CARD),
        ("卡号4111111111111111", "4111111111111111", Kind.CARD),
        ("电话１３８００１３８０００", "１３８００１３８０００", Kind.MOBILE),
    ],
)
def test_personal_numbers_are_found_at_the_character(text: str, number: str, kind: Kind) -> None:
    assert [(text[one.start : one.end], one.kind) for one in personal(text)] == [(number, kind)]
    assert number not in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "受理12345热线工单3355件，12348热线",
        f"编号{ID[:-1]}{'0' if ID[-1] != '0' else '1'}",  # no check digit
        "编号991900800101123",  # no province
        "编号441900801301123",  # no day
        "卡号6222021234567890127",  # no check digit
        "编号2023441900001234",  # no issuer
        "培训学员11539人次，协议金额3318600元",
        "金额138001380001元",
        "热线12345，2023年办结1234567件",
        "2023-01-01至2023-12-31",
        "合同编号88841234",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert personal(text) == []


def test_what_only_looks_personal_is_masked_all_the_same() -> None:
    assert masked("编号123456789012345678\n次行") == f"编号123{'*' * 15} 次行"
    assert masked("工单3355件") == "工单3355件"


def test_several_are_all_masked() -> None:
    text = masked(f"张某13800138000、{ID}、0769-88841234、6222021234567890128")
    assert text == "张某138********、441***************、076**********、622****************"
