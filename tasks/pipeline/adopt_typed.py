"""Numbers that an edited report would set as mere words, those aside that its version has."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tasks.model import Document
from tasks.review.numbers import Unbound, unbound

_NAMES = re.compile(r"[0-9年月日号]$")
"""What ends so names a day, a document, a thing: nobody counts with it."""
_ORDINAL = re.compile("第$")


def typed(was: Document, now: Document, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is wrong with numbers that `now` holds as words and `was` did not, and what to know of others: a
    quantity must be a number by itself (not 2-3次, [12家], A12家), a day or an ordinal may be words.
    """
    wrong, known = [], []
    for one in _more(was, now, tuple(names)):
        text = one.found.text
        if _NAMES.search(text) or _ORDINAL.search(_before(one)):
            known.append(
                f"照原样写进底稿的数：“{text}”（“{one.around}”），没有数据依据，"
                "定稿前请改用指标，是名称的登记到名称表"
            )
        else:
            wrong.append(f"“{one.around}”里的“{text}”认不出是哪个数，请写成单独的一个数，或改成不带数的话")
    return wrong, known


def _more(was: Document, now: Document, names: tuple[str, ...]) -> Iterator[Unbound]:
    there = Counter(one.found.text for one in unbound(was, names))
    for one in unbound(now, names):
        if there[one.found.text]:
            there[one.found.text] -= 1
        else:
            yield one


def _before(one: Unbound) -> str:
    return one.around[: one.around.find(one.found.text)]
