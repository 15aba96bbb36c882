"""撤回: what a department has sent counts no more, because somebody said so and why.

Nothing is deleted: arrivals, bytes and judgements stay on record. What comes later counts again.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.catalogue import load
from tasks.model import RegionYear
from tasks.pipeline.clock import holder, now
from tasks.privacy import masked
from tasks.settings import Settings
from tasks.store.records import Arrival, Withdrawal
from tasks.store.registry import open_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn: paths below landing, in order of arrival; `copies` are files with the same
    bytes that still count."""

    files: tuple[str, ...]
    copies: tuple[str, ...] = ()


def withdraw(
    settings: Settings, key: RegionYear, department: str, *, file: str = "", reason: str, by: str = ""
) -> Withdrawn:
    """Withdraw all that a department (code) has sent for a year so far, or the files of one name.

    `file` is a name, or a path as `fazhi status` and the log show it; a zip takes its files along.
    Raises LeaseHeldError while another run works on the year.
    """
    catalogue = load(settings, key.region)
    with (
        open_registry(settings.registry_url) as registry,
        registry.lease(key, holder("撤回报送"), now) as lease,
    ):
        done = {one.arrival for one in registry.withdrawals(key)}
        standing = [
            one for one in registry.arrivals(key) if one.place.department == department and one.id not in done
        ]
        chosen = _chosen(standing, file)
        lease.withdraw([Withdrawal(one.id, reason, by, now()) for one in chosen])
    short = catalogue.departments[department].short
    for path in _paths(chosen):
        log.warning("%s %s：已撤回 %s", key.year, short, masked(path))
    gone = {one.sha256 for one in chosen}
    copies = [one for one in standing if one not in chosen and one.sha256 in gone]
    return Withdrawn(_paths(chosen), _paths(copies))


def _chosen(standing: Sequence[Arrival], file: str) -> list[Arrival]:
    named = {one.id for one in standing if not file or _is_called(one, file)}
    return [one for one in standing if one.id in named or one.parent in named]


def _is_called(one: Arrival, file: str) -> bool:
    return one.file == file or one.path == file or one.path.endswith(f"/{file}")


def _paths(arrivals: Iterable[Arrival]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.path for one in arrivals))
