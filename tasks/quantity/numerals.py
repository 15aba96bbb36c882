"""Chinese numerals of whole numbers below 一万亿: 三百二十, 两万, 一亿零五十.

Read strictly: only the one full writing of a number. 一百五 (150 or 105?), 三四 (三四个) and 二〇二三
are refused, because a reader would have to guess.
"""

import re
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
CHARACTERS: Final = DIGITS + "〇两十百千万亿"
LIMIT: Final = 10**12

_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_GROUPS: Final = {"万": 10**4, "亿": 10**8}
_MISPLACED_LIANG = re.compile(r"(?<=.)两(?![百千万亿])|^两(?=[^百千万亿])")


def parse(text: str) -> int | None:
    """The number that `text` writes in full, None where it does not."""
    if not text or _MISPLACED_LIANG.search(text):
        return None
    full = text.replace("两", "二").replace("〇", "零")
    full = full[1:] if full.startswith("一十") else full
    number = _sum(full)
    return number if number < LIMIT and full == numeral(number) else None


def _sum(text: str) -> int:
    """Add up digits and places; sense is made only of well-formed text, which `parse` checks."""
    total = group = digit = 0
    for character in text:
        if character in _PLACES:
            group += (digit or 1) * _PLACES[character]
            digit = 0
        elif character in _GROUPS:
            total += (group + digit) * _GROUPS[character]
            group = digit = 0
        else:
            digit = DIGITS.index(character)
    return total + group + digit


def numeral(number: int) -> str:
    """The full writing of 0 ≤ `number` < 10¹²: 10500 → 一万零五百, 15 → 十五."""
    if number == 0:
        return "零"
    parts: list[str] = []
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // unit % 10**4
        if group:
            gap = bool(parts) and group < 1000
            parts.append(("零" if gap else "") + _group(group) + name)
        elif parts and number % unit and not parts[-1].endswith("零"):
            parts.append("零")
    written = "".join(parts).replace("零零", "零")
    return written[1:] if written.startswith("一十") else written


def _group(number: int) -> str:
    """1 to 9999, 一十五 with its leading 一."""
    written = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += DIGITS[digit] + name
        elif written and number % place:
            written += "零"
    return re.sub("零+", "零", written)
