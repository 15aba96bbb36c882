"""Which years there are, and which belong to a run."""

from pathlib import Path

from tasks.catalogue import Catalogue, load
from tasks.intake import year_of
from tasks.settings import Settings
from tasks.store.registry import open_registry


def years_with_submissions(settings: Settings, region: str) -> tuple[int, ...]:
    """The years of which anything lies in landing or has arrived, by a region's code; ascending."""
    years = set(years_in_landing(settings, load(settings), region))
    with open_registry(settings.registry_url) as registry:
        years |= {arrival.place.year for arrival in registry.arrived(region)}
        years |= {claim.year for claim in registry.claims(region).values() if claim.how and claim.year}
    return tuple(sorted(years))


def years_of_run(settings: Settings, region: str, year: int) -> tuple[int, ...]:
    """The years that a run for `year` works on, ascending: earlier ones with submissions give the bases."""
    earlier = (one for one in years_with_submissions(settings, region) if one < year)
    return (*earlier, year)


def years_in_landing(settings: Settings, catalogue: Catalogue, region: str) -> tuple[int, ...]:
    """The years for which landing holds a folder of the region, ascending."""
    folders = [f for f in _folders(settings.landing) if catalogue.resolve_region(f.name) == region]
    years = {year_of(child.name) for folder in folders for child in _folders(folder)}
    return tuple(sorted(year for year in years if year is not None))


def _folders(root: Path) -> list[Path]:
    return [f for f in root.iterdir() if f.is_dir()] if root.is_dir() else []
