"""Marks of secrecy (密级标志) in a text: where they stand as marks, never as ordinary words.

What GB/T 9704-2012 7.2.2 prints in a document's upper left corner (秘密★1年), and the ways in which people
write it in a cell, a header, a file's name. A level (绝密, 机密, 秘密) stops a file before it is taken in
(docs/decisions/0028); the other marks (内部资料, 此件不公开) are findings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.catalogue.schema import SecrecyFile

_OPEN, _CLOSE = r"[【〔（(［\[<＜]", r"[】〕）)］\]>＞]"
_LINE = r"(?:^|(?<=\n))"
_END = r"(?=$|\n)"
_BLANK = "[ \u3000\u00a0\t]*"
_ASIDE = "[ \u3000、·/]*"
_GAP = "[ \u3000\u00a0\u200b]{0,4}"
_NUMBER = "[0-9０-９一二三四五六七八九十]+"
_PERIOD = rf"(?:长期|永久|{_NUMBER}\s*(?:年|个?月|日|天)|(?:启封|公布|公开|解密)前)"
_STATED = rf"{_OPEN}?\s*(?:保密期限|保密期)\s*[：:为]?\s*{_PERIOD}\s*{_CLOSE}?"
_NUMBERED = r"(?:(?:份号|编号|№|N[oO][.．]?)?\s*[：:]?\s*[0-9０-９]{3,8}[ \u3000]+)?"
_CHOICE = "[□☐○◯〇]"
_TICKED = "[☑☒√✓✔■●]"
_STARS = "★☆✩✭⭐※"
_ASTERISKS = "*＊×"
_NEAR = 16
"""Characters before a mark in which words are looked for that say that it is none."""

_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class SecretMark:
    """A mark in a text, by offsets; `word` is the declared word that it says."""

    start: int
    end: int
    word: str


def secret_marks(text: str, declared: SecrecyFile) -> list[SecretMark]:
    """Every mark of secrecy in a text, of whatever kind, in order."""
    return list(_found(text, _all_forms(declared)))


def levels_marked(text: str, declared: SecrecyFile) -> list[SecretMark]:
    """The marks of a level of secrecy in a text, in order: what stops a file."""
    return list(_found(text, _level_forms(declared)))


def bare_level(text: str, declared: SecrecyFile) -> str:
    """The level that a text consists of and nothing else; "" where it says more or less."""
    folded = re.sub(r"\s", "", text)
    return folded if folded in declared.levels else ""


def needles(declared: SecrecyFile) -> tuple[str, ...]:
    """Characters and words of which a text with a level's mark holds at least one."""
    chosen: list[str] = []
    for word in declared.levels:
        if not set(word) & set(chosen):
            chosen.append(word[-1])
    return (*chosen, *_english(declared))


@dataclass(frozen=True, slots=True)
class _Forms:
    quick: re.Pattern[str]
    pattern: re.Pattern[str]
    refused: re.Pattern[str]
    words: tuple[str, ...]


def _found(text: str, forms: _Forms) -> Iterator[SecretMark]:
    if not forms.quick.search(text):
        return
    for match in forms.pattern.finditer(text):
        start, end = match.span("mark")
        if not forms.refused.search(text, max(0, start - _NEAR), start):
            yield SecretMark(start, end, _word(match["mark"], forms.words))


def _word(said: str, words: Sequence[str]) -> str:
    """The declared word that a mark says: the last and longest, for a ticked one follows its choices."""
    folded = re.sub(r"[\s\u200b，,、：:]", "", said)  # what parts a phrase (`_spaced`)
    plain = {one: "".join(one.split()) for one in words}
    ends = {one: (folded.rfind(bare) + len(bare), len(bare)) for one, bare in plain.items() if bare in folded}
    return max(ends, key=lambda one: ends[one])


@lru_cache(maxsize=4)
def _level_forms(declared: SecrecyFile) -> _Forms:
    return _compiled(declared, _of_levels(declared), (*declared.levels, *_english(declared)))


@lru_cache(maxsize=4)
def _all_forms(declared: SecrecyFile) -> _Forms:
    words = (*declared.levels, *declared.marks, *declared.phrases, *_english(declared))
    return _compiled(declared, (*_of_levels(declared), *_of_others(declared)), words)


