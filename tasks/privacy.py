"""Personal numbers: where they stand in a text, and the text without them.

`personal` is sure: an ID number has its check digit or its date of birth, a bank card its check digit.
`masked` is wide, for what leaves the house beside the report: it hides whatever looks like one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a personal number is, in Chinese."""

    ID = "身份证号码"
    MOBILE = "手机号码"
    LANDLINE = "固定电话号码"
    CARD = "银行卡号"


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal number in a text, by offsets."""

    start: int
    end: int
    kind: Kind


_WIDTH = str.maketrans("０１２３４５６７８９ｘＸ", "0123456789xX")
_CANDIDATE = re.compile("[0-9０-９][0-9０-９ —()（）-]{5,}[0-9０-９]")
"""What any of them needs, to pass over other texts quickly."""

_ID = r"\d{17}[\dXx]|\d{15}"
_MOBILE = r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
_LANDLINE = r"[(（]?0\d{2,3}[)）]?[ —-]?[2-9]\d{6,7}"
_CARD = r"\d{4}(?: \d{4}){3}(?: \d{1,3})?|\d{16,19}"
_NUMBERS = re.compile(rf"(?<![\d.])(?:(?P<id>{_ID})|(?P<mobile>{_MOBILE})|(?P<card>{_CARD}))(?!\d)")
_LANDLINES = re.compile(
    rf"(?<![\d.])(?:{_LANDLINE})(?!\d)"
    r"|(?:电话|座机|传真|联系方式|热线)[^\d，。；、\n]{0,6}(?P<local>[2-8]\d{6,7})(?!\d)"
)

# GB 11643-1999: province, date of birth, check digit by ISO 7064 MOD 11-2.
_PROVINCES: Final = (
    *(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46),
    *(50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82),
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"


def personal(text: str) -> list[Personal]:
    """The personal numbers in a text, in order; 12345 and other short service numbers are none."""
    if _CANDIDATE.search(text) is None:
        return []
    folded = text.translate(_WIDTH)
    found = list(_numbers(folded))
    taken = [(one.start, one.end) for one in found]
    for match in _LANDLINES.finditer(folded):
        start, end = match.span("local") if match["local"] else match.span()
        if not any(first < end and start < last for first, last in taken):
            found.append(Personal(start, end, Kind.LANDLINE))
    return sorted(found, key=lambda one: one.start)


def _numbers(text: str) -> Iterator[Personal]:
    for match in _NUMBERS.finditer(text):
        digits = re.sub("[ -]", "", match[0])
        if match["mobile"]:
            yield Personal(*match.span(), Kind.MOBILE)
        elif match["id"] and _is_id(digits.upper()):
            yield Personal(*match.span(), Kind.ID)
        elif _is_card(digits):
            yield Personal(*match.span(), Kind.CARD)


def _is_id(number: str) -> bool:
    """Eighteen with a right check digit, or fifteen of a known province and a real day."""
    if int(number[:2]) not in _PROVINCES:
        return False
    if len(number) == 18:
        check = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11
        return _is_day(number[6:14]) and _CHECK[check] == number[17]
    return _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_card(digits: str) -> bool:
    """Sixteen to nineteen digits of an issuer of cards (ISO/IEC 7812) with a right check digit (Luhn)."""
    if not digits.isdigit() or not 16 <= len(digits) <= 19:
        return False
    issued = digits.startswith("62") or (len(digits) == 16 and digits[0] in "345")
    doubled = (int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits)))
    return issued and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


_LOOKS_PERSONAL = re.compile(rf"(?<![\d.])(?:{_ID}|{_MOBILE}|{_LANDLINE})(?!\d)")


def masked(text: str) -> str:
    """The text in one line, its personal numbers cut down to their first three digits."""
    return hidden(" ".join("".join(c if c.isprintable() else " " for c in text).split()))


def hidden(text: str) -> str:
    """The text, as long as it was, with its personal numbers cut down to their first three digits."""
    if _CANDIDATE.search(text) is None:
        return text
    for one in personal(text):
        text = text[: one.start] + _cut(text[one.start : one.end]) + text[one.end :]
    return _LOOKS_PERSONAL.sub(lambda match: _cut(match[0]), text)


def _cut(number: str) -> str:
    return number[:3] + "*" * (len(number) - 3)
