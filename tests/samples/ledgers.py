"""Rows of the sample ledgers: invented, seeded, and such that they give the published totals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.samples import field_rows, justice_rows
from tests.samples.chance import below, days, seeded, weighted

Row = Mapping[str, str | int | float | date | None]
"""Column code → what the clerk wrote."""

Rows = Callable[[Random, Mapping[str, Any], Sequence[date]], Iterator[Row]]

SHORT_PROCEDURE_UP_TO = 0.35
"""Share of cases about street order that are settled on the spot (简易程序)."""


def rows(register: str, facts: Mapping[str, Any], year: int, count: int) -> Iterator[Row]:
    """`count` rows of a ledger in order of date. `facts` are the register's in registers.yaml."""
    rng = seeded(register, year)
    return ROWS[register](rng, facts, days(rng, year, count))


def _cases(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    fields = facts["fields"]
    for number, filed in enumerate(dates, 1):
        field = weighted(rng, {name: entry["share"] for name, entry in fields.items()})
        causes = fields[field]["causes"]
        short = field == "城市管理" and rng.random() < SHORT_PROCEDURE_UP_TO
        closed = filed + timedelta(days=below(rng, 3) if short else 15 + below(rng, 60))
        open_yet = closed.year > filed.year
        yield {
            "case_no": f"{facts['prefix']}〔{filed.year}〕{number}号",
            "filed_on": filed,
            "cause": causes[below(rng, len(causes))],
            "field": field,
            "party_type": weighted(rng, facts["parties"]),
            "procedure": "简易程序" if short else "普通程序",
            "outcome": "正在办理" if open_yet else weighted(rng, facts["outcomes"]),
            "closed_on": None if open_yet else closed,
        }


def _tickets(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    subjects = facts["subjects"]
    for number, received in enumerate(dates, 1):
        category = weighted(rng, facts["categories"])
        subject = weighted(rng, {name: entry["share"] for name, entry in subjects.items()})
        allowed = 3 if category == "咨询" else 10
        closed = received + timedelta(days=below(rng, allowed + 1))
        yield {
            "ticket_no": f"DG{received:%Y%m%d}{number:04d}",
            "received_on": received,
            "category": category,
            "subject": subject,
            "handler": subjects[subject]["handler"],
            "due_on": received + timedelta(days=allowed),
            "closed_on": min(closed, date(received.year, 12, 31)),
            "on_time": "是",
        }


ROWS: Mapping[str, Rows] = {
    "yuezhifa": _cases,
    "hotline": _tickets,
    "sampling": field_rows.samples,
    "joint_inspection": field_rows.inspections,
    "legality_review": justice_rows.reviews,
    "litigation": justice_rows.cases,
    "mediation": justice_rows.disputes,
    "lawpop": justice_rows.events,
}