def _compiled(declared: SecrecyFile, forms: Sequence[str], words: Sequence[str]) -> _Forms:
    if not words:
        return _Forms(re.compile(_NEVER), re.compile(_NEVER), re.compile(_NEVER), ())
    begins = sorted({_parted(word[:2]) for word in words})
    return _Forms(
        quick=re.compile(_any(begins, ready=True)),
        pattern=re.compile(f"(?P<mark>{'|'.join(forms)})"),
        refused=re.compile(f"(?:{_any(declared.quoted)})\\s*$"),
        words=tuple(sorted(words, key=len, reverse=True)),
    )


def _of_levels(declared: SecrecyFile) -> tuple[str, ...]:
    """As marks of levels are written: 秘密★1年, ★秘密, 秘密*1年, 秘密（保密期限1年）, 特急 秘密, 密级：秘密,
    密级：□机密 ☑秘密, SECRET. Words that leave the choice (密级：绝密/机密/秘密) mark nothing.
    """
    if not declared.levels:
        return (_NEVER,)
    level, urgency = _any([_parted(one) for one in declared.levels], ready=True), _any(declared.urgencies)
    lead = _any(declared.leads)
    sign = f"[{_STARS}{re.escape(_ASTERISKS)}]"
    more = rf"{_BLANK}{sign}?{_BLANK}(?:{_PERIOD}|{_STATED})?"
    others = rf"\s*[、/／|，,或和及]?\s*{_CHOICE}?\s*(?:{level}|公开|内部|非密|非涉密|普通|一般|无(?![^\s]))"
    alone = rf"{_NUMBERED}{sign}?{_BLANK}{_OPEN}?{_BLANK}(?:{level}){more}{_BLANK}{_CLOSE}?"
    forms = (
        rf"(?:{level})\s*[{_STARS}]\s*(?:{_PERIOD})?",
        rf"[{_STARS}]\s*(?:{level})",
        rf"(?:{level})\s*{sign}\s*{_PERIOD}",
        rf"(?:{level})\s*{_STATED}",
        rf"{_LINE}{_BLANK}(?:(?:{urgency}){_ASIDE})?{alone}(?:{_ASIDE}(?:{urgency}))?{_BLANK}。?{_BLANK}{_END}",
        rf"{_LINE}{_BLANK}{_OPEN}(?:{level}){more}{_CLOSE}",
        rf"{_OPEN}(?:{level}){more}{_CLOSE}{_BLANK}{_END}",
        rf"(?:{lead})\s*[：:／/]\s*(?:{level})(?!{others})",
        rf"(?:{lead})\s*(?:{level})(?=\s*(?:[，。；,;！!）)]|{_END}))",
        rf"(?:{lead})[^\n]{{0,24}}{_TICKED}\s*(?:{level})",
    )
    english = _any(_english(declared))
    return (*forms, rf"{_LINE}[^\w\n]*(?:{english})[^\w\n]*{_END}")


def _of_others(declared: SecrecyFile) -> tuple[str, ...]:
    """As other marks are written: alone in a line, in brackets, before a sign, after a lead; phrases."""
    mark, lead = _any([_parted(one) for one in declared.marks], ready=True), _any(declared.leads)
    term = rf"\s*(?:{_PERIOD})?"
    return (
        rf"(?:{mark})\s*[{_STARS}]{term}",
        rf"{_LINE}[ 　]*{_OPEN}?\s*(?:{mark}){term}\s*{_CLOSE}?[ 　。]*{_END}",
        rf"{_LINE}[ 　]*{_OPEN}(?:{mark}){term}{_CLOSE}",
        rf"{_OPEN}(?:{mark}){term}{_CLOSE}[ 　。]*{_END}",
        rf"(?:{lead})\s*[：:／/]?\s*(?:{mark})",
        rf"(?:{_any([_spaced(one) for one in declared.phrases], ready=True)})",
    )


def _english(declared: SecrecyFile) -> tuple[str, ...]:
    """English marks as they are printed: CONFIDENTIAL, Confidential; never in small letters."""
    return tuple(dict.fromkeys(form for one in declared.english for form in (one.upper(), one.title())))


def _any(words: Sequence[str], *, ready: bool = False) -> str:
    escaped = words if ready else [re.escape(word) for word in words]
    return "|".join(sorted(escaped, key=len, reverse=True)) or _NEVER


def _parted(word: str) -> str:
    """A word whose characters blanks may part: 秘　密, as GB/T 9704 prints a mark of two characters."""
    return _GAP.join(map(re.escape, word))


def _spaced(phrase: str) -> str:
    """A phrase whose parts a space, a comma, a colon or nothing may part."""
    return r"[\s，,、：:]*".join(map(re.escape, phrase.split()))
