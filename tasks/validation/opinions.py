"""What departments dispute of a draft, judged against the values that count now."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.catalogue import Catalogue
from tasks.catalogue.settlement_checks import says
from tasks.model import Address, Dispute, Finding, Value
from tasks.validation.checked import Batch, Checked
from tasks.validation.engine import failures
from tasks.validation.messages import finding

SUITE = "opinions"


def judge_opinions(
    disputed: Sequence[Dispute], values: Sequence[Value], catalogue: Catalogue, suite: Mapping[str, Any]
) -> list[Finding]:
    """A finding for every figure that a department disputes and that does not read as it says by now.

    `suite` is `expectations/suites/opinions.yaml`.
    """
    counting = {(v.indicator, v.period): v for v in values if v.chosen}
    known = [one for one in disputed if one.indicator in catalogue.indicators]
    batch = Batch(SUITE, [_row(one, counting.get((one.indicator, one.period)), catalogue) for one in known])
    return [
        finding(failure, batch.rows[position], catalogue)
        for failure in failures(batch.frame(), suite)
        for position in failure.rows
    ]


def _row(one: Dispute, value: Value | None, catalogue: Catalogue) -> Checked:
    short = catalogue.departments[one.department].short
    holds = says(one.number, value, catalogue.indicators[one.indicator])
    return Checked(
        submission=0,
        dataset="",
        address=Address(f"征求意见表（{short}）", "", one.cell),
        columns={"wanted": one.number, "counts": one.number if holds else "-"},
        fields=lambda: {
            "department": short,
            "label": one.label,
            "printed": one.printed,
            "number": one.number or "（没有写）",
            "suggested": one.suggested.rstrip("。") or "（没有写）",
            "reason": one.reason.rstrip("。") or "（没有写）",
        },
        indicator=one.indicator,
        period=one.period,
    )
