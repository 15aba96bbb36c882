"""A text without what a layout, an input method or another program changes in it, and where each
character stood.

Gone are white space and invisible characters; wide digits and letters are narrow, compatibility forms
(⽂) are plain, double quotation marks are “” in turn, and half-width punctuation is full-width but within
a number. So a reflow, another style of quotes or spaces around numbers change nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PUNCTUATION = {",": "，", ";": "；", "(": "（", ")": "）", ":": "：", "?": "？", "!": "！", "｡": "。"}
_OPENING = frozenset("“「『〝")
_CLOSING = frozenset("”」』〞")
_EITHER = frozenset('"＂')
_NARROW = frozenset("\u00a0\u2007\u2009\u202f")
"""White space within a number (千分空, GB/T 15835-2011 5.1.1)."""
_NOT_FOLDED = re.compile("[，；：？！（）²³①-⑳]")
_INVISIBLE = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_THREE_DIGITS = re.compile("[0-9０-９]{3}(?![0-9０-９])")


@dataclass(frozen=True, slots=True)
class Tidy:
    """`text` is what is compared; `at[i]` is where its character i stood in the original."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the characters from `start` to `end`, which are not none."""
        return self.at[start], self.at[end - 1] + 1


def tidied(text: str, *, quoted: bool = True) -> Tidy:
    """The text as it is compared; not `quoted`: without double quotation marks."""
    kept: list[str] = []
    at: list[int] = []
    opened, parted = False, False
    for number, raw in enumerate(text):
        c = _plain(raw)
        if not c or c == " ":
            parted = parted or (c == " " and raw not in _NARROW)
            continue
        if parted and kept and kept[-1].isdigit() and c.isdigit():
            kept.append(" ")
            at.append(number - 1)
        parted = False
        if c in _OPENING or c in _CLOSING or c in _EITHER:
            if not quoted:
                continue
            opened = c in _OPENING or (c in _EITHER and not opened)
            c = "“" if opened else "”"
        kept.append(_mark(c, text, number))
        at.append(number)
    return Tidy("".join(kept), tuple(at))


@lru_cache(maxsize=8192)
def _plain(c: str) -> str:
    """A character as it is compared: " " for any white space, "" for what is invisible."""
    if c.isspace():
        return " "
    if c == "\u2212":
        return "-"  # the minus sign, as a program sets it by itself
    if unicodedata.category(c) in _INVISIBLE:
        return ""
    if _NOT_FOLDED.match(c):
        return c
    folded = unicodedata.normalize("NFKC", c)
    return folded if len(folded) == 1 and not folded.isspace() else c


def _mark(c: str, text: str, at: int) -> str:
    """A punctuation mark as it is compared; , and : between digits belong to a number or a time."""
    if c == "，" and text[at - 1 : at].isdigit() and _THREE_DIGITS.match(text, at + 1):
        return ","
    if c in _PUNCTUATION and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
        return _PUNCTUATION[c]
    return c
