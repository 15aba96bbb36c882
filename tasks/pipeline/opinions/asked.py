"""Which sentences of a draft each department is asked about: those that use its figures or its words."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tasks.catalogue import Catalogue
from tasks.model import AskedFigure, AskedRow, Document, Figure, FigureRun, SourceKind, Text, Value
from tasks.pipeline.opinions.passages import Passage, passages
from tasks.privacy import hidden
from tasks.writers.sources import amount, rests_on

_ID = 12  # hexadecimal digits by which a sentence is known


def asked(document: Document, catalogue: Catalogue) -> dict[str, tuple[AskedRow, ...]]:
    """Department (code) → its rows in reading order; departments in the catalogue's order.

    A sentence that several departments' figures stand in is asked of each, with its own figures.
    """
    found: dict[str, list[AskedRow]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    for passage in passages(document):
        whose = _whose(document, passage, catalogue)
        seen[passage.text] += bool(whose)
        for department, figures in whose.items():
            found[department].append(_row(passage, figures, seen[passage.text]))
    return {code: tuple(found[code]) for code in catalogue.departments if code in found}


def _row(passage: Passage, figures: Iterable[AskedFigure], time: int) -> AskedRow:
    """`time` tells apart sentences that stand there word for word more than once."""
    mark = passage.text if time == 1 else f"{passage.text}\n{time}"
    return AskedRow(
        id=hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:_ID],
        section=hidden(passage.section),
        sentence=hidden(passage.text),
        figures=tuple(figures),
    )


def _whose(document: Document, passage: Passage, catalogue: Catalogue) -> dict[str, list[AskedFigure]]:
    """Department → its figures in a passage; without any where only its words stand there."""
    found: dict[str, list[AskedFigure]] = {}
    for run in passage.runs:
        if isinstance(run, Text) and run.narrative and run.text.strip():
            department = run.narrative.partition("/")[0]
            if department in catalogue.departments:
                found.setdefault(department, [])
        elif isinstance(run, FigureRun):
            for department, one in _figures(document, document.figures[run.figure], catalogue):
                own = found.setdefault(department, [])
                if one not in own:
                    own.append(one)
    return found


def _figures(document: Document, figure: Figure, catalogue: Catalogue) -> Iterator[tuple[str, AskedFigure]]:
    """A figure as each department that it rests on knows it."""
    own: dict[str, list[Value]] = defaultdict(list)
    for value in rests_on(figure, document.values):
        department = _department(value, catalogue)
        if value.source is not SourceKind.DERIVED and department in catalogue.departments:
            own[department].append(value)
    for department, values in own.items():
        this_year = [v for v in values if v.period.startswith(str(document.year)) or v.key in figure.keys]
        reported = "，".join(_reported(this_year, catalogue))
        yield department, AskedFigure(figure.keys, figure.name, figure.text, reported)


def _department(value: Value, catalogue: Catalogue) -> str:
    if value.origin.department:
        return value.origin.department
    declared = catalogue.indicators.get(value.indicator)
    return catalogue.department_of(declared.owner) if declared else ""


def _reported(values: Iterable[Value], catalogue: Catalogue) -> Iterator[str]:
    """What a department reported, an indicator at a time; months are counted, not listed."""
    grouped: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        grouped[value.indicator].append(value)
    names: Mapping[str, str] = {code: one.name for code, one in catalogue.indicators.items()}
    for indicator, some in grouped.items():
        name = names.get(indicator, indicator)
        yield f"{name} {_amount(some[0])}" if len(some) == 1 else f"{name} {len(some)}个月的数"


def _amount(value: Value) -> str:
    """As reported; where the office corrected it, the corrected one with what was written."""
    raw = hidden(value.origin.raw).strip()
    if value.source is SourceKind.CORRECTED and raw:
        return f"{amount(value)}（更正前填“{raw}”）"
    if value.source is SourceKind.COUNTED:
        return f"{amount(value)}（台账统计）"
    shown = amount(value)
    same = shown.startswith(raw) or raw == f"{value.value.normalize():f}"
    return shown if same else f"{shown}（填“{raw}”）"
