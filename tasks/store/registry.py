"""The registry: what arrived, how it was judged, and which build is current.

Anyone may read. Whoever writes holds the lease of the RegionYear and writes through it, each call one
transaction; so there is no way to write without one (docs/decisions/0002-commit-point.md).
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tasks.model import RegionYear
from tasks.store import acts, journal, leases, purging, reads, writes
from tasks.store.engine import WRITING, is_there, open_engine
from tasks.store.records import (
    Act,
    ActKind,
    Arrival,
    Build,
    Claim,
    Clock,
    Confirmation,
    CurrentDataset,
    JudgedArrival,
    Judgement,
    NewArrival,
    People,
    Sighting,
    Withdrawal,
)

_log = logging.getLogger(__name__)


def open_registry(url: str) -> "Registry":
    """Open the registry at a SQLAlchemy URL (`sqlite:///…`, `postgresql://…`), made or brought to head.

    Raises RegistryError where it was written by a newer version of this program.
    """
    return Registry(open_engine(url))


def registry_is_there(url: str) -> bool:
    """Whether there is a registry at a SQLAlchemy URL, which opening would else make."""
    return is_there(url)


class Lease:
    """The right to write one RegionYear; made by `Registry.lease`.

    Every method is one transaction, which first renews the lease; where another has taken the lease
    over, it raises LeaseLostError and changes nothing.
    """

    def __init__(self, engine: Engine, region_year: RegionYear, token: int, clock: Clock) -> None:
        self.region_year = region_year
        self._engine = engine
        self._token = token
        self._clock = clock

    def record_arrivals(self, seen: Sequence[NewArrival]) -> list[Arrival]:
        """See `writes.record_arrivals`."""
        with self._writing() as connection:
            return writes.record_arrivals(connection, self.region_year, seen)

    def save_judgements(self, judgements: Sequence[Judgement]) -> None:
        """See `writes.save_judgements`."""
        with self._writing() as connection:
            writes.save_judgements(connection, self.region_year, judgements)

    def withdraw(self, withdrawals: Sequence[Withdrawal]) -> None:
        """See `journal.withdraw`."""
        with self._writing() as connection:
            journal.withdraw(connection, self.region_year, withdrawals)

    def confirm(self, confirmations: Sequence[Confirmation]) -> None:
        """See `journal.confirm`."""
        with self._writing() as connection:
            journal.confirm(connection, self.region_year, confirmations)

    def save_claims(self, claims: Sequence[Claim]) -> None:
        """See `journal.save_claims`; they are the region's, whatever the year of the lease."""
        with self._writing() as connection:
            journal.save_claims(connection, self.region_year.region, claims)

    def record_acts(self, done: Sequence[Act]) -> list[Act]:
        """See `acts.record_acts`."""
        with self._writing() as connection:
            return acts.record_acts(connection, self.region_year, done)

    def purge(self, doomed: purging.Doomed) -> None:
        """See `purging.remove`; of all years that it names the caller holds the leases."""
        with self._writing() as connection:
            purging.remove(connection, doomed)

    def commit_build(self, build: Build) -> None:
        """See `writes.commit_build`. Raises ValueError for another RegionYear's build."""
        if build.region_year != self.region_year:
            raise ValueError(f"{build.region_year} is not the leased {self.region_year}")
        with self._writing() as connection:
            writes.commit_build(connection, build)

    def renew(self) -> None:
        """Extend the lease; done in the background while it is held."""
        with self._writing():
            pass

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            leases.renew(connection, self.region_year, self._token, self._clock())
            yield connection


