"""Rows of what the 司法分局 keeps: legality reviews, litigation, mediation, 普法."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.samples.chance import below, mixed, one_of, parted, weighted

Row = dict[str, str | int | float | date | None]


def reviews(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Reviews, dated by their completion."""
    for number, (kind, completed) in enumerate(zip(mixed(rng, facts["types"]), dates, strict=True), 1):
        yield {
            "review_no": f"洪司审〔{completed.year}〕{number}号",
            "submitted_on": completed - timedelta(days=2 + below(rng, 8)),
            "submitter": one_of(rng, facts["submitters"]),
            "subject": one_of(rng, facts["subjects"][kind]),
            "doc_type": kind,
            "opinion": weighted(rng, facts["opinions"]),
            "completed_on": completed,
        }


def cases(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Cases by what `rows` lists of each: kind and, for a suit, its stages with who appeared in court."""
    listed = [
        (kind, case, stage)
        for kind, all_cases in facts["cases"].items()
        for case, stages in enumerate(all_cases, 1)
        for stage in stages
    ]
    for (kind, case, stage), notified in zip(listed, dates, strict=True):
        appearance = stage.get("appearance")
        yield {
            "case_no": f"洪府{facts['short'][kind]}〔{notified.year}〕{case}号",
            "stage": stage["stage"],
            "kind": kind,
            "notified_on": notified,
            "cause": one_of(rng, facts["causes"]),
            "head_due": "是" if appearance else "否",
            "appearance": appearance,
            "outcome": weighted(rng, facts["outcomes"]),
        }


def disputes(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Disputes, dated by their end; those settled with money share `cents`/100 元."""
    results = mixed(rng, facts["results"])
    settled = [number for number, result in enumerate(results) if result == "调解成功"]
    paid = sorted(settled, key=lambda _: rng.random())[: facts["with_money"]]
    money = dict(zip(paid, parted(rng, facts["cents"], len(paid), 20_000), strict=True))
    for number, (result, closed) in enumerate(zip(results, dates, strict=True)):
        agreed = result == "调解成功"
        yield {
            "dispute_no": f"洪调〔{closed.year}〕{number + 1}号",
            "accepted_on": closed - timedelta(days=below(rng, 20)),
            "organisation": one_of(rng, facts["organisations"]),
            "dispute_type": weighted(rng, facts["kinds"]),
            "result": result,
            "form": ("书面协议" if number in money else "口头协议") if agreed else None,
            "amount": money.get(number, 0) / 100 if agreed else None,
            "closed_on": closed,
        }


def events(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Events with their attendance."""
    attendance = parted(rng, facts["attendance"], len(dates), 8)
    for number, (held, people) in enumerate(zip(dates, attendance, strict=True), 1):
        organiser = weighted(rng, {name: entry["share"] for name, entry in facts["organisers"].items()})
        yield {
            "event_no": f"PF{held.year}{number:04d}",
            "held_on": held,
            "organiser": organiser,
            "field": facts["organisers"][organiser]["field"],
            "form": weighted(rng, facts["forms"]),
            "venue": one_of(rng, facts["venues"]),
            "attendance": people,
        }
