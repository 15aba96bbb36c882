"""One landing folder with every file of the corpus, one run over it, and what came of each file."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks.catalogue import Catalogue, load
from tasks.catalogue.schema import Indicator
from tasks.intake import read_file
from tasks.model import (
    INDICATORS,
    NARRATIVE,
    Finding,
    IndicatorCell,
    NarrativeItem,
    RegionYear,
    RegisterTable,
    Verdict,
)
from tasks.pipeline import fingerprint
from tasks.settings import Limits, Settings
from tasks.store import ledgers, rows, tables
from tasks.store.records import Dataset, JudgedArrival
from tasks.store.registry import open_registry
from tests.corpus.cases import FILES, Case

REGION = "hongmei"
TOWN = "洪梅镇"
FIRST = 1_700_000_000
"""Time of the first drop; each file comes a minute after the one before it."""

ABSENT = "value.missing"
INCOMPLETE = "indicators.incomplete"


@dataclass
class Outcome:
    """What came of one file, written as in `expected/*.yaml`."""

    state: str
    datasets: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)


def drop(landing: Path, listed: Iterable[Case]) -> None:
    """Lay every case's file into landing, one after the other."""
    for number, case in enumerate(listed):
        target = landing / TOWN / case.drop
        target.parent.mkdir(parents=True, exist_ok=True)
        if case.link_to:
            target.symlink_to(case.link_to)
            continue
        shutil.copyfile(FILES / case.file, target)
        os.utime(target, (FIRST + 60 * number,) * 2)


def outcomes(settings: Settings, years: Iterable[int]) -> dict[str, Outcome]:
    """What came of every path, by path below the town's folder."""
    catalogue = load(settings)
    with open_registry(settings.registry_url) as registry:
        judged = [
            one
            for key in (RegionYear(REGION, year) for year in years)
            for one in registry.judgements(key, fingerprint.judging(settings, registry, key, catalogue))
        ]
    return {_path(one): _outcome(settings, catalogue, one) for one in judged}


def current(settings: Settings, years: Iterable[int]) -> dict[str, str]:
    """ "2023/人大办 indicators" → the path whose dataset counts."""
    catalogue = load(settings)
    with open_registry(settings.registry_url) as registry:
        found = [
            one
            for key in (RegionYear(REGION, year) for year in years)
            for one in registry.current_datasets(key, fingerprint.judging(settings, registry, key, catalogue))
        ]
    return {
        f"{one.arrival.place.year}/{catalogue.departments[one.arrival.place.department].short} {one.kind}": (
            one.arrival.path.removeprefix(f"{TOWN}/")
        )
        for one in found
    }


def _path(one: JudgedArrival) -> str:
    return one.arrival.path.removeprefix(f"{TOWN}/")


def _outcome(settings: Settings, catalogue: Catalogue, one: JudgedArrival) -> Outcome:
    judgement = one.judgement
    outcome = Outcome(str(judgement.state), {d.kind: str(d.verdict) for d in judgement.datasets})
    for dataset in judgement.datasets:
        if dataset.verdict is not Verdict.RETURNED:
            _take(settings, dataset, outcome)
    if any(found.rule == INCOMPLETE for found in judgement.findings):
        _take_read(settings, catalogue, one, outcome)
    findings: dict[str, list[str]] = defaultdict(list)
    for found in judgement.findings:
        if found.rule == ABSENT and not found.address.cell:
            outcome.missing.add(_of(found.indicator, found.period, one.arrival.place.year))
        else:
            findings[_place(found)].append(_shown(found))
    outcome.findings = {place: sorted(listed) for place, listed in findings.items()}
    return outcome


