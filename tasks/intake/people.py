"""Who filled in and checked a table: the line 填报人：… 审核人：… above or below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from tasks import form_words as words
from tasks.intake.cells import Sheet
from tasks.intake.folding import LABEL

_EDGE: Final = 12
"""Rows from the top and from the bottom in which such a line stands."""

_LABELS: Final = {
    words.FILLED_BY: words.FILLED_BY,
    "填表人": words.FILLED_BY,
    "制表人": words.FILLED_BY,
    words.CHECKED_BY: words.CHECKED_BY,
    "复核人": words.CHECKED_BY,
    words.LEADER: words.LEADER,
}
_NEXT: Final = "|".join(
    (*_LABELS, "联系", "电话", "手机", "填报", "填表", "日期", "单位负责", "主要负责", "负责人")
)
_LETTER: Final = rf"(?!{_NEXT})[^\W\d_]"
_WORD: Final = rf"(?:{_LETTER}){{2,15}}(?:·(?:{_LETTER}){{1,15}})?"
_NAME: Final = re.compile(_WORD)
_LABELLED: Final = re.compile(
    rf"(?P<label>{'|'.join(_LABELS)})\s*(?:\([^()]{{0,6}}\))?\s*:\s*(?P<name>{_WORD})?"
)


def people(sheets: Iterable[Sheet]) -> tuple[tuple[str, str], ...]:
    """(填报人, name), (审核人, name), (分管领导, name) as the first such line says; what is not there is
    left out. A name is a word of letters: no number of a telephone or an identity card is ever one.
    """
    found: dict[str, str] = {}
    for label, name in chain.from_iterable(map(_on, sheets)):
        found.setdefault(_LABELS[label], name)
    return tuple((label, found[label]) for label in dict.fromkeys(_LABELS.values()) if label in found)


def _on(sheet: Sheet) -> Iterator[tuple[str, str]]:
    last = len(sheet.rows)
    for row in dict.fromkeys([*range(min(_EDGE, last)), *range(max(0, last - _EDGE), last)]):
        texts = [unicodedata.normalize("NFKC", text) for text in _texts(sheet, row)]
        for index, text in enumerate(texts):
            following = texts[index + 1] if index + 1 < len(texts) else ""
            yield from _in_cell(text, following)


def _texts(sheet: Sheet, row: int) -> Iterator[str]:
    for cell in sheet.rows[row]:
        if isinstance(cell, str) and 0 < len(cell) <= LABEL:
            yield cell


def _in_cell(text: str, following: str) -> Iterator[tuple[str, str]]:
    for match in _LABELLED.finditer(text):
        name = match["name"]
        if name is None and match.end() == len(text):
            name = following if _NAME.fullmatch(following) else None
        if name is not None:
            yield match["label"], name
