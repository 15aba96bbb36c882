"""Which indicators the numbers of a report are that was never rendered here: by the words around them alone.

No value is known that could confirm a binding, so nothing is guessed: a number is bound where its unit fits
and the words beside it name one indicator clearly, and no other number of the text is named so. What may be
a growth, a part, another year's or a plan's is left. A wrong base is much worse than none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from tasks.catalogue import Catalogue
from tasks.catalogue.published import misfit
from tasks.quantity import Quantity
from tasks.review.published.limits import is_elsewhen, is_growth, is_joined, is_limited
from tasks.review.published.said import Said
from tasks.wording.clauses import JOINED
from tasks.wording.likeness import likeness
from tasks.wording.naming import Figure, common_end, figure, in_unit

_SURE = 0.78
"""How much of a name must stand in the words (most of it beside the number) to bind."""
_CLEAR = 0.3
"""How far the next indicator must be behind."""
_END, _SAID = 4, 0.85
"""Characters of a name's end at a number, and how much of the name its sentence must say besides."""
_SHOWN = 0.35
"""What is worth showing to a person as a candidate."""
_MOST = 3
_BESIDE = 0.7
"""Weight of the words beside a number against those of its sentence."""

_PLANS = re.compile("计划|安排|打算|下一步|思路|展望")
_EACH = re.compile("分别|依次")
_QUALIFIED = re.compile(
    "按[时期]|及时|满意|不?合格|成功|新增|[人月日户]均|实际|应|未|办结|上年|计划|达标|其中"
)
"""What limits a name: a number beside words that do not say it is another's."""
_BETWEEN = re.compile("(?:总数|数量?|总量|金额)?(?:为|共计?|达到?|有|计|是|：|了|约)*$")
_ALL = re.compile("均(?:为|达到?|是|保持在?|实现)?$")
_RATE = ("率", "度", "比例", "占比")


