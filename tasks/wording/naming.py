"""Which of the known figures a number in a text means, by the words around it.

Tight: the name stands beside the number with nothing between and before it but words that change
nothing (全年共受理行政复议案件13宗). Only such a number can contradict a figure. Everything else is at most
bound, where the figure's value fits as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tasks.catalogue.schema import Indicator
from tasks.quantity import Quantity, bounds, convert
from tasks.wording.clauses import plain

_SHORTEST = 4
"""Characters of a name without its unit word; what is shorter stands in too many other words."""

_TAIL = re.compile(
    "总?(?:宗|件|件次|次|人|人次|家|家次|场|场次|批次|期|个|名|条|份|笔|项|天)?数量?$|总量$|总额$"
    "|(?:场|人|件|家|批)次$"
)
_IDLE = (
    "全镇|我镇|本镇|镇委|镇政府|镇党委|我局|我办|我中心|本局|本办|本中心|本单位|全年|本年度?|今年以?来?"
    "|20[0-9]{2}年度?|年内|一年来|共计?|合计|总计|累计|全部|已|有|组织|开展|举办|召开|受理|办理|审查"
    "|发出|收到|制定|出台|实现|依法|积极|深入|认真|主动|各类|各项|对|了|的|等|和|及|与|并|、|，|。"
)
"""Words that limit nothing. 办结, 成功调解, 培训 do: what was closed is not all that came in."""
_LEAD = re.compile(f"(?:{_IDLE})*+")  # possessive: words that part in many ways take for ever
_GAP = re.compile(
    "(?:案件|案|事项|工作|活动|总数|数量?|宗数|件数|次数|场次|人数|人次|金额|为|共计?|达到?|有|计|是|：|:|了|累计|合计|总计|仅|已)*+"
)
_CLOSED = re.compile("$|[，。；：、！？,;:!?和及与并]|以及")
"""What follows a number that says no more of it: not 12宗按期办结."""


Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of the year, or of last year, and what it may be called."""

    indicator: Indicator
    period: str
    quantity: Quantity
    keys: tuple[str, ...]

    @property
    def value(self) -> Decimal:
        """As stated."""
        return self.quantity.value

    @property
    def key(self) -> str:
        """ "period/indicator"."""
        return f"{self.period}/{self.indicator.code}"

    def limits(self, step: Decimal = Decimal(0)) -> Interval:
        """What the value may mean beside a number of that precision: itself, unless it is a hedged or a
        coarser one (4.7万人次).
        """
        exact = not self.quantity.hedge and self.quantity.step <= max(step, Decimal(1))
        return (self.value, self.value) if exact else bounds(self.quantity)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that a text may speak of: those of its year, and by code those of the year before."""

    year: int
    town: str
    now: Sequence[Figure]
    before: Mapping[str, Figure]

    def name(self, key: str) -> str:
        """What the figure of a key ("period/indicator") is called, "" where there is none."""
        every = (*self.now, *self.before.values())
        return next((one.indicator.name for one in every if one.key == key), "")

    def change(self, keys: Sequence[str]) -> int | None:
        """Which way the figure of one key went since last year: 1, 0, -1; None where that is not known."""
        now = next((one for one in self.now if (one.key,) == tuple(keys)), None)
        before = self.before.get(now.indicator.code) if now is not None else None
        if now is None or before is None:
            return None
        return (now.value > before.value) - (now.value < before.value)

    def tight(self, before: str, after: str, unit: str) -> list[Figure]:
        """The figures of this year that the words around a number name, with a unit that fits."""
        before = before.replace(self.town, "全镇")  # another town's are not ours
        fitting = [one for one in self.now if one.indicator.unit == unit or in_unit(one, unit) is not None]
        return _longest([(one, key) for one in fitting for key in one.keys if _is_tight(before, after, key)])

    def named(self, words: str, among: Iterable[Figure] | None = None) -> list[Figure]:
        """The figures whose names stand anywhere in some words; a name within another's is not it."""
        listed = self.now if among is None else among
        return _longest([(one, key) for one in listed for key in one.keys if key in words])

    def rates(self, words: str) -> list[list[Figure]]:
        """For each of several names (及时受理率、按期答复率), the rates it may be."""
        names = [
            name for name in re.split("[、和及与]", words) if name.endswith(("率", "度", "比例", "占比"))
        ]
        rates = [one for one in self.now if one.indicator.unit == "%"]
        return [_nearest(name, rates) for name in names]


