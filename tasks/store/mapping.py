"""Registry rows to records and back, where more than one query needs it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from tasks.model import Address, Finding, Place, Scope, Severity
from tasks.store.records import Arrival, Part, People


def to_arrival(row: Row[Any]) -> Arrival:
    """A row of `arrival`."""
    place = Place(row.region, row.year, row.department)
    return Arrival(row.id, place, row.path, row.file, row.sha256, row.size, row.seen_at, row.parent_id)


def to_staged(row: Row[Any]) -> Part | None:
    """The staged part of a row of `dataset`."""
    if row.staged_path is None:
        return None
    return Part(row.staged_table, row.staged_path, row.staged_sha256, row.staged_rows)


def from_staged(part: Part | None) -> dict[str, object]:
    """The columns of `dataset` that hold its staged part."""
    return {
        "staged_table": part and part.table,
        "staged_path": part and part.path,
        "staged_sha256": part and part.sha256,
        "staged_rows": part and part.rows,
    }


def to_people(text: str) -> People:
    """The column `people` of `judgement`."""
    return tuple((label, name) for label, name in json.loads(text)) if text else ()


def from_people(people: People) -> str:
    """The column `people` of `judgement`; "" for none."""
    return json.dumps(people, ensure_ascii=False) if people else ""


def to_finding(row: Row[Any]) -> Finding:
    """A row of `finding`."""
    return Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        scope=Scope(row.scope),
        dataset=row.dataset,
        address=Address(row.file, row.sheet, row.cell),
        observed=row.observed,
        mend=row.mend,
        indicator=row.indicator,
        period=row.period,
        column=row.column,
        count=row.occurrences,
        places=row.places,
        span=row.span,
        settlement=row.settlement,
        raw=row.raw,
    )


def from_findings(findings: Iterable[Finding], owner: Mapping[str, int]) -> list[dict[str, object]]:
    """Rows of `finding` in order; `owner` names the judgement or the build: {"build_id": 3}."""
    owners: dict[str, object] = {"judgement_id": None, "build_id": None, **owner}
    return [
        {
            **owners,
            "ordinal": ordinal,
            "rule": one.rule,
            "severity": str(one.severity),
            "scope": str(one.scope),
            "dataset": one.dataset,
            "file": one.address.file,
            "sheet": one.address.sheet,
            "cell": one.address.cell,
            "observed": one.observed,
            "mend": one.mend,
            "indicator": one.indicator,
            "period": one.period,
            "column": one.column,
            "occurrences": one.count,
            "places": one.places,
            "span": one.span,
            "settlement": one.settlement,
            "raw": one.raw,
        }
        for ordinal, one in enumerate(findings)
    ]
