"""Rows of a 问题处理单 as entries of the record, or why they cannot be taken."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import ValidationError

from tasks.catalogue import Catalogue
from tasks.catalogue.settlement_checks import Problem, problem
from tasks.catalogue.settlements import (
    PERIOD,
    Accept,
    Correct,
    Decision,
    Entry,
    FindingKey,
    Publish,
    Return,
    Supplement,
    Waive,
)
from tasks.catalogue.settlements_wording import SettlementsWords
from tasks.forms.settlement_reading import Filled, Row
from tasks.model import RegionYear
from tasks.privacy import masked
from tasks.quantity import read_date

_PERIOD: Final = re.compile(PERIOD)
PROBLEMS, SUPPLEMENTS, PUBLISHED, DEPARTMENTS = "problems", "supplements", "published", "departments"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its sheet, what stood in it, and why."""

    sheet: str
    row: Row
    why: str

    @property
    def about(self) -> tuple[str, ...]:
        """What the row is about: a later one about the same takes its place."""
        return about(self.sheet, self.row)


def about(sheet: str, row: Row) -> tuple[str, ...]:
    """What a row is about."""
    if sheet == PROBLEMS:
        return (sheet, *(known.key if (known := finding_of(row)) else (row.get("key", ""),)))
    if sheet == SUPPLEMENTS:
        return sheet, row.get("name", "")
    if sheet == DEPARTMENTS:
        return sheet, row.get("department", "")
    return sheet, row.get("indicator", ""), row.get("period", ""), row.get("source", "")


def answer(row: Row) -> dict[str, str]:
    """What was filled in in a row that is already there."""
    return {name: row.get(name, "") for name in ("decision", "value", "reason", "by", "dated")}


@dataclass(frozen=True, slots=True)
class Known:
    """What a row's hidden cell says of its finding: its key, what was observed, the cell's text then."""

    key: FindingKey
    observed: str
    raw: str


def hidden(key: FindingKey, observed: str, raw: str) -> str:
    """The hidden cell of a finding's row."""
    return json.dumps({**key._asdict(), "observed": observed, "raw": raw}, ensure_ascii=False)


