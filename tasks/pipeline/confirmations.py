"""数据确认: which scan confirms which department's data, and whether that is still what counts."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from tasks.catalogue import Catalogue, load_answers, load_calendar
from tasks.catalogue.settlements import load_record
from tasks.model import RegionYear
from tasks.pipeline.clock import now
from tasks.pipeline.errors import ArchiveDamagedError
from tasks.pipeline.judging import Read
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Confirmation
from tasks.store.registry import Registry

log = logging.getLogger(__name__)

UNCONFIRMED = "未确认"
CONFIRMED = "已确认"
CHANGED = "确认后有改动"
NOT_TO_REPORT = "免报"
NOT_TO_CONFIRM = "免确认"
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that stand or stood on departments' sheets of a year."""

    settings: Settings
    registry: Registry
    catalogue: Catalogue
    key: RegionYear

    def match(self, scan: Read) -> tuple[Read, list[Confirmation]]:
        """A scan with what it confirms, and with a code on it that is nobody's, if there is one.

        A code counts if it stood on a sheet at any time before the scan came, however arrivals were
        split into runs. What is on record stays. Pages of several departments may be scanned together.
        """
        kept = {c.code for c in self.registry.confirmations(self.key) if c.arrival == scan.arrival.id}
        unknown: list[str] = []
        found: list[Confirmation] = []
        for code in scan.reading.codes:
            department = self.whose(code, scan.arrival.place.department, scan.arrival.id)
            if department is not None and code not in kept:
                log.info("扫描件 %s 确认了 %s 的数据", masked(scan.arrival.file), self._short(department))
                found.append(Confirmation(scan.arrival.id, code, department, now()))
            elif code not in kept:
                unknown.append(code)
        return replace(scan, unknown_code=next(iter(unknown), "")), found

    def whose(self, code: str, first: str = "", until: int | None = None) -> str | None:
        """The department (code) whose sheet has or had a code; `first` is asked first."""
        for department in sorted(self.catalogue.departments, key=lambda one: one != first):
            if code in self.of(department, until):
                return department
        return None

    def of(self, department: str, until: int | None = None) -> Iterator[str]:
        """A department's codes, the latest first, up to an arrival."""
        seen: set[str] = set()
        for point in self._points(department, until):
            code = self.at(department, point)
            if code and code not in seen:
                seen.add(code)
                yield code

    def _points(self, department: str, until: int | None) -> list[int]:
        """The arrivals by which a department's sheet may have changed: its own, of this year and the
        year before, whose values stand beside; the latest first."""
        years = (self.key, RegionYear(self.key.region, self.key.year - 1))
        arrivals = [one for year in years for one in self.registry.arrivals(year)]
        own = {one.id for one in arrivals if one.place.department == department}
        return sorted((one for one in own if until is None or one <= until), reverse=True)

    def at(self, department: str, until: int | None = None) -> str:
        """The code on a department's sheet, as it is or was when an arrival had come."""
        # what a sheet is made of takes time to import: only where somebody confirms
        from tasks.pipeline.replies import Wording
        from tasks.pipeline.statements import confirmation_code

        words, calendar = load_answers(self.settings), load_calendar(self.settings)
        by = Wording(self.catalogue, words, calendar, self.settings.limits)
        return confirmation_code(self.settings, self.registry, self.key, department, by, until=until)

    def _short(self, department: str) -> str:
        return self.catalogue.departments[department].short

    def states(self, current: Iterable[str]) -> dict[str, str]:
        """Department → the state of its confirmation. `current` are the departments with data in use."""
        found = dict.fromkeys(self.catalogue.departments, NOTHING) | dict.fromkeys(current, UNCONFIRMED)
        signed: dict[str, set[str]] = {}
        for one in self.registry.confirmations(self.key):
            signed.setdefault(one.department, set()).add(one.code)
        for department, codes in signed.items():
            from tasks.store.tables import DamagedPartError  # Arrow: only where somebody confirmed

            with suppress(ArchiveDamagedError, DamagedPartError):  # else nobody can say just now
                found[department] = CONFIRMED if self.at(department) in codes else CHANGED
        return {department: self._waived(department, state) for department, state in found.items()}

    def _waived(self, department: str, state: str) -> str:
        """A state, or what the office let the department off. Who reports nevertheless must confirm."""
        waiver = load_record(self.settings, self.key).waivers.get(department)
        if waiver is None:
            return state
        off = {"report": ((NOTHING,), NOT_TO_REPORT), "confirm": ((UNCONFIRMED, CHANGED), NOT_TO_CONFIRM)}
        waived, name = off.get(waiver.what, ((), ""))
        return name if state in waived else state
