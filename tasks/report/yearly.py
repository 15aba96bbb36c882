"""What of last year's edition a person must look at before it is this year's: words that date a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.catalogue.yearly import Kind
from tasks.report.origins import has_origin, without_origins
from tasks.report.sentences import sentences

DATE = "成文日期"
HEADING = "规定必须有的内容所在的标题"
MATERIAL = "写明小标题的材料"
TAKEN = "上年从单位文字材料里收录的文字"
NAME = "目录里带年份、届次的名称"
DOCUMENT = "文件名称"
YEAR = "写明的年份"

_AROUND = 10
_NUMBER = r"[0-9〇零一二三四五六七八九十百]+"
_YEAR = r"(?:19|20)[0-9]{2}|二〇[〇零一二三四五六七八九]{2}"
_DATED = re.compile(rf"{_YEAR}|{_NUMBER}(?:届|大|中全会|周年|次党代会)")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_SUBHEADING = re.compile(r'小标题\s*=\s*["“]([^"”]*)')


@dataclass(frozen=True, slots=True)
class Look:
    """One place to look at: what kind of words, and the words with some around them."""

    file: str
    line: int
    kind: str
    words: str


def dated(name: str) -> bool:
    """Whether a proper name holds a year or a count of sessions, as in 第二届."""
    return _DATED.search(name) is not None


def looks(
    file: str, text: str, kinds: Iterable[Kind], names: Iterable[str], before: str | None = None
) -> Iterator[Look]:
    """Every place of a text to look at; where `before` is given, only in sentences that stand in it too.

    Comments, and what stands between {{ and }}, move with the year by themselves.
    """
    patterns = [*_patterns(kinds, names)]
    old = None if before is None else {one for line in _lines(before) for one in _sentences(line)}
    for number, line in enumerate(_lines(text), start=1):
        if line.startswith("%%"):
            continue
        for sentence in _sentences(line):
            if old is None or sentence in old:
                yield from (Look(file, number, kind, words) for kind, words in _found(sentence, patterns))


def taken_over(file: str, text: str) -> Iterator[Look]:
    """The lines of last year's text whose words were a department's: this year's say something else."""
    for number, line in enumerate(text.splitlines(), start=1):
        if has_origin(line) and not line.startswith("%%"):
            words = _EXPRESSION.sub("…", without_origins(line))
            yield Look(file, number, TAKEN, words[: 2 * _AROUND])


def declared(file: str, text: str) -> Iterator[Look]:
    """The lines of an `edition.yaml` that a person must look at every year."""
    for number, line in enumerate(text.splitlines(), start=1):
        key, _, rest = line.strip().partition(":")
        if key == "date":
            yield Look(file, number, DATE, rest.strip())
        elif key.startswith("#"):
            continue
        elif re.search(r"\b(?:heading|none)\s*:", line):
            yield Look(file, number, HEADING, line.strip())
        elif re.search(_YEAR, line):
            yield Look(file, number, YEAR, line.strip())


def _lines(text: str) -> list[str]:
    return without_origins(text).splitlines()


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in sentences(line)]


def _patterns(kinds: Iterable[Kind], names: Iterable[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What is looked for, the more telling first: of what overlaps, only that is told."""
    for name in sorted(filter(dated, names), key=len, reverse=True):
        yield NAME, re.compile(re.escape(name))
    yield DOCUMENT, re.compile(r"《[^》]*》")
    yield YEAR, re.compile(_YEAR)
    for kind in kinds:
        numbered = [f"第?{_NUMBER}{re.escape(word)}" for word in kind.numbered]
        words = [*numbered, *map(re.escape, kind.words)]
        if words:
            yield kind.name, re.compile("|".join(words))


def _found(sentence: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> list[tuple[str, str]]:
    """Kinds and words in one sentence, in order."""
    plain = _EXPRESSION.sub(_blank, sentence)
    found = [(match.start(), MATERIAL, match.group(1)) for match in _SUBHEADING.finditer(sentence)]
    for kind, pattern in patterns:
        shown = 0  # up to where the words around the one before show what there is
        for match in pattern.finditer(plain):
            if kind == DOCUMENT or match.start() >= shown:
                found.append((match.start(), kind, _around(sentence, *match.span())))
                shown = match.end() + _AROUND
        plain = pattern.sub(_blank, plain)
    return [(kind, words) for _, kind, words in sorted(found)]


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _around(sentence: str, start: int, end: int) -> str:
    """The words with a few before and after them; 《文件》 speaks for itself."""
    if sentence[start] == "《":
        return sentence[start:end]
    first, last = max(0, start - _AROUND), end + _AROUND
    return f"{'…' * (first > 0)}{sentence[first:last].strip()}{'…' * (last < len(sentence))}"
