"""Findings in words: the rule's template, filled with what was seen."""

from collections.abc import Mapping
from typing import Literal

from tasks.catalogue import Catalogue, CatalogueError
from tasks.catalogue.schema import Rule
from tasks.model import Finding
from tasks.privacy import masked
from tasks.validation.checked import Checked
from tasks.validation.engine import Failure

LONGEST = 60


def shown(observed: object) -> str:
    """What a department wrote, as a finding shows it: one line, cut, ID and phone numbers masked."""
    words = masked(str(observed))
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def quoted(words: str) -> str:
    """Quotation marks within quotation marks as single ones (GB/T 15834), where they pair."""
    if words.count("“") != words.count("”"):
        return words
    depth, written = 0, []
    for character in words:
        depth -= character == "”"
        written.append(_INNER.get(character, character) if depth > 0 else character)
        depth += character == "“"
    return "".join(written)


_INNER = {"“": "‘", "”": "’"}


def finding(failure: Failure, row: Checked, catalogue: Catalogue, *, count: int = 1) -> Finding:
    """The finding for one failing row (or, with `count`, for a register's column).

    Raises CatalogueError where the rule's words name a field that its rows do not have.
    """
    rule = catalogue.rules[failure.rule]
    fields = {name: shown(value) for name, value in row.fields().items()}
    return Finding(
        rule=failure.rule,
        severity=failure.severity,
        scope=failure.scope,
        dataset=row.dataset,
        address=row.address,
        observed=_filled(rule, "observed", fields),
        mend=_filled(rule, "mend", fields),
        indicator=row.indicator,
        period=row.period,
        column=failure.column,
        count=max(count, row.count),
        places=row.places,
        span=row.span,
    )


def _filled(rule: Rule, part: Literal["observed", "mend"], fields: Mapping[str, str]) -> str:
    template: str = getattr(rule, part)
    try:
        return quoted(template.format_map(fields))
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join(sorted(fields))
        raise CatalogueError(
            f"expectations/rules: {rule.code}.{part}: unknown field {error}; there are {known}"
        ) from error
