"""What reading a cell comes to: a quantity, or a refusal that says why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value as somebody wrote it.

    `value` and `step` are in `unit`. `step` is the precision of the writing: 4.7万 → 1000, 1661 → 1,
    268.51 → 0.01; under a hedge trailing zeros say nothing, so it is the place of the last non-zero
    digit: 460余 → 10, 1500余 → 100. `hedge` is as written: 约, 余, 以上; empty for a plain number.
    """

    value: Decimal
    unit: str
    hedge: str
    step: Decimal


class Reason(StrEnum):
    """Why a cell gives no quantity."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # — － / ／ 不适用
    NOT_UNDERSTOOD = "not_understood"
    UNSIGNED = "unsigned"  # 0.955 where a percentage belongs: 95.5% or 0.955%, nobody can tell
    OTHER_UNIT = "other_unit"  # understood, but its unit does not convert exactly


@dataclass(frozen=True, slots=True)
class Refusal:
    """No quantity. `seen` is what stood there; `unit` the foreign unit of an OTHER_UNIT."""

    reason: Reason
    seen: str = ""
    unit: str = ""