def fits(figure: Figure, quantity: Quantity) -> bool:
    """Whether number and figure may be the same."""
    if _converted(figure, quantity.value, quantity) == figure.value:
        return True
    (low, high), (least, most) = interval(figure, quantity), known(figure, quantity)
    below = low is not None and most is not None and low > most
    above = high is not None and least is not None and high < least
    return not (below or above)


def interval(figure: Figure, quantity: Quantity) -> Interval:
    """What a number may mean, in the figure's unit; open where it does not convert."""
    low, high = (_converted(figure, limit, quantity) for limit in bounds(quantity))
    return low, high


def known(figure: Figure, quantity: Quantity) -> Interval:
    """What the figure may mean beside a number."""
    return figure.limits(_converted(figure, quantity.step, quantity) or Decimal(0))


def _converted(figure: Figure, amount: Decimal | None, quantity: Quantity) -> Decimal | None:
    unit = in_unit(figure, quantity.unit)
    return None if amount is None or unit is None else convert(amount, unit, figure.indicator.unit)


def in_unit(figure: Figure, unit: str) -> str | None:
    """The unit of a number as the figure's unit takes it: 宗 is 宗/人 where it is printed so."""
    declared = figure.indicator
    if unit and unit == declared.printed_unit:
        return declared.unit
    return unit if unit and convert(Decimal(1), unit, declared.unit) is not None else None


def without_names(words: str, figures: Iterable[Figure]) -> str:
    """Some words without the names of figures in them."""
    for key in sorted({key for one in figures for key in one.keys}, key=len, reverse=True):
        words = words.replace(key, "")
    return words


def _is_tight(before: str, after: str, key: str) -> bool:
    at = before.rfind(key)
    if at >= 0:
        beside = _LEAD.fullmatch(before[:at]) and _GAP.fullmatch(before[at + len(key) :])
        return bool(beside and _CLOSED.match(after))
    follows = after.removeprefix("的")
    if not follows.startswith(key) or not _LEAD.fullmatch(before):
        return False
    return re.fullmatch("(?:案件|案|事项|活动)?[。，；、]?", follows[len(key) :]) is not None


def _longest(found: Sequence[tuple[Figure, str]]) -> list[Figure]:
    """Each figure once; not one whose name is only part of another's that stands there as well."""
    keys = {key for _, key in found}
    whole = {key for key in keys if not any(key != other and key in other for other in keys)}
    return list({one.key: one for one, key in found if key in whole}.values())


def _nearest(name: str, rates: Sequence[Figure]) -> list[Figure]:
    """The rates whose name ends as this one does, by the longest common end of four characters or more."""
    ends = {one.key: max(common_end(name, key) for key in one.keys) for one in rates}
    longest = max(ends.values(), default=0)
    return [one for one in rates if ends[one.key] == longest >= _SHORTEST]


def common_end(one: str, other: str) -> int:
    """How many characters two words end alike with."""
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length


def figure(declared: Indicator, period: str, value: Decimal, hedge: str, step: Decimal | None) -> Figure:
    """A value and the names by which a sentence may call it."""
    quantity = Quantity(value, declared.unit, hedge, Decimal(1) if step is None else step)
    names = (declared.name, declared.label, *declared.aliases)
    return Figure(declared, period, quantity, _keys(names))


def without_unit(name: str) -> str:
    """A name as it stands before its number: 行政复议宗数 is 行政复议 there."""
    return _TAIL.sub("", name) or name


@lru_cache(maxsize=4096)
def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as they may stand in a sentence: 行政复议宗数 is 行政复议 there."""
    whole = [plain(name) for name in names]
    short = [_TAIL.sub("", name) for name in whole]
    return tuple(dict.fromkeys(name for name in (*whole, *short) if len(name) >= _SHORTEST))
