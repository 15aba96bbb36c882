"""What keeps a number of a report from being an indicator's whole value of the year: growth, other years,
parts, names joined before one number.
"""

import re

from tasks.quantity import Quantity
from tasks.review.published.said import Said
from tasks.wording.clauses import JOINED, is_compared, is_earlier, is_part
from tasks.wording.clauses import is_elsewhen as elsewhen
from tasks.wording.likeness import without
from tasks.wording.naming import Figure

_MOVED = re.compile(
    "(?:增长|提升|上升|增加|提高|增幅|上涨|增多|下降|减少|降低|降幅|缩减|回落|压减)(?:了|达|为|约)*$"
)
_UNIT_OF_GROWTH = ("个百分点", "倍")
_THIS_YEAR = "今年|本年"
_LIMITED = re.compile("办结|结案|审结|未|合格|达标|满意|新增|成功")
"""What limits a number where it is no part of the name."""
_EVERYWHERE = re.compile("[各驻]?村社区|各村|各社区|乡村|农村")
_ONE_OF = re.compile("之一")


def is_growth(said: Said, quantity: Quantity) -> bool:
    """Whether a number says how much something grew or fell."""
    grown = _MOVED.search(said.before) is not None or quantity.unit in _UNIT_OF_GROWTH
    return grown or (quantity.unit == "%" and is_compared(said.before))


def is_elsewhen(said: Said, year: int) -> bool:
    """Whether a number may be of another year: its sentence says one before it, and not this year since."""
    own = f"{_THIS_YEAR}|{year}年"
    since = re.split(own, said.lead)[-1]
    if is_earlier(since, year) or elsewhen(since, year):
        return True
    return bool(re.search(rf"(?:{own}).*(?:上半年|季度|[0-9一二三四五六七八九十]月)", said.lead))


def is_joined(before: str, best: Figure) -> bool:
    """Whether the name stands among others before a number that may be of all of them: A、B共12宗."""
    spans = [(before.rfind(key), key) for key in best.keys if key in before]
    if not spans:
        return False
    at, key = min(spans, key=lambda one: (one[0], -len(one[1])))
    following = before[at + len(key) :]
    return any(JOINED.search(words) or "加" in words for words in (following, before[:at][-3:]))


def is_limited(said: Said, best: Figure) -> bool:
    """Whether words beside the name may limit the number to a part of the year, the town or the kind."""
    rest = without(_EVERYWHERE.sub("", f"{said.before}#{said.after}"), best.keys)
    return bool(is_part(rest) or _LIMITED.search(rest) or _ONE_OF.search(said.after))