def _take(settings: Settings, dataset: Dataset, outcome: Outcome) -> None:
    assert dataset.staged is not None
    table = tables.read_part(settings.staging, dataset.staged)
    if dataset.kind == INDICATORS:
        cells = rows.from_arrow(table, IndicatorCell)
        # what is blank is staged as well, for a ledger may give it
        outcome.values.update({f"{c.sheet}!{c.cell}": _value(c) for c in cells if c.value is not None})
    elif dataset.kind == NARRATIVE:
        for item in rows.from_arrow(table, NarrativeItem):
            words = f"{item.heading}｜{item.text}" if item.heading else item.text
            outcome.texts[f"{item.sheet}!{item.cell}"] = f"{item.topic} {item.ordinal} {words}"
    else:
        for ledger in ledgers.from_arrow(table):
            _take_rows(ledger, outcome)


def _take_read(settings: Settings, catalogue: Catalogue, one: JudgedArrival, outcome: Outcome) -> None:
    """What is returned only because most is missing is read all the same, and that is looked at here."""
    arrival = one.arrival
    path = settings.landing / arrival.path
    cells = read_file(path, path.name, arrival.place, catalogue, Limits()).indicators
    taken = {f"{c.sheet}!{c.cell}": _value(c) for c in cells if c.value is not None and c.indicator}
    outcome.values.update(taken)


def _take_rows(ledger: RegisterTable, outcome: Outcome) -> None:
    if ledger.rows:
        outcome.rows[f"{ledger.register} {ledger.sheet}"] = ranges(ledger.rows)
        for code, column in ledger.columns.items():
            outcome.columns.setdefault(code, []).extend(column.values)


def _value(cell: IndicatorCell) -> str:
    hedge = f" {cell.hedge}" if cell.hedge else ""
    return f"{cell.indicator}@{cell.period} {cell.value:f}{hedge}"


def _of(indicator: str, period: str, year: int) -> str:
    return indicator if period == str(year) else f"{indicator}@{period}"


def _place(found: Finding) -> str:
    address = found.address
    return f"{address.sheet}!{address.cell}" if address.cell or address.sheet else ""


def _shown(found: Finding) -> str:
    count = f" ×{found.count}" if found.count > 1 else ""
    places = f" {found.places}" if found.count > 1 and found.places else ""
    return f"{found.rule} {found.severity}{count}{places}"


def ranges(numbers: Iterable[int]) -> str:
    """5, 6, 7, 9 → "5-7 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(f"{a}-{b}" if a != b else str(a) for a, b in runs)


def wanted(case: Case, catalogue: Catalogue) -> Outcome:
    """A case's expectation as an Outcome."""
    year = case.year
    values = {place: _with_year(text, year) for place, text in case.values.items()}
    findings = {p: sorted([f] if isinstance(f, str) else f) for p, f in case.findings.items()}
    return Outcome(
        state=case.state,
        datasets=dict(case.datasets),
        values=values,
        texts=dict(case.texts),
        rows=dict(case.rows),
        columns=dict(case.columns),
        findings=findings,
        missing=_missing(case, catalogue),
    )


def _with_year(text: str, year: int) -> str:
    code, _, rest = text.partition(" ")
    return text if "@" in code else f"{code}@{year} {rest}"


def _missing(case: Case, catalogue: Catalogue) -> set[str]:
    """Codes of what is asked for and has no cell; `rest`: all of which no place is spoken of."""
    if case.missing != "rest":
        return set(case.missing)
    department = catalogue.resolve_department(case.department)
    assert department is not None
    written = (text.split(" ")[0].partition("@") for text in case.values.values())
    spoken = {*case.refused, *(_of(code, period or str(case.year), case.year) for code, _, period in written)}
    asked = {name for one in catalogue.asked(department) for name in _asked(one, case.year)}
    return asked - spoken


def _asked(indicator: Indicator, year: int) -> list[str]:
    """What a missing value of an indicator is called, one a month for a monthly one."""
    if not indicator.required or indicator.kind == "counted":
        return []
    if indicator.frequency == "monthly":
        return [f"{indicator.code}@{year}-{month:02d}" for month in range(1, 13)]
    return [indicator.code]
