"""What is said of stopped files: to the department without their content, to the operator as a count."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tasks.catalogue import Catalogue
from tasks.catalogue.stopped_wording import StoppedWords, load_stopped
from tasks.model import RegionYear
from tasks.pipeline.clock import now
from tasks.pipeline.secrecy import IN_NAME, PURGED, Stop
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.files import write_atomic
from tasks.store.records import Act, ActKind
from tasks.store.registry import Lease, Registry

log = logging.getLogger(__name__)

NOBODYS = ""
"""The department of what lies in 收件箱 or 改稿."""


class Stopped(BaseModel):
    """The content of an act `stopped` about a SHA-256: whose folders it lay in, the word of its mark, and
    whether it lies there still.
    """

    model_config = ConfigDict(frozen=True)

    departments: tuple[str, ...]
    mark: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A stopped file and the year and department (code) of its folder; year 0, "" for a common folder."""

    stop: Stop
    year: int = 0
    department: str = NOBODYS


def record(registry: Registry, leases: Sequence[Lease], found: Sequence[Placed]) -> None:
    """Keep which files are stopped, and which no longer are; those of common folders with the last year."""
    for lease in leases:
        year = lease.region_year.year
        last = year == max(one.region_year.year for one in leases)
        own = [one for one in found if one.year == year or (last and not one.year)]
        lying: dict[str, Stopped] = {}
        for sha256, some in _by_bytes(own).items():
            departments = tuple(sorted({one.department for one in some}))
            lying[sha256] = Stopped(departments=departments, mark=some[0].stop.mark.word)
        gone = {
            sha256: content.model_copy(update={"there": False})
            for sha256, content in _standing(registry, lease.region_year).items()
            if sha256 not in lying
        }
        said = {**lying, **gone}
        lease.record_acts(
            [Act(ActKind.STOPPED, sha, content.model_dump_json(), now()) for sha, content in said.items()]
        )


def _by_bytes(found: Iterable[Placed]) -> Mapping[str, list[Placed]]:
    by_bytes: dict[str, list[Placed]] = defaultdict(list)
    for one in found:
        by_bytes[one.stop.sha256].append(one)
    return by_bytes


def _standing(registry: Registry, key: RegionYear) -> dict[str, Stopped]:
    acts = {act.subject: act.content for act in registry.acts(key, ActKind.STOPPED)}
    read = {sha256: Stopped.model_validate_json(content) for sha256, content in acts.items()}
    return {sha256: one for sha256, one in read.items() if one.there}


def lying(registry: Registry, key: RegionYear, catalogue: Catalogue) -> tuple[str, ...]:
    """Where stopped files lie as of the last run, in words: 司法分局 2 份."""
    return said(
        (department for one in _standing(registry, key).values() for department in one.departments), catalogue
    )


def said(departments: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Departments (codes) with how many files each, in their declared order."""
    counts = Counter(departments)
    order = [*catalogue.departments, NOBODYS]
    return tuple(f"{_short(code, catalogue)} {counts[code]} 份" for code in order if counts[code])


def _short(code: str, catalogue: Catalogue) -> str:
    return catalogue.departments[code].short if code else "收件箱或改稿文件夹"


def tell(
    settings: Settings, catalogue: Catalogue, region: str, years: Sequence[int], found: Sequence[Placed]
) -> None:
    """Write, renew or remove the notes in the folders of answers."""
    words = load_stopped(settings)
    town = settings.returns / catalogue.regions[region].name
    folders = {(0, NOBODYS): town}
    folders |= {
        (year, code): town / str(year) / unit.short
        for year in years
        for code, unit in catalogue.departments.items()
    }
    by_place: dict[tuple[int, str], list[Stop]] = defaultdict(list)
    for one in found:
        by_place[one.year, one.department].append(one.stop)
    for place, folder in folders.items():
        _note(folder / f"{words.file}.txt", by_place[place], words)
    if found:
        told = "、".join(said((one.department for one in found), catalogue))
        log.warning("有密级标志或已清除的文件，没有接收：%s；请移走，见答复文件夹里的“%s”", told, words.file)


def _note(path: Path, stops: Sequence[Stop], words: StoppedWords) -> None:
    try:
        if not stops:
            path.unlink(missing_ok=True)
            return
        data = note(stops, words)
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
    except OSError as error:  # open in an editor, say: the next run writes it
        log.warning("暂时不能写入 %s（%s）", path, error.strerror)


def note(stops: Sequence[Stop], words: StoppedWords) -> bytes:
    """The note on some files, as Notepad opens it; the same files, the same bytes."""
    ordered = sorted(stops, key=lambda one: (one.seen.mtime_ns, one.seen.path))
    lines = [*words.head, "", *_lines(ordered, words), "", *words.guide]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _lines(stops: Sequence[Stop], words: StoppedWords) -> Iterator[str]:
    for number, one in enumerate(stops, start=1):
        unsaid = one.mark.where == IN_NAME or one.mark.word == PURGED
        why = words.purged if one.mark.word == PURGED else words.marked
        line = words.line.format(
            name=words.unnamed if unsaid else f"《{masked(one.seen.path.rpartition('/')[2])}》",
            size=_size(one.seen.size),
            time=datetime.fromtimestamp(one.seen.mtime_ns / 1e9).astimezone().strftime("%Y-%m-%d %H:%M"),
            why=why.format(where=one.mark.where, word=one.mark.word),
        )
        yield f"{number}. {line}"


def _size(size: int) -> str:
    return f"{size} 字节" if size < 1024 else f"{size / 1024:.0f} KB"
