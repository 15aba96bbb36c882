"""Findings in words: the rule's template, filled with what was seen."""

from tasks.catalogue import Catalogue
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

    Raises KeyError for a rule without a message or a template field without a value: our fault.
    """
    rule = catalogue.rules[failure.rule]
    fields = {name: shown(value) for name, value in row.fields().items()}
    return Finding(
        rule=failure.rule,
        severity=failure.severity,
        scope=failure.scope,
        dataset=row.dataset,
        address=row.address,
        observed=quoted(rule.observed.format_map(fields)),
        mend=quoted(rule.mend.format_map(fields)),
        indicator=row.indicator,
        period=row.period,
        column=failure.column,
        count=count,
    )
