"""Every rule by suite with what was found: for the page of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tasks.catalogue.rulebook import Entry, Rulebook, effect
from tasks.pipeline.status.rows import FindingRow, Status

MOST_FINDINGS = 500
"""A page stays readable and quick to open; `fazhi status` lists all."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule and its findings, the open before the settled; `more` are not listed."""

    entry: Entry
    effect: str
    open: int
    settled: int
    listed: tuple[FindingRow, ...]

    @property
    def more(self) -> int:
        """How many findings are not listed."""
        return self.open + self.settled - len(self.listed)


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """A suite: what it looked at so far (Chinese; may be ""), its rules with findings and those without."""

    title: str
    looked_at: str
    found: tuple[RuleResult, ...]
    clean: tuple[RuleResult, ...]


def results(now: Status, book: Rulebook) -> tuple[SuiteResult, ...]:
    """All suites in order; of findings the first, gravest ones are listed."""
    listed = tuple(islice((*now.findings, *now.settled), MOST_FINDINGS))
    return tuple(_suite(title, entries, now, listed) for title, entries in book.by_suite().items())


def _suite(title: str, entries: Sequence[Entry], now: Status, listed: Sequence[FindingRow]) -> SuiteResult:
    rules = [_rule(entry, now, listed) for entry in entries]
    return SuiteResult(
        title,
        now.looked_at.get(entries[0].checks[0].looks_at, ""),
        tuple(one for one in rules if one.open or one.settled),
        tuple(one for one in rules if not one.open and not one.settled),
    )


def _rule(entry: Entry, now: Status, listed: Sequence[FindingRow]) -> RuleResult:
    code = entry.rule.code
    return RuleResult(
        entry,
        effect(entry.checks[0]),
        sum(one.rule == code for one in now.findings),
        sum(one.rule == code for one in now.settled),
        tuple(one for one in listed if one.rule == code),
    )
