"""A value beside last year's as curated: columns for suite `indicators`, and words for its findings.

Without a base value everything here is empty, and nothing is compared.
"""

from decimal import Decimal

from tasks.catalogue import Catalogue
from tasks.catalogue.catalogue import fold
from tasks.catalogue.schema import Indicator
from tasks.model import CellState, IndicatorCell, Value
from tasks.quantity import Quantity, bounds, round_half_up
from tasks.quantity.exact import plain
from tasks.validation.checked import Submission

SLIP = (Decimal(3000), Decimal(30000))
"""How many times last year's value, or the other way round, is taken for 10⁴: 元 for 万元, 个 for 万.

Nothing that is counted from year to year grows so far by itself, and what it grows besides stays within
0.3 and 3 times.
"""

_HUNDRED = Decimal(100)
_COLUMNS = ("prior_stated", "prior_curated", "slip", "change", "change_amount", "swing_floor")
_NOTHING: dict[str, object] = dict.fromkeys(_COLUMNS)


def columns(submission: Submission, cell: IndicatorCell, declared: Indicator | None) -> dict[str, object]:
    """What suite `indicators` compares of a cell with last year."""
    base = base_of(submission, cell, declared)
    if base is None or cell.value is None or declared is None:
        return _NOTHING
    if cell.prior:
        agrees = cell.corrected or _agree(cell, base)  # a 上年数更正 says that it differs
        stated = base.value if agrees else cell.value
        return _NOTHING | {"prior_stated": stated, "prior_curated": base.value}
    if declared.unit != "%" and is_slip(cell.value, base.value):
        return _NOTHING | {"slip": cell.raw}  # no note explains ten thousand times as much
    # one that cannot be is told as such: a note would not explain it
    if cell.value == base.value or not declared.admits(cell.value) or explanation(cell, declared):
        return _NOTHING
    return _NOTHING | {
        "change": abs(change(cell.value, base.value, declared)),
        "change_amount": abs(cell.value - base.value),
        "swing_floor": declared.swing_floor,
    }


def base_of(submission: Submission, cell: IndicatorCell, declared: Indicator | None) -> Value | None:
    """Last year's value for a cell; none for what is computed anyway."""
    if not submission.base.values or declared is None or declared.kind == "derived":
        return None
    if cell.state is not CellState.VALUE:
        return None
    year = int(cell.period[:4]) - (not cell.prior)
    return submission.base.values.get(f"{year}{cell.period[4:]}/{declared.code}")


def explanation(cell: IndicatorCell, declared: Indicator) -> str:
    """What was written beside a value in our own words' place: after them on a form of ours, else 备注."""
    if not cell.scope_note:
        return ""
    note, ours = fold(cell.scope_note), fold(declared.scope_note)
    return note.removeprefix(ours).removeprefix("说明").strip(":：。,，;；-—无")


def is_slip(value: Decimal, base: Decimal) -> bool:
    """Whether one is about 10⁴ times the other."""
    small, large = sorted((abs(value), abs(base)))
    return small > 0 and SLIP[0] <= large / small <= SLIP[1]


def change(value: Decimal, base: Decimal, declared: Indicator) -> Decimal:
    """In percent of last year's value; of a percentage in points; from zero as if from one."""
    if declared.unit == "%":
        return value - base
    return (value - base) * _HUNDRED / (abs(base) or Decimal(1))


def _agree(cell: IndicatorCell, base: Value) -> bool:
    """Whether both, as they were written, may be the same quantity."""
    if cell.value is None or cell.value == base.value:
        return True
    (low, high), (least, most) = (
        _range(cell.value, cell.hedge, cell.step, base.unit),
        _range(base.value, base.hedge, base.step, base.unit),
    )
    below = high is not None and least is not None and high < least
    above = low is not None and most is not None and low > most
    return not below and not above


def _range(
    value: Decimal, hedge: str, step: Decimal | None, unit: str
) -> tuple[Decimal | None, Decimal | None]:
    return (value, value) if step is None else bounds(Quantity(value, unit, hedge, step))


def words(submission: Submission, cell: IndicatorCell, catalogue: Catalogue) -> dict[str, object]:
    """Fields for messages: last year's value and the change since."""
    declared = catalogue.indicators[cell.indicator] if cell.indicator else None
    base = base_of(submission, cell, declared)
    if base is None or declared is None or cell.value is None:
        return {"base": "", "change": ""}
    return {
        "base": f"{plain(round_half_up(base.value, 4)):f}{declared.unit}",
        "change": _change(cell.value, base.value, declared),
    }


def _change(value: Decimal, base: Decimal, declared: Indicator) -> str:
    more = value > base
    amount = abs(change(value, base, declared))
    if declared.unit == "%":
        return f"{'提高' if more else '降低'} {plain(round_half_up(amount, 2)):f} 个百分点"
    if not base:
        return "上年为 0"
    return f"{'增加' if more else '减少'} {round_half_up(amount, 0):f}%"
