"""The whole judgement of a run: findings, a verdict per dataset, and what is sound enough to use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tasks.catalogue import Catalogue
from tasks.model import (
    CellState,
    Finding,
    Reading,
    RegisterColumn,
    RegisterTable,
    Scope,
    Severity,
    Verdict,
)
from tasks.validation.batches import batches, unanswered
from tasks.validation.checked import Batch, Submission
from tasks.validation.engine import failures
from tasks.validation.messages import finding
from tasks.validation.registers import RegisterFindings, judge_registers

SUITES = ("file", "cover", "indicators", "narrative", "ledger")
"""The suites in `expectations/suites/` that `judge` needs."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission judged. `sound` holds only what curation may use, with the blank cells of what a
    register may give instead; `verdicts` are by dataset kind.
    """

    id: int
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    sound: Reading


def judge(
    submissions: Sequence[Submission], catalogue: Catalogue, suites: Mapping[str, Mapping[str, Any]]
) -> list[Judged]:
    """Judge all submissions of a run at once; results in the order given.

    `suites` maps each name of SUITES to a suite in GX's shape. Raises RuntimeError where a suite
    cannot be computed.
    """
    found: dict[int, list[Finding]] = defaultdict(list)
    struck: set[int] = set()  # identities of cells and items that must not be used
    for batch in batches(submissions, catalogue):
        for submission, one, subject in _judge_batch(batch, catalogue, suites[batch.suite]):
            found[submission].append(one)
            if subject is not None and strikes(one):
                struck.add(id(subject))
    ledgers: dict[int, list[RegisterFindings]] = defaultdict(list)
    for result in judge_registers(submissions, catalogue):
        found[result.submission].extend(result.findings)
        ledgers[result.submission].append(result)
    return [_judged(s, found[s.id], struck, ledgers[s.id], catalogue) for s in submissions]


def _judge_batch(
    batch: Batch, catalogue: Catalogue, suite: Mapping[str, Any]
) -> Iterable[tuple[int, Finding, object]]:
    for failure in failures(batch.frame(), suite):
        for position in failure.rows:
            row = batch.rows[position]
            yield row.submission, finding(failure, row, catalogue), row.subject


def strikes(found: Finding) -> bool:
    """Whether a finding leaves out what it stands at: any row finding, a critical cell finding."""
    if found.scope is Scope.CELL:
        return found.severity is Severity.CRITICAL
    return found.scope is Scope.ROW


def _judged(
    submission: Submission,
    found: Sequence[Finding],
    struck: set[int],
    ledgers: Sequence[RegisterFindings],
    catalogue: Catalogue,
) -> Judged:
    reading = submission.reading
    sound = replace(
        reading,
        indicators=tuple(
            c
            for c in reading.indicators
            if c.state is CellState.VALUE and c.indicator and id(c) not in struck
        )
        + unanswered(submission, catalogue),
        narrative=tuple(n for n in reading.narrative if n.topic and id(n) not in struck),
        registers=tuple(_without(ledger.table, ledger.struck) for ledger in ledgers),
    )
    ordered = tuple(sorted(found, key=_gravest_first))
    verdicts = {kind: verdict(ordered, kind) for kind in reading.kinds()}
    return Judged(submission.id, ordered, verdicts, sound)


def _gravest_first(one: Finding) -> tuple[int, str, str, str, int, str]:
    order = list(Severity).index(one.severity)
    cell = one.address.cell
    row = int("".join(c for c in cell if c.isdigit()) or 0)
    return order, one.dataset, one.address.sheet, one.rule, row, cell


def verdict(found: Iterable[Finding], kind: str) -> Verdict:
    """审核结果 of a dataset: its own findings and those on the whole file."""
    own = [one for one in found if one.dataset in ("", kind)]
    if any(one.severity is Severity.CRITICAL and one.scope in (Scope.FILE, Scope.DATASET) for one in own):
        return Verdict.RETURNED
    notes = any(one.severity is not Severity.INFO for one in own)
    return Verdict.PASSED_WITH_NOTES if notes else Verdict.PASSED


def _without(table: RegisterTable, struck: frozenset[int]) -> RegisterTable:
    if not struck:
        return table
    kept = [i for i in range(len(table.rows)) if i not in struck]
    columns = {
        code: RegisterColumn(
            raw=[c.raw[i] for i in kept],
            values=[c.values[i] for i in kept],
            states=[c.states[i] for i in kept],
        )
        for code, c in table.columns.items()
    }
    return replace(table, rows=[table.rows[i] for i in kept], columns=columns)
