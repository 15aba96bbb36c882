"""What the writing of a value gives away: a leftover, a plan told as a result, a hedge that is not true."""

import re

from tasks.catalogue.schema import Indicator
from tasks.model import CellState, IndicatorCell
from tasks.quantity import Quantity, Refusal, read
from tasks.quantity.hedges import FROM_ABOVE, FROM_BELOW, SENSES, Sense
from tasks.validation.marks import is_hedged_exact

LEFTOVER = "leftover"
DIGITS_AND_WORDS = "digits_and_words"
NOT_A_RESULT = "not_a_result"
UNTRUE = "untrue"
PLANNED = "planned"
HEDGED_EXACT = "hedged_exact"
REFUSED = "refused"

_LEFTOVER = re.compile(
    r"[^0-9]{0,6}(?:[XxＸｘ]{2,}|[×]{2,}|[*＊]{2,}|_{2,}|＿{2,}|[?？]+)[^0-9]{0,6}"
    r"|#.*|n/a|null|none|nan|tbd"
    r"|(?:19)?(?:70|00|04)[-/年]0?1[-/月]0?[01]日?(?: 00:00)?|1899-12-3[01](?: 00:00)?"
    r"|.{0,4}(?:待补|待定|待填|待核|待统计|待更新|待确认|待报|暂无|暂缺|未定|空缺).{0,6}"
    r"|[（(〔【\[]\s*(?:数字|填写|请填.*|此处.*)?\s*[）)〕】\]]",
    re.IGNORECASE,
)
_YEARS = re.compile(r"20[0-9]{2}20[0-9]{2}年?度?")
_BESIDE = re.compile(r"(?P<one>[^（()）]{1,12})[（(](?P<other>[^（()）]{1,12})[)）](?P<unit>[^0-9]{0,3})")
_PLAN = re.compile("计划|预计|预期|目标|力争|争取|任务|(?<![虚模])拟|不(?:少|低|小)于|≥")
_NOTE = re.compile(
    r"(?:^|[\s，,。；;：:、（(系为是含月底均])计划(?=数|值|开展|建设|举办|新增|实施|召开|组织|于|在|明年|下|为|[0-9])"
    "|预计|力争|争取|目标(?=数|值|为|[0-9])|(?<![虚模])拟(?=于|在|开展|建设|举办|新增|召开|组织|[0-9])"
    "|不(?:少|低)于"
)
_DONE = re.compile("实际|已")
_AROUND = 12


def state(cell: IndicatorCell, declared: Indicator) -> str:
    """A cell's state, or what exactly is the matter with one that gives no value."""
    raw = cell.raw
    if cell.state is CellState.VALUE and not cell.unit_ok and _YEARS.fullmatch(raw):
        return LEFTOVER
    refused = cell.state is CellState.NOT_UNDERSTOOD
    answered = cell.state is CellState.NOT_APPLICABLE  # N/A is what a template or an export left there
    if (refused or answered) and (_LEFTOVER.fullmatch(raw) or _YEARS.fullmatch(raw)):
        return LEFTOVER
    if not refused:
        return str(cell.state)
    if not declared.planned and _PLAN.search(raw) and re.search("[0-9一二两三四五六七八九十百千万]", raw):
        return NOT_A_RESULT
    return DIGITS_AND_WORDS if _written_twice(raw, declared.unit) else str(cell.state)


def _written_twice(raw: str, unit: str) -> bool:
    """Whether one quantity is written twice and differently: 三次（4次）, 12（十三）."""
    match = _BESIDE.fullmatch(raw)
    if match is None:
        return False
    one, other = (read(match[part] + match["unit"], unit=unit) for part in ("one", "other"))
    bare = read(match["one"], unit=unit) if isinstance(one, Refusal) else one
    late = read(match["other"], unit=unit) if isinstance(other, Refusal) else other
    return isinstance(bare, Quantity) and isinstance(late, Quantity) and bare.value != late.value


def doubt(cell: IndicatorCell, declared: Indicator) -> str | None:
    """What is doubtful in a value that was understood; None for nearly all."""
    if cell.value is None or not (cell.hedge or cell.scope_note):
        return None
    sense = SENSES.get(cell.hedge)
    if sense is not None and _beyond(cell, declared, sense):
        return UNTRUE
    if not declared.planned and not cell.prior and (_is_least(cell, sense) or _plans(cell, declared)):
        return PLANNED
    if not cell.hedge:
        return None
    if declared.hedge == "never":
        return REFUSED
    if cell.prior:  # as last year's report printed it
        return None
    quantity = Quantity(cell.value, declared.unit, cell.hedge, cell.step or cell.value)
    return HEDGED_EXACT if is_hedged_exact(quantity) else None


def plan_note(cell: IndicatorCell) -> str:
    """The words of the remark that tell of a plan, with some around them; empty where there are none."""
    found = _NOTE.search(cell.scope_note)
    if found is None:
        return ""
    words = cell.scope_note[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    return f"，口径说明里写着“{words}”"


def _beyond(cell: IndicatorCell, declared: Indicator, sense: Sense) -> bool:
    """Whether a hedge claims what cannot be: 超过100%, 100%以上."""
    if cell.value is None:
        return False
    above = declared.maximum is not None and cell.value >= declared.maximum
    below = declared.minimum is not None and cell.value <= declared.minimum
    return (above and sense in FROM_BELOW) or (below and sense in FROM_ABOVE)


def _is_least(cell: IndicatorCell, sense: Sense | None) -> bool:
    """Whether a value is what was required at least: 不少于4次. 4次以上 is what was counted, roughly."""
    return sense is Sense.AT_LEAST and cell.hedge.startswith(("不", "至少", "最少"))


def _plans(cell: IndicatorCell, declared: Indicator) -> bool:
    """Whether the remark beside a value tells that it is planned. The catalogue's own words say nothing."""
    note = cell.scope_note
    if not note or note in declared.scope_note:
        return False
    words = note.replace(declared.scope_note, "") if declared.scope_note else note
    return _NOTE.search(words) is not None and _DONE.search(words) is None
