"""Departments' texts that were accepted once and are the current ones no more."""

from collections.abc import Collection

from tasks.catalogue import Catalogue
from tasks.curation import texts_of
from tasks.model import NARRATIVE, NarrativeText, RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.staging import unstage
from tasks.settings import Settings
from tasks.store.records import CurrentDataset
from tasks.store.registry import Registry
from tasks.store.tables import DamagedPartError


def earlier_texts(
    settings: Settings,
    registry: Registry,
    catalogue: Catalogue,
    key: RegionYear,
    departments: Collection[str],
) -> tuple[NarrativeText, ...]:
    """What some departments' texts said before, as far as it is still kept; the same words once."""
    under = fingerprint.judging(settings, registry, key, catalogue)
    came = [one.id for one in registry.arrivals(key) if one.place.department in departments]
    found: dict[str, CurrentDataset] = {}
    for arrival in came[:-1]:  # as things stood before each later one
        for one in registry.current_datasets(key, under, until=arrival):
            if one.kind == NARRATIVE and one.arrival.place.department in departments:
                found[one.staged.sha256] = one
    return tuple(text for one in found.values() for text in _texts(settings, one))


def _texts(settings: Settings, one: CurrentDataset) -> list[NarrativeText]:
    try:
        return texts_of(unstage(settings, one))
    except DamagedPartError:
        return []
