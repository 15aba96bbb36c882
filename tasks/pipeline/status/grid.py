"""Departments × datasets: what has come, how it was judged, what is open and until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks.catalogue import Catalogue
from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.deadlines import left, submit_by
from tasks.catalogue.workdays import answer_by, clock_of
from tasks.model import INDICATORS, NARRATIVE, Finding, Severity, Verdict, register_kind
from tasks.pipeline.confirmations import NOT_TO_REPORT
from tasks.pipeline.findings import Open, latest_accepted, open_kinds
from tasks.pipeline.status.rows import (
    NO_LEDGER,
    NOT_SENT,
    NOTHING_THERE,
    TONES,
    WAITING,
    WHOLE_FILE,
    DatasetRow,
    Due,
    StatusRow,
    Tone,
)
from tasks.store.records import Arrival, CurrentDataset, JudgedArrival


@dataclass(frozen=True, slots=True)
class Standing:
    """What the registry says of a year on a day; `found` are open and not settled."""

    year: int
    today: date
    calendar: CalendarFile
    judged: Sequence[JudgedArrival]
    current: Sequence[CurrentDataset]
    waiting: Sequence[Arrival]
    found: Sequence[Open]
    confirmed: Mapping[str, str]

    def due(self, day: date) -> Due:
        """Until when, from today."""
        return Due(day, left(self.today, day, self.calendar), self.today > day)

    def when(self, time: datetime) -> str:
        """A time as rows show it."""
        return time.astimezone(clock_of(self.calendar)).strftime("%m-%d %H:%M")


def row(code: str, standing: Standing, catalogue: Catalogue) -> StatusRow:
    """A department's row."""
    own = _Own(code, standing, catalogue)
    return StatusRow(
        department=catalogue.departments[code].short,
        datasets=tuple(own.rows()),
        confirmed=standing.confirmed[code],
    )


class _Own:
    """What is a department's own in a year's standing."""

    def __init__(self, code: str, standing: Standing, catalogue: Catalogue) -> None:
        self._code = code
        self._standing = standing
        self._catalogue = catalogue
        latest = latest_accepted(code, standing.current)
        judged = [one for one in standing.judged if one.arrival.place.department == code]
        self._open = [(one, open_kinds(one, latest)) for one in judged]
        self._found = [one.finding for one in standing.found if one.department == code]
        self._waits = any(one.place.department == code for one in standing.waiting)

    def rows(self) -> Iterator[DatasetRow]:
        registers = [register_kind(one.code) for one in self._catalogue.registers_of(self._code)]
        asked = [INDICATORS] if self._catalogue.asked(self._code) else []
        asked += [NARRATIVE] if self._catalogue.topics_of(self._code) else []
        kinds = [*asked, *registers]
        kinds += sorted({kind for _, open_ in self._open for kind in open_} - set(kinds))
        for kind in kinds:
            yield self._dataset(kind, optional=kind in registers)
        whole = self._of("")
        if any(one.severity is not Severity.INFO for one in whole):
            yield self._whole_files(whole)

    def _dataset(self, kind: str, *, optional: bool) -> DatasetRow:
        name = self._catalogue.kind_name(kind)
        files = [
            (one.arrival, dataset.verdict)
            for one, kinds in self._open
            for dataset in one.judgement.datasets
            if dataset.kind == kind and kind in kinds
        ]
        found = self._of(kind)
        if not files:
            return self._absent(kind, name, found, optional=optional)
        verdict = Verdict.worst(verdict for _, verdict in files)
        last = max(arrival.seen_at for arrival, _ in files)
        grave = _count(found, Severity.CRITICAL)
        asks = grave or verdict is Verdict.RETURNED
        return DatasetRow(
            kind,
            name,
            self._standing.when(last),
            verdict.label,
            TONES[verdict],
            grave,
            _count(found, Severity.WARNING),
            self._answer_by(last) if asks else None,
        )

    def _absent(self, kind: str, name: str, found: Sequence[Finding], *, optional: bool) -> DatasetRow:
        counts = _count(found, Severity.CRITICAL), _count(found, Severity.WARNING)
        if self._waits:
            return DatasetRow(kind, name, WAITING, NOTHING_THERE, Tone.WAITING, *counts)
        if self._standing.confirmed[self._code] == NOT_TO_REPORT:
            return DatasetRow(kind, name, NOT_TO_REPORT, NOTHING_THERE, Tone.OPTIONAL, *counts)
        if optional:
            return DatasetRow(kind, name, NO_LEDGER, NOTHING_THERE, Tone.OPTIONAL, *counts)
        due = self._standing.due(submit_by(self._standing.year, self._standing.calendar))
        return DatasetRow(kind, name, NOT_SENT, NOTHING_THERE, Tone.MISSING, *counts, due)

    def _whole_files(self, found: Sequence[Finding]) -> DatasetRow:
        names = {finding.address.file for finding in found}
        files = [one for one, _ in self._open if one.arrival.file in names]
        last = max((one.arrival.seen_at for one in files), default=None)
        grave = _count(found, Severity.CRITICAL)
        verdict = Verdict.RETURNED if grave else Verdict.PASSED_WITH_NOTES
        return DatasetRow(
            "",
            WHOLE_FILE,
            self._standing.when(last) if last else NOTHING_THERE,
            verdict.label,
            TONES[verdict],
            grave,
            _count(found, Severity.WARNING),
            self._answer_by(last) if grave and last else None,
        )

    def _answer_by(self, received: datetime) -> Due:
        return self._standing.due(answer_by(received, self._standing.calendar))

    def _of(self, kind: str) -> list[Finding]:
        return [one for one in self._found if self._kind_of(one) == kind]

    def _kind_of(self, one: Finding) -> str:
        """The dataset that a finding is counted with: an integrity finding with its indicator's."""
        return one.dataset or (INDICATORS if one.indicator else "")


def _count(found: Sequence[Finding], severity: Severity) -> int:
    return sum(one.severity is severity for one in found)
