"""What each department is to be told of each of its files, decided from the judgements alone."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.catalogue import Catalogue
from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.wording import AnswersFile
from tasks.catalogue.workdays import answer_by, clock_of
from tasks.forms.answers import NoCopy, Part, Question, Sent, Slip
from tasks.model import Finding, ReadState, Scope, Severity
from tasks.pipeline.examples import example_of
from tasks.pipeline.findings import latest_accepted, open_kinds
from tasks.pipeline.naming import file_name
from tasks.privacy import masked
from tasks.settings import Limits
from tasks.store.records import CurrentDataset, JudgedArrival

_WITH_CELLS = (ReadState.READ, ReadState.NO_TABLE)
_SILENT = (ReadState.UNPACKED, ReadState.SCANNED)
_LONGEST = 120  # bytes of a name: what we put around it must fit as well


@dataclass(frozen=True, slots=True)
class Reply:
    """A file's answer: what it says, and the name that its files share."""

    judged: JudgedArrival
    stem: str
    slip: Slip


@dataclass(frozen=True, slots=True)
class Wording:
    """What answers are worded with."""

    catalogue: Catalogue
    words: AnswersFile
    calendar: CalendarFile
    limits: Limits


def replies(
    judged: Sequence[JudgedArrival], current: Sequence[CurrentDataset], by: Wording
) -> dict[str, list[Reply]]:
    """Department → the answers that stand, in order of arrival.

    Files that share a name share an answer, the latest one's, unless an earlier one still counts; a zip
    and a recognised scan need no answer of their own, a file that we failed to process gets none yet.
    """
    found: dict[str, dict[str, list[JudgedArrival]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        if one.judgement.state is ReadState.FAULT:
            continue  # ours: the department has nothing to mend
        if one.judgement.state not in _SILENT or _speaks(one):
            found[one.arrival.place.department][stem_of(one.arrival.path, by.words)].append(one)
    return {code: list(_of(code, stems, current, by)) for code, stems in sorted(found.items())}


def _of(
    department: str,
    stems: Mapping[str, Sequence[JudgedArrival]],
    current: Sequence[CurrentDataset],
    by: Wording,
) -> Iterator[Reply]:
    latest = latest_accepted(department, current)
    for stem, sharing in sorted(stems.items()):
        ordered = sorted(sharing, key=lambda one: -one.arrival.id)
        counting = [ordered[0], *(one for one in ordered[1:] if open_kinds(one, latest))]
        for number, one in enumerate(counting, 1):
            name = stem if number == 1 else f"{stem}（{number}）"
            yield Reply(one, name, slip_of(one, by))


def _speaks(judged: JudgedArrival) -> bool:
    return any(f.severity is not Severity.INFO and f.is_open for f in judged.judgement.findings)


def stem_of(path: str, words: AnswersFile) -> str:
    """A file's name without extension and without what our own answers put before it, as any system
    can store it."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    before = words.files.slip.partition("{stem}")[0]
    while before and stem.startswith(before):
        stem = stem[len(before) :]
    stem = file_name(masked(file_name(stem))) or "文件"
    if len(stem.encode()) <= _LONGEST:
        return stem
    mark = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{stem.encode()[:_LONGEST].decode(errors='ignore')}_{mark}"


def slip_of(judged: JudgedArrival, by: Wording) -> Slip:
    """What a file's slip says; also the substance of its other answers."""
    arrival, judgement = judged.arrival, judged.judgement
    place = arrival.place
    return Slip(
        sent=Sent(
            region=place.region,
            year=place.year,
            department=place.department,
            department_name=by.catalogue.departments[place.department].name,
            file=masked("、".join(dict.fromkeys((arrival.file, *judged.copies)))),
            sha256=arrival.sha256,
            received=arrival.seen_at.astimezone(clock_of(by.calendar)),
        ),
        verdict=judgement.verdict,
        due=answer_by(arrival.seen_at, by.calendar),
        parts=[Part(by.catalogue.kind_name(d.kind), d.verdict) for d in judgement.datasets],
        questions=[
            _question(finding, place.year, by)
            for finding in sorted(judgement.findings, key=_as_read)
            if finding.is_open and finding.scope is not Scope.INTEGRITY  # what is settled asks for nothing
        ],
        why_no_copy=None if judgement.state in _WITH_CELLS else NoCopy.UNREADABLE,
        cells_limit=by.limits.annotated_cells,
    )


def _as_read(finding: Finding) -> tuple[int, str, int, str]:
    """Gravest first, then as one goes through the file."""
    cell = finding.address.cell
    row = int("".join(c for c in cell if c.isdigit()) or 0)
    return list(Severity).index(finding.severity), finding.address.sheet, row, cell


def _question(finding: Finding, year: int, by: Wording) -> Question:
    title = by.catalogue.rules[finding.rule].title
    return Question(finding, title, example_of(finding, year, by.catalogue, by.words.examples))
