"""`fazhi check`: the verdict and the slip on a file without taking it in. Nothing is recorded."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.catalogue import Catalogue, load, load_answers, load_calendar, load_suites
from tasks.catalogue.settlement_checks import load_settlements, with_supplements
from tasks.forms.answers import Slip
from tasks.forms.register_list import needs_list, register_list
from tasks.forms.slip_writer import SlipWriter
from tasks.intake import Reader
from tasks.intake.cells import Unpacked
from tasks.model import Base, Place, Reading, RegionYear, Severity, Verdict
from tasks.pipeline.bases import base_of, build_before
from tasks.pipeline.check_place import Places, UnclearPlaceError
from tasks.pipeline.clock import now
from tasks.pipeline.errors import StaleError
from tasks.pipeline.replies import Wording, slip_of, stem_of
from tasks.pipeline.secrecy import Guard, MarkedError
from tasks.pipeline.sources import written_slip
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.records import Arrival, Dataset, JudgedArrival, Judgement
from tasks.store.registry import open_registry, registry_is_there
from tasks.store.tables import DamagedPartError

__all__ = ["Checked", "MarkedError", "UnclearPlaceError", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's verdict and findings, as its slip says them, and the files that were written."""

    department_name: str
    slip: Slip
    written: tuple[Path, ...]

    @property
    def grave(self) -> bool:
        """Whether something must be mended."""
        severities = {question.finding.severity for question in self.slip.questions}
        return self.slip.verdict is Verdict.RETURNED or Severity.CRITICAL in severities


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    path: Path
    place: Place
    reading: Reading


def check(
    settings: Settings,
    region: str,
    file: Path,
    out: Path,
    department: str | None = None,
    year: int | None = None,
) -> tuple[Checked, ...]:
    """Judge a file as if a department of a region (code) had sent it; each file of a zip for itself.

    Department (code) and year default to what the folder, the form, the head of the sheet or the name
    says. Slips are written into the folder `out`, for files that are not simply passed. Raises MarkedError
    where the file bears a mark of secrecy (nothing is written then), UnclearPlaceError where the place is
    not clear, OSError where the file cannot be opened or a slip not be written.
    """
    catalogue = load(settings, region)
    by = Wording(catalogue, load_answers(settings), load_calendar(settings), settings.limits)
    with ExitStack() as stack:
        reader = stack.enter_context(Reader(catalogue, settings.limits))
        Guard(settings, catalogue.secrecy, lambda: reader).refuse(file)
        writer = stack.enter_context(SlipWriter(by.words, settings.limits))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fazhi-")))
        places = Places(settings, catalogue, reader, region, department, year, file.parent)
        read = list(_read(file, folder, places))
        judged = _judge(settings, catalogue, read, now())
        desk = _Desk(file, out, writer, reader, by)
        return tuple(desk.answer(one, of) for one, of in zip(read, judged, strict=True))


def _read(file: Path, folder: Path, places: Places) -> Iterator[_Read]:
    """The file, or the files of a zip; the zip itself as well where some were left out."""
    reader = places.reader
    opened = reader.unpack(file, file.name, folder) if _is_zip(file, reader) else None
    members = opened.members if isinstance(opened, Unpacked) else ()
    found: Place | None = None
    for member in members:
        if member.path is not None:
            found = places.place(member.path, member.name)
            reading = reader.read(member.path, member.name, found)
            yield _Read(member.name, member.path, found, reading)
    if found is None or (isinstance(opened, Unpacked) and opened.refused):
        place = found or places.place(file, file.name)
        yield _Read(file.name, file, place, reader.read(file, file.name, place))


def _is_zip(file: Path, reader: Reader) -> bool:
    return isinstance(reader.cells(file, file.name), Unpacked)


def _judge(
    settings: Settings, catalogue: Catalogue, read: Sequence[_Read], at: datetime
) -> list[JudgedArrival]:
    """Judged as arrivals would be, but for the record."""
    # Great Expectations takes seconds to import: after all that can fail without it.
    from tasks import validation

    suites = load_suites(settings, validation.SUITES)
    bases = _bases(settings, catalogue, (one.place for one in read))
    years = {RegionYear(one.place.region, one.place.year) for one in read}
    settled = {key: load_settlements(settings, catalogue, key) for key in sorted(years)}
    submissions = [
        validation.Submission(
            id=i,
            place=one.place,
            reading=one.reading,
            base=bases[one.place.year],
            settlements=settled[RegionYear(one.place.region, one.place.year)],
        )
        for i, one in enumerate(read)
    ]
    known = reduce(with_supplements, settled.values(), catalogue)
    judged = validation.judge(submissions, known, suites)
    return [
        JudgedArrival(
            Arrival(i, one.place, one.name, one.name, *_identity(one.path), at),
            Judgement(
                arrival=i,
                fingerprint="",
                state=of.sound.state,
                detail=of.sound.detail,
                datasets=tuple(Dataset(kind, verdict) for kind, verdict in sorted(of.verdicts.items())),
                findings=of.findings,
            ),
        )
        for i, (one, of) in enumerate(zip(read, judged, strict=True))
    ]


def _bases(settings: Settings, catalogue: Catalogue, places: Iterable[Place]) -> dict[int, Base]:
    """Last year as curated, by the year judged; nothing where there is none that holds."""
    keys = {RegionYear(place.region, place.year) for place in places}
    found = {key.year: Base() for key in keys}
    if registry_is_there(settings.registry_url):  # a check records nothing, and makes none
        with open_registry(settings.registry_url) as registry:
            for key in keys:
                with suppress(StaleError, DamagedPartError):
                    build = build_before(settings, registry, key, catalogue)
                    found[key.year] = base_of(settings, build)
    return found


def _identity(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where answers are written."""

    file: Path
    out: Path
    writer: SlipWriter
    reader: Reader
    by: Wording

    def answer(self, read: _Read, judged: JudgedArrival) -> Checked:
        slip = replace(slip_of(judged, self.by), trial=True)
        name = self.by.catalogue.departments[read.place.department].short
        if slip.verdict is Verdict.PASSED:
            return Checked(name, slip, ())
        words = self.by.words
        target = self._target(words.files.slip.format(stem=stem_of(read.name, words)))
        written = []
        if needs_list(slip.questions, marked=slip.why_no_copy is None):
            listed = self.out / f"{words.files.register_list.format(name=target.stem)}.csv"
            slip = replace(slip, register_list=listed.name)
            write_atomic(listed, register_list(slip.questions, words))
            written.append(listed)
        write_atomic(target, written_slip(slip, read.path, self.writer, lambda: self.reader))
        return Checked(name, slip, (target, *written))

    def _target(self, name: str) -> Path:
        """The slip's path; never that of the file which is checked."""
        target = self.out / f"{name}.xlsx"
        return target if target.resolve() != self.file.resolve() else self.out / f"{name}（2）.xlsx"
