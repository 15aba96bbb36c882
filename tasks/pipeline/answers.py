"""What goes back to departments: one answer for each of their files, and a sheet to confirm.

Nothing is written twice: an answer has a key, made from all that it says; a run with nothing new
compares keys and opens nothing.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.catalogue import Catalogue, load, load_answers, load_calendar
from tasks.model import Finding, RegionYear, Verdict
from tasks.pipeline import faultlog, fingerprint
from tasks.pipeline.clock import holder, now
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.pipeline.findings import Open, answerable, between, is_the_offices
from tasks.pipeline.opinions.filing import write_table
from tasks.pipeline.replies import Reply, Wording, replies
from tasks.pipeline.returns import Returns
from tasks.pipeline.settlement_list import write_list
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import CurrentDataset, JudgedArrival
from tasks.store.registry import Registry, open_registry

if TYPE_CHECKING:
    from tasks.pipeline.answer_files import AnswerFiles

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """Files written into a department's folder in this run, for one of its files or (file "") for all."""

    year: int
    department: str
    file: str
    verdict: Verdict | None
    folder: Path
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """All answers written in this run, by year and department."""

    written: tuple[AnswerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the registry says of a year: judged files, datasets that count, last year's, the paths that
    wait to be judged, and what was found between datasets."""

    judged: Sequence[JudgedArrival]
    current: Sequence[CurrentDataset]
    last_year: Sequence[CurrentDataset]
    waiting: frozenset[str]
    between: Sequence[Open]


def write_answers(settings: Settings, region: str, years: Sequence[int]) -> Answered:
    """Bring the answers of a region (code) and years up to what is judged.

    Raises LeaseHeldError while another run works on one of the years, CatalogueError where the wording
    is wrong, OSError where a folder cannot be written.
    """
    catalogue = load(settings, region)
    by = Wording(catalogue, load_answers(settings), load_calendar(settings), settings.limits)
    lines: list[AnswerLine] = []
    with open_registry(settings.registry_url) as registry:
        for year in sorted(set(years)):
            key = RegionYear(region, year)
            standing = standing_of(settings, registry, key, catalogue)
            open_plans = [plan for plan in _plans(settings, key, standing, by) if plan.is_open()]
            if open_plans:
                with registry.lease(key, holder("写审核结果"), now):
                    lines += _write(settings, key, open_plans, by)
            write_list(settings, registry, key, catalogue)
            write_table(settings, registry, key, catalogue)
    for (year, department), own in groupby(lines, key=lambda line: (line.year, line.department)):
        short, count = catalogue.departments[department].short, sum(len(line.written) for line in own)
        log.info("%s %s：答复写好，共 %d 个文件", year, short, count)
    return Answered(tuple(lines))


def _is_for_them(one: Open) -> bool:
    """Whether a department is to be told of what was found between datasets."""
    return one.finding.is_open and not is_the_offices(one.finding)


def standing_of(settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue) -> Standing:
    """What answers of a year rest on."""
    before = RegionYear(key.region, key.year - 1)
    under, then = (fingerprint.judging(settings, registry, year, catalogue) for year in (key, before))
    return Standing(
        judged=answerable(registry.judgements(key, under)),
        current=registry.current_datasets(key, under),
        last_year=registry.current_datasets(before, then),
        waiting=frozenset(one.path for one in registry.unjudged(key, under)),
        between=[one for one in between(registry, key, under, catalogue) if _is_for_them(one)],
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A department's answers as they should be: key → the file answered, or None for the sheet to
    confirm."""

    department: str
    returns: Returns
    wanted: Mapping[str, Reply | None]
    current: Sequence[CurrentDataset]
    last_year: Sequence[CurrentDataset]
    waiting: frozenset[str]
    between: Sequence[Finding]

    def missing(self) -> list[str]:
        """Keys of what is to be written."""
        return [key for key in self.wanted if not self.returns.has(key)]

    def is_open(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.missing() or self.returns.unwanted(self.wanted, self.waiting))


def _plans(settings: Settings, key: RegionYear, standing: Standing, by: Wording) -> Iterator[Plan]:
    # not of the code: an upgrade that says the same answers nobody anew
    calendar = by.calendar.model_dump_json(exclude={"notices"})  # no department's deadline
    said = fingerprint.of(by.words.model_dump_json(), calendar)
    told = replies(standing.judged, standing.current, by)
    for code in by.catalogue.departments:
        returns = Returns(folder_of(settings, key, code, by), by.words.files.history)
        current = [one for one in standing.current if one.arrival.place.department == code]
        last_year = [one for one in standing.last_year if one.arrival.place.department == code]
        wanted: dict[str, Reply | None] = {_key(said, reply): reply for reply in told.get(code, [])}
        found = [one.finding for one in standing.between if one.department == code]
        if current:
            wanted[_sheet_key(said + by.catalogue.fingerprint, current, last_year, found)] = None
        yield Plan(code, returns, wanted, current, last_year, standing.waiting, found)


def folder_of(settings: Settings, key: RegionYear, department: str, by: Wording) -> Path:
    """Where a department's answers lie."""
    region, short = by.catalogue.regions[key.region].name, by.catalogue.departments[department].short
    return settings.returns / region / str(key.year) / short


def _key(said: str, reply: Reply) -> str:
    """Everything that an answer depends on, whatever number the registry gave its arrival."""
    judgement = reply.judged.judgement
    return fingerprint.of(
        said,
        reply.stem,
        reply.judged.arrival.path,
        repr(reply.slip),
        str(judgement.state),
        *(repr((d.kind, d.verdict, d.staged)) for d in judgement.datasets),
    )


def _sheet_key(
    said: str,
    current: Sequence[CurrentDataset],
    last_year: Sequence[CurrentDataset],
    found: Sequence[Finding],
) -> str:
    parts = [f"{one.kind}/{one.staged.sha256}" for one in (*current, *last_year)]
    parts += [f"{one.rule}/{one.observed}/{one.mend}" for one in found]
    return fingerprint.of(said, str(len(current)), *parts)


def _write(settings: Settings, key: RegionYear, plans: Sequence[Plan], by: Wording) -> Iterator[AnswerLine]:
    # Writing takes processes and libraries: only where there is something to write.
    from tasks.pipeline.answer_files import AnswerFiles

    with AnswerFiles(settings, key, by) as files:
        for plan in plans:
            for missing in plan.missing():
                with _going_on(settings, plan):
                    yield from _answer(key, plan, missing, files)
            # last, so that a file which is the same again stays where it lies
            for stale in plan.returns.unwanted(plan.wanted, plan.waiting):
                with _going_on(settings, plan):
                    plan.returns.put_away(stale)
            plan.returns.save()


@contextmanager
def _going_on(settings: Settings, plan: Plan) -> Iterator[None]:
    """Where a file cannot be read or written now (it is open in Excel), the next run tries again: one
    department's open file holds up nobody's answers, nor does a fault of ours."""
    try:
        yield
    except (OSError, ArchiveDamagedError) as error:
        log.warning("%s 的答复暂时写不了，下次再写：%s", plan.returns.folder.name, error)
    except Exception as error:  # noqa: BLE001 whatever it is, the others go on
        told = faultlog.keep(error, settings)
        log.error("写答复时程序出错，其他答复继续：%s（详细记录：%s）", plan.returns.folder.name, told)  # noqa: TRY400


def _answer(key: RegionYear, plan: Plan, wanted: str, files: "AnswerFiles") -> Iterator[AnswerLine]:
    """Write one answer. Raises OSError where a file cannot be read or written now."""
    reply = plan.wanted[wanted]
    if reply is None:
        made = files.sheet(plan.department, plan.current, plan.last_year, plan.between)
        path, at = "", _latest(plan)
    else:
        made, path, at = files.reply(reply), reply.judged.arrival.path, reply.judged.arrival.seen_at
    written = plan.returns.put(wanted, path, at.astimezone(UTC).strftime("%Y%m%d-%H%M%S"), made)
    if written:
        file = masked(reply.judged.arrival.file) if reply is not None else ""
        verdict = reply.slip.verdict if reply is not None else None
        yield AnswerLine(key.year, plan.department, file, verdict, plan.returns.folder, tuple(written))


def _latest(plan: Plan) -> datetime:
    return max(one.arrival.seen_at for one in plan.current)
