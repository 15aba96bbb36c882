"""Rows of what is done in the field: samples and quick tests, joint inspections."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tests.samples.chance import below, mixed, one_of, parted, weighted

Row = dict[str, str | int | float | date | None]


def samples(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Batches by kind; the unqualified ones of the quick tests weigh `hundredths`/100 公斤 in all."""
    kinds = mixed(rng, facts["kinds"])
    tests = [number for number, kind in enumerate(kinds) if kind != facts["sampled"]]
    unqualified = sorted(tests, key=lambda _: rng.random())[: facts["unqualified"]]
    weights = dict(zip(unqualified, parted(rng, facts["hundredths"], len(unqualified), 5), strict=True))
    for number, (kind, tested) in enumerate(zip(kinds, dates, strict=True)):
        kilograms = weights[number] / 100 if number in weights else None
        refused = kind == facts["sampled"] and rng.random() < facts["refused_share"]
        yield {
            "batch_no": f"{facts['prefixes'][kind]}{tested:%y%m}{number:05d}",
            "tested_on": tested,
            "kind": kind,
            "product": one_of(rng, facts["products"][kind]),
            "place": one_of(rng, facts["places"][kind]),
            "result": "不合格" if kilograms or refused else "合格",
            "unqualified_kg": kilograms,
            "disposal": one_of(rng, facts["disposals"]) if kilograms else None,
            "disposed_kg": kilograms,
        }


def inspections(rng: Random, facts: Mapping[str, Any], dates: Sequence[date]) -> Iterator[Row]:
    """Every object is inspected once, and as many again as there are inspections left."""
    objects = [
        (f"示例{kind[-2:]}{number:02d}", kind)
        for kind, count in facts["objects"].items()
        for number in range(1, count + 1)
    ]
    again = [objects[below(rng, len(objects))] for _ in range(len(dates) - len(objects))]
    visited = [one for _, one in sorted((rng.random(), one) for one in (*objects, *again))]
    people = parted(rng, facts["personnel"], len(dates), 6)
    for number, ((name, kind), inspected, personnel) in enumerate(
        zip(visited, dates, people, strict=True), 1
    ):
        yield {
            "inspection_no": f"洪联检〔{inspected.year}〕{number}号",
            "inspected_on": inspected,
            "object": name,
            "object_type": kind,
            "lead": one_of(rng, facts["leads"]),
            "departments": 2 + below(rng, 4),
            "personnel": personnel,
            "result": weighted(rng, facts["results"]),
        }
