"""Marks of secrecy (密级标志) in a text: where they stand as marks, never as ordinary words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.catalogue.schema import SecrecyFile
from tasks.validation.marks import Mark

MARKED = "secret"

_OPEN, _CLOSE = "[【〔（(［\\[]", "[】〕）)］\\]]"
_LINE = r"(?:^|(?<=\n))"
_END = r"(?=$|\n)"
_NEAR = 16
"""Characters before a mark in which words are looked for that say that it is none."""


def secret_marks(text: str, declared: SecrecyFile) -> list[Mark]:
    """The marks of secrecy in a text, in order."""
    quick, pattern, refused = _patterns(declared)
    if quick is None or not quick.search(text):
        return []
    return [
        Mark(match.start("mark"), match.end("mark"), MARKED)
        for match in pattern.finditer(text)
        if not refused.search(text, max(0, match.start("mark") - _NEAR), match.start("mark"))
    ]


@lru_cache(maxsize=4)
def _patterns(
    declared: SecrecyFile,
) -> tuple[re.Pattern[str] | None, re.Pattern[str], re.Pattern[str]]:
    """What any mark needs, a mark where it is one, and what before it says that it is none."""
    if not declared.marks and not declared.phrases:
        return None, re.compile("(?!)"), re.compile("(?!)")
    mark, lead = _any([_parted(one) for one in declared.marks], ready=True), _any(declared.leads)
    sign, term = _any(declared.signs), r"\s*(?:长期|[0-9一二三四五六七八九十]+\s*[年月]|启封前|公布前)?"
    phrase = _any([_spaced(one) for one in declared.phrases], ready=True)
    marked = rf"(?:{mark})\s*(?:{sign}){term}"
    forms = (
        rf"{marked}",
        rf"{_LINE}[ 　]*{_OPEN}?\s*(?:{mark}){term}\s*{_CLOSE}?[ 　。]*{_END}",
        rf"{_LINE}[ 　]*{_OPEN}(?:{mark}){term}{_CLOSE}",
        rf"{_OPEN}(?:{mark}){term}{_CLOSE}[ 　。]*{_END}",
        rf"(?:{lead})\s*[：:／/]?\s*(?:{mark})",
        rf"(?:{phrase})",
    )
    refused = re.compile(f"(?:{_any(declared.quoted)})\\s*$")
    begins = {_parted(word[:2]) for word in (*declared.marks, *declared.phrases)}
    quick = re.compile(_any(sorted(begins), ready=True))
    return quick, re.compile(f"(?P<mark>{'|'.join(forms)})"), refused


def _any(words: Sequence[str], *, ready: bool = False) -> str:
    escaped = words if ready else [re.escape(word) for word in words]
    return "|".join(sorted(escaped, key=len, reverse=True)) or "(?!)"


def _parted(word: str) -> str:
    """A word whose characters blanks may part: 秘　密, as GB/T 9704 prints a mark of two characters."""
    return "[ \u3000\u200b]{0,4}".join(map(re.escape, word))


def _spaced(phrase: str) -> str:
    """A phrase whose parts a space, a comma, a colon or nothing may part."""
    return r"[\s，,、：:]*".join(map(re.escape, phrase.split()))
