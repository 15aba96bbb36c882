"""From what was read to what is judged: the catalogue's bounds joined to every cell as columns."""

import difflib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from tasks.catalogue import Catalogue
from tasks.catalogue.schema import Indicator
from tasks.model import INDICATORS, NARRATIVE, Address, CellState, IndicatorCell, NarrativeItem
from tasks.validation import last_year, writing
from tasks.validation.checked import Batch, Checked, Submission
from tasks.validation.dataset_rows import dataset_rows, incomplete
from tasks.validation.file_rows import cover_rows, file_rows
from tasks.validation.ledger_rows import ledger_rows
from tasks.validation.mentions import mention_rows
from tasks.validation.relation_rows import relation_rows
from tasks.validation.reuse import reuse_rows

_PLACEHOLDER = re.compile(r"【([^【】]*)】")


def batches(submissions: Iterable[Submission], catalogue: Catalogue) -> Iterator[Batch]:
    """One batch per kind over all submissions of a run (registers' rows apart), made as they are
    asked for: a batch that was judged makes room for the next.
    """
    listed = list(submissions)
    yield Batch("file", [row for s in listed for row in file_rows(s, catalogue)])
    yield Batch("cover", [row for s in listed for row in cover_rows(s, catalogue)])
    yield Batch("dataset", [row for s in listed for row in _datasets(s, catalogue)])
    yield Batch("indicators", [row for s in listed for row in _indicators(s, catalogue)])
    yield Batch("relations", list(relation_rows(listed, catalogue)))
    yield Batch("narrative", [_narrative(s, item, catalogue) for s in listed for item in s.reading.narrative])
    yield Batch("mentions", [row for s in listed for row in mention_rows(s, catalogue)])
    yield Batch("ledger", [row for s in listed for row in ledger_rows(s, catalogue)])