class Registry:
    """The registry, open. Safe between threads. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(**WRITING)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._reading.dispose()

    def sightings(self, region_year: RegionYear) -> dict[str, Sighting]:
        """See `reads.sightings`."""
        with self._reading.begin() as connection:
            return reads.sightings(connection, region_year)

    def seen(self, region: str) -> dict[str, Sighting]:
        """See `reads.seen`."""
        with self._reading.begin() as connection:
            return reads.seen(connection, region)

    def unjudged(self, region_year: RegionYear, fingerprint: str) -> list[Arrival]:
        """See `reads.unjudged`."""
        with self._reading.begin() as connection:
            return reads.unjudged(connection, region_year, fingerprint)

    def arrivals(self, region_year: RegionYear) -> list[Arrival]:
        """See `reads.arrivals`."""
        with self._reading.begin() as connection:
            return reads.arrivals(connection, region_year)

    def arrived(self, region: str) -> list[Arrival]:
        """See `reads.arrived`."""
        with self._reading.begin() as connection:
            return reads.arrived(connection, region)

    def withdrawals(self, region_year: RegionYear) -> list[Withdrawal]:
        """See `journal.withdrawals`."""
        with self._reading.begin() as connection:
            return journal.withdrawals(connection, region_year)

    def confirmations(self, region_year: RegionYear) -> list[Confirmation]:
        """See `journal.confirmations`."""
        with self._reading.begin() as connection:
            return journal.confirmations(connection, region_year)

    def acts(self, region_year: RegionYear, *kinds: ActKind) -> list[Act]:
        """See `acts.acts`."""
        with self._reading.begin() as connection:
            return acts.acts(connection, region_year, *kinds)

    def acts_of_region(self, region: str, kind: ActKind) -> list[Act]:
        """See `acts.acts_of_region`."""
        with self._reading.begin() as connection:
            return acts.acts_of_region(connection, region, kind)

    def claims(self, region: str) -> dict[tuple[str, str], Claim]:
        """See `journal.claims`."""
        with self._reading.begin() as connection:
            return journal.claims(connection, region)

    def current_datasets(
        self, region_year: RegionYear, fingerprint: str, *, until: int | None = None
    ) -> list[CurrentDataset]:
        """See `reads.current_datasets`."""
        with self._reading.begin() as connection:
            return reads.current_datasets(connection, region_year, fingerprint, until=until)

    def judgements(self, region_year: RegionYear, fingerprint: str) -> list[JudgedArrival]:
        """See `reads.judgements`."""
        with self._reading.begin() as connection:
            return reads.judgements(connection, region_year, fingerprint)

    def people(self, region: str) -> dict[str, People]:
        """See `reads.people`."""
        with self._reading.begin() as connection:
            return reads.people(connection, region)

    def current_build(self, region_year: RegionYear) -> Build | None:
        """See `reads.current`."""
        with self._reading.begin() as connection:
            return reads.current(connection, region_year)

    def years(self, region: str, since: int = 0, about: str = "") -> list[int]:
        """See `purging.years`."""
        with self._reading.begin() as connection:
            return purging.years(connection, region, since, about)

    def words_about(self, arrivals: Sequence[int]) -> list[str]:
        """See `purging.words`."""
        with self._reading.begin() as connection:
            return purging.words(connection, arrivals)

    def scrub(self) -> None:
        """See `purging.scrub`."""
        purging.scrub(self._reading)

    def referenced_files(self) -> set[str]:
        """See `reads.referenced_files`."""
        with self._reading.begin() as connection:
            return reads.referenced_files(connection)

    @contextmanager
    def lease(self, region_year: RegionYear, holder: str, clock: Clock) -> Iterator[Lease]:
        """Hold the lease of a RegionYear: renewed in the background, released at the end.

        `holder` is who to name to others. Raises LeaseHeldError while another holds it; a lease that
        was not renewed for `leases.DURATION` is taken over.
        """
        with self._writing.begin() as connection:
            token = leases.acquire(connection, region_year, holder, clock())
        held = Lease(self._writing, region_year, token, clock)
        done = threading.Event()
        heart = threading.Thread(target=_beat, args=(held, done), name="lease", daemon=True)
        heart.start()
        try:
            yield held
        finally:
            done.set()
            heart.join()
            with self._writing.begin() as connection:
                leases.release(connection, region_year, token, clock())


def _beat(held: Lease, done: threading.Event) -> None:
    """Renew until done or taken over; the writer learns of either by its own next write."""
    while not done.wait(leases.DURATION.total_seconds() / 3):
        try:
            held.renew()
        except leases.LeaseLostError as error:
            _log.warning("%s", error)
            return
        except SQLAlchemyError as error:  # a passing fault: there is time for another try
            _log.warning("续租登记库失败，将再试：%s", error)