def finding_of(row: Row) -> Known | None:
    """The finding of a row; None where its hidden cell was changed."""
    try:
        said = json.loads(row.get("key", ""))
        key = FindingKey(*(said[name] for name in FindingKey._fields))
        known = Known(key, said["observed"], said["raw"])
        "".join(
            (*key, known.observed, known.raw)
        ).encode()  # half a character cannot be written into the record
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return known


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes entries of rows; what is wrong with a row is said all at once."""

    catalogue: Catalogue
    words: SettlementsWords
    year: RegionYear

    def all(self, filled: Filled) -> Iterator[tuple[tuple[str, ...], Entry | Refused]]:
        """What each row is about, and its entry or why there is none, in the order of the sheets."""
        sheets = (
            (PROBLEMS, self._decision, filled.problems),
            (DEPARTMENTS, self._waiver, filled.departments),
            (SUPPLEMENTS, self._supplement, filled.supplements),
            (PUBLISHED, self._published, filled.published),
        )
        for sheet, make, rows in sheets:
            for row in rows:
                plain = {name: text if name == "key" else masked(text) for name, text in row.items()}
                found = self._made(make, plain)
                yield about(sheet, plain), Refused(sheet, plain, found) if isinstance(found, str) else found

    def _made(self, make: Callable[[Row], Entry | str], row: Row) -> Entry | str:
        """An entry, or why there is none: what the record could not hold stood in an altered hidden cell."""
        try:
            return make(row)
        except ValidationError:
            return self.words.refusals.key

    def _decision(self, row: Row) -> Entry | str:
        known = finding_of(row)
        if known is None:
            return self.words.refusals.key
        chosen = self._chosen(row)
        wrong = [*(() if chosen else (self._no_decision(row),)), *self._unsaid(row, ("reason", "by"))]
        rule = self.catalogue.rules.get(known.key.rule)
        if chosen is Accept and rule is not None and not rule.waivable:
            wrong.append(self.words.refusals.waivable)
        dated = self._dated(row, wrong)
        if wrong or chosen is None or dated is None:
            return "；".join(wrong)
        given = {
            **known.key._asdict(),
            "reason": row["reason"],
            "by": row["by"],
            "dated": dated,
        }
        return self._fitting(_decided(chosen, given, known, row.get("value", "")), row)

    def _chosen(self, row: Row) -> type[Decision] | None:
        names = self.words.problems.decisions
        kinds: Mapping[str, type[Decision]] = {
            names.send_back: Return,
            names.correct: Correct,
            names.accept: Accept,
        }
        return kinds.get(row.get("decision", ""))

    def _no_decision(self, row: Row) -> str:
        written = row.get("decision", "")
        said = self.words.refusals
        return said.decision.format(written=written) if written else said.no_decision

    def _waiver(self, row: Row) -> Entry | str:
        names = {name: what for what, name in self.words.departments.decisions.model_dump().items()}
        written, said = row.get("decision", ""), self.words.refusals
        code = self.catalogue.resolve_department(row.get("department", ""))
        wrong = [] if code else [said.department.format(written=row.get("department", ""))]
        if written not in names:
            wrong.append(said.waiver.format(written=written) if written else said.no_decision)
        wrong += self._unsaid(row, ("reason", "by"))
        dated = self._dated(row, wrong)
        if wrong or dated is None:
            return "；".join(wrong)
        given = {"department": code, "what": names[written], "reason": row["reason"], "by": row["by"]}
        return Waive.model_validate({"decision": "waive", "dated": dated, **given})

    def _supplement(self, row: Row) -> Entry | str:
        wrong = self._unsaid(row, ("name", "basis", "by"))
        dated = self._dated(row, wrong)
        if not row.get("value"):
            wrong.append(self._said(Problem.VALUE, row))
        if wrong or dated is None:
            return "；".join(wrong)
        entry = Supplement(
            decision="supplement",
            name=row["name"],
            value=row["value"],
            unit=row.get("unit", ""),
            basis=row["basis"],
            by=row["by"],
            dated=dated,
        )
        return self._fitting(entry, row)

    def _published(self, row: Row) -> Entry | str:
        wrong = self._unsaid(row, ("source", "by"))
        dated = self._dated(row, wrong)
        declared = self.catalogue.named(row.get("indicator", ""))
        if declared is None:
            wrong.append(self.words.refusals.indicator.format(written=row.get("indicator", "")))
        period = row.get("period", "").removesuffix("年") or str(self.year.year)
        if not _PERIOD.fullmatch(period):
            wrong.append(self.words.refusals.period.format(written=period))
        if not row.get("value"):
            wrong.append(self._said(Problem.VALUE, row))
        if wrong or dated is None or declared is None:
            return "；".join(wrong)
        entry = Publish(
            decision="publish",
            indicator=declared.code,
            period=period,
            value=row["value"],
            source=row["source"],
            scope_note=row.get("scope_note", ""),
            by=row["by"],
            dated=dated,
        )
        return self._fitting(entry, row)

    def _unsaid(self, row: Row, needed: tuple[str, ...]) -> list[str]:
        return [getattr(self.words.refusals, name) for name in needed if not row.get(name)]

    def _dated(self, row: Row, wrong: list[str]) -> date | None:
        found = read_date(row.get("dated", ""))
        if found is None:
            wrong.append(self.words.refusals.dated.format(written=row.get("dated", "")))
        return found

    def _fitting(self, entry: Entry, row: Row) -> Entry | str:
        wrong = problem(entry, self.catalogue)
        return entry if wrong is None else self._said(wrong, row)

    def _said(self, wrong: Problem, row: Row) -> str:
        said = self.words.refusals
        declared = self.catalogue.named(row.get("indicator", ""))
        known = finding_of(row)
        if known is not None:
            declared = self.catalogue.indicators.get(known.key.indicator)
        unit = declared.unit if declared else row.get("unit", "")
        sentences = {
            Problem.NOT_WAIVABLE: said.waivable,
            Problem.NO_INDICATOR: said.no_indicator,
            Problem.COMPUTED: said.computed,
            Problem.PERIOD: said.period.format(written=row.get("period", "")),
            Problem.VALUE: said.value.format(written=row.get("value", ""), unit=unit),
            Problem.BELOW: said.below.format(written=row.get("value", "")),
            Problem.ABOVE: said.above.format(written=row.get("value", "")),
            Problem.TOO_PRECISE: said.too_precise.format(written=row.get("value", "")),
            Problem.KNOWN: said.known.format(written=row.get("name", "")),
        }
        return sentences.get(wrong, said.key)


def _decided(chosen: type[Decision], given: Mapping[str, object], known: Known, value: str) -> Decision:
    if chosen is Correct:
        # a blank one is refused as no quantity
        said = {**given, "decision": "correct", "value": value or "（空白）", "expect": known.raw}
        return Correct.model_validate(said)
    if chosen is Accept:
        return Accept.model_validate({**given, "decision": "accept", "expect": known.observed})
    return Return.model_validate({**given, "decision": "return", "expect": known.observed})
