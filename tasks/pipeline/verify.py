"""`fazhi verify`: is a report that somebody edited still right? Nothing is recorded."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.model import Document, RegionYear
from tasks.pipeline import drafts
from tasks.pipeline.edited import Opened, open_edited
from tasks.pipeline.edited_place import place_of
from tasks.pipeline.known import Behind
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.said import said_by
from tasks.pipeline.versions import DamagedVersionError, find_version, version_of
from tasks.review.verify import FOREIGN, Verified, verify
from tasks.settings import Settings

_ENOUGH = 0.9
"""Share of a version's numbers that a text keeps which was made from it."""
_LOOKED_AT = 8
"""Other versions that are looked at, where a text has fewer."""


class NothingToHoldError(ValueError):
    """There is nothing to hold a document against; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a file came to. `version` is the one it was held against, "" for the year's values
    alone; `nearer` is another one that the text is closer to, "" where there is none.
    """

    file: Path
    opened: Opened
    region_name: str
    year: int
    version: str
    verified: Verified
    nearer: str = ""


def check_edited(
    settings: Settings,
    file: Path,
    region: str | None = None,
    year: int | None = None,
    version: str = "",
) -> Checked:
    """Hold a document against a version of the report (the last one), else against the year's values.

    Region (code) and year default to what its title says; `version` is named as `find_version` takes it.
    Raises UnreadableError, UnclearYearError, NothingToHoldError, NoVersionError, UnclearVersionError,
    DamagedVersionError, OSError.
    """
    opened = open_edited(file, settings.limits)
    place = place_of(settings, opened.edited, file.name, region, year)
    desk = _Desk(settings, catalogue_of(settings, place), place, opened)
    chosen = version_of(settings, desk.catalogue, place, version)
    document = chosen.document if chosen is not None else None
    verified = desk.held_against(document)
    kept = verified.kept or 0.0
    if kept < FOREIGN and not desk.behind(document).is_known:
        raise NothingToHoldError(
            f"{desk.region_name} {place.year} 年没有汇总好的数据，无从核对，请先运行 fazhi run {place.year}"
        )
    name = chosen.name if chosen is not None else ""
    nearer = desk.nearer(name, kept) if name and not version and kept < _ENOUGH else ""
    against = name if kept >= FOREIGN else ""
    return Checked(file, opened, desk.region_name, place.year, against, verified, nearer)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One document, and where it may have come from."""

    settings: Settings
    catalogue: Catalogue
    place: RegionYear
    opened: Opened

    @property
    def region_name(self) -> str:
        return self.catalogue.regions[self.place.region].name

    def behind(self, document: Document | None) -> Behind:
        return Behind(self.settings, self.catalogue, self.place, document)

    def held_against(self, document: Document | None) -> Verified:
        ours = said_by(document) if document is not None else None
        known = self.behind(document).known()
        return verify(self.opened.edited, ours, known, self.catalogue.names)

    def nearer(self, chosen: str, kept: float) -> str:
        """Another version that keeps more of the text's numbers than the chosen one."""
        folder = drafts.folder_of(self.settings, self.catalogue, self.place)
        whole = sorted(folder.glob(f"*/{drafts.MANIFEST}"), key=lambda one: -one.stat().st_mtime)
        others = [one.parent.name for one in whole if one.parent.name != chosen][:_LOOKED_AT]
        best, version = max(((self._kept(one), one) for one in others), default=(0.0, ""))
        return version if best > max(kept, FOREIGN) else ""

    def _kept(self, version: str) -> float:
        """The share of a version's numbers that the text keeps; none of a damaged one."""
        with suppress(DamagedVersionError):
            found = find_version(self.settings, self.catalogue, self.place, version)
            return self.held_against(found.document).kept or 0.0
        return 0.0
