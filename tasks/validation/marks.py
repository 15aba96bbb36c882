"""What must not stand in a text that is printed, whatever the figures say: leftovers and slips."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.quantity import Found, Quantity, hedged, scan
from tasks.quantity.hedges import SENSES, Sense
from tasks.quantity.units import is_counted

LEFTOVER = "leftover"
DIGITS_AND_WORDS = "digits_and_words"
HEDGED_EXACT = "hedged_exact"
PLANNED = "planned"

RESULTS = frozenset({"achievements", "cases", "followup"})
"""Topics that tell what was done."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found in a text, by offsets, and what kind of thing it is."""

    start: int
    end: int
    kind: str


_AMOUNT = "万元|亿元|元|宗|件次?|人次?|场次?|批次|期|个|名|家次?|条|份|笔|项|年|月|日|%|％"
_LEFTOVER = re.compile(
    rf"(?:(?<![XxＸｘ])[XxＸｘ]{{2,}}+|(?<!×)×{{2,}}+|(?<![*＊])[*＊]{{2,}}+)(?={_AMOUNT}|镇|街道|单位|部门|办|局)"
    r"|_{2,}|＿{2,}|(?<![A-Za-z])#?(?:N/A|n/a|NULL|null|None|NaN|undefined|TBD)(?![A-Za-z])"
    r"|1970(?:-01-01|/1/1|年0?1月0?1日)|1900(?:-01-0[01]|/1/[01]|年0?1月0日)"
    r"|(?<![有亟须需])待(?:补充|填写|填报|补填|补)(?=[，。；、）)\s]|$)|(?:数据|数字|具体)待(?:定|核实|补)"
    r"|请(?:在此|此处)?填写|此处填写"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:19|20)[0-9]{2}年"
    rf"|[（(〔《“]\s*[）)〕》”](?!\s*[（(])|(?<=年)[ 　]+月|(?<=月)[ 　]+日"
    r"|(?<=[约共达计额费资金])\s*(?:[万亿]元|人次|场次)(?=[，。；、])"
)
_LEFTOVER_SIGNS = re.compile("[XxＸｘ×*＊_＿NnuTB待请（(〔《“年月元次19]")

_NUMERAL = "零〇一二两三四五六七八九十百千万"
_BESIDE = re.compile(
    rf"(?P<one>[0-9]+|[{_NUMERAL}]+)(?P<unit>[\u4e00-\u9fff]{{0,2}})[（(](?P<other>[0-9]+|[{_NUMERAL}]+)(?P<also>[\u4e00-\u9fff]{{0,2}})[）)]"
    r"(?P<late>[\u4e00-\u9fff]{0,2})"
)
_PLAN = re.compile(
    "(?<![》”年度作训苗查展划方])计划(?=[再于在每新建开举完培安组召投实推增]|[0-9])|拟(?=[于在再新建开举完培安组召投实推增])"
    "|预计|争取|力争|将[于在会](?!议)|即将|准备(?=[于在再新建开举])|不少于|不低于|不得少于"
)
_AHEAD = re.compile("下一?步|下一?阶段|今后|明年|下一?年度?|下半年|未完成|尚未")
_LEAST_EXACT = 100


def leftovers(text: str) -> Iterator[Mark]:
    """What was never filled in: 经费XX万元, ____, N/A, 1970-01-01, 20212025年, empty brackets."""
    if _LEFTOVER_SIGNS.search(text):
        yield from (Mark(*match.span(), LEFTOVER) for match in _LEFTOVER.finditer(text))


def digits_and_words(text: str) -> Iterator[Mark]:
    """One quantity written twice and differently: 三次（4次）."""
    if "（" not in text and "(" not in text:
        return
    for match in _BESIDE.finditer(text):
        unit, also = match["unit"], match["also"]
        same = unit == also if also else not unit or not match["late"] or unit == match["late"]
        if not (same and (unit or match["late"])):
            continue
        counted = unit or match["late"]
        found = [_alone(f"{number}{counted}") for number in (match["one"], match["other"])]
        values = [one.value for one in found if one is not None]
        if len(values) == 2 and values[0] != values[1] and _is_unit(found[0]):
            yield Mark(match.start(), match.end("other") + len(also) + 1, DIGITS_AND_WORDS)


def hedged_exact(found: Found, quantity: Quantity) -> Iterator[Mark]:
    """A hedge beside a number that is exact to its last digit: 约578场次."""
    if is_hedged_exact(quantity):
        yield Mark(found.start, found.end, HEDGED_EXACT)


def is_hedged_exact(quantity: Quantity) -> bool:
    """Whether a hedge stands beside a count that is exact to its last digit."""
    about = SENSES.get(quantity.hedge) in (Sense.ABOUT, Sense.JUST_ABOVE, Sense.JUST_BELOW)
    exact = quantity.step == 1 and quantity.value >= _LEAST_EXACT and int(quantity.value) % 10 != 0
    return about and exact and is_counted(quantity.unit)


def planned(words: str, sentence: str) -> bool:
    """Whether words before a number in a text on results tell of a plan: 计划举办, 不少于."""
    return _PLAN.search(words) is not None and _AHEAD.search(sentence) is None


def _alone(text: str) -> Quantity | None:
    found = scan(text, ())
    read = hedged(text, found[0]) if len(found) == 1 else None
    return read[1] if read else None


def _is_unit(quantity: Quantity | None) -> bool:
    return quantity is not None and is_counted(quantity.unit) and bool(quantity.unit)
