"""Last year as curated: what a year is judged against and curated upon."""

from tasks.catalogue import Catalogue
from tasks.model import Base, RegionYear
from tasks.pipeline import fingerprint
from tasks.pipeline.errors import StaleError
from tasks.settings import Settings
from tasks.store.records import Build
from tasks.store.registry import Registry


def build_before(
    settings: Settings, registry: Registry, key: RegionYear, catalogue: Catalogue
) -> Build | None:
    """The build of the year before a RegionYear, if there is one.

    Raises StaleError where it, or one that it rests on, is not what would be made of its year now.
    """
    before = RegionYear(key.region, key.year - 1)
    build = registry.current_build(before)
    if build is None:
        return None
    build_before(settings, registry, before, catalogue)
    if build.fingerprint != fingerprint.judging(settings, registry, before, catalogue):
        raise StaleError(before.year)
    return build


def base_of(settings: Settings, build: Build | None) -> Base:
    """What a build gives the year after it to be judged against. Raises DamagedPartError."""
    if build is None:
        return Base()
    # Arrow takes a second to import: only where something is judged
    from tasks.pipeline.curated_tables import read_narrative, read_values

    own = str(build.region_year.year)
    values = {v.key: v for v in read_values(settings, build) if v.chosen and v.period[:4] == own}
    return Base(values, read_narrative(settings, build))