class Why(StrEnum):
    """Why a number is bound, or is not, as people read it."""

    NAMED = "数旁边的文字就是指标名称"
    ALIKE = "数旁边的文字与指标名称相近，请核对"
    SEVERAL = "一个数同时说几个指标，名称都对得上"
    GROWTH = "是比上年增减的数，不作上年数"
    OTHER_YEAR = "说的可能不是报告当年的数"
    PLAN = "在下一年度安排里，不是当年完成的数"
    PART = "可能只是其中一部分、某个时段或某个地方的数"
    TOGETHER = "几个数或几个名称并列，对应关系不清楚"
    TWICE = "文中不止一处像这个指标，分不清哪个是全年的数"
    UNCLEAR = "像下列指标，但不能确定"
    UNREAD = "这个数系统读不准"
    UNKNOWN = "没有名称、单位都相符的指标"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number came to. `indicators` are the codes that it is, more than one where it speaks of several;
    `candidates` are codes that it may be, best first.
    """

    said: Said
    why: Why
    indicators: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Likely:
    """An indicator, and how far the words name it."""

    figure: Figure
    score: float
    beside: float  # share of the name beside the number
    tight: bool  # a whole name, or the end of one that its sentence has, stands right at the number

    @property
    def code(self) -> str:
        return self.figure.indicator.code


def bind(numbers: Iterable[Said], catalogue: Catalogue, year: int) -> list[Bound]:
    """What each number is, in their order. An indicator has at most one number."""
    desk = _Desk(catalogue, year)
    return _each_once([desk.of(one) for one in numbers])


class _Desk:
    """The indicators that a number of a year's report can be, by their names."""

    def __init__(self, catalogue: Catalogue, year: int) -> None:
        self.catalogue, self.year = catalogue, year
        self.figures = [
            figure(one, str(year), Decimal(0), "", None)
            for one in catalogue.indicators.values()
            if one.code not in catalogue.comparisons and one.frequency == "annual"
        ]
        self.likeness = likeness(one.keys for one in self.figures)

    def of(self, said: Said) -> Bound:
        """A number by itself."""
        if said.quantity is None:
            return Bound(said, Why.UNREAD)
        if _ALL.search(said.before) and said.quantity.unit == "%":
            return self._several(said)
        likely = self._likely(said, said.quantity)
        shown = tuple(one.code for one in likely if one.score >= _SHOWN)[:_MOST]
        why = self._left(said, said.quantity, likely)
        if why is not None:
            return Bound(said, why, candidates=shown)
        best = likely[0]
        return Bound(said, Why.NAMED if best.beside == 1 else Why.ALIKE, (best.code,), shown[1:])

    def _left(self, said: Said, quantity: Quantity, likely: Sequence[_Likely]) -> Why | None:
        """Why a number is not bound; None where it is."""
        if any(_PLANS.search(heading) for heading in said.headings):
            return Why.PLAN
        if is_growth(said, quantity):
            return Why.GROWTH
        if is_elsewhen(said, self.year):
            return Why.OTHER_YEAR
        if not likely or likely[0].score < _SHOWN:
            return Why.UNKNOWN
        best = likely[0]
        if not _is_clear(likely):
            return Why.UNCLEAR
        if _EACH.search(said.lead):
            return Why.TOGETHER
        if is_joined(said.before, best.figure):
            return Why.TOGETHER
        return Why.PART if is_limited(said, best.figure) else None

    def _likely(self, said: Said, quantity: Quantity) -> list[_Likely]:
        """The indicators whose unit and bounds fit, best first; not one whose name is within another's."""
        fitting = [one for one in self.figures if self._fits(one, said, quantity)]
        found = [self._scored(one, said) for one in fitting]
        whole = [one for one in found if not _is_within(one, found, said)]
        return sorted(whole, key=lambda one: (not one.tight, -one.score, one.code))

    def _fits(self, one: Figure, said: Said, quantity: Quantity) -> bool:
        if in_unit(one, quantity.unit) is None:
            return False
        return misfit(said.text, one.indicator, self.catalogue) is None

    def _scored(self, one: Figure, said: Said) -> _Likely:
        """How far the words name an indicator; a name that limits what the words do not is not looked at."""
        near = f"{said.before}#{said.after}"
        names = [key for key in one.keys if all(word in near for word in _QUALIFIED.findall(key))]
        beside = self.likeness.of(names, said.before, said.after)
        sentence = self.likeness.of(names, said.sentence) if beside else 0.0
        tight = any(self._is_tight(key, said) for key in names)
        return _Likely(one, _BESIDE * beside + (1 - _BESIDE) * sentence, beside, tight)

    def _is_tight(self, key: str, said: Said) -> bool:
        said_of = self.likeness.of([key], said.sentence)
        before, after = _BETWEEN.sub("", said.before), said.after.rstrip("，。；、：")
        end = max(common_end(before, key), common_end(after, key), common_end(key, said.before))
        return end == len(key) or (end >= _END and said_of >= _SAID)

    def _several(self, said: Said) -> Bound:
        """及时受理率、按期答复率均达100%: every name is one rate's, or nothing is bound."""
        names = [name for name in JOINED.split(_ALL.sub("", said.before)) if name.endswith(_RATE)]
        found = [self._rates(name) for name in names]
        candidates = tuple(dict.fromkeys(code for codes in found for code in codes))
        sure = len(names) > 1 and all(len(codes) == 1 for codes in found) and len(candidates) == len(names)
        if not sure or is_elsewhen(said, self.year):
            return Bound(said, Why.TOGETHER, candidates=candidates[:_MOST])
        return Bound(said, Why.SEVERAL, candidates)

    def _rates(self, name: str) -> list[str]:
        """The rates whose whole name these words end with; of names within each other the longest."""
        rates = [one for one in self.figures if one.indicator.unit == "%"]
        found = [(key, one.indicator.code) for one in rates for key in one.keys if name.endswith(key)]
        longest = max((len(key) for key, _ in found), default=0)
        return sorted({code for key, code in found if len(key) == longest})


def _is_clear(likely: Sequence[_Likely]) -> bool:
    """Whether the first is the one: alone right at the number, or like no other."""
    best, others = likely[0], likely[1:]
    if best.tight:
        return not any(one.tight for one in others)
    behind = max((one.score for one in others), default=0.0)
    return best.score >= _SURE and best.score - behind >= _CLEAR


def _is_within(one: _Likely, all_found: Sequence[_Likely], said: Said) -> bool:
    """Whether a name stands only as a part of another's name that stands there as well."""
    words = f"{said.before}#{said.after}"
    own = [key for key in one.figure.keys if key in words]
    others = [key for other in all_found if other is not one for key in other.figure.keys if key in words]
    return bool(own) and all(any(key != other and key in other for other in others) for key in own)


def _each_once(bounds: list[Bound]) -> list[Bound]:
    """An indicator that two numbers are bound to: the one that names it wholly; else neither, unless both
    say the same.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(bounds):
        for code in one.indicators:
            holders[code].append(place)
    for code, places in holders.items():
        kept = _kept([bounds[place] for place in places])
        for place in places:
            one = bounds[place]
            if len(places) > 1 and one is not kept:
                candidates = (code, *one.candidates)[:_MOST]
                bounds[place] = replace(one, indicators=(), why=Why.TWICE, candidates=candidates)
    return bounds


def _kept(rivals: Sequence[Bound]) -> Bound | None:
    if len({(one.said.quantity.value, one.said.quantity.hedge) for one in rivals if one.said.quantity}) == 1:
        return rivals[0]
    named = [one for one in rivals if one.why is not Why.ALIKE]
    return named[0] if len(named) == 1 else None