def _datasets(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    yield from dataset_rows(submission, catalogue)
    yield from reuse_rows(submission, catalogue)


def _indicators(submission: Submission, catalogue: Catalogue) -> Iterator[Checked]:
    cells = submission.reading.indicators
    for cell in cells:
        if cell.indicator not in catalogue.comparisons:  # these are only compared: suite relations
            yield _cell(submission, cell, catalogue)
    if cells and not incomplete(submission, catalogue):
        yield from (_cell(submission, cell, catalogue) for cell in _absent(submission, catalogue))


def _absent(submission: Submission, catalogue: Catalogue) -> Iterator[IndicatorCell]:
    """A blank cell without an address for every value that is asked for and has no cell at all."""
    cells = submission.reading.indicators
    there = {(c.indicator, c.period) for c in cells if not c.prior}
    for indicator in catalogue.asked(submission.place.department):
        for period in _periods(indicator, submission.place.year):
            if (indicator.code, period) not in there:
                yield IndicatorCell(
                    sheet=cells[0].sheet,
                    cell="",
                    label_cell="",
                    label=indicator.name,
                    indicator=indicator.code,
                    period=period,
                    prior=False,
                    state=CellState.BLANK,
                    raw="",
                )


def unanswered(submission: Submission, catalogue: Catalogue) -> tuple[IndicatorCell, ...]:
    """The blank cells of what may be counted from a register instead of being stated."""
    cells = submission.reading.indicators
    own = {i.code for i in catalogue.asked(submission.place.department) if i.kind == "counted" and i.required}
    blank = (c for c in cells if c.state is CellState.BLANK and not c.prior)
    absent = _absent(submission, catalogue) if cells else ()
    return tuple(c for c in (*blank, *absent) if c.indicator in own)


def _periods(indicator: Indicator, year: int) -> list[str]:
    if indicator.frequency == "monthly":
        return [f"{year}-{month:02d}" for month in range(1, 13)]
    return [str(year)]


def _cell(submission: Submission, cell: IndicatorCell, catalogue: Catalogue) -> Checked:
    declared = catalogue.indicators[cell.indicator] if cell.indicator else None
    department = submission.place.department
    state = writing.state(cell, declared) if declared else str(cell.state)
    return Checked(
        submission=submission.id,
        dataset=INDICATORS,
        address=Address(submission.reading.file, cell.sheet, cell.cell if declared else cell.label_cell),
        columns={
            "submission": submission.id,
            "department": department,
            "indicator": cell.indicator,
            "period": cell.period,
            "state": state,
            "unit_ok": None if state == writing.LEFTOVER else cell.unit_ok,  # 20212025年 is told once
            "value": cell.value,
            "places_written": _places(cell),
            "corrected": cell.raw if cell.corrected and cell.state is CellState.VALUE else None,
            "known_indicator": "上年数" if cell.prior else cell.indicator,  # a row is unknown once
            **_declared(declared, cell, catalogue),
            **last_year.columns(submission, cell, declared),
        },
        fields=partial(_fields, submission, cell, declared, catalogue),
        subject=cell,
        indicator=cell.indicator or "",
        period=cell.period,
    )


def _fields(
    submission: Submission, cell: IndicatorCell, declared: Indicator | None, catalogue: Catalogue
) -> dict[str, object]:
    department = submission.place.department
    return {
        "label": cell.label,
        "raw": cell.raw,
        "stated_unit": cell.stated_unit,
        "note": cell.scope_note or cell.raw,
        "plan": writing.plan_note(cell),
        "hedge": cell.hedge,
        "prior_year": cell.period[:4],
        "department": catalogue.departments[department].name,
        "nearest": "" if declared else _nearest_indicator(cell.label, department, catalogue),
        **_words(declared, catalogue),
        **last_year.words(submission, cell, catalogue),
    }


def _declared(declared: Indicator | None, cell: IndicatorCell, catalogue: Catalogue) -> dict[str, object]:
    """The catalogue's side of a cell; all empty for an unknown indicator."""
    if declared is None:
        return dict.fromkeys(("owner", "minimum", "maximum", "places", "state_if_required", "doubt"), None)
    asked = declared.required and declared.kind != "counted" and not cell.prior
    return {
        "owner": catalogue.department_of(declared.owner),
        "minimum": declared.minimum,
        "maximum": declared.maximum,
        "places": None if declared.formula else declared.places,  # stated, it is only compared
        "state_if_required": str(cell.state) if asked else None,
        "doubt": writing.doubt(cell, declared),
    }


def _words(declared: Indicator | None, catalogue: Catalogue) -> dict[str, object]:
    if declared is None:
        return {"unit": "", "minimum": "", "maximum": "", "places": "", "owner": ""}
    return {
        "unit": declared.unit,
        "minimum": declared.minimum,
        "maximum": declared.maximum if declared.maximum is not None else "",
        "places": f"最多 {declared.places} 位小数" if declared.places else "应填整数",
        "owner": catalogue.departments[catalogue.department_of(declared.owner)].name,
    }


def _places(cell: IndicatorCell) -> int | None:
    """Decimal places as written, in the indicator's unit."""
    if cell.value is None:
        return None
    exponent = Decimal(cell.value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else None


def _narrative(submission: Submission, item: NarrativeItem, catalogue: Catalogue) -> Checked:
    unknown = [name for name in _PLACEHOLDER.findall(item.text) if not _printable(name, catalogue)]
    return Checked(
        submission=submission.id,
        dataset=NARRATIVE,
        address=Address(submission.reading.file, item.sheet, item.cell),
        columns={
            "topic": item.topic,
            "fault": item.fault or None,
            "unknown_placeholders": "】【".join(unknown) or None,
        },
        fields=lambda: {
            "fault": item.fault,
            "label": item.label,
            "placeholders": "】【".join(unknown),
            "nearest": "" if item.topic else _nearest_topic(item.label, catalogue),
        },
        subject=item,
    )


def _printable(name: str, catalogue: Catalogue) -> bool:
    """Whether 【name】 can be printed: a known indicator, and not one with a value a month."""
    found = catalogue.named(name)
    return found is not None and found.frequency == "annual"


def _nearest_indicator(label: str, department: str, catalogue: Catalogue) -> str:
    return _nearest(label, [indicator.name for indicator in catalogue.asked(department)])


def _nearest_topic(label: str, catalogue: Catalogue) -> str:
    return _nearest(label, [topic.name for topic in catalogue.topics.values()])


def _nearest(label: str, names: list[str]) -> str:
    close = difflib.get_close_matches(label, names, n=1, cutoff=0.5)
    return f"，名称相近的有“{close[0]}”" if close else ""
