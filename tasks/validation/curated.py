"""Integrity rules on curated values. They never flip a verdict; a critical one blocks a final."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.catalogue import Catalogue
from tasks.model import Finding, NarrativeText, Unanswered, Value
from tasks.validation.checked import Batch
from tasks.validation.curated_rows import Shares, curated_rows
from tasks.validation.curated_texts import text_rows
from tasks.validation.engine import failures
from tasks.validation.messages import finding


def judge_curated(
    values: Sequence[Value],
    catalogue: Catalogue,
    suite: Mapping[str, Any],
    unanswered: Sequence[Unanswered] = (),
    shares: Shares = lambda _: (),
    narrative: Sequence[NarrativeText] = (),
) -> list[Finding]:
    """Findings between departments, registers and totals on a RegionYear's curated values.

    `values` are all rows of the curated table; `suite` is `expectations/suites/curated.yaml`; `shares`
    says of a counted value how much of it falls into each category of its register; `narrative` are the
    accepted texts.
    """
    rows = (
        *curated_rows(values, unanswered, shares, catalogue),
        *text_rows(narrative, values, catalogue),
    )
    batch = Batch("curated", rows)
    return [
        finding(failure, batch.rows[position], catalogue)
        for failure in failures(batch.frame(), suite)
        for position in failure.rows
    ]
