"""Read and judge what waits: all at once, and so that one bad file never holds up another.

A fault of ours while one file is read or judged is that file's finding, `file.fault`, and the log's
entry; the others go on. Bytes that the archive lost leave their arrival waiting.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tasks.catalogue import Catalogue, CatalogueError, load_suites
from tasks.catalogue.settlement_checks import load_settlements, with_supplements
from tasks.catalogue.settlements import Settlements
from tasks.intake import NoReaderError, Reader
from tasks.model import Base, Place, Reading, ReadState, RegionYear
from tasks.pipeline import faultlog
from tasks.pipeline.bases import base_of, build_before
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.pipeline.keeping import bytes_of
from tasks.pipeline.people import people_of
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Arrival, Dataset, Judgement
from tasks.store.registry import open_registry

if TYPE_CHECKING:
    from tasks.validation import Judged

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """An arrival and what its bytes say; `unknown_code` is a code on a scan that nobody knows."""

    arrival: Arrival
    reading: Reading
    unknown_code: str = ""


def read_all(settings: Settings, catalogue: Catalogue, waiting: Sequence[Arrival]) -> list[Read]:
    """What can be read of arrivals, in their order; told department by department."""
    read: dict[int, Read] = {}
    by_place = groupby(sorted(waiting, key=lambda one: (one.place, one.id)), key=lambda one: one.place)
    with Reader(catalogue, settings.limits) as reader:
        for place, arrivals in by_place:
            for arrival in arrivals:
                log.info("读取 %s %s：%s", place.year, short(place, catalogue), masked(arrival.file))
                reading = _reading(settings, reader, arrival)
                if reading is not None:
                    read[arrival.id] = Read(arrival, reading)
    return [read[arrival.id] for arrival in waiting if arrival.id in read]


def _reading(settings: Settings, reader: Reader, arrival: Arrival) -> Reading | None:
    """What a file says; None where its bytes cannot be had now."""
    try:
        return reader.read(bytes_of(settings, reader, arrival), arrival.file, arrival.place)
    except (ArchiveDamagedError, OSError) as error:
        log.error("暂时无法读取，其他文件继续：%s（%s）", error, faultlog.keep(error, settings))  # noqa: TRY400
        return None
    except NoReaderError:
        raise
    except Exception as error:  # noqa: BLE001 whatever it is, the others go on
        return faulty(settings, arrival, error)


def faulty(settings: Settings, arrival: Arrival, error: Exception) -> Reading:
    """A fault of ours, kept in the log, as what was read."""
    kept = faultlog.keep(error, settings)
    log.error("处理文件时程序出错，其他文件继续：%s（详细记录：%s）", masked(arrival.file), kept)
    return Reading(arrival.file, ReadState.FAULT)


def short(place: Place, catalogue: Catalogue) -> str:
    """A department's short name."""
    return catalogue.departments[place.department].short


def judgements(
    settings: Settings, catalogue: Catalogue, read: Sequence[Read], under: str, base: Base
) -> list[Judgement]:
    """Judge a RegionYear's files as one batch, against last year (`base`) and with what the office settled,
    and stage what is sound; results in the order given. Raises CatalogueError where its record is wrong.
    """
    if not read:
        return []
    # Great Expectations takes seconds to import: only where there is something to judge.
    from tasks import validation

    log.info("审核 %d 份文件……", len(read))
    suites = load_suites(settings, validation.SUITES)
    place = read[0].arrival.place
    settlements = load_settlements(settings, catalogue, RegionYear(place.region, place.year))
    known = with_supplements(catalogue, settlements)
    bench = _Bench(settings, known, suites, under, base, settlements)
    return [bench.keep(one, judged) for one, judged in zip(read, bench.judge_apart(read), strict=True)]


@dataclass(frozen=True, slots=True)
class _Bench:
    settings: Settings
    catalogue: Catalogue
    suites: Mapping[str, Mapping[str, Any]]
    under: str
    base: Base
    settlements: Settlements

    def judge(self, read: Sequence[Read]) -> list["Judged"]:
        from tasks import validation

        submissions = [
            validation.Submission(
                id=one.arrival.id,
                place=one.arrival.place,
                reading=one.reading,
                unknown_code=one.unknown_code,
                base=self.base,
                settlements=self.settlements,
            )
            for one in read
        ]
        return validation.judge(submissions, self.catalogue, self.suites)

    def judge_apart(self, read: Sequence[Read]) -> list["Judged"]:
        """All at once; where that fails, by halves, down to the file that is at fault."""
        try:
            return self.judge(read)
        except CatalogueError:  # no file's fault
            raise
        except Exception as error:
            if len(read) > 1:
                half = len(read) // 2
                return self.judge_apart(read[:half]) + self.judge_apart(read[half:])
            if read[0].reading.state is ReadState.FAULT:
                raise
            return self.at_fault(read[0], error)

    def at_fault(self, one: Read, error: Exception) -> list["Judged"]:
        return self.judge([Read(one.arrival, faulty(self.settings, one.arrival, error))])

    def keep(self, one: Read, judged: "Judged") -> Judgement:
        try:
            return self.staged(one.arrival, judged)
        except OSError:  # the disk's fault, and everybody's
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the others go on
            return self.staged(one.arrival, *self.at_fault(one, error))

    def staged(self, arrival: Arrival, judged: "Judged") -> Judgement:
        from tasks.pipeline.staging import stage

        parts = {
            kind: stage(self.settings, self.catalogue, arrival.place, kind, judged.sound)
            for kind in sorted(judged.verdicts)
        }
        return Judgement(
            arrival=arrival.id,
            fingerprint=self.under,
            state=judged.sound.state,
            detail=judged.sound.detail,
            datasets=tuple(Dataset(kind, judged.verdicts[kind], part) for kind, part in parts.items()),
            findings=judged.findings,
            people=people_of(judged.sound.stated),
        )


def stage_again(settings: Settings, catalogue: Catalogue, arrivals: Sequence[Arrival]) -> None:
    """Write the staged rows of judged arrivals once more, from the archive, where they were lost.

    Raises ArchiveDamagedError where bytes are lost too.
    """
    read = read_all(settings, catalogue, arrivals)
    for lost in {one.id: one for one in arrivals}.keys() - {one.arrival.id for one in read}:
        raise ArchiveDamagedError(*next((a.path, a.sha256) for a in arrivals if a.id == lost))
    years = {RegionYear(one.place.region, one.place.year) for one in arrivals}
    with open_registry(settings.registry_url) as registry:
        bases = {key: build_before(settings, registry, key, catalogue) for key in years}
    for key, base in bases.items():
        own = [one for one in read if one.arrival.place.year == key.year]
        judgements(settings, catalogue, own, "", base_of(settings, base))
