"""What the office settled, applied to findings: pure, and the same for a file's and for a year's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tasks.catalogue import Catalogue
from tasks.catalogue.settlements import (
    Accept,
    Correct,
    Decision,
    Expired,
    FindingKey,
    Return,
    Settlements,
    key_of,
)
from tasks.model import Finding, Scope, Severity, SourceKind, Value
from tasks.validation.checked import Batch, Checked
from tasks.validation.engine import failures
from tasks.validation.messages import finding

SUITE = "settlements"


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings in the order given, settled where something stands; the positions of those that are accepted
    as explained; the acceptances whose finding says something else by now, each with that finding."""

    findings: tuple[Finding, ...]
    accepted: frozenset[int] = frozenset()
    reopened: tuple[tuple[Accept, Finding], ...] = ()


def settle(found: Sequence[Finding], department: str, settlements: Settlements) -> Settled:
    """Settle the findings of a department (code).

    A decision holds where it knows the finding and the finding says what it said then; a correction, where
    the cell still reads what it read. A returned finding becomes critical, with the office's words.
    """
    if not settlements.decisions:
        return Settled(tuple(found))
    out: list[Finding] = []
    accepted: set[int] = set()
    left: dict[FindingKey, Finding] = {}
    held: set[int] = set()
    for position, one in enumerate(found):
        key = key_of(department, one)
        decision = _decision(one, key, settlements)
        if decision is None:
            left.setdefault(key, one)
        else:
            held.add(id(decision))
        if isinstance(decision, Accept):
            accepted.add(position)
        out.append(_with(one, decision))
    reopened = tuple(_reopened(left, held, settlements.decisions))
    return Settled(tuple(out), frozenset(accepted), reopened)


def _decision(one: Finding, key: FindingKey, settlements: Settlements) -> Decision | None:
    for decision in settlements.decisions.get(key, ()):
        if not isinstance(decision, Correct) and decision.expect == one.observed:
            return decision
    correction = settlements.corrections.get((one.indicator, one.period))
    if correction is None or correction.department != key.department or one.raw != correction.expect:
        return None
    # all that is said of a cell speaks of the value that is replaced; between data, only what was settled
    return correction if one.scope is not Scope.INTEGRITY or correction.key == key else None


def _with(one: Finding, decision: Decision | None) -> Finding:
    match decision:
        case None:
            return one
        case Return():
            return replace(one, severity=Severity.CRITICAL, mend=f"{one.mend}{decision.words()}")
        case _:
            return replace(one, settlement=decision.words())


def _reopened(
    left: Mapping[FindingKey, Finding], held: set[int], decisions: Mapping[FindingKey, Sequence[Decision]]
) -> Iterator[tuple[Accept, Finding]]:
    for key, one in left.items():
        stale = [d for d in decisions.get(key, ()) if isinstance(d, Accept) and id(d) not in held]
        if stale:
            yield stale[-1], one


def reopened_findings(
    reopened: Iterable[tuple[int, Accept, Finding]], catalogue: Catalogue, suite: Mapping[str, Any]
) -> Iterator[tuple[int, Finding]]:
    """That acceptances no longer hold, as findings of the submissions (ids) given with them."""
    yield from _told([_reopened_row(*one, catalogue) for one in reopened], catalogue, suite)


def settle_curated(
    found: Sequence[Finding],
    values: Sequence[Value],
    expired: Sequence[Expired],
    settlements: Settlements,
    catalogue: Catalogue,
    suite: Mapping[str, Any],
) -> tuple[Finding, ...]:
    """A year's integrity findings, settled, with those on corrections that were not applied."""
    if not settlements.entries:
        return tuple(found)
    applied = {(v.indicator, v.period) for v in values if v.source is SourceKind.CORRECTED}
    own: dict[str, list[Finding]] = defaultdict(list)
    expiring = _told([_expired_row(one, catalogue) for one in expired], catalogue, suite)
    for one in (*found, *(told for _, told in expiring)):
        correction = settlements.corrections.get((one.indicator, one.period))
        holds = correction is not None and (one.indicator, one.period) in applied
        raw = correction.expect if correction is not None and holds else one.raw
        own[catalogue.department_of(catalogue.indicators[one.indicator].owner)].append(replace(one, raw=raw))
    settled = [settle(some, department, settlements) for department, some in own.items()]
    reopened = [(0, *pair) for each in settled for pair in each.reopened]
    said = (one for _, one in reopened_findings(reopened, catalogue, suite))
    return (*(one for each in settled for one in each.findings), *said)


def _told(
    rows: Sequence[Checked], catalogue: Catalogue, suite: Mapping[str, Any]
) -> Iterator[tuple[int, Finding]]:
    batch = Batch(SUITE, rows)
    for failure in failures(batch.frame(), suite):
        for position in failure.rows:
            yield batch.rows[position].submission, finding(failure, batch.rows[position], catalogue)


def _reopened_row(submission: int, decision: Accept, one: Finding, catalogue: Catalogue) -> Checked:
    return Checked(
        submission=submission,
        dataset=one.dataset,
        address=one.address,
        columns={"correction": None, "now": None, "accepted": decision.expect, "observed": one.observed},
        fields=lambda: {"title": catalogue.rules[one.rule].title, "accepted": decision.expect},
        indicator=one.indicator,
        period=one.period,
    )


def _expired_row(expired: Expired, catalogue: Catalogue) -> Checked:
    correction = expired.correction
    return Checked(
        submission=0,
        dataset="",
        address=expired.address,
        columns={"correction": correction.expect, "now": expired.now, "accepted": None, "observed": None},
        fields=lambda: {
            "label": catalogue.indicators[correction.indicator].name,
            "was": correction.expect,
            "value": correction.value,
            "now": expired.now,
        },
        indicator=correction.indicator,
        period=correction.period,
    )
