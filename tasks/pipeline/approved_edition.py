"""The text that an approved report was made from, which the next year's edition starts from."""

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.model import RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.approvals import read_approvals
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.version_inputs import DamagedInputsError, edition_texts
from tasks.settings import Settings
from tasks.store.registry import open_registry


@dataclass(frozen=True, slots=True)
class ApprovedEdition:
    """The files of an edition by name, as the approved version was made from; none where they were not kept
    or are damaged.
    """

    version: str
    texts: Mapping[str, str]


def approved_edition(settings: Settings, key: RegionYear) -> ApprovedEdition | None:
    """The edition of a RegionYear's 定稿; None where there is no 定稿."""
    with open_registry(settings.registry_url) as registry:
        approved = read_approvals(registry.acts(key)).approved
    if approved is None:
        return None
    folder = drafts.folder_of(settings, catalogue_of(settings, key), key) / approved.version
    try:
        return ApprovedEdition(approved.version, edition_texts(folder))
    except DamagedInputsError:
        return ApprovedEdition(approved.version, {})
