"""Departments' typing in print: full-width punctuation beside Chinese characters (GB/T 15834-2011),
half-width digits (GB/T 15835-2011, 5.1.7.1), and nothing that does not print.
"""

import re
import unicodedata

_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff、。，；：！？（）“”‘’《》【】"
_FULL = dict(zip(",;:!?", "，；：！？", strict=True))
_MARKS = re.compile(rf"(?<=[{_HAN}]) {{0,3}}([,;:!?]) {{0,3}}| {{0,3}}([,;:!?]) {{0,3}}(?=[{_HAN}])")
_STOPS = re.compile(rf"(?<=[{_HAN}])\.(?=[{_HAN}]|$)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_CHINESE = re.compile(rf"[{_HAN}]")
_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_UNPRINTABLE = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))


def paragraphs(text: str) -> list[str]:
    """The printable lines of a department's text, each without white space around it."""
    lines = (folded("".join(filter(_prints, line)).strip()) for line in text.splitlines())
    return [line for line in lines if line]


def _prints(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) not in _UNPRINTABLE


def folded(line: str) -> str:
    """One line with its punctuation as printed. 1,661, 3:1 and addresses stay as they are."""
    line = line.replace("\t", " ").translate(_DIGITS)
    line = _MARKS.sub(lambda m: _FULL[m.group(1) or m.group(2)], line)
    line = _STOPS.sub("。", line)
    line = _BRACKETS.sub(lambda m: f"（{m[1]}）" if _is_chinese(m) else m[0], line)
    return _QUOTES.sub(lambda m: f"“{m[1]}”" if _is_chinese(m) else m[0], line)


def _is_chinese(enclosed: re.Match[str]) -> bool:
    """Whether brackets or quotes hold Chinese characters or follow one."""
    before = enclosed.string[max(0, enclosed.start() - 1) : enclosed.start()]
    return _CHINESE.search(before + enclosed[1]) is not None
