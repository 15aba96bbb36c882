"""The whole judgement of a run: findings, a verdict per dataset, and what is sound enough to use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

from tasks.catalogue import Catalogue
from tasks.model import (
    CellState,
    Finding,
    IndicatorCell,
    Reading,
    RegisterColumn,
    RegisterTable,
    Scope,
    Severity,
    Verdict,
)
from tasks.privacy import masked
from tasks.validation import collector
from tasks.validation.batches import batches, unanswered
from tasks.validation.checked import Batch, Submission
from tasks.validation.clean import clean
from tasks.validation.engine import failures
from tasks.validation.mentions import bound
from tasks.validation.messages import finding
from tasks.validation.registers import RegisterFindings, judge_registers
from tasks.validation.settling import SUITE, Settled, reopened_findings, settle

SUITES = (
    "file",
    "cover",
    "dataset",
    "indicators",
    "relations",
    "narrative",
    "mentions",
    "ledger",
    "settlements",
)
"""The suites in `expectations/suites/` that `judge` needs."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission judged. `sound` holds only what curation may use, with the blank cells of what a
    register may give instead and the cells that a correction rests on; `verdicts` are by dataset kind.
    """

    id: int
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    sound: Reading


@dataclass(frozen=True, slots=True)
class _Seen:
    """A finding and what it strikes: an item, a cell and those that contradict it, or rows of a table."""

    finding: Finding
    subject: object = None
    rows: Sequence[int] = ()
    also: Sequence[IndicatorCell] = ()


@collector.put_off()
def judge(
    submissions: Sequence[Submission], catalogue: Catalogue, suites: Mapping[str, Mapping[str, Any]]
) -> list[Judged]:
    """Judge all submissions of a run at once; results in the order given.

    `suites` maps each name of SUITES to a suite in GX's shape, and "registers/<code>" to what a register
    has of its own. Raises CatalogueError or RuntimeError where a suite cannot be computed.
    """
    seen: dict[int, list[_Seen]] = defaultdict(list)
    for batch in batches(submissions, catalogue):
        for submission, one in _judge_batch(batch, catalogue, suites[batch.suite]):
            seen[submission].append(one)
    ledgers: dict[int, list[RegisterFindings]] = defaultdict(list)
    for result in judge_registers(submissions, catalogue, suites):
        pairs = zip(result.findings, result.rows, strict=True)
        seen[result.submission].extend(_Seen(one, result.table, rows) for one, rows in pairs)
        ledgers[result.submission].append(result)
    settled = {
        s.id: settle([one.finding for one in seen[s.id]], s.place.department, s.settlements)
        for s in submissions
    }
    reopened = [(number, *pair) for number, one in settled.items() for pair in one.reopened]
    also: dict[int, list[Finding]] = defaultdict(list)
    for submission, told in reopened_findings(reopened, catalogue, suites[SUITE]):
        also[submission].append(told)
    return [
        _judged(
            submission,
            (*settled[submission.id].findings, *also[submission.id]),
            _sound(submission, _struck(seen[submission.id], settled[submission.id]), ledgers, catalogue),
        )
        for submission in submissions
    ]


def _judge_batch(batch: Batch, catalogue: Catalogue, suite: Mapping[str, Any]) -> Iterable[tuple[int, _Seen]]:
    for failure in failures(batch.frame(), suite):
        for position in failure.rows:
            row = batch.rows[position]
            one = finding(failure, row, catalogue)
            if isinstance(row.subject, IndicatorCell):
                one = replace(one, raw=masked(row.subject.raw))
            yield row.submission, _Seen(one, row.subject, also=row.also)


def strikes(found: Finding) -> bool:
    """Whether a finding leaves out what it stands at: any row finding, a critical cell finding."""
    if found.scope is Scope.CELL:
        return found.severity is Severity.CRITICAL
    return found.scope is Scope.ROW


def _struck(seen: Sequence[_Seen], settled: Settled) -> dict[int, set[int]]:
    """Identities of what must not be used, with the positions of rows; not for what is accepted.

    Once a value is corrected, those that contradicted it are no longer in doubt.
    """
    struck: dict[int, set[int]] = {}
    for position, (one, now) in enumerate(zip(seen, settled.findings, strict=True)):
        if one.subject is not None and position not in settled.accepted and strikes(now):
            for subject in (one.subject,) if now.settlement else (one.subject, *one.also):
                struck.setdefault(id(subject), set()).update(one.rows)
    return struck


def _sound(
    submission: Submission,
    struck: Mapping[int, set[int]],
    ledgers: Mapping[int, Sequence[RegisterFindings]],
    catalogue: Catalogue,
) -> Reading:
    reading = submission.reading
    stated = [c for c in reading.indicators if c.indicator not in catalogue.comparisons]  # those are compared
    usable = [c for c in stated if c.state is CellState.VALUE and c.indicator]
    corrected = submission.settlements.corrections
    left_out = [
        replace(c, left_out=True)
        for c in reading.indicators
        if (c.indicator, c.period) in corrected and (c.state is not CellState.VALUE or id(c) in struck)
    ]
    tables = [ledger.table for ledger in ledgers[submission.id]]
    figures = bound(submission, catalogue) if reading.narrative else {}
    sound = replace(
        reading,
        indicators=(
            *(c for c in usable if id(c) not in struck),
            *(c for c in left_out if c.state is not CellState.BLANK),
            *unanswered(submission, catalogue),
        ),
        narrative=tuple(
            replace(n, bound=figures.get(id(n), ()))
            for n in reading.narrative
            if n.topic and id(n) not in struck
        ),
        registers=tuple(_without(table, struck.get(id(table), frozenset())) for table in tables),
    )
    return clean(sound, catalogue)


def _judged(submission: Submission, found: Sequence[Finding], sound: Reading) -> Judged:
    ordered = tuple(sorted(found, key=_gravest_first))
    verdicts = {kind: verdict(ordered, kind) for kind in submission.reading.kinds()}
    return Judged(submission.id, ordered, verdicts, sound)


def _gravest_first(one: Finding) -> tuple[int, str, str, str, int, str]:
    order = list(Severity).index(one.severity)
    cell = one.address.cell
    row = int("".join(c for c in cell if c.isdigit()) or 0)
    return order, one.dataset, one.address.sheet, one.rule, row, cell


def verdict(found: Iterable[Finding], kind: str) -> Verdict:
    """审核结果 of a dataset: its own findings and those on the whole file, but for what is settled."""
    own = [
        one
        for one in found
        if one.dataset in ("", kind) and not one.settlement and one.scope is not Scope.INTEGRITY
    ]
    if any(one.severity is Severity.CRITICAL and one.scope in (Scope.FILE, Scope.DATASET) for one in own):
        return Verdict.RETURNED
    notes = any(one.severity is not Severity.INFO for one in own)
    return Verdict.PASSED_WITH_NOTES if notes else Verdict.PASSED


def _without(table: RegisterTable, struck: AbstractSet[int]) -> RegisterTable:
    if not struck:
        return table
    kept = [i not in struck for i in range(len(table.rows))]
    columns = {
        code: RegisterColumn(
            raw=list(compress(c.raw, kept)),
            values=list(compress(c.values, kept)),
            states=list(compress(c.states, kept)),
        )
        for code, c in table.columns.items()
    }
    return replace(table, rows=list(compress(table.rows, kept)), columns=columns)
