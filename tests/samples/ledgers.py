"""Rows of the two sample ledgers: invented, seeded, and as many as the published totals.

Only `Random.random()` is drawn on: its sequence is the same in every supported Python.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, str | date | None]
"""Column code → what the clerk wrote."""

SHORT_PROCEDURE_UP_TO = 0.35
"""Share of cases about street order that are settled on the spot (简易程序)."""


def rows(register: str, facts: Mapping[str, Any], year: int, count: int) -> Iterator[Row]:
    """`count` rows of a ledger in order of date. `facts` are the register's in facts/registers.yaml."""
    rng = Random(f"{register}/{year}")  # noqa: S311 invented rows, no secret
    days = sorted(_below(rng, _length(year)) for _ in range(count))
    dates = [date(year, 1, 1) + timedelta(days=day) for day in days]
    return {"yuezhifa": _cases, "hotline": _tickets}[register](rng, facts, dates)


def _cases(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    fields = facts["fields"]
    for number, filed in enumerate(dates, 1):
        field = _weighted(rng, {name: entry["share"] for name, entry in fields.items()})
        causes = fields[field]["causes"]
        short = field == "城市管理" and rng.random() < SHORT_PROCEDURE_UP_TO
        closed = filed + timedelta(days=_below(rng, 3) if short else 15 + _below(rng, 60))
        open_yet = closed.year > filed.year
        yield {
            "case_no": f"莞洪梅粤执〔{filed.year}〕{number}号",
            "filed_on": filed,
            "cause": causes[_below(rng, len(causes))],
            "field": field,
            "party_type": _weighted(rng, facts["parties"]),
            "procedure": "简易程序" if short else "普通程序",
            "outcome": "正在办理" if open_yet else _weighted(rng, facts["outcomes"]),
            "closed_on": None if open_yet else closed,
        }


def _tickets(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    subjects = facts["subjects"]
    for number, received in enumerate(dates, 1):
        category = _weighted(rng, facts["categories"])
        subject = _weighted(rng, {name: entry["share"] for name, entry in subjects.items()})
        allowed = 3 if category == "咨询" else 10
        closed = received + timedelta(days=_below(rng, allowed + 1))
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


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _below(rng: Random, bound: int) -> int:
    return int(rng.random() * bound)


def _weighted(rng: Random, shares: Mapping[str, int]) -> str:
    point = rng.random() * sum(shares.values())
    for name, share in shares.items():
        point -= share
        if point < 0:
            return name
    return next(reversed(shares))
