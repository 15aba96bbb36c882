"""Names as they are compared: people differ in width, spaces, quotes and brackets, not in words."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tasks.quantity import is_unit

LABEL: Final = 200
"""Characters; what is longer is no label, header or name."""

_ENUMERATED = re.compile(
    r"(?:(?:[(（]?\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[)）]|[.、．](?![0-9]))|[①-⑳])\s*)?"
    r"(?:其中\s*[:：,，]?\s*)?"
)
_BRACKETED = re.compile(
    r"(?P<name>.+?)\s*[(（\[【]\s*(?:单位\s*[:：]?)?(?P<inside>[^()（）\[\]【】]+)[)）\]】]", re.DOTALL
)
_MONTH = r"(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|0?[1-9])月份?"
_MONTH_LAST = re.compile(rf"(?P<name>.+?)[-—_]?\(?{_MONTH}\)?")
_MONTH_FIRST = re.compile(rf"{_MONTH}(?P<name>.+)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """NFKC, lower case, without white space and punctuation: “送法进企业”（家次） → 送法进企业家次."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in normal if unicodedata.category(c)[0] not in "PZC")


def without_number(text: str) -> str:
    """A label without its enumeration: 1.会议次数, （三）其中：会议次数, ③会议次数 → 会议次数."""
    return _ENUMERATED.sub("", text.strip(), count=1)


def split_unit(text: str) -> tuple[str, str]:
    """A label and the unit in its last brackets: 罚没金额(万元) → (罚没金额, 万元)."""
    match = _BRACKETED.fullmatch(text.strip()) if len(text) <= LABEL else None
    if match is None or not is_unit(match["inside"]):
        return text, ""
    return match["name"], match["inside"].strip()


def split_month(text: str) -> tuple[str, int | None, int] | None:
    """Name, year (if given) and month of a monthly label: 月满意度（3月） → (月满意度, None, 3)."""
    compact = "".join(unicodedata.normalize("NFKC", text[:LABEL]).split())
    match = _MONTH_LAST.fullmatch(compact) or _MONTH_FIRST.fullmatch(compact)
    if match is None:
        return None
    return match["name"], int(match["year"]) if match["year"] else None, int(match["month"])
