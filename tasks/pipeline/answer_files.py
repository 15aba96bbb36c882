"""An answer's files: names and bytes. The same judgement, wording and code give the same bytes."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from tasks.forms.answers import Slip
from tasks.forms.between import listed
from tasks.forms.confirmation import confirmation
from tasks.forms.message import message
from tasks.forms.receipt import Receipt, Taken, receipt
from tasks.forms.register_list import needs_list, register_list
from tasks.forms.slip_writer import SlipWriter
from tasks.intake import Reader
from tasks.model import INDICATORS, NARRATIVE, Finding, RegionYear, Severity, Verdict
from tasks.pipeline.replies import Reply, Wording
from tasks.pipeline.sources import written_slip
from tasks.pipeline.statements import datasets_of, statement_for
from tasks.settings import Settings
from tasks.store import files
from tasks.store.records import CurrentDataset

_WORKBOOK, _TEXT, _LIST = ".xlsx", ".txt", ".csv"


class AnswerFiles:
    """Makes the files of answers; holds the processes that read and write until it is closed."""

    def __init__(self, settings: Settings, key: RegionYear, by: Wording) -> None:
        self._settings, self._key, self._by = settings, key, by
        self._open = ExitStack()
        self._reading: Reader | None = None

    def __enter__(self) -> Self:
        self._writer = self._open.enter_context(SlipWriter(self._by.words, self._settings.limits))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _reader(self) -> Reader:
        """The reading process, which starts with the first file that needs it."""
        if self._reading is None:
            self._reading = self._open.enter_context(Reader(self._by.catalogue, self._settings.limits))
        return self._reading

    def reply(self, reply: Reply) -> dict[str, bytes]:
        """The files that answer one file. Raises OSError where its bytes cannot be opened."""
        names, made = self._by.words.files, {}
        slip = reply.slip
        answer = names.receipt.format(stem=reply.stem)
        if slip.verdict is not Verdict.PASSED:
            answer = names.slip.format(stem=reply.stem)
            made = self._slip(reply, answer)
        if slip.verdict is not Verdict.RETURNED:
            made[names.receipt.format(stem=reply.stem) + _WORKBOOK] = self._receipt(reply, answer)
        made[names.message.format(name=answer) + _TEXT] = self._message(slip, answer)
        return made

    def _slip(self, reply: Reply, name: str) -> dict[str, bytes]:
        slip, words, made = reply.slip, self._by.words, {}
        if needs_list(slip.questions, marked=slip.why_no_copy is None):
            listed = words.files.register_list.format(name=name) + _LIST
            slip = replace(slip, register_list=listed)
            made[listed] = register_list(slip.questions, words)
        path = files.archived(self._settings.archive, reply.judged.arrival.sha256)
        made[name + _WORKBOOK] = written_slip(slip, path, self._writer, self._reader)
        return made

    def _message(self, slip: Slip, answer: str) -> bytes:
        catalogue, words = self._by.catalogue, self._by.words
        short = catalogue.departments[slip.sent.department].short
        region = catalogue.regions[self._key.region].name
        folder = words.words.folder.format(region=region, year=self._key.year, department=short)
        return message(slip, short, folder, answer + _WORKBOOK, words)

    def _receipt(self, reply: Reply, slip_name: str) -> bytes:
        slip, words = reply.slip, self._by.words
        given = Receipt(
            sent=slip.sent,
            verdict=slip.verdict,
            taken=list(self._taken(reply)),
            notes=[q.finding.observed for q in slip.questions if q.finding.severity is Severity.INFO],
            slip="" if slip.verdict is Verdict.PASSED else slip_name + _WORKBOOK,
        )
        return receipt(given, words)

    def _taken(self, reply: Reply) -> Iterator[Taken]:
        arrival = reply.judged.arrival
        for one in reply.judged.judgement.datasets:
            words = self._by.words.receipt.nothing
            if one.staged is not None and one.verdict is not Verdict.RETURNED:
                words = self._amount(CurrentDataset(arrival, one.kind, one.verdict, one.staged))
            yield Taken(self._by.catalogue.kind_name(one.kind), one.verdict, words)

    def _amount(self, taken: CurrentDataset) -> str:
        said = self._by.words.receipt
        if taken.kind == NARRATIVE:
            return said.narrative.format(items=taken.staged.rows)
        [dataset] = datasets_of(self._settings, self._by.catalogue, [taken])
        if taken.kind == INDICATORS:
            prior = sum(cell.prior for cell in dataset.indicators)
            return said.indicators.format(values=len(dataset.indicators), prior=prior)
        if any(table.zero_report for table in dataset.registers):
            return said.zero_report
        return said.register_rows.format(rows=sum(len(table.rows) for table in dataset.registers))

    def sheet(
        self,
        department: str,
        current: Sequence[CurrentDataset],
        last_year: Sequence[CurrentDataset],
        between: Sequence[Finding],
    ) -> dict[str, bytes]:
        """The sheet that a department signs, and what was found between its datasets and others; dated by
        the day on which all is due, so that the same data gives the same bytes."""
        words, due = self._by.words, self._by.calendar.submit_by
        short = self._by.catalogue.departments[department].short
        at = datetime(self._key.year + 1, due.month, due.day, tzinfo=UTC)
        statement = statement_for(self._settings, self._key, department, current, last_year, self._by)
        name = words.files.confirmation.format(department=short)
        made = {name + _WORKBOOK: confirmation(statement, at, words)}
        if between:
            titles = {code: rule.title for code, rule in self._by.catalogue.rules.items()}
            made[words.files.between.format(department=short) + _TEXT] = listed(between, titles, words)
        return made
