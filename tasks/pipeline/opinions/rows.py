"""Rows of the 意见采纳情况表: what each carries unseen, and what was filled in beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import AdoptionWords
from tasks.catalogue.settlements import Accept, FindingKey
from tasks.forms.adoption_reading import FILLED, Row
from tasks.pipeline.opinions.adoption import Line, Table
from tasks.pipeline.opinions.record import Consultation
from tasks.privacy import hidden
from tasks.quantity import read_date

REFUSED = ".adoption.json"
"""Where in the office's folder it is kept why rows were not taken."""

Open = tuple[FindingKey, str]
"""An open finding and what it observed."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a row carries unseen: whose opinion, on which row, as worded; what stood in the cells to be
    filled in; the open findings that it makes."""

    department: str
    row: str
    opinion: str
    stood: tuple[str, ...]
    open: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided on an opinion."""

    known: Known
    decision: str
    why: str
    by: str
    dated: date

    def accepts(self) -> Iterator[Accept]:
        """The findings of an opinion that is not adopted, as explained. Raises ValidationError."""
        for key, observed in self.known.open:
            given = {**key._asdict(), "reason": self.why, "by": self.by, "dated": self.dated}
            yield Accept.model_validate({**given, "decision": "accept", "expect": observed})


def rows(found: Table, catalogue: Catalogue, words: AdoptionWords, told: Mapping[str, str]) -> Iterator[Row]:
    """All rows as they are written; `told` says by department/row why what was filled in was not taken."""
    for line in found.lines:
        yield _opinion(line, catalogue, told.get(f"{line.department}/{line.opinion.row.id}", ""))
    for code in found.nothing:
        yield {"department": catalogue.departments[code].short, "opinion": words.nothing}
    for code in found.silent:
        yield {"department": catalogue.departments[code].short, "opinion": words.no_reply}


def _opinion(line: Line, catalogue: Catalogue, refused: str) -> Row:
    made, one = line.decision, line.opinion
    stood = (made.decision, made.why, made.by, made.dated) if made else ("", "", "", "")
    known = [line.department, one.row.id, one.suggested, stood, [[*key, seen] for key, seen in line.open]]
    return {
        "department": catalogue.departments[line.department].short,
        "section": one.row.section,
        "sentence": one.row.sentence,
        "opinion": one.suggested or "（选了“应修改”，没有写改为什么）",
        "reason": one.reason,
        **{name: hidden(text) for name, text in zip(FILLED, stood, strict=True)},
        "refused": refused,
        "key": json.dumps(known, ensure_ascii=False),
    }


def known_of(row: Row) -> Known | None:
    """What a row carries; None where its hidden cell was altered."""
    try:
        department, identity, opinion, stood, found = json.loads(row.get("key", ""))
        opened = tuple((FindingKey(*map(str, one[:-1])), str(one[-1])) for one in found)
        known = Known(str(department), str(identity), str(opinion), tuple(map(str, stood)), opened)
        repr(known).encode()
    except (ValueError, TypeError, RecursionError):
        return None
    return known


def choices(
    filled: Iterable[Row], stands: Consultation, words: AdoptionWords
) -> Iterator[tuple[str, Choice | str]]:
    """By department/row what was decided, or why it cannot be taken; rows that stand as they were written
    say nothing."""
    current = {(code, one.row.id): one.suggested for code, one in stands.opinions()}
    for row in filled:
        known = known_of(row)
        if known is None:
            yield "", words.refusals.key
        elif tuple(row.get(name, "") for name in FILLED) != known.stood:
            about = f"{known.department}/{known.row}"
            if current.get((known.department, known.row)) != known.opinion:
                yield about, words.refusals.changed
            else:
                yield about, _choice(known, row, words)


def _choice(known: Known, row: Row, words: AdoptionWords) -> Choice | str:
    decision, why, by, dated = (hidden(row.get(name, "")) for name in FILLED)
    said, names = words.refusals, words.decisions
    day = read_date(dated)
    wrong = [
        *([said.decision.format(written=decision)] if decision not in names.model_dump().values() else []),
        *([said.reason] if decision in (names.partly, names.refused) and not why else []),
        *([said.waits] if decision == names.adopted and known.open else []),
        *([said.by] if not by else []),
        *([said.dated.format(written=dated)] if day is None else []),
    ]
    if wrong or day is None:
        return "；".join(wrong)
    choice = Choice(known, decision, why, by, day)
    try:
        list(choice.accepts()) if decision == names.refused else ()
    except ValidationError:
        return said.key
    return choice


def refusals(path: Path) -> dict[str, str]:
    """By department/row why what was filled in was not taken; none where the list cannot be read."""
    try:
        return {str(about): str(why) for about, why in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}
