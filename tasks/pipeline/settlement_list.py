"""The office's 问题处理单: what is open, what is settled and how, what was not taken."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.catalogue import Catalogue, load_answers, load_calendar
from tasks.catalogue.settlement_checks import load_settlements
from tasks.catalogue.settlements import Accept, Correct, Decision, FindingKey, Return, Settlements, key_of
from tasks.catalogue.settlements_wording import SettlementsWords, load_settlements_words
from tasks.model import Finding, RegionYear, Scope, Severity, Value
from tasks.pipeline import fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.departments import department_states
from tasks.pipeline.findings import Open, standing_findings
from tasks.pipeline.returns import Returns
from tasks.pipeline.settlement_rows import (
    PROBLEMS,
    PUBLISHED,
    SUPPLEMENTS,
    Refused,
    about,
    answer,
    finding_of,
    hidden,
)
from tasks.pipeline.settling import folder_of, refusals
from tasks.pipeline.waiver_rows import waiver_rows
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Build
from tasks.store.registry import Registry

log = logging.getLogger(__name__)

_REOPENED = "settlement.reopened"  # its finding stands in the list itself
_TELL = (Severity.CRITICAL, Severity.WARNING)

Row = dict[str, str]


def write_list(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> None:
    """Bring a year's workbook up to what is open and settled; it is written only where that changed.

    One that somebody filled in where it lies is moved to 历史/. Raises LeaseHeldError while another run
    works on the year, CatalogueError where record or wording are wrong.
    """
    words = load_settlements_words(settings)
    found = standing_findings(settings, registry, key, catalogue)
    listed = [one for one in found if _is_listed(one.finding)]
    settlements = load_settlements(settings, catalogue, key)
    refused = refusals(settings, key, catalogue)
    states = department_states(settings, registry, key, catalogue)
    build = registry.current_build(key)
    returns = Returns(folder_of(settings, key, catalogue), load_answers(settings).files.history)
    wanted: list[str] = []
    if build is not None or listed or settlements.entries or refused:
        counting = [part.sha256 for part in build.parts if part.table == "values"] if build else []
        said = (words.model_dump_json(), settlements.content, repr(listed), repr(refused), repr(states))
        # not of the code: an upgrade that says the same writes nothing anew
        wanted = [fingerprint.of(catalogue.fingerprint, *counting, *said)]
    if all(map(returns.has, wanted)) and not returns.unwanted(wanted, ()):
        return
    # named in 历史/ by the last arrival, as answers are: the same arrivals give the same
    at = max((one.seen_at for one in registry.arrivals(key)), default=now()).astimezone(UTC)
    with registry.lease(key, holder("写问题处理单"), now):
        _write(
            returns,
            f"{at:%Y%m%d-%H%M%S}",
            wanted,
            _List(settings, key, catalogue, words, settlements, listed, refused, states, build),
        )


def _write(returns: Returns, at: str, wanted: Sequence[str], made: "_List") -> None:
    name = f"{made.words.file}.xlsx"
    try:
        if returns.is_altered(name):
            log.warning("%s里的“%s”被填写过，没有放进收件箱，已移到历史文件夹", returns.folder.name, name)
        for key in wanted:
            returns.put(key, "", at, {name: made.workbook()})
        for stale in returns.unwanted(wanted, ()):
            returns.put_away(stale)
        returns.save()
    except OSError as error:  # open in Excel, say: the next run writes it
        log.warning("%s 的%s暂时写不了，下次再写：%s", returns.folder.name, made.words.file, error)


def _is_listed(one: Finding) -> bool:
    return (one.severity in _TELL or not one.is_open) and one.rule != _REOPENED


@dataclass(frozen=True, slots=True)
class _List:
    """Everything that the workbook is made of."""

    settings: Settings
    key: RegionYear
    catalogue: Catalogue
    words: SettlementsWords
    settlements: Settlements
    listed: Sequence[Open]
    refused: Sequence[Refused]
    states: Mapping[str, str]
    build: Build | None

    def workbook(self) -> bytes:
        """The bytes; dated by the day on which all is due, so that the same content gives the same."""
        from tasks.forms.settlements import SettlementBook, write_settlements

        due = load_calendar(self.settings).submit_by
        problems, settled = self._problems()
        book = SettlementBook(
            region=self.key.region,
            region_name=self.catalogue.regions[self.key.region].name,
            year=self.key.year,
            problems=[{"number": str(n), **row} for n, row in enumerate(problems, 1)],
            settled=settled,
            supplements=[*self._supplements(), *self._not_taken(SUPPLEMENTS)],
            published=[*self._published(), *self._not_taken(PUBLISHED)],
            departments=waiver_rows(self.states, self.settlements, self.refused, self.words, self.catalogue),
            indicators=[i.name for i in self.catalogue.indicators.values() if i.kind != "derived"],
            created=datetime(self.key.year + 1, due.month, due.day, tzinfo=UTC),
        )
        return write_settlements(book, self.words)

    def _problems(self) -> tuple[list[Row], int]:
        """The rows, and how many of them, the last, are settled or over."""
        values = self._values()
        rows = {}
        for one in self.listed:
            row = self._row(one, values)
            rows[row["key"]] = (one.finding.is_open, row)
        refused = {one.about: one for one in self.refused if one.sheet == PROBLEMS}
        for _, row in rows.values():
            not_taken = refused.pop(about(PROBLEMS, row), None)
            if not_taken is not None:
                row.update(answer(not_taken.row) | {"refused": not_taken.why})
        open_rows = [row for is_open, row in rows.values() if is_open]
        over = [row for is_open, row in rows.values() if not is_open]
        over += self._over({known for _, row in rows.values() if (known := _key(row))})
        gone = self.words.refusals.gone
        over += [{**one.row, "refused": f"{one.why}；{gone}"} for one in refused.values()]
        return [*open_rows, *over], len(over)

    def _row(self, one: Open, values: Mapping[tuple[str, str], str]) -> Row:
        found, severity = one.finding, one.finding.severity.label
        key = key_of(one.department, found)
        raw = found.raw
        if found.scope is Scope.INTEGRITY and not raw:
            raw = values.get((found.indicator, found.period), "")
        decision, why = self._decided(key, found)
        return {
            "department": self.catalogue.departments[one.department].short,
            "severity": severity if found.is_open else self.words.problems.settled,
            "title": self.catalogue.rules[found.rule].title,
            "file": masked(found.address.file),
            "place": masked(f"{found.address.sheet} {found.address.cell}").strip(),
            "observed": found.observed,
            "mend": found.mend if found.is_open else found.settlement,
            "refused": why,
            "key": hidden(key, found.observed, raw),
            **(self._decision(decision) if decision else {}),
        }

    def _decided(self, key: FindingKey, found: Finding) -> tuple[Decision | None, str]:
        """What stands for a finding, and why what was decided does not."""
        said = self.words.refusals
        why = ""
        for one in self.settlements.decisions.get(key, ()):
            if not found.is_open and isinstance(one, Correct):
                return one, ""
            if not isinstance(one, Correct) and one.expect == found.observed:
                return one, ""
            if isinstance(one, Correct):
                why = said.not_valid
            elif isinstance(one, Accept):
                why = said.changed.format(written=one.expect)
        return None, why if found.is_open else ""

    def _decision(self, one: Decision) -> Row:
        names = self.words.problems.decisions
        label = {Correct: names.correct, Accept: names.accept, Return: names.send_back}[type(one)]
        value = one.value if isinstance(one, Correct) else ""
        return {
            "decision": label,
            "value": value,
            "reason": one.reason,
            "by": one.by,
            "dated": one.dated.isoformat(),
        }

    def _over(self, listed: set[FindingKey]) -> Iterator[Row]:
        """What was decided of findings that are no more."""
        for key, decisions in self.settlements.decisions.items():
            for one in decisions if key not in listed else ():
                observed = "" if isinstance(one, Correct) else one.expect
                rule = self.catalogue.rules[one.rule]
                yield {
                    "department": self.catalogue.departments[one.department].short,
                    "severity": self.words.problems.over,
                    "title": rule.title,
                    "place": masked(f"{one.sheet} {one.cell}").strip(),
                    "observed": observed or self._name(one),
                    "mend": one.words(),
                    "key": hidden(key, observed, one.expect if isinstance(one, Correct) else ""),
                    **self._decision(one),
                }

    def _name(self, one: Decision) -> str:
        declared = self.catalogue.indicators.get(one.indicator)
        return declared.name if declared else ""

    def _values(self) -> Mapping[tuple[str, str], str]:
        """What counts, as a correction must know it."""
        if self.build is None:
            return {}
        from tasks.curation.settled import source_text
        from tasks.pipeline.curated_tables import read_values

        counting: list[Value] = [v for v in read_values(self.settings, self.build) if v.chosen]
        return {(v.indicator, v.period): source_text(v) for v in counting}

    def _supplements(self) -> Iterator[Row]:
        for one in self.settlements.supplements.values():
            yield {**one.model_dump(include={"name", "value", "unit", "basis", "by"}), **_dated(one.dated)}

    def _published(self) -> Iterator[Row]:
        fields = {"period", "value", "source", "scope_note", "by"}
        for one in self.settlements.published.values():
            name = self.catalogue.indicators[one.indicator].name
            yield {"indicator": name, **one.model_dump(include=fields), **_dated(one.dated)}

    def _not_taken(self, sheet: str) -> Iterator[Row]:
        for one in self.refused:
            if one.sheet == sheet:
                yield {**one.row, "refused": one.why}


def _dated(day: object) -> Row:
    return {"dated": str(day)}


def _key(row: Mapping[str, str]) -> FindingKey | None:
    known = finding_of(row)
    return known.key if known else None
